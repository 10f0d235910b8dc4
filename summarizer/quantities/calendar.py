"""Building ISO 8601 values of dates and periods, and refusing impossible ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from summarizer.quantities.types import Kind, Mention, Span

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading

FIRST_YEAR, LAST_YEAR = 1900, 2100
_LEAP = 2024


def is_year(year: int) -> bool:
    """Tell whether a bare number can be a year of a report."""
    return FIRST_YEAR <= year <= LAST_YEAR


def whole_number(written: str | None) -> int | None:
    """Return the number that a pattern found; `None` where it found none."""
    return int(written) if written else None


def full_year(written: str) -> int:
    """Return the year; "91" is 1991, "22" is 2022."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (1900 if year > 50 else 2000)


def iso_day(day: int, month: int, year: int | None) -> str | None:
    """Return "2022-01-07" or "--01-07"; `None` where there is no such day."""
    try:
        date(year or _LEAP, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def iso_month(month: int, year: int | None) -> str | None:
    """Return "2022-01" or "--01"."""
    if not 1 <= month <= 12:
        return None
    return f"{year:04d}-{month:02d}" if year else f"--{month:02d}"


def iso_months(first: int, last: int, year: int | None) -> str | None:
    """Return "2022-01/2022-09" or "--01/--09"."""
    begin, end = iso_month(first, year), iso_month(last, year)
    if begin is None or end is None or first > last:
        return None
    return begin if first == last else f"{begin}/{end}"


def iso_quarter(quarter: int, year: int | None) -> str | None:
    """Return "2022-Q3" or "--Q3"."""
    if not 1 <= quarter <= 4:
        return None
    return f"{year:04d}-Q{quarter}" if year else f"--Q{quarter}"


def iso_years(first: int, last: int) -> str | None:
    """Return "2021/2030"."""
    return f"{first}/{last}" if is_year(first) and is_year(last) and first < last else None


def date_mention(reading: Reading, start: int, end: int, iso: str, rule: str) -> Mention:
    """Return a mention of a date."""
    return Mention(Span(start, end), reading.text[start:end], Kind.DATE, None, iso, rule)


def period_mention(
    reading: Reading, start: int, end: int, iso: str | None, rule: str, note: str | None = None
) -> Mention:
    """Return a mention of a period."""
    return Mention(Span(start, end), reading.text[start:end], Kind.PERIOD, None, iso, rule, (), note)


def identifier(reading: Reading, start: int, end: int, rule: str, note: str | None = None) -> Mention:
    """Return a mention of a name or code that only carries digits."""
    return Mention(Span(start, end), reading.text[start:end], Kind.IDENTIFIER, None, None, rule, (), note)
