"""One side of an amount: numeral, scale, further parts ("2 tỷ 627 triệu"), unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.quantities.counts import find_count_noun
from summarizer.quantities.digits import NUMERAL, TOO_MANY_DIGITS, read_digits
from summarizer.quantities.tables import LETTERS, Unit
from summarizer.quantities.types import Quantity
from summarizer.quantities.words_en import read_english
from summarizer.quantities.words_vi import read_vietnamese

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.words import Worded

ONE = Decimal(1)
_MAX_SCALES = 3
_MOST_PLACES = 25
"""Digits that a number may have before and behind its decimal mark; the arithmetic is exact to 28."""

_SPLIT_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*, [0-9]{1,2}(?![0-9.,])")
_POWER = re.compile(r"e[+-]?[0-9]{1,3}(?![^\W_])|\^[+-]{0,2}[0-9]{1,3}")
_CONTEXTS = {"money": "money", "percent": "percent", "point": "percent", "count": "count", "": "bare"}


@dataclass(slots=True)
class Side:
    """An amount as it is written, before its digits are interpreted.

    Attributes:
        raw: the digits; "" for number words.
        worded: the numeral in words.
        scale: the scale words multiplied.
        added: what further parts add ("627 triệu" after "2 tỷ").
        step: the worth of the last unit of a further part.
        kind: kind of the unit; "count" for nouns of the lexicon, "" without a unit.
    """

    start: int
    end: int
    raw: str = ""
    worded: Worded | None = None
    scale: Decimal = ONE
    scaled: bool = False
    added: Decimal = Decimal(0)
    step: Decimal | None = None
    unit: str = ""
    kind: str = ""
    sign: int = 1
    bare_end: int = 0

    @property
    def has_words(self) -> bool:
        """Whether the numeral is in words."""
        return self.worded is not None

    def quantities(self, reading: Reading) -> tuple[list[Quantity], str | None]:
        """Return the readings of this side, the likeliest first, and a note where there is none."""
        if self.worded is not None:
            step = self.worded.step
            values = [(self.worded.value, step)]
            note = None
        else:
            # "1.496 tỷ 323 triệu": what has parts is a whole number
            kind = "unit" if self.unit in reading.tables.words("counts", "fractional") else self.kind
            context = "count" if self.added else "scaled" if self.scaled else _CONTEXTS.get(kind, "unit")
            found = read_digits(reading, self.raw, context)
            values, note = [(v.value, v.step) for v in found.values], found.note
        read = [self._quantity(value, step) for value, step in values]
        if any(_is_beyond(quantity) for quantity in read):
            return [], TOO_MANY_DIGITS
        return read, note

    def _quantity(self, value: Decimal, step: Decimal | None) -> Quantity:
        total = (value * self.scale + self.added) * self.sign
        worth = self.step if self.step is not None else step * self.scale if step is not None else None
        return Quantity(plain(total), unit=self.unit, step=plain(worth) if worth is not None else None)


def _is_beyond(quantity: Quantity) -> bool:
    """Whether a number is greater, or told finer, than any of a report: it could not be compared exactly."""
    value, step = quantity.value, quantity.step
    places = -step.adjusted() if step is not None else 0
    return value is not None and max(places, value.adjusted() + max(places, 0)) >= _MOST_PLACES


def plain(value: Decimal) -> Decimal:
    """Return the value without exponent and without zeros that multiplying left behind."""
    if value.same_quantum(ONE):
        return value
    whole = value.to_integral_value()
    return whole.quantize(ONE) if whole == value and value.adjusted() < _MOST_PLACES else value.normalize()


def read_side(reading: Reading, at: int, prefix: Unit | None = None) -> Side | None:
    """Return the amount that begins at `at`: numeral, scale, unit."""
    side = _read_numeral(reading, at)
    if side is None:
        return None
    _read_scale(reading, side, prefix)
    if side.scaled:
        _read_parts(reading, side)
    side.bare_end = side.end
    if prefix is not None:
        side.unit, side.kind = prefix.id, prefix.kind
    _read_unit(reading, side)
    if not side.unit and not side.scaled and _is_age(reading, side):
        side.unit, side.kind = "age_years", "count"
    return side


def _is_age(reading: Reading, side: Side) -> bool:
    """Tell whether the words before a bare number make it an age: "độ tuổi 20 đến 24", "aged 60"."""
    return reading.tables.phrases("counts", "age").before(reading.low, reading.back_over_spaces(side.start)) is not None


def _read_numeral(reading: Reading, at: int) -> Side | None:
    low = reading.low
    if low[at : at + 1].isdigit():
        found = NUMERAL.match(low, at)
        split = _SPLIT_DECIMAL.match(low, at) if found and low.startswith(", ", found.end()) else None
        if split and _continues(reading, split.end()):
            return Side(at, split.end(), raw=split.group().replace(" ", ""))
        return _in_digits(reading, found) if found else None
    worded = read_vietnamese(reading, at) if reading.lang == "vi" else read_english(reading, at)
    if worded is None:
        return None
    return Side(at, worded.end, worded=worded, scaled=worded.scaled)


def _in_digits(reading: Reading, found: re.Match[str]) -> Side:
    """Return the digits, with the dot before them in ".08", and with an exponent that is not read."""
    at, low = found.start(), reading.low
    power = _POWER.match(low, found.end()) if low.startswith(("e", "^"), found.end()) else None
    if power:
        return Side(at, power.end(), raw=low[at : power.end()])
    if reading.lang == "en" and at > 0 and low[at - 1] == "." and found.group().isdigit():
        before = low[at - 2] if at > 1 else " "
        if before in " \t\n($~":
            return Side(at - 1, found.end(), raw=f"0.{found.group()}")
    return Side(at, found.end(), raw=found.group())


def _continues(reading: Reading, end: int) -> bool:
    """Tell whether "211, 6" is one number: a scale or "%" follows, and it is no item of a list."""
    at = reading.skip_spaces(end)
    low = reading.low
    if reading.lang != "vi" or not (low.startswith("%", at) or reading.tables.scales.at(low, reading.text, at)):
        return False
    after = low[at : at + 24]
    return " và " not in after and not re.search(r"%?, ?[0-9]", after)


def _read_scale(reading: Reading, side: Side, prefix: Unit | None) -> None:
    low, tables = reading.low, reading.tables
    glued = LETTERS.match(low, side.end) if low[side.end : side.end + 1].isalpha() else None
    if glued and not side.has_words and _is_scale_letter(reading, glued.group(), glued.start(), prefix):
        side.scale, side.scaled, side.end = tables.scale_letters[glued.group()], True, glued.end()
        return
    for _ in range(_MAX_SCALES):
        at = reading.skip_spaces(side.end)
        if low.startswith("-", at):
            at += 1  # "five-hundred-million"
        found = tables.scales.at(low, reading.text, at)
        if found is None or low[at - 1 : found[0]] == "-k" or _is_blocked(reading, low[at : found[0]], found[0]):
            return
        if side.worded is not None and found[1] < 1000:
            return
        side.scale, side.scaled, side.end = side.scale * found[1], True, found[0]


def _is_scale_letter(reading: Reading, letters: str, at: int, prefix: Unit | None) -> bool:
    if letters not in reading.tables.scale_letters:
        return False
    if letters in ("k", "tr") or (letters == "b" and reading.lang == "en"):
        return True
    written = reading.text[at : at + 1]
    if written == "m" and reading.lang == "en" and _counts_behind(reading, at + 1):
        return True  # "6.42m pairs", "5.62m TEU"
    return prefix is not None or (
        reading.lang == "en" and (written == "M" or (written == "G" and len(reading.low) < 12))
    )


def _counts_behind(reading: Reading, end: int) -> bool:
    """Tell whether a noun or another unit follows a letter at once, so that the letter is no unit."""
    after = reading.skip_spaces(end)
    if after == end:
        return False
    noun = find_count_noun(reading, end)
    return is_measured(reading, end) or (noun is not None and noun[0] <= after + _NOUN_LENGTH)


def is_measured(reading: Reading, end: int) -> bool:
    """Tell whether a unit of weight, length and the like follows what ends at `end`."""
    unit = reading.tables.units.at(reading.low, reading.text, reading.skip_spaces(end))
    return unit is not None and unit[1].kind == "physical"


_NOUN_LENGTH = 16
"""Characters of a noun right behind a number, a few words at most."""


def is_scale_at(reading: Reading, at: int) -> bool:
    """Tell whether a scale word stands at `at`, and no other word that begins like one ("tỷ lệ")."""
    found = reading.tables.scales.at(reading.low, reading.text, at)
    return found is not None and not _is_blocked(reading, reading.low[at : found[0]], found[0])


def _is_blocked(reading: Reading, word: str, end: int) -> bool:
    blocked = reading.tables.raw["scale_blocked"].get(word)
    if not blocked:
        return False
    after = LETTERS.match(reading.low, reading.skip_spaces(end))
    return after is not None and after.group() in blocked


def _read_parts(reading: Reading, side: Side) -> None:
    """Read "627 triệu" after "2 tỷ", "rưỡi" after "2 tỷ", "2" glued to "1tr"."""
    low, scales = reading.low, reading.tables.scales
    if reading.lang == "vi" and not side.has_words:
        half = LETTERS.match(low, reading.skip_spaces(side.end))
        if half and half.group() in reading.tables.words("number_words", "half_more"):
            side.added, side.step, side.end = side.scale / 2, side.scale / 10, half.end()
            return
        glued = _GLUED_TAIL.match(low, side.end)
        if glued and side.end > 0 and low[side.end - 1].isalpha():
            worth = side.scale.scaleb(-len(glued.group()))
            side.added, side.step, side.end = Decimal(glued.group()) * worth, worth, glued.end()
            return
    if half := _AND_A_HALF.match(low, side.end):
        parts = 2 if half[1] == "half" else 4
        side.added, side.step, side.end = side.scale / parts, None, half.end()
        return
    last = side.scale
    while (part := _next_part(reading, side.end, last)) is not None:
        value, scale, step, end = part
        if scale > last:  # "21 nghìn 500 tỷ": one scale for both
            side.scale, side.added = side.scale * scale, (side.added + value) * scale
        else:
            side.added += value * scale
        side.step, side.end, last = step * scale, end, min(scale, last)
    del scales


def _next_part(reading: Reading, end: int, last: Decimal) -> tuple[Decimal, Decimal, Decimal, int] | None:
    """Return value, scale, step and end of a further part that fits under the scale `last`."""
    low = reading.low
    at = reading.skip_spaces(end)
    found = NUMERAL.match(low, at) if at > end else None
    if found is None or " " in found.group():
        return None
    read = read_digits(reading, found.group(), "scaled")
    after = reading.skip_spaces(found.end())
    scale = reading.tables.scales.at(low, reading.text, after)
    if scale is None or not read.values or _is_blocked(reading, low[after : scale[0]], scale[0]):
        return _last_part(reading, found, last)
    value = read.values[0]
    fits = value.value * scale[1] < last if scale[1] < last else value.value < last and last == 1000
    return (value.value, scale[1], value.step, scale[0]) if fits and scale[1] != last else None


def _last_part(reading: Reading, found: re.Match[str], last: Decimal) -> tuple[Decimal, Decimal, Decimal, int] | None:
    """Return "200.000" of "1 triệu 200.000 đồng": full digits with money after them."""
    unit = reading.tables.units.at(reading.low, reading.text, reading.skip_spaces(found.end()))
    if unit is None or unit[1].kind != "money":
        return None
    read = read_digits(reading, found.group(), "money")
    if not read.values or not 1000 <= read.values[0].value < last:
        return None
    return read.values[0].value, ONE, read.values[0].step, found.end()


def _read_unit(reading: Reading, side: Side) -> None:
    low, tables = reading.low, reading.tables
    at = reading.skip_spaces(side.end)
    if side.unit:
        own = tables.units.at(low, reading.text, at)
        if own and own[1].id == side.unit and not _DIGIT_NEXT.match(low, own[0]):
            side.end = own[0]
        read_rate(reading, side)
        return
    compact = tables.compacts.at(low, reading.text, at)
    if compact:
        side.scale, side.scaled = side.scale * compact[1].scale, True
        side.end, side.unit, side.kind = compact[0], compact[1].unit.id, "money"
        return
    found = _unit_at(reading, at)
    if found is None and low.startswith("-", at) and reading.lang == "en":
        found = _unit_at(reading, at + 1)  # "3-inch"
    if found is None and reading.lang == "en":
        found = _of_a_unit(reading, side, at)
    if found is None:
        noun = find_count_noun(reading, side.end)
        if noun:
            side.unit, side.kind = noun[1], "count"
        return
    end, unit = found
    side.end, side.unit, side.kind = end, unit.id, unit.kind
    _read_cents(reading, side)
    _read_late_scale(reading, side)
    read_rate(reading, side)


def _read_late_scale(reading: Reading, side: Side) -> None:
    """Read "75 USD million"."""
    at = reading.skip_spaces(side.end)
    if side.kind != "money" or side.scaled or at == side.end or reading.lang != "en":
        return
    found = reading.tables.scales.at(reading.low, reading.text, at)
    if found and found[1] >= 1000:
        side.scale, side.scaled, side.end = found[1], True, found[0]


def _read_cents(reading: Reading, side: Side) -> None:
    """Read "50 cents" after "3 dollars"."""
    if side.kind != "money" or side.scaled or side.unit not in ("USD", "EUR"):
        return
    cents = _CENTS.match(reading.low, side.end)
    worded = read_english(reading, _AND.match(reading.low, side.end).end()) if reading.lang == "en" else None  # type: ignore[union-attr]
    if cents:
        count, end = Decimal(cents[1]), cents.end()
    elif worded and (unit := _CENT.match(reading.low, worded.end)):
        count, end = worded.value, unit.end()
    else:
        return
    side.added, side.step, side.end = count / 100, Decimal("0.01"), end


def _unit_at(reading: Reading, at: int) -> tuple[int, Unit] | None:
    found = reading.tables.units.at(reading.low, reading.text, at)
    if found and found[1].id == "VND" and reading.lang == "en" and _IN_NAME.match(reading.text, at):
        return None  # "31 Dong Nai companies"
    if found and found[1].kind == "percent":
        grade = LETTERS.match(reading.low, reading.skip_spaces(found[0]))
        if grade and grade.group() in reading.tables.words("names", "name_units"):
            return grade.end(), Unit("", "grade")
    return found


def _of_a_unit(reading: Reading, side: Side, at: int) -> tuple[int, Unit] | None:
    """Return the unit of "half a percentage point", "0.7 of a percentage point"."""
    article = _A_UNIT.match(reading.low, at)
    found = _unit_at(reading, article.end()) if article else None
    fraction = side.worded is not None and side.worded.fraction
    return found if found and (fraction or found[1].kind == "point") else None


_IN_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]")
_A_UNIT = re.compile(r"(?:of )?an? ")
_AND_A_HALF = re.compile(r" and (?:a|one) (half|quarter)(?![^\W_])")
_CENTS = re.compile(r" (?:and )?([0-9]{1,2}) ?(?:cents?|xen|xu)(?![^\W_])")
_CENT = re.compile(r" cents?(?![^\W_])")
_AND = re.compile(r"(?: and)?")
_DIGIT_NEXT = re.compile(r"[ \t]?[0-9]")
_GLUED_TAIL = re.compile(r"[0-9]{1,3}(?![0-9]|[.,][0-9])")
_NEVER_A = frozenset({"household", "person", "enterprise", "project", "product", "worker"})
_EARLIER = re.compile(r" (?:earlier|ago|before|previously|later|on year)\b")
_PER = {
    "vi": re.compile(r" ?/ ?|[ \t]+mỗi[ \t]+|[ \t]+trên mỗi[ \t]+"),
    "en": re.compile(r" ?/ ?|[ \t]+(?:per|a|an|each|every)[ \t]+"),
}


def read_rate(reading: Reading, side: Side) -> None:
    """Read "/kg" and "/người/năm" after the unit."""
    if side.kind not in ("money", "percent", "physical", "point", "time"):
        return
    for _ in range(3):
        per = _PER[reading.lang].match(reading.low, side.end)
        found = per and reading.tables.denominators.at(reading.low, reading.text, per.end())
        if not per or not found or (per.group().strip() in ("a", "an") and found[1] in _NEVER_A):
            return
        if _EARLIER.match(reading.low, found[0]):  # "9.8% a year earlier"
            return
        side.end, side.unit = found[0], f"{side.unit}/{found[1]}"
