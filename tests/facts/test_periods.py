"""Periods of both languages as years and months."""

from __future__ import annotations

import pytest

from summarizer.facts import Period, parse_period


@pytest.mark.parametrize(
    ("iso", "period"),
    [
        ("2022", Period(2022)),
        ("2021/2025", Period(2021, 2025)),
        ("2022-Q3", Period(2022, None, 7, 9)),
        ("--Q1", Period(None, None, 1, 3)),
        ("2022-05", Period(2022, None, 5, 5)),
        ("--05", Period(None, None, 5, 5)),
        ("2022-01/2022-09", Period(2022, None, 1, 9)),
        ("--01/--09", Period(None, None, 1, 9)),
        ("2022-01-07", Period(2022, None, 1, 1, 7)),
        ("--01-07", Period(None, None, 1, 1, 7)),
        ("T09:44", None),
        ("", None),
    ],
)
def test_an_iso_value_is_a_period(iso: str, period: Period | None) -> None:
    assert parse_period(iso) == period


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("2022", "2022", True),
        ("2022", "2023", False),
        ("2022-Q1", "2022-01/2022-03", True),
        ("--Q1", "2022-Q1", True),
        ("2022-Q1", "2022-Q2", False),
        ("2022", "2022-Q1", False),
        ("2022-01/2022-09", "2022-01/2022-06", False),
        ("--05", "2024-05", True),
        ("--05", "2024-06", False),
        ("2021/2025", "2021/2025", True),
        ("2021/2025", "2021/2030", False),
        ("2021/2025", "2021", False),
        ("2022-01-07", "2022-01-07", True),
        ("2022-01-07", "2022-01-08", False),
        ("--01-07", "2022-01-07", True),
        ("2024-06-15", "2024-01/2024-06", True),
        ("2024-07-15", "2024-01/2024-06", False),
    ],
)
def test_what_both_say_does_not_differ(ours: str, theirs: str, same: bool) -> None:
    one, other = parse_period(ours), parse_period(theirs)
    assert one
    assert other

    assert one.same_as(other) is same
    assert other.same_as(one) is same


@pytest.mark.parametrize(
    ("part", "whole", "within"),
    [
        ("2022-Q1", "2022", True),
        ("2022-05", "2022", True),
        ("2022", "2021/2025", True),
        ("2022-Q1", "2021/2025", True),
        ("2022", "2022", False),
        ("2022", "2022-Q1", False),
        ("2023-Q1", "2022", False),
        ("2020", "2021/2025", False),
        ("--Q1", "2022", False),
    ],
)
def test_a_part_lies_within_the_whole(part: str, whole: str, within: bool) -> None:
    one, other = parse_period(part), parse_period(whole)
    assert one
    assert other

    assert one.within(other) is within


def test_a_year_is_filled_in_only_where_there_is_none() -> None:
    assert Period(None, None, 1, 9).in_year(2022) == Period(2022, None, 1, 9)
    assert Period(2021).in_year(2022) == Period(2021)
    assert Period(None).in_year(None) == Period(None)
