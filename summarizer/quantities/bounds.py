"""Bounds and hedges around a number: "trên 5%", "từ 14% trở lên", "nearly 5%", "5 or more"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities.counts import find_count_noun
from summarizer.quantities.tables import LETTERS, last_word, load_tables
from summarizer.quantities.types import Bound

if TYPE_CHECKING:
    from summarizer.quantities.amounts import Side
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.tables import Language

_GOES_ON = re.compile(r" (?:than|or equal|a |an |one |[0-9$€£<>])")
_ITS_OWN = re.compile(r"(?<= above| below| under|. over) (?:its|the|their|that|last|what) ")
_FURTHER = re.compile(r"^(?: ?(?:,|và|;) ?[\d.,]+ ?%)+")
_COUNTED = re.compile(r"(?<![^\W_])([0-9]+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: [^\W\d_]+){0,4}$")
_RATIO = re.compile(r":\d")
_ROUND = re.compile(r"1(?:0|[.,](?=000))+")
_LATER_END = re.compile(
    r"(?: ?\([^()]{1,30}\))?(?: [^\W\d_]+){0,4} (?:đến|tới) (?!20\d\d(?!\d))(?:[a-z$€£¥]{1,4} ?)?\d"
)
_OPENING = frozenset({"", ":", "("})
_NEGATED = re.compile(r"\b(?:không|chưa|chẳng)(?: [^\W\d_]+){1,2} $")
_COMPARED = re.compile(r"(?:^|[.;:]\s*)so với [^.;]{3,70}$")
_HALF = 50
_RATE = re.compile(r"\bt[ỷỉ] lệ [^,;.:\d]*$")
_AGAINST = re.compile(r"(?:[^\W\d_]+ ){1,3}so với\b")
_GAP = re.compile(r"[^\d.,;:()!?\n]{0,45}")
_NONE = re.compile(
    r"\b(?:none|no one|not one|neither|no [a-z]+ (?:is|are|may|can|shall|should|will|must|would))\b[^.,;\d]*$"
)
_TURNED: dict[str, Bound] = {"more_than": Bound.AT_MOST, "less_than": Bound.AT_LEAST}
_OTHER = re.compile(
    r"\b(?:to|and|from|but|while|instead|against|than|had|has|have|was|were|met|reached|half"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_OR_EQUAL = {Bound.LESS_THAN: Bound.AT_MOST, Bound.MORE_THAN: Bound.AT_LEAST}


def find_bound(reading: Reading, side: Side, start: int) -> Bound:
    """Return how the words around the amount bound it; `start` is where its own words begin."""
    if reading.low.startswith(":", side.end) and _RATIO.match(reading.low, side.end):
        return Bound.EXACT  # "passing 61:60"
    after = _bound_after(reading, side.end)
    if after is not None:
        return after
    before = _bound_before(reading, side, start)
    return before if before is not None else Bound.EXACT


def _bound_after(reading: Reading, end: int) -> Bound | None:
    low, tables = reading.low, reading.tables
    direct = tables.bounds_after.at(low, reading.text, reading.skip_spaces(end))
    if direct and not _goes_on(low, direct[0]):
        return Bound(direct[1])
    found = _GAP.match(low, end)
    segment = found.group() if found else ""
    if not _gap_forms(reading.lang).search(segment):
        return None
    for bound, forms in tables.raw["bounds_gap"].items():
        for form in forms:
            at = segment.find(form)
            if at <= 0 or segment[at - 1] != " " or _OTHER.search(segment[:at]):
                continue
            if not _goes_on(low, end + at + len(form)):
                return Bound(bound)
    return None


@cache
def _gap_forms(lang: Language) -> re.Pattern[str]:
    """Return the pattern of all words that bound a number over a gap: most numbers have none."""
    forms = load_tables(lang).raw["bounds_gap"].values()
    return re.compile("|".join(re.escape(form) for of_bound in forms for form in of_bound))


def _goes_on(low: str, end: int) -> bool:
    """Tell whether the words are no bound of what stands before: "10 and less than 40", "+5"."""
    if low[end : end + 1].isalnum() or _GOES_ON.match(low, end) is not None:
        return True
    return _ITS_OWN.match(low, end) is not None  # "2.31% and above its target"


def _bound_before(reading: Reading, side: Side, start: int) -> Bound | None:
    at, word = reading.back_over_spaces(start), ""
    low_after = reading.low[side.end : side.end + 10]
    for _ in range(3):
        found = reading.tables.bounds_before.before(reading.low, at)
        if word == "the" and not _is_limit(reading, side):
            return None  # "below the 9.5% of 2022" compares with a number, it does not bound it
        if word == "the" and reading.tables.phrases("bounds_the", "passing").before(reading.low, at):
            return Bound.MORE_THAN
        if found and word == "by":
            return None  # "the plan had been exceeded by 8.3%" says by how much
        if found:
            judged = _judge(reading, side, found[0], at, found[1])
            return _OR_EQUAL.get(judged, judged) if low_after.startswith((" or equal", " hoặc bằng")) else judged
        if _is_open_from(reading, side, at):
            return Bound.AT_LEAST
        word = last_word(reading.low, at)
        if word not in reading.tables.words("bound_skip", "words"):
            return None
        at = reading.back_over_spaces(at - len(word))
    return None


def _is_limit(reading: Reading, side: Side) -> bool:
    """Tell whether the number is called a limit: "exceeded the USD 1 billion mark"."""
    after = LETTERS.findall(_GAP.match(reading.low, side.bare_end).group())[:4]  # type: ignore[union-attr]
    return any(word in reading.tables.words("bounds_the", "limit") for word in after)


def _judge(reading: Reading, side: Side, start: int, end: int, bound: str) -> Bound:
    words = reading.low[start:end]
    if _is_no_bound(reading, side, start, words):
        return Bound.EXACT
    if words in reading.tables.words("comparatives", "words"):
        after = _FURTHER.sub("", reading.low[side.end : side.end + 40]).lstrip()
        # "vượt 4,2% kế hoạch", not "tỷ lệ nội địa hóa vượt 60%"
        rate = _RATE.search(reading.low, max(0, start - 60), start) is not None
        small = not side.raw or int(re.split("[^0-9]", side.raw)[0]) < _HALF  # no plan is beaten by more than a half
        surplus = words == "vượt" and side.kind == "percent" and small and not rate
        compares = (
            surplus
            or side.kind in ("point", "times")
            or _COMPARED.search(reading.low, max(0, start - 90), start) is not None
            or any(after.startswith(base) for base in reading.tables.raw["comparatives"]["base"])
            or _AGAINST.match(after) is not None
        )
        return Bound.EXACT if compares else Bound(bound)
    if words in reading.tables.words("bounds_negated", "words") and _NEGATED.search(
        reading.low, max(0, start - 24), start
    ):
        return Bound.AT_MOST  # "không chi quá 42,5 triệu USD"
    if bound in _TURNED and _NONE.search(reading.low, max(0, start - 30), start):
        return _TURNED[bound]
    return Bound(bound)


def _is_no_bound(reading: Reading, side: Side, start: int, words: str) -> bool:
    """Tell "rose 5% over two years", "a win over 2-0-0 opponents", "30 người trên 100.000 người" from bounds."""
    before = reading.back_over_spaces(start)
    if words == "over":
        word = last_word(reading.low, before)
        timed = side.kind == "time" and word not in reading.tables.words("bounds_time", "after")
        return timed or word in reading.tables.words("bounds_over", "after")
    if words == "past" and side.kind == "time":
        return True  # "in the past three months"
    if words == "ngoài" and side.kind == "count":
        return side.unit != "age_years"  # "Ngoài 6 siêu thị, tỉnh mở ..."
    return words == "trên" and _is_rate(reading, side, before)


def _is_rate(reading: Reading, side: Side, before: int) -> bool:
    """Tell whether a count before "trên" is out of this one: "5 xã trên 10 xã", "8 bác sĩ trên 10.000 dân"."""
    part = _COUNTED.search(reading.low, max(0, before - 40), before)
    if part is None or side.kind not in ("", "count"):
        return False
    if part.end(1) == before:
        month = last_word(reading.low, reading.back_over_spaces(part.start()))
        return part[1] == "một" and month not in reading.tables.words("bounds_rate", "not_after")
    noun = find_count_noun(reading, part.end(1))
    if noun is None or noun[0] != before:
        return False
    people = side.unit in reading.tables.words("bounds_rate", "of")
    return noun[1] == side.unit or (people and _ROUND.fullmatch(side.raw) is not None)


def _is_open_from(reading: Reading, side: Side, at: int) -> bool:
    """Tell whether "từ" before the number says the least it may be ("có thêm từ 2 CCN")."""
    if reading.lang != "vi":
        return False
    found = reading.tables.phrases("from_to", "from").before(reading.low, at)
    if not found or reading.low.endswith("mức", 0, at) or reading.low.startswith(" mức", at):
        return False  # "tăng từ mức 515 tỷ đồng của năm 2023" is where it began
    before = reading.back_over_spaces(found[0])
    # "kết quả: từ 67 hồ sơ, 48 được chọn"
    opens = reading.low[before - 1 : before] in _OPENING and side.kind == "count"
    if opens or reading.tables.phrases("from_to", "origin").before(reading.low, before):
        return False
    if side.unit in reading.tables.words("from_to", "origin_units") or _LATER_END.match(reading.low, side.end):
        return False
    at = reading.skip_spaces(side.end)
    if side.kind == "time" and reading.tables.phrases("from_to", "since").at(reading.low, reading.text, at):
        return False
    after = LETTERS.match(reading.low, at)
    return after is None or after.group() not in reading.tables.words("from_to", "change")
