"""Whether the source knows a date or a period that the summary names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.facts import Base, Period, find_facts, parse_period, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.quantities.types import Mention


_MONTH_END = 28
_SUMS_UP = ("lũy kế", "luỹ kế", "cộng dồn", "tính chung", "từ đầu năm")
_DAY = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)")
_TO = re.compile(r"\s*(?:đến|tới|-|–)(?:\s+(?:hết|hết ngày|ngày|tận))?\s*", re.IGNORECASE)
_ELAPSED = re.compile(r"\s+(?:qua|đầu|vừa qua|của năm)(?!\w)", re.IGNORECASE)
_ANY_YEAR = 2001


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates and periods of a text, said and implied; `runs` are the first and the last of several days."""

    said: tuple[tuple[Period, Mention], ...]
    runs: tuple[tuple[date, date, Mention], ...]
    years: frozenset[int]
    implied_years: frozenset[int]
    months: frozenset[int]
    sums_up: bool = False


@lru_cache(maxsize=8)
def read_calendar(text: str) -> Calendar:
    """Return the calendar of a Vietnamese text."""
    mentions = read_text(text, "vi").mentions
    said = tuple((p, m) for m in mentions if m.iso for p in _read_periods(m.iso))
    years = frozenset(year for period, _ in said for year in _years(period))
    facts = find_facts(text, "vi")
    compared = any(fact.base in (Base.YEAR_BEFORE, Base.YEAR_START) for fact in facts)
    implied = frozenset(year - 1 for year in years) if compared else frozenset()
    months = {m for period, _ in said for m in (period.first_month, period.last_month) if m}
    if any(fact.base in (Base.MONTH_BEFORE, Base.QUARTER_BEFORE) for fact in facts):
        months |= {(month - 2) % 12 + 1 for month in months}
    if any(fact.base is Base.YEAR_START for fact in facts):
        months |= {1, 12}
    said += tuple((period, m) for m in mentions if (period := _elapsed(m, text)))
    low = text.casefold()
    sums_up = any(words in low for words in _SUMS_UP)
    return Calendar(said, tuple(_read_runs(mentions, text)), years, implied | years, frozenset(months), sums_up)


def _elapsed(mention: Mention, text: str) -> Period | None:
    """Return the months of the year that have passed: "8 tháng qua"."""
    value = mention.value
    if mention.unit != "month" or value is None or not 1 < value < 12 or not _ELAPSED.match(text, mention.end):
        return None
    return Period(None, None, 1, int(value))


def _read_runs(mentions: Sequence[Mention], text: str) -> list[tuple[date, date, Mention]]:
    """Return the first and the last day of what lasts several, the first mention standing for it."""
    runs = []
    dated = [mention for mention in mentions if mention.iso]
    for mention, following in pairwise([*dated, None]):
        if mention is None or mention.iso is None:
            continue
        joined = following is not None and _TO.fullmatch(text, mention.end, following.start)
        iso = f"{mention.iso}/{following.iso}" if following is not None and joined else mention.iso
        ends = [_DAY.fullmatch(part) for part in iso.split("/")]
        if len(ends) == 2 and ends[0] and ends[1] and (run := _run(ends[0].groups(), ends[1].groups())):
            runs.append((*run, mention))
    return runs


def _run(first: tuple[str, ...], last: tuple[str, ...]) -> tuple[date, date] | None:
    """Return two days as dates; a year that is not told is the other's, and any where neither is told."""
    years = [int(year) if year != "-" else None for year in (first[0], last[0])]
    known = years[0] or years[1] or _ANY_YEAR
    try:
        start = date(years[0] or known, int(first[1]), int(first[2]))
        end = date(years[1] or known, int(last[1]), int(last[2]))
    except ValueError:
        return None
    return (start, end) if start < end else None


def _read_periods(iso: str) -> list[Period]:
    """Return the period of an ISO value; of a range of days both ends as well, each with the year."""
    whole = parse_period(iso)
    if whole is None:
        return []
    ends = [parse_period(part) for part in iso.split("/")] if "/" in iso else []
    days = [end.in_year(whole.year) for end in ends if end is not None and end.day is not None]
    return [*days, whole]


def _years(period: Period) -> list[int]:
    return [year for year in (period.year, period.last_year) if year is not None]


def find_date(period: Period, calendar: Calendar) -> tuple[bool, Mention | None]:
    """Return whether the source supports a date or period of the summary, and the mention that does."""
    for said, mention in calendar.said:
        if _same(period, said):
            return True, mention
    nearest = _nearest(period, calendar)
    if period.year is not None and period.last_year == period.year + 9 and period.year in calendar.years:
        return True, nearest  # "the 1990s" is "những năm 1990"
    if period.day is not None:
        return _day_without_year(period, calendar), nearest
    if period.year is not None and not set(_years(period)) <= calendar.implied_years:
        return False, nearest
    return _months_known(period, calendar), nearest


def _same(ours: Period, theirs: Period) -> bool:
    if (ours.first_month, ours.last_month, ours.day) != (theirs.first_month, theirs.last_month, theirs.day):
        return False
    return ours.year is None or theirs.year is None or _year_pair(ours) == _year_pair(theirs)


def _year_pair(period: Period) -> tuple[int | None, int | None]:
    return period.year, period.last_year or period.year


def _day_without_year(period: Period, calendar: Calendar) -> bool:
    return any(
        (period.first_month, period.day) == (said.first_month, said.day)
        and (period.year is None or period.year in calendar.years)
        for said, _ in calendar.said
        if said.year is None
    )


def _months_known(period: Period, calendar: Calendar) -> bool:
    """Whether months without a mention of their own follow from others: "July" before August, "second half"."""
    if period.first_month is None:
        return True
    whole = {(said.first_month, said.last_month) for said, _ in calendar.said}
    if (period.first_month, period.last_month) in whole or _is_to_date(period, calendar):
        return True
    if period.first_month == period.last_month:
        return period.first_month in calendar.months
    return period.first_month in calendar.months and period.last_month in calendar.months


def _is_to_date(period: Period, calendar: Calendar) -> bool:
    """Whether months from January on end with a day, or a month to date, that the source names: "đến ngày 30/9"."""
    if period.first_month == 1 and calendar.sums_up and period.last_month in calendar.months:
        return True
    ends = {said.last_month for said, _ in calendar.said if said.day is not None and said.day >= _MONTH_END}
    return period.first_month == 1 and period.last_month in ends


def _nearest(period: Period, calendar: Calendar) -> Mention | None:
    """Return the mention that the wrong date most likely stands for: the most parts in common."""
    best, most = None, 0
    for said, mention in calendar.said:
        parts = ((period.day, said.day), (period.first_month, said.first_month), (period.year, said.year))
        common = sum(a is not None and a == b for a, b in parts)
        common += (period.day is None) == (said.day is None)
        if common > most:
            best, most = mention, common
    return best
