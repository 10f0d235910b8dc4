"""English dates and periods: "7 January 2022", "the first nine months of 2024", "H1 2024"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities.calendar import (
    date_mention,
    identifier,
    iso_day,
    iso_month,
    iso_months,
    iso_quarter,
    period_mention,
    whole_number,
)
from summarizer.quantities.tables import LETTERS, load_tables

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.types import Mention

_Y = r"((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"
_OF_YEAR = rf"(?:(?:,? (?:of |in )?(?:the year |fiscal year |year )?|/|-){_Y}|,? of (?:the|this) year)?"
_NUMBER = r"([0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NAMES = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


_DAY, _LINK = r"([0-9]{1,2})(?:st|nd|rd|th)?", " ?(?:-|to|and) ?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    month = "|".join(sorted(load_tables("en").months, key=len, reverse=True))
    names = rf"({month})(?![a-z])\.?"
    return {
        "day month": re.compile(rf"(?:{_DAY}{_LINK})?{_DAY}(?:[ -]| of ){names}(?:,? {_Y})?"),
        "month day": re.compile(
            rf"{names} (?:the )?{_DAY}(?![0-9])(?:{_LINK}([0-9]{{1,2}})(?![0-9]))?"
            rf"(?:,? {_Y})?(?![.,][0-9]|%| ?(?:million|billion|trillion|percent|per cent))"
        ),
        "month year": re.compile(rf"{names}(?:,? (?:of )?|-|/){_Y}"),
        "between": re.compile(
            rf"{names} (?:and|to|through|until) (?:the end of |end-|late |mid-)?{names}(?: period)?{_OF_YEAR}"
        ),
        "months": re.compile(rf"{names} ?(?:-|to|through|until) ?{names}(?: period)?{_OF_YEAR}"),
        "month": re.compile(rf"{names}"),
    }


_FIRST = re.compile(
    rf"(first|opening|initial|last|final|remaining|closing)[ -]{_NUMBER}[ -](months?|quarters?)"
    rf"(?: period)?{_OF_YEAR}"
)
_ORDER = r"(first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_QUARTER = re.compile(rf"{_ORDER}[ -]quarters?(?: period)?{_OF_YEAR}")
_HALF = re.compile(rf"(first|second|last|latter|1st|2nd)[ -]half{_OF_YEAR}")
_LETTER = re.compile(rf"(?:(q)([1-4])|(h)([12]))(?![0-9a-z])(?:(?:/|,? (?:of )?|-){_Y})?")
_BARE_ORDER = re.compile(r"(second|third|fourth)(?=[.,;:)]|$|\n| (?:and|but|from|to)\b)")
_NAMED_ORDER = re.compile(rf"(?:first|second|third)[ -](quarter|half){_OF_YEAR}")
_IN_THE = re.compile(r"\b(?:in|for|during|over|and|from) the $")
_AFTER_PERIOD = frozenset({"as", "was", "were", "and", "to", "in", "but", "while", "with", "is", "from"})
_HALF_DAY = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])(?:\.m\.|\.m|m)(?![a-z])")
_ELLIPSIS = 90
"""How far back the period may be named that "in the second" goes on from."""
_DIGIT_LETTER = re.compile(rf"([1-9]|1[0-2])(q|h|m)(?![a-z])(?:(?:/| |-)?{_Y})?(?![0-9])")
_FISCAL = re.compile(r"fy ?((?:19|20)[0-9]{2})(?![0-9])")
_MONTHS_OF = re.compile(rf"[ -]months?(?: period| results?)?{_OF_YEAR}")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NAMES.index(written)


def read_day_first(reading: Reading, at: int) -> Mention | None:
    """Return "7 January 2022", "7-9 January"."""
    found = _patterns()["day month"].match(reading.low, at)
    if not found or not reading.text[found.start(3)].isupper():
        return None
    month, year = load_tables("en").months[found[3]], whole_number(found[4])
    return _days(reading, at, found.end(), found[1], found[2], month, year)


def _days(
    reading: Reading, at: int, end: int, first: str | None, last: str, month: int, year: int | None
) -> Mention | None:
    iso = iso_day(int(last), month, year)
    if iso is None:
        return identifier(reading, at, end, "impossible date", "there is no such day")
    if first is None:
        return date_mention(reading, at, end, iso, "day and month")
    begin = iso_day(int(first), month, year)
    return date_mention(reading, at, end, f"{begin}/{iso}", "range of days") if begin and begin < iso else None


def read_month_name(reading: Reading, at: int, end: int) -> Mention | None:
    """Return the date or period that begins with the name of a month at `at`."""
    if not reading.text[at].isupper():
        return None
    patterns, months, low = _patterns(), load_tables("en").months, reading.low
    between = patterns["between"].match(low, at) if low.endswith(("between ", "from "), 0, at) else None
    if found := between or patterns["months"].match(low, at):
        iso = iso_months(months[found[1]], months[found[2]], whole_number(found[3]))
        if iso:
            return period_mention(reading, at, found.end(), iso, "range of months")
    if found := patterns["month day"].match(low, at):
        first, last = (found[2], found[3]) if found[3] else (None, found[2])
        return _days(reading, at, found.end(), first, last, months[found[1]], whole_number(found[4]))
    if found := patterns["month year"].match(low, at):
        iso = iso_month(months[found[1]], int(found[2]))
        return period_mention(reading, at, found.end(), iso, "month and year")
    word = low[at:end]
    if word in reading.tables.words("dates", "months_soft"):
        before = reading.back_over_spaces(at)
        cued = reading.tables.phrases("dates", "month_cue").before(low, before)
        if not cued and not _is_name(reading.text, at, before, end):
            return None
    return period_mention(reading, at, end, iso_month(months[word], None), "month")


def _is_name(text: str, at: int, before: int, end: int) -> bool:
    """Tell whether a word is a month by its capital within a sentence: "in February, March exports rose"."""
    inside = text[before - 1 : before].islower() or text[before - 1 : before] == ","
    after = text[end + 1 : end + 2]
    return text[at].isupper() and inside and text[end : end + 1] == " " and after.islower()


def read_order(reading: Reading, at: int) -> Mention | None:
    """Return "first nine months of 2024", "third quarter", "second half of 2023"."""
    low = reading.low
    if found := _FIRST.match(low, at):
        number = _number(found[2]) * (3 if found[3].startswith("quarter") else 1)
        early = found[1] in reading.tables.words("dates", "firsts")
        year = whole_number(found[4])
        if number > 12 or (not early and year is None and not found.group().endswith("year")):
            return None
        first, last = (1, number) if early else (13 - number, 12)
        return period_mention(reading, at, found.end(), iso_months(first, last, year), "first months")
    if found := _QUARTER.match(low, at):
        year = whole_number(found[2])
        if found[1] == "last" and year is None:
            return None
        iso = iso_quarter(reading.tables.raw["dates"]["quarters"][found[1]], year)
        return period_mention(reading, at, found.end(), iso, "quarter")
    if found := _BARE_ORDER.match(low, at):
        return _elliptic_order(reading, at, found)
    if found := _HALF.match(low, at):
        first, last = (1, 6) if found[1] in ("first", "1st") else (7, 12)
        return period_mention(
            reading, at, found.end(), iso_months(first, last, whole_number(found[2])), "half of a year"
        )
    return None


def _elliptic_order(reading: Reading, at: int, found: re.Match[str]) -> Mention | None:
    """Return the period of "the second" after "the first quarter", where nothing but a mark follows."""
    named = list(_NAMED_ORDER.finditer(reading.low, max(0, at - _ELLIPSIS), at))
    if not named or not _IN_THE.search(reading.low, max(0, at - 12), at):
        return None
    number, year = reading.tables.raw["dates"]["quarters"][found[1]], whole_number(named[-1][2])
    if named[-1][1] == "quarter":
        return period_mention(reading, at, found.end(), iso_quarter(number, year), "quarter")
    return period_mention(reading, at, found.end(), iso_months(7, 12, year), "half of a year") if number == 2 else None


def read_clock(reading: Reading, at: int) -> Mention | None:
    """Return "3 p.m.", "3:30 pm" as a time of day."""
    found = _HALF_DAY.match(reading.low, at)
    if found is None:
        return None
    hour = int(found[1]) % 12 + (12 if found[3] == "p" else 0)
    return date_mention(reading, at, found.end(), f"T{hour:02d}:{int(found[2] or 0):02d}", "time of day")


def read_half_year(reading: Reading, at: int, end: int) -> Mention | None:
    """Return the period of "the half-year", where it is a time: it goes before no noun."""
    after = LETTERS.match(reading.low, reading.skip_spaces(end))
    if not reading.low.endswith((" the ", "the "), 0, at) or (after and after.group() not in _AFTER_PERIOD):
        return None
    return period_mention(reading, at, end, iso_months(1, 6, None), "half of a year")


def read_letter_period(reading: Reading, at: int) -> Mention | None:
    """Return "Q3 2024", "H1", "FY2023"."""
    if found := _LETTER.match(reading.low, at):
        year = whole_number(found[5])
        if found[1]:
            return period_mention(reading, at, found.end(), iso_quarter(int(found[2]), year), "quarter")
        first, last = (1, 6) if found[4] == "1" else (7, 12)
        return period_mention(reading, at, found.end(), iso_months(first, last, year), "half of a year")
    if found := _FISCAL.match(reading.low, at):
        return period_mention(reading, at, found.end(), found[1], "year")
    return None


def read_digit_letter(reading: Reading, at: int) -> Mention | None:
    """Return "9M 2022", "1H2024", "3Q22"."""
    found = _DIGIT_LETTER.match(reading.low, at)
    if not found or not reading.text[found.start(2)].isupper():
        return None
    number, letter, year = int(found[1]), found[2], whole_number(found[3])
    if letter == "m":
        if year is None and not _stands_alone(reading, at, found.end()):
            return None
        return period_mention(reading, at, found.end(), iso_months(1, number, year), "first months")
    if letter == "q":
        iso = iso_quarter(number, year)
        return period_mention(reading, at, found.end(), iso, "quarter") if iso else None
    if number > 2:
        return None
    first, last = (1, 6) if number == 1 else (7, 12)
    return period_mention(reading, at, found.end(), iso_months(first, last, year), "half of a year")


def _stands_alone(reading: Reading, at: int, end: int) -> bool:
    before = reading.low[max(0, at - 5) : at]
    return before.endswith((" in ", "for ", "the ")) or reading.is_whole(at, end)


def _names_figures(reading: Reading, end: int) -> bool:
    word = LETTERS.match(reading.low, reading.skip_spaces(end))
    return word is None or word.group() in reading.tables.words("dates", "month_nouns")


def read_months(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    """Return "nine months of 2024", "eight-month period" whose number stands from `at` to `end`."""
    found = _MONTHS_OF.match(reading.low, end)
    if not found or not 1 <= number <= 12:
        return None
    year = whole_number(found[1])
    tail = reading.low[end : found.end()]
    before = reading.low[max(0, at - 8) : at]
    period = (
        year is not None
        or tail.endswith(("year", "period"))
        or (before.endswith((" the ", " in ")) and tail in (" months", "-months"))
        or (tail == "-month" and number > 1 and _names_figures(reading, found.end()))
    )
    if not period or before.endswith(("over ", "every ", "within ", "past ", "last ", "next ")):
        return None
    return period_mention(reading, at, found.end(), iso_months(1, number, year), "first months")
