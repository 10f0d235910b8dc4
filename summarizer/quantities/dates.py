"""Dates, times and years in digits, of either language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.quantities.calendar import (
    date_mention,
    full_year,
    identifier,
    is_year,
    iso_day,
    iso_month,
    iso_months,
    iso_years,
    period_mention,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.quantities.reading import Reading
    from summarizer.quantities.types import Mention

_D, _Y = r"([0-9]{1,2})", r"([0-9]{4})(?![0-9])"
_FULL = re.compile(rf"{_D} ?([/.-]) ?{_D} ?\2 ?{_Y}")
_SHORT = re.compile(rf"{_D}(/){_D}/([0-9]{{2}})(?![0-9/]|[.,][0-9])")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?![0-9-]|[.,][0-9])")
_DAYS = re.compile(rf"{_D} ?(?:-|và|đến|and|to) ?{_D}/{_D}(?:/{_Y})?(?![0-9/%])")
_DAYS_DOTTED = re.compile(rf"{_D} ?- ?{_D}\.{_D}\.{_Y}")
_DAY_TO_DAY = re.compile(rf"{_D}/{_D}(?:/{_Y})? ?(?:-|đến|tới|to) ?{_D}/{_D}(?:/{_Y})?(?![0-9/%])")
_MONTHS = re.compile(rf"{_D} ?- ?{_D}/{_Y}")
_MONTH_YEAR = re.compile(rf"{_D} ?/ ?{_Y}")
_DAY_MONTH = re.compile(rf"{_D} ?([/.-]) ?{_D}(?![0-9/%]|[.,][0-9])")
_YEARS = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})(?![0-9]|[.,/][0-9])")
_YEAR = re.compile(r"[0-9]{4}(?=s?(?![^\W_]))(?![.,][0-9])")
_CLOCK = re.compile(
    r"([01]?[0-9]|2[0-4])(?::([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:])|(?:[hH]([0-5][0-9])?|[hHg]([0-5][0-9]))(?![^\W_]))"
)
_CLOCK_WORDS = re.compile(
    r"([01]?[0-9]|2[0-4]) giờ ([0-5]?[0-9])(?: ?phút)?(?: ([0-5]?[0-9]) ?giây)?(?![0-9.,]|[^\W\d_])"
)


_CLOCK_HOUR = re.compile(r"([01]?[0-9]|2[0-4]) giờ(?= (?:ngày|hôm|sáng|trưa|chiều|tối|đêm)(?![^\W\d_]))")
_MOST_MONTHS = 12
_TODAY = ("hôm nay", "sáng nay", "trưa nay", "chiều nay", "tối nay")


def read_date(reading: Reading, at: int, end: int) -> Mention | None:
    """Return the date, period or time in digits that begins at `at`; its first digits end at `end`."""
    low = reading.low
    after = low[end : end + 1]
    if after == " " and low[end + 1 : end + 2] not in _AFTER_SPACE:
        return None
    for read in _READERS.get(after, ()):
        found = read(reading, at)
        if found is not None:
            return found
    return None


def _impossible(reading: Reading, start: int, end: int) -> Mention:
    return identifier(reading, start, end, "impossible date", "there is no such day")


def _full_date(reading: Reading, at: int) -> Mention | None:
    found = _FULL.match(reading.low, at) or _SHORT.match(reading.low, at)
    if not found:
        return None
    iso = iso_day(int(found[1]), int(found[3]), full_year(found[4]))
    if iso is None and reading.lang == "en":
        iso = iso_day(int(found[3]), int(found[1]), full_year(found[4]))
    if iso is None or not is_year(full_year(found[4])):
        return _impossible(reading, at, found.end())
    return date_mention(reading, at, found.end(), iso, "day, month and year")


def _iso_date(reading: Reading, at: int) -> Mention | None:
    found = _ISO.match(reading.low, at)
    iso = found and iso_day(int(found[3]), int(found[2]), int(found[1]))
    return date_mention(reading, at, found.end(), iso, "ISO date") if found and iso else None


def _iso_month(reading: Reading, at: int) -> Mention | None:
    """Read "2022-01", and not "2021-2022" or "2021-25"."""
    found = _ISO_MONTH.match(reading.low, at)
    if not found or not is_year(int(found[1])):
        return None
    iso = iso_month(int(found[2]), int(found[1]))
    return period_mention(reading, at, found.end(), iso, "ISO month") if iso else None


def _day_range(reading: Reading, at: int) -> Mention | None:
    """Read "27-28/02/2000" and, after a word for day, "27-28/02"."""
    found = _DAYS.match(reading.low, at) or _DAYS_DOTTED.match(reading.low, at)
    if not found or not (found[4] or has_day_cue(reading, at)):
        return None
    year = int(found[4]) if found[4] else None
    first, last = iso_day(int(found[1]), int(found[3]), year), iso_day(int(found[2]), int(found[3]), year)
    if first is None or last is None or int(found[1]) >= int(found[2]):
        return None
    return date_mention(reading, at, found.end(), f"{first}/{last}", "range of days")


def _day_to_day(reading: Reading, at: int) -> Mention | None:
    """Read "26/1-07/2/2017"."""
    found = _DAY_TO_DAY.match(reading.low, at)
    if not found or not (found[6] or has_day_cue(reading, at) or int(found[1]) > _MOST_MONTHS >= int(found[2])):
        return None
    end_year = int(found[6]) if found[6] else None
    begin_year = int(found[3]) if found[3] else end_year
    first = iso_day(int(found[1]), int(found[2]), begin_year)
    last = iso_day(int(found[4]), int(found[5]), end_year)
    if first is None or last is None or first >= last:
        return None
    return date_mention(reading, at, found.end(), f"{first}/{last}", "range of days")


def _month_range(reading: Reading, at: int) -> Mention | None:
    """Read "02-03/2000"."""
    found = _MONTHS.match(reading.low, at)
    iso = found and is_year(int(found[3])) and iso_months(int(found[1]), int(found[2]), int(found[3]))
    return period_mention(reading, at, found.end(), iso, "range of months") if found and iso else None


def _month_and_year(reading: Reading, at: int) -> Mention | None:
    found = _MONTH_YEAR.match(reading.low, at)
    if not found or not is_year(int(found[2])):
        return None
    iso = iso_month(int(found[1]), int(found[2]))
    if iso is None:
        return _impossible(reading, at, found.end()) if found[1] == "13" else None
    return period_mention(reading, at, found.end(), iso, "month and year")


def _years(reading: Reading, at: int) -> Mention | None:
    found = _YEARS.match(reading.low, at)
    if not found:
        return None
    last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
    iso = iso_years(int(found[1]), int(last))
    if iso is None or (len(found[2]) == 2 and "/" in found.group() and int(found[2]) <= 12):
        return None
    if len(found[2]) == 2 and reading.low[found.end() : found.end() + 1] == "-":
        return None
    return period_mention(reading, at, found.end(), iso, "range of years")


def has_day_cue(reading: Reading, at: int, soft: bool = False) -> bool:
    """Tell whether a word for day ("ngày", "sáng") stands before; with `soft`, also "đến", "từ"."""
    if reading.lang == "en":
        return False
    end = reading.back_over_spaces(at)
    if end > 0 and reading.low[end - 1] in "(,":
        end = reading.back_over_spaces(end - 1)
        weekday = reading.low[max(0, end - 12) : end]
        if "thứ " in weekday or "chủ nhật" in weekday or weekday.endswith(_TODAY):
            return True
    if reading.tables.phrases("dates", "day").before(reading.low, end):
        return True
    return soft and reading.tables.phrases("dates", "day_soft").before(reading.low, end) is not None


def _day_and_month(reading: Reading, at: int) -> Mention | None:
    """Read "7-1" and "23/9": only where the words or the numbers themselves say that it is a day."""
    if reading.lang == "en":
        return None
    found = _DAY_MONTH.match(reading.low, at)
    if not found:
        return None
    day, month = int(found[1]), int(found[3])
    cue = has_day_cue(reading, at)
    if not cue and not (found[2] == "/" and _slash_is_day(reading, at, found, day, month)):
        return None
    iso = iso_day(day, month, None)
    if iso is None:
        return _impossible(reading, at, found.end()) if cue else None
    return date_mention(reading, at, found.end(), iso, "day and month")


def _slash_is_day(reading: Reading, at: int, found: re.Match[str], day: int, month: int) -> bool:
    """Tell "23/9" the day from "9/14" the share: a share is of something, and not more than one."""
    from summarizer.quantities.amounts import read_side

    if day > month > 0 and has_day_cue(reading, at, soft=True):
        return True  # more than one is no share: "đến 30/11 giải ngân 2 tỷ"
    after = read_side(reading, found.start(3))
    if after is None or after.unit or after.scaled:
        return False
    return has_day_cue(reading, at, soft=True) or (day > month and month > 0)


def _year(reading: Reading, at: int) -> Mention | None:
    found = _YEAR.match(reading.low, at)
    if not found or not is_year(int(found.group())):
        return None
    end = found.end()
    if found.group().endswith("0") and reading.low[end : end + 1] == "s":
        decade = int(found.group())
        return period_mention(reading, at, end + 1, f"{decade}/{decade + 9}", "decade")
    return period_mention(reading, at, end, found.group(), "year")


def read_bare_year(reading: Reading, at: int) -> Mention | None:
    """Return the year in four digits at `at`, and a second one after "đến" or "to"."""
    first = _year(reading, at)
    if first is None:
        return None
    link = _TO_YEAR.match(reading.low, first.end)
    second = link and _year(reading, link.end())
    if link and second and "/" not in (first.iso or "") and _starts_span(reading, at):
        iso = iso_years(int(first.text), int(second.text))
        if iso:
            return period_mention(reading, at, second.end, iso, "range of years")
    return first


_TO_YEAR = re.compile(r" (?:đến|tới|to|through) (?:hết |cuối )?(?:năm )?")


def _starts_span(reading: Reading, at: int) -> bool:
    before = reading.low[max(0, at - 16) : at]
    words = ("từ năm ", "từ ", "giai đoạn ", "between ", "from ", "thời kỳ ", "period ")
    return before.endswith(words)


def _clock(reading: Reading, at: int) -> Mention | None:
    found = _CLOCK.match(reading.text, at) or _CLOCK_WORDS.match(reading.low, at)
    if not found and (hour := _CLOCK_HOUR.match(reading.low, at)):
        return date_mention(reading, at, hour.end(), f"T{int(hour[1]):02d}:00", "time of day")
    if not found:
        return None
    minute = next((group for group in found.groups()[1:] if group), None)
    if ":" not in found.group() and reading.lang == "en":
        return None
    second = found[3] if ":" in found.group() or "giờ" in found.group() else None
    iso = f"T{int(found[1]):02d}:{int(minute or 0):02d}" + (f":{int(second):02d}" if second else "")
    return date_mention(reading, at, found.end(), iso, "time of day")


def read_day_of_this_month(reading: Reading, at: int) -> Mention | None:
    """Read "ngày 4 tháng này", whose month the text does not say."""
    found = _DAY_THIS_MONTH.match(reading.low, at)
    if not found or not 1 <= int(found[1]) <= 31 or not has_day_cue(reading, at):
        return None
    return date_mention(reading, at, found.end(), f"---{int(found[1]):02d}", "day")


_DAY_THIS_MONTH = re.compile(r"([0-9]{1,2}) (?:tháng|của tháng) (?:này|trước|sau|tới)(?![^\W_])")
_DATE_READERS = (
    _iso_date,
    _iso_month,
    _day_to_day,
    _full_date,
    _day_range,
    _month_range,
    _month_and_year,
    _years,
)
_READERS: dict[str, tuple[Callable[[Reading, int], Mention | None], ...]] = {
    "/": (_day_to_day, _full_date, _month_and_year, _years, _day_and_month),
    "-": (_iso_date, _iso_month, _full_date, _day_range, _month_range, _years, _day_and_month),
    ".": (_full_date, _day_range, _day_and_month),
    ":": (_clock,),
    "h": (_clock,),
    "g": (_clock,),
    " ": (_clock, read_day_of_this_month, *_DATE_READERS, _day_and_month),
}
_AFTER_SPACE = frozenset("-/.đvgta")
