"""Quantities: amounts with their bound, ranges, ratios, fractions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.quantities.amounts import ONE, Side, is_measured, plain, read_rate, read_side
from summarizer.quantities.bounds import find_bound
from summarizer.quantities.tables import LETTERS, last_word, load_tables
from summarizer.quantities.types import Bound, Kind, Mention, Quantity, Span

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.tables import Unit

_SLASH = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?/ ?([0-9]+(?:[.,][0-9]+)?)(?![0-9/])")
_MIXED = re.compile(r"([0-9]{1,4}) {1,2}([0-9]{1,2})/([0-9]{1,3})(?![0-9/])")
_OF_WHOLE = {
    "vi": re.compile(r" (?:trên tổng số|trong tổng số|trong số|trên|/ ?tổng số) (?=[0-9])"),
    "en": re.compile(r" (?:out of|of) (?:a total of |the |its |all )?(?=[0-9]|[a-z]+ [a-z])"),
}
_MINUS = {lang: tuple(f" {word} " for word in load_tables(lang).raw["number_words"]["minus"]) for lang in ("vi", "en")}
_SLASH_REACH = 40
"""Characters from the first digit of a ratio or a fraction to its bar."""

_MOST_CHANGE = 50
"""How many times as much a level may become while both are written in one scale."""

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


def read_quantity(reading: Reading, at: int, floor: int, side: Side | None = None) -> list[Mention]:
    """Return the quantities that begin with the numeral at `at`; none where it is no number.

    `floor` is where the mention before ends: a currency before it belongs to that one. `side` is the
    amount at `at`, where it has been read already.
    """
    low = reading.low
    if low[at] in VULGAR:
        return _with_bound(reading, _vulgar(reading, at, at), at, "fraction")
    if low[at].isdigit():
        ratio = _read_slashed(reading, at, floor)
        if ratio is not None:
            return ratio
    side = side or read_amount(reading, at, floor)
    if side is None:
        return []
    if divided := _divided(reading, side):
        return [divided]
    side.sign, side.start = _sign(reading, side, floor)
    other = _second_side(reading, side)
    if other is not None and (_is_number(reading, side) or (other.has_words and _is_number(reading, other))):
        found = _range(reading, side, other)
        if found is not None:
            return [found]
    if not side.unit and not side.scaled:
        if shares := _of_whole(reading, side):
            return shares
        _take_unit(reading, side)
    return [_single(reading, side)] if _is_number(reading, side) else []


def _of_whole(reading: Reading, side: Side) -> list[Mention]:
    """Read "nine of the 14 localities": the nine count what the 14 count."""
    link = _OF_WHOLE[reading.lang].match(reading.low, side.end)
    if reading.low[side.start : side.end] in reading.tables.words("number_words", "article"):
        return []  # "one of the 14 localities" counts nothing
    whole = read_side(reading, link.end()) if link else None
    if whole is None or whole.kind not in ("count", "") or whole.scaled or not _is_number(reading, whole):
        return []
    side.unit, side.kind = whole.unit, whole.kind
    part = replace(_single(reading, side), rule="x of y")
    return [part, _ratio_part(reading, whole, "x of y")] if part.value is not None else []


def read_amount(reading: Reading, at: int, floor: int) -> Side | None:
    """Return the amount whose numeral begins at `at`, with the currency before it."""
    prefix, start = _prefix(reading, at, floor)
    side = read_side(reading, at, prefix)
    if prefix is not None and side is not None and is_measured(reading, side.end):
        prefix, start = None, at  # "đường RS 13.750 tấn": sugar, and no rupees
        side = read_side(reading, at)
    if side is not None:
        side.start = min(start, side.start)
    return side


def _read_slashed(reading: Reading, at: int, floor: int) -> list[Mention] | None:
    """Read "2 1/4", "118/145 xã", "2/3"."""
    if reading.low.find("/", at, at + _SLASH_REACH) < 0:
        return None
    if mixed := _MIXED.match(reading.low, at):
        found = _mixed_fraction(reading, mixed)
    elif slash := _SLASH.match(reading.low, at):
        found = read_ratio(reading, slash)
    else:
        return None
    if len(found) == 1 and found[0].quantity and found[0].value is not None:
        sign, start = _sign(reading, Side(at, found[0].end), floor)
        if sign < 0:
            negative = replace(found[0].quantity, value=-found[0].value)
            return [_mention(reading, start, found[0].end, negative, found[0].rule)]
    return found


def _divided(reading: Reading, side: Side) -> Mention | None:
    """Read "one over three", where nothing is measured and nothing follows."""
    if reading.lang != "en" or side.unit or side.scaled or not reading.low.startswith(" over ", side.end):
        return None
    under = read_side(reading, side.end + len(" over "))
    if under is None or under.unit or reading.low[under.end :].lstrip(" ")[:1] not in ("", ".", ",", "?", ";", "\n"):
        return None
    over_values, under_values = side.quantities(reading)[0], under.quantities(reading)[0]
    if not over_values or not under_values or not under_values[0].value or over_values[0].value is None:
        return None
    quantity = Quantity(plain(over_values[0].value / under_values[0].value))
    return _mention(reading, side.start, under.end, quantity, "fraction")


def _prefix(reading: Reading, at: int, floor: int) -> tuple[Unit | None, int]:
    """Return the currency before the number and where the mention begins."""
    end = reading.back_over_spaces(at)
    if end <= floor:
        return None, at
    found = reading.tables.prefixes.before(reading.low, end)
    if found is None or found[0] < floor:
        return None, at
    return found[1], found[0]


def _is_number(reading: Reading, side: Side) -> bool:
    """Tell whether a numeral in words counts or measures something."""
    if side.worded is None or reading.is_whole(side.start, side.end):
        return True
    low, worded = reading.low, side.worded
    words = low[side.start : worded.end]
    if reading.tables.phrases("number_words", "not_number").at(low, reading.text, side.start):
        return False
    known = side.unit != "" or side.scaled
    article = words in reading.tables.words("number_words", "article")
    if article:
        return known and not _is_article(reading, side)
    if reading.lang == "en" or worded.words > 1 or worded.scaled:
        return not _is_name(reading, side)
    after = reading.skip_spaces(worded.end)
    if any(low.startswith(word, after) for word in reading.tables.raw["number_words"]["not_before"]):
        return False
    return known and not _is_name(reading, side)


def _is_article(reading: Reading, side: Side) -> bool:
    """Tell whether "một", "năm" or "one" is no count: "năm doanh nghiệp" is "the year, enterprises"."""
    if reading.lang == "en":
        return side.kind == "count" and reading.low.startswith(" of ", side.bare_end)
    if side.kind == "count" and reading.low.startswith("năm", side.start):
        word = last_word(reading.low, reading.back_over_spaces(side.start))
        return word not in reading.tables.words("number_words", "five_after")
    return not (side.scaled or side.kind in ("percent", "money", "physical", "point", "times"))


def _is_name(reading: Reading, side: Side) -> bool:
    """Tell whether the word is part of a name: "Ba Đình", "Hai Bà Trưng"."""
    text = reading.text
    if not text[side.start].isupper() or side.worded is None:
        return False
    if reading.lang == "en" and (side.worded.words > 1 or (side.kind == "count" and _opens_sentence(reading, side))):
        return False  # "Forty-seven Binh Duong companies"
    after = reading.skip_spaces(side.worded.end)
    return text[after : after + 1].isupper() and side.kind in ("", "count")


def _opens_sentence(reading: Reading, side: Side) -> bool:
    return reading.text[: side.start].rstrip()[-1:] in ("", ".", "!", "?", ":", ";")


def _sign(reading: Reading, side: Side, floor: int) -> tuple[int, int]:
    """Return -1 and where the sign begins, where the amount is negative; else 1 and its own beginning.

    A dash counts where it is glued to the number and follows no word of direction: "giảm -0,2%" is
    a stray minus, and so is a bullet.
    """
    low, at = reading.low, side.start
    dash = at - 1
    if dash < 0:
        return 1, at
    if low[dash] == " ":
        return _spaced_sign(reading, side, floor)
    if dash < floor or low[dash] != "-" or side.kind == "count":
        return 1, at
    before = low[dash - 1] if dash > 0 else " "
    if before not in " \t\n(:=;[<>":
        return 1, at
    if last_word(low, reading.back_over_spaces(dash)) in reading.tables.words("signs", "direction"):
        return 1, at
    return -1, dash


def _spaced_sign(reading: Reading, side: Side, floor: int) -> tuple[int, int]:
    """Read "âm 5", "minus 5", and "- 5" where nothing else stands in the text."""
    low, at = reading.low, side.start
    before = f" {low[max(floor, at - 12) : at]}"
    minus = next((word for word in _MINUS[reading.lang] if before.endswith(word)), None)
    if minus is not None:
        if before.rstrip().endswith(tuple(reading.tables.raw["number_words"]["not_minus"])):
            return 1, at  # "loại trừ 28 công ty"
        return -1, at - len(minus) + 1
    if len(low) < 60 and low[:at].strip() == "-" and reading.is_whole(low.index("-"), side.end):
        return -1, low.index("-")
    return 1, at


def _second_side(reading: Reading, side: Side) -> Side | None:
    """Return the upper end where "to", "đến" or a dash and another amount follow."""
    low = reading.low
    at = reading.skip_spaces(side.end)
    link = reading.tables.phrases("from_to", "to").at(low, reading.text, at)
    if link is None and _after_word(reading, side.start, "between"):
        link = reading.tables.phrases("from_to", "and").at(low, reading.text, at)
    if link is None:
        return None
    begin = reading.skip_spaces(link[0])
    prefix = reading.tables.prefixes.at(low, reading.text, begin)
    if prefix is not None:
        begin = reading.skip_spaces(prefix[0])
    if not (low[begin : begin + 1].isdigit() or low[begin : begin + 1].isalpha()):
        return None
    return read_side(reading, begin, prefix[1] if prefix else None)


def _after_word(reading: Reading, start: int, key: str) -> bool:
    return reading.tables.phrases("from_to", key).before(reading.low, reading.back_over_spaces(start)) is not None


def _range(reading: Reading, low_side: Side, high_side: Side) -> Mention | None:
    """Join two amounts into a range; `None` where they are two levels or do not fit."""
    if low_side.worded is not None and low_side.worded.fraction and (high_side.unit or not high_side.worded):
        return None  # "cut output by nearly half to 52,300 tonnes"
    link = reading.low[low_side.end : high_side.start].strip()
    if link == "to" and reading.low.endswith(" by ", 0, low_side.start):
        return None  # "rose by 2.5 million to 8.6 million"
    if (
        _is_change(reading, low_side)
        or _is_score(reading, low_side, high_side)
        or not _share_unit(reading, low_side, high_side)
    ):
        return None
    lows, _ = low_side.quantities(reading)
    highs, _ = high_side.quantities(reading)
    if not lows or not highs:
        return None
    for first in lows:
        for second in highs:
            if _ascending(first, second):
                return _range_mention(reading, low_side, high_side, first, second)
    return None


def _ascending(first: Quantity, second: Quantity) -> bool:
    return first.value is not None and second.value is not None and first.value < second.value


def _range_mention(reading: Reading, low_side: Side, high_side: Side, first: Quantity, second: Quantity) -> Mention:
    steps = [step for step in (first.step, second.step) if step is not None]
    quantity = Quantity(
        first.value, second.value, second.unit or first.unit, min(steps) if steps else None, Bound.RANGE
    )
    return _mention(reading, low_side.start, high_side.end, quantity, "range")


def _take_unit(reading: Reading, side: Side) -> None:
    """Give the first level of a change the scale and unit of the second: "từ 6,2 lên 8,7 triệu đồng"."""
    if side.has_words or not _after_word(reading, side.start, "from"):
        return
    at = reading.skip_spaces(side.end)
    link = reading.tables.phrases("from_to", "change").at(reading.low, reading.text, at)
    begin = reading.skip_spaces(link[0]) if link else at
    if link is None or not reading.low[begin : begin + 1].isdigit():
        return
    second = read_side(reading, begin)
    if second is None or second.added:
        return
    ours, theirs = side.quantities(reading)[0], replace(second, scale=ONE).quantities(reading)[0]
    if ours and theirs and ours[0].value and theirs[0].value and _are_near(ours[0].value, theirs[0].value):
        side.scale, side.scaled = second.scale, second.scaled
        side.unit, side.kind = second.unit, second.kind


def _are_near(one: Decimal, other: Decimal) -> bool:
    """Tell whether two numerals may be of one scale: 6.2 and 8.7, not 500 and 1.2."""
    return max(one, other) <= _MOST_CHANGE * min(one, other)


def _is_change(reading: Reading, side: Side) -> bool:
    """Tell whether "from A to B" follows a verb of change: two levels, not a range."""
    if reading.lang != "en":
        return False
    start = reading.tables.phrases("from_to", "from").before(reading.low, reading.back_over_spaces(side.start))
    if start is None:
        return False
    return _changes(reading, start[0])


def _changes(reading: Reading, before: int) -> bool:
    """Tell whether a verb of change stands among the few words before an offset."""
    words = LETTERS.findall(reading.low, max(0, before - 60), before)[-5:]
    return any(word in reading.tables.words("from_to", "change_verbs") for word in words)


def _is_score(reading: Reading, low_side: Side, high_side: Side) -> bool:
    """Tell whether two bare numbers are the points of two sides: "với tỷ số 1-2", "won 8-7"."""
    bare = not (low_side.unit or low_side.scaled or high_side.unit or high_side.scaled)
    return bare and _after_word(reading, low_side.start, "score")


def _share_unit(reading: Reading, low_side: Side, high_side: Side) -> bool:
    """Give the lower end the scale and unit that only the upper one writes; tell whether they agree."""
    if not low_side.unit and not low_side.scaled and high_side.scaled and not high_side.added:
        low_side.scale, low_side.scaled = high_side.scale, True
    if not low_side.unit:
        low_side.unit, low_side.kind = high_side.unit, high_side.kind
    elif not high_side.unit:
        if low_side.kind != "money" or not high_side.raw:
            return low_side.kind == "count"
        if high_side.scaled and not low_side.scaled:
            low_side.scale, low_side.scaled = high_side.scale, True
        high_side.unit, high_side.kind = low_side.unit, low_side.kind
        if "/" not in high_side.unit:
            read_rate(reading, high_side)  # "VND 92,000-96,000 a tonne"
    if high_side.unit.partition("/")[0] == low_side.unit and not _changes(reading, low_side.start):
        low_side.unit = high_side.unit
    return low_side.unit == high_side.unit


def _single(reading: Reading, side: Side) -> Mention:
    readings, note = side.quantities(reading)
    bound = find_bound(reading, side, side.start)
    if not readings:
        broken = Quantity(None, unit=side.unit, bound=bound)
        return _mention(reading, side.start, side.end, broken, "broken number", note=note)
    if bound is not Bound.EXACT:
        readings = [replace(quantity, bound=bound) for quantity in readings]
    first, *others = readings
    note = "dots and commas can be read in two ways here" if others else None
    rule = "occasions" if _are_occasions(reading, side) else _rule(side)
    return _mention(reading, side.start, side.end, first, rule, tuple(others), note)


def _are_occasions(reading: Reading, side: Side) -> bool:
    """Tell whether "lần" may count occasions: "21 lần điều chỉnh", not "tăng 3 lần so với năm trước"."""
    if reading.lang != "vi" or side.kind != "times":
        return False
    before = LETTERS.findall(re.split("[,.;:()]", reading.low[max(0, side.start - 30) : side.start])[-1])[-4:]
    after = LETTERS.match(reading.low, reading.skip_spaces(side.end))
    if after is None or after.group() in reading.tables.words("multiples", "times_after"):
        return False
    return not any(word in reading.tables.words("multiples", "times_cue") for word in before)


def _rule(side: Side) -> str:
    if side.worded is not None and side.worded.fraction:
        return "fraction in words"
    if side.added:
        return "compound amount"
    names = {
        "money": "money",
        "percent": "percent",
        "point": "percentage points",
        "count": "count",
        "times": "times",
    }
    name = names.get(side.kind, "amount with unit" if side.kind else "number")
    return f"{name} in words" if side.has_words else name


def _mention(
    reading: Reading,
    start: int,
    end: int,
    quantity: Quantity,
    rule: str,
    others: tuple[Quantity, ...] = (),
    note: str | None = None,
) -> Mention:
    return Mention(Span(start, end), reading.text[start:end], Kind.QUANTITY, quantity, None, rule, others, note)


def read_ratio(reading: Reading, slash: re.Match[str]) -> list[Mention]:
    """Read "118/145 xã" and "36/22 tỷ đồng" as two quantities, "2/3" as a fraction."""
    first = Side(slash.start(1), slash.end(1), raw=slash.group(1))
    second = read_side(reading, slash.start(2))
    if second is None or second.raw != slash.group(2):
        return []
    whole = first.raw.isdigit() and second.raw.isdigit()
    if whole and _is_fraction(reading, int(first.raw), int(second.raw), second):
        return _fraction(reading, first.start, Decimal(first.raw) / Decimal(second.raw), second)
    first.scale, first.scaled, first.unit, first.kind = second.scale, second.scaled, second.unit, second.kind
    first.bare_end = first.end
    rule = "x of y" if second.kind in ("count", "") else "ratio of two amounts"
    return [_ratio_part(reading, side, rule) for side in (first, second)]


def _ratio_part(reading: Reading, side: Side, rule: str) -> Mention:
    readings, note = side.quantities(reading)
    quantity = readings[0] if readings else Quantity(None, unit=side.unit)
    return _mention(reading, side.start, side.end, quantity, rule, tuple(readings[1:]), note)


def _is_fraction(reading: Reading, over: int, under: int, second: Side) -> bool:
    if under == 0 or (under > 10 and not reading.is_whole(second.start - 5, second.end)):
        return False
    return over < 10 and second.kind != "count" and not second.scaled


def _fraction(reading: Reading, start: int, value: Decimal, unit: Side) -> list[Mention]:
    quantity = Quantity(plain(value), unit=unit.unit)
    return _with_bound(reading, (quantity, Side(start, unit.end, kind=unit.kind)), start, "fraction")


def _mixed_fraction(reading: Reading, found: re.Match[str]) -> list[Mention]:
    whole, over, under = (int(part) for part in found.groups())
    unit = read_side(reading, found.start(3))
    if not under or over >= under or unit is None:
        return []
    return _fraction(reading, found.start(), Decimal(whole) + Decimal(over) / Decimal(under), unit)


def _vulgar(reading: Reading, start: int, at: int) -> tuple[Quantity, Side]:
    over, _, under = unicodedata.normalize("NFKC", reading.low[at]).partition("\u2044")
    value = Decimal(over) / Decimal(under)
    unit = reading.tables.units.at(reading.low, reading.text, reading.skip_spaces(at + 1))
    if unit is None:
        return Quantity(plain(value)), Side(start, at + 1)
    return Quantity(plain(value), unit=unit[1].id), Side(start, unit[0], kind=unit[1].kind)


def _with_bound(reading: Reading, found: tuple[Quantity, Side], start: int, rule: str) -> list[Mention]:
    quantity, side = found
    bound = find_bound(reading, side, start)
    return [_mention(reading, start, side.end, replace(quantity, bound=bound), rule)]


def read_multiple(reading: Reading, start: int, end: int, value: str, unit: str = "x") -> Mention:
    """Read "gấp đôi", "doubled", "twice"; "một nửa" without a unit."""
    side = Side(start, end, kind="times")
    quantity = Quantity(Decimal(value), unit=unit, step=ONE, bound=find_bound(reading, side, start))
    return _mention(reading, start, end, quantity, "multiple" if unit else "fraction")
