"""Periods as years and months, so that "quý I/2025" and "the first quarter of 2025" compare."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_YEAR = re.compile(r"(\d{4})")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_QUARTER = re.compile(r"(?:(\d{4})|-)-Q([1-4])")
_MONTH = re.compile(r"(?:(\d{4})|-)-(\d\d)")
_MONTHS = re.compile(r"(?:(\d{4})|-)-(\d\d)/(?:(\d{4})|-)-(\d\d)")
_DAY = re.compile(r"(?:(\d{4})|-)-(\d\d)-(\d\d)(?:/.*)?")


_DAYS = re.compile(r"(?:(\d{4})|-)-(\d\d)-\d\d/(?:(\d{4})|-)-(\d\d)-\d\d")


@dataclass(frozen=True, slots=True)
class Period:
    """Years and months, both ends included; `None` where the text does not say.

    A whole year has no months. A day counts as a period of its own. `full` tells that the text says that the
    whole year is meant ("cả năm 2024", "the whole of 2024"), `until` that it is named by its end ("by the end of
    June", "đến hết quý III"), `to_date` that it has no beginning ("Lũy kế, toàn tỉnh có 437 dự án"), `from_start`
    that it begins with the year ("từ đầu năm đến ngày 25/8").
    """

    year: int | None
    last_year: int | None = None
    first_month: int | None = None
    last_month: int | None = None
    day: int | None = None
    full: bool = False
    until: bool = False
    to_date: bool = False
    from_start: bool = False

    @property
    def whole_year(self) -> bool:
        """Whether it is one year or several."""
        return self.first_month is None

    @property
    def several_years(self) -> bool:
        """Whether it is of more than two years: a plan, and no crop year."""
        return self.year is not None and self.last_year is not None and self.last_year - self.year > 1

    @property
    def later_month(self) -> bool:
        """Whether it is one month alone, and not the first."""
        alone = self.first_month == self.last_month and self.day is None and not self.until
        return alone and self.first_month not in (None, 1)

    def in_year(self, year: int | None) -> Period:
        """Return the period with the year filled in where it has none."""
        return self if self.year is not None or year is None else replace(self, year=year)

    def same_as(self, other: Period) -> bool:
        """Whether nothing that both say differs."""
        return self._years_agree(other) and self._months_agree(other)

    def _years_agree(self, other: Period) -> bool:
        if self.year is None or other.year is None:
            return True
        if self.day is not None and other.first_month is not None and other.last_year is not None:
            return other.year <= self.year <= other.last_year
        return (self.year, self.last_year or self.year) == (other.year, other.last_year or other.year)

    def _months_agree(self, other: Period) -> bool:
        ours, theirs = (self.first_month, self.last_month), (other.first_month, other.last_month)
        if (self.from_start and other.later_month) or (other.from_start and self.later_month):
            return False
        if (self.until or other.until) and self.last_month == other.last_month is not None:
            return True
        if self.day is not None and other.day is not None:
            return self.day == other.day and ours == theirs
        if self.day is not None or other.day is not None:
            return self._reaches(other) or other._reaches(self)
        return ours == theirs

    def _reaches(self, other: Period) -> bool:
        """Whether this day lies in the other period, "15 June" is within "the first six months"."""
        if self.day is None or self.first_month is None:
            return False
        if other.first_month is None or other.last_month is None:
            return True
        if other.last_year is not None and self.year is not None and other.year is not None:
            first, last = (other.year, other.first_month), (other.last_year, other.last_month)
            return first <= (self.year, self.first_month) <= last
        return other.first_month <= self.first_month <= other.last_month

    def within(self, other: Period) -> bool:
        """Whether this is a part of the other, larger period."""
        if self.year is None or other.year is None:
            return False
        low, high = other.year, other.last_year or other.year
        inside = low <= self.year and (self.last_year or self.year) <= high
        if other.first_month is None:
            return (inside and (low, high) != (self.year, self.last_year or self.year)) or (
                inside and not self.whole_year
            )
        return False


@lru_cache(maxsize=4096)
def parse_period(iso: str) -> Period | None:
    """Return the period that an ISO value of a mention names; `None` where it names a time of day or no period."""
    if m := _YEAR.fullmatch(iso):
        return Period(int(m[1]))
    if m := _YEARS.fullmatch(iso):
        return Period(int(m[1]), int(m[2]))
    if m := _QUARTER.fullmatch(iso):
        quarter = int(m[2])
        return Period(_int(m[1]), None, quarter * 3 - 2, quarter * 3)
    if m := _MONTHS.fullmatch(iso):
        return Period(_int(m[1]), None, int(m[2]), int(m[4]))
    if m := _MONTH.fullmatch(iso):
        return Period(_int(m[1]), None, int(m[2]), int(m[2]))
    if m := _DAYS.fullmatch(iso):
        first, last = _int(m[1]), _int(m[3])
        return Period(first or last, last if last and last != first else None, int(m[2]), int(m[4]))
    if m := _DAY.fullmatch(iso):
        return Period(_int(m[1]), None, int(m[2]), int(m[2]), int(m[3]))
    return None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
