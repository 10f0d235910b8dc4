"""Vietnamese dates and periods in words: "9 tháng đầu năm 2022", "quý I/2025", "ngày 15 tháng 6"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities.calendar import (
    date_mention,
    identifier,
    is_year,
    iso_day,
    iso_month,
    iso_months,
    iso_quarter,
    period_mention,
    whole_number,
)
from summarizer.quantities.counts import find_count_noun
from summarizer.quantities.tables import load_tables

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.types import Mention

_YEAR = r"(?:(?: ?[/-] ?|\.| |,? ?(?:của )?năm )((?:19|20)[0-9]{2})(?![0-9.,]*[0-9]))"
_MONTHS_OF = re.compile(
    r"[ \n]+tháng(?![^\W\d_])"
    r"(?: (đầu|cuối|còn lại)(?: tiên)?(?: của)?(?: năm(?![ \n]*(?:19|20)[0-9]))?(?: nay)?)?"
    rf"{_YEAR}?"
)
_SHORT_MONTHS = re.compile(r"T ?(?:/|năm | |)?((?:19|20)[0-9]{2})?(?![0-9A-Za-z])")
_QUARTERS_OF = re.compile(rf"[ \n]+qu[ýí](?: (đầu|cuối|còn lại)(?: năm(?! (?:19|20)[0-9]))?){_YEAR}?")
_HALF = re.compile(rf"nửa (đầu|cuối)(?: năm(?! (?:19|20)[0-9]))?{_YEAR}?")
_HALF_YEAR = re.compile(rf"(?:(?<=cả )|(?<=chung )|(?=nửa năm (?:đầu|qua)))nửa (năm)(?: đầu| qua)?{_YEAR}?")
_LATE = frozenset({"cuối", "còn lại"})
_BROKEN_YEAR = re.compile(r" (?:năm )?(?:19|20)[0-9]{3,4}(?![0-9.,])|(?<= năm) (?:19|20)[0-9]{3,4}(?![0-9.,])")
_LINK = r"(?: ?(?:-|,|đến|tới|và|\+) ?)(?:hết )?"
_LINK_TO = re.compile(r" ?(?:-|đến|tới) ?(?:hết )?")
_TAIL_YEAR = re.compile(_YEAR)


@cache
def _month_name() -> str:
    names = sorted(load_tables("vi").months, key=len, reverse=True)
    return "|".join(names)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    months = _month_name()
    number = rf"([0-9]{{1,2}}(?![0-9])|(?:{months})(?![^\W\d_]))"
    day = re.compile(rf"[ \n]+tháng (?!năm (?:19|20)[0-9]){number}{_YEAR}?")
    month = re.compile(rf"tháng[ \n]{number}")
    second = re.compile(rf"{_LINK}(?:tháng )?{number}")
    return day, month, second


def month_number(written: str) -> int:
    """Return the month that digits or a name stand for; 0 for none."""
    if written[:1].isdigit():
        return int(written)
    return load_tables("vi").months.get(written, 0)


def read_day_of_month(reading: Reading, at: int, end: int, day: int) -> Mention | None:
    """Return "15 tháng 6 năm 2022" whose day stands from `at` to `end`."""
    found = _patterns()[0].match(reading.low, end)
    if not found or not 1 <= day <= 31 or (found[2] is None and _measures(reading, found.end())):
        return None
    iso = iso_day(day, month_number(found[1]), whole_number(found[2]))
    if iso is None:
        return identifier(reading, at, found.end(), "impossible date", "there is no such day")
    return date_mention(reading, at, found.end(), iso, "day, month in words")


def read_months(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    """Return the period of "9 tháng đầu năm 2022" whose number stands from `at` to `end`."""
    if not 1 <= number <= 12:
        return None
    found = _MONTHS_OF.match(reading.low, end)
    if not found:
        return _short_months(reading, at, end, number)
    broken = _BROKEN_YEAR.match(reading.low, found.end())
    if broken:
        note = "a year of more than four digits"
        return period_mention(reading, at, broken.end(), None, "broken year", note)
    year = whole_number(found[2])
    if found[1] is None and year is None and _is_length(reading, at, found.end(), number):
        return None
    first, last = (13 - number, 12) if found[1] in _LATE else (1, number)
    return period_mention(
        reading,
        at,
        found.end(),
        iso_months(first, last, year),
        "last months" if first > 1 else "first months",
    )


def _short_months(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    found = _SHORT_MONTHS.match(reading.text, end)
    if not found:
        return None
    return period_mention(reading, at, found.end(), iso_months(1, number, whole_number(found[1])), "first months")


def _is_length(reading: Reading, start: int, end: int, number: int) -> bool:
    """Tell whether "6 tháng" is a length of time rather than the first half of the year."""
    if number < 2:
        return True
    before = reading.back_over_spaces(start)
    led = reading.tables.phrases("dates", "length_before").before(reading.low, before)
    if led:  # "Sau 11 tháng, xuất khẩu đạt ..." is as long as the year has lasted
        return not (reading.low.startswith("sau ", led[0]) and reading.low.startswith(",", end))
    if reading.low.startswith("/", end) or reading.low[start - 1 : start] == "-":
        return True
    after = reading.tables.phrases("dates", "length_after").at(reading.low, reading.text, reading.skip_spaces(end))
    return after is not None


def read_quarters(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    """Return the period of "3 quý đầu năm"."""
    found = _QUARTERS_OF.match(reading.low, end)
    if not found or not 1 <= number <= 4:
        return None
    first, last = (13 - 3 * number, 12) if found[1] in _LATE else (1, 3 * number)
    return period_mention(reading, at, found.end(), iso_months(first, last, whole_number(found[2])), "first quarters")


def read_half(reading: Reading, at: int) -> Mention | None:
    """Return the period of "nửa đầu năm 2023"."""
    found = _HALF.match(reading.low, at) or _HALF_YEAR.match(reading.low, at)
    if not found:
        return None
    first, last = (7, 12) if found[1] == "cuối" else (1, 6)
    return period_mention(reading, at, found.end(), iso_months(first, last, whole_number(found[2])), "half of a year")


def read_month(reading: Reading, at: int) -> Mention | None:
    """Return the period of "tháng 8/2023", "tháng 3", "tháng 7 đến tháng 9"."""
    _, first_pattern, second_pattern = _patterns()
    found = first_pattern.match(reading.low, at)
    month = month_number(found[1]) if found else 0
    if not found or not 1 <= month <= 12:
        return None
    year = _TAIL_YEAR.match(reading.low, found.end())
    if year is None:
        second = second_pattern.match(reading.low, found.end())
        if second and _LINK_TO.match(reading.low, found.end()) and _fits(reading, second, month):
            return _month_span(reading, at, second, month)
        if _measures(reading, found.end()):
            return None
    end = year.end() if year else found.end()
    return period_mention(
        reading,
        at,
        end,
        iso_month(month, int(year[1]) if year else None),
        "month and year" if year else "month",
    )


def read_further_months(reading: Reading, month: Mention) -> list[Mention]:
    """Return "8" and "9" of "tháng 7, 8 và 9"."""
    found: list[Mention] = []
    last, end = int((month.iso or "")[2:4]), month.end
    while (further := _FURTHER.match(reading.low, end)) is not None:
        number = int(further[1])
        if not last < number <= 12 or _is_counted(reading, further.end()):
            break
        year = _TAIL_YEAR.match(reading.low, further.end())
        iso = iso_month(number, int(year[1]) if year else None)
        last, end = number, year.end() if year else further.end()
        found.append(period_mention(reading, further.start(1), end, iso, "further month"))
    return found


def _is_counted(reading: Reading, end: int) -> bool:
    return _measures(reading, end) or find_count_noun(reading, end) is not None


_FURTHER = re.compile(r" ?(?:,|và|,? và) ?([0-9]{1,2})(?![0-9]|[.,][0-9]|%|/[0-9]{1,2}(?![0-9])|-)")


def _fits(reading: Reading, second: re.Match[str], month: int) -> bool:
    last = month_number(second[1])
    return month < last <= 12 and not _measures(reading, second.end())


def _month_span(reading: Reading, at: int, second: re.Match[str], month: int) -> Mention | None:
    year = _TAIL_YEAR.match(reading.low, second.end())
    iso = iso_months(month, month_number(second[1]), int(year[1]) if year else None)
    return period_mention(reading, at, year.end() if year else second.end(), iso, "range of months")


def _measures(reading: Reading, end: int) -> bool:
    """Tell whether "tháng 5" is cut out of "mỗi tháng 5 tỷ đồng"."""
    from summarizer.quantities.amounts import is_scale_at

    at = reading.skip_spaces(end)
    if reading.low[end : end + 1] in ",." and reading.low[end + 1 : end + 2].isdigit():
        return True
    if is_scale_at(reading, at):
        return True
    unit = reading.tables.units.at(reading.low, reading.text, at)
    return unit is not None and unit[1].kind in ("money", "percent", "physical", "times") and at - end <= 1


def read_first_day(reading: Reading, at: int) -> Mention | None:
    """Return the date of "ngày đầu tiên của tháng 3"."""
    found = _FIRST_DAY.match(reading.low, at)
    month = read_month(reading, found.end()) if found else None
    if month is None or month.iso is None or "/" in month.iso:
        return None
    return date_mention(reading, at, month.end, f"{month.iso}-01", "first day of a month")


_FIRST_DAY = re.compile(r"ngày (?:đầu|đầu tiên|đầu tiên của|đầu của) (?=tháng [0-9\w])")


def read_quarter(reading: Reading, at: int) -> Mention | None:
    """Return the period of "quý I/2025"."""
    found = _QUARTER.match(reading.low, at)
    if not found:
        return _read_end_quarter(reading, at)
    quarter = int(found[1]) if found[1].isdigit() else reading.tables.raw["dates"]["quarters"].get(found[1], 0)
    year = _TAIL_YEAR.match(reading.low, found.end())
    end = year.end() if year else found.end()
    iso = iso_quarter(quarter, int(year[1]) if year else None)
    return period_mention(reading, at, end, iso, "quarter") if iso else None


def _read_end_quarter(reading: Reading, at: int) -> Mention | None:
    """Return the period of "quý đầu tiên của năm 2024", "quý cuối năm"."""
    found = _END_QUARTER.match(reading.low, at)
    if not found or _MANY.search(reading.low, max(0, at - 8), at):
        return None
    iso = iso_quarter(1 if found[1] == "đầu" else 4, whole_number(found[2]))
    return period_mention(reading, at, found.end(), iso, "quarter") if iso else None


_END_QUARTER = re.compile(
    rf"qu[ýí] (?:(đầu|cuối)(?: tiên| cùng| của| trong)*)(?: năm(?! (?:19|20)[0-9])(?: nay)?)?{_YEAR}?(?![^\W_])"
)
_MANY = re.compile(r"(?:\d|những|các|mấy|vài|hai|ba) ?$")
_QUARTER = re.compile(r"qu[ýí][ \n]([1-4](?![0-9.,]*[0-9])|iv|i{1,3}|một|hai|ba|bốn|tư)(?![^\W\d_])")
_YEAR_WORD = re.compile(r"năm[ \n]([0-9]{5,6}|[ivxlcdm]{3,12})(?![^\W_])")


def read_odd_year(reading: Reading, at: int) -> Mention | None:
    """Return "năm 20120" as a period that cannot be read, "năm MMXX" as one that can."""
    from summarizer.quantities.names import roman_value

    found = _YEAR_WORD.match(reading.low, at)
    if not found:
        return None
    start = found.start(1)
    if found[1].isdigit():
        if not found[1].startswith(("19", "20")):
            return None
        return period_mention(reading, start, found.end(), None, "broken year", "a year of more than four digits")
    year = roman_value(found[1])
    if year is None or not is_year(year):
        return None
    return period_mention(reading, start, found.end(), str(year), "year in Roman numerals")
