"""Numbers and times keep their value, their bound and their digits in English."""

from __future__ import annotations

import pytest

from summarizer.engines.offline.wording import in_period, name_period, ordinal, word_number
from summarizer.facts import parse_period
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Kind

NUMBERS = [
    ("đạt 52.711 tỷ đồng", "VND 52,711 billion"),
    ("ước đạt 1.612,9 nghìn tỷ đồng", "VND 1,612.9 trillion"),
    ("đạt 1,024 triệu tỷ đồng", "VND 1,024 trillion"),
    ("đạt 2 tỷ 627 triệu USD", "USD 2.627 billion"),
    ("đạt 1.056,8 triệu USD", "USD 1,056.8 million"),
    ("đạt 2.200 triệu USD", "USD 2,200 million"),
    ("phạt 2.634.165.000 đồng", "VND 2,634,165,000"),
    ("đạt trên 52.711 tỷ đồng", "more than VND 52,711 billion"),
    ("tăng gần 18,4%", "nearly 18.4%"),
    ("khoảng 9% tổng mức", "about 9%"),
    ("tăng từ 14,0% trở lên", "at least 14.0%"),
    ("không quá 3,6%", "at most 3.6%"),
    ("tăng 6,5-7%", "6.5–7%"),
    ("đạt 8,5-10,7 nghìn tỷ đồng", "VND 8.5–10.7 trillion"),
    ("giảm 0,32 điểm phần trăm", "0.32 percentage points"),
    ("công suất 49 MWp", "49 MWp"),
    ("đạt 2.865 triệu kWh", "2,865 million kWh"),
    ("đạt 312.500 tấn", "312,500 tonnes"),
    ("đạt 868,4 nghìn tấn", "868.4 thousand tonnes"),
    ("giá 68.000 đồng/kg", "VND 68,000 per kg"),
    ("tăng 99,97%", "99.97%"),
]


@pytest.mark.parametrize(("vietnamese", "english"), NUMBERS)
def test_a_number_is_worded_with_the_digits_of_the_source(vietnamese: str, english: str) -> None:
    [mention] = [m for m in find_mentions(vietnamese, "vi") if m.kind is Kind.QUANTITY]
    number = word_number(mention, vietnamese[: mention.start])
    assert number is not None
    assert number.en == english


def test_a_small_count_is_written_out() -> None:
    text = "hai dự án"
    [mention] = find_mentions(text, "vi")
    number = word_number(mention, "", counted=True)
    assert number is not None
    assert (number.en, number.value) == ("two", "2")


def test_a_broken_number_is_not_worded() -> None:
    broken = [m for m in find_mentions("đạt 33,448.222 triệu đồng", "vi") if m.value is None]
    assert all(word_number(mention, "") is None for mention in broken)


@pytest.mark.parametrize(
    ("iso", "english"),
    [
        ("2021", "in 2021"),
        ("2021/2030", "in 2021–2030"),
        ("2022-01/2022-09", "in the first nine months of 2022"),
        ("2024-Q3", "in the third quarter of 2024"),
        ("2023-08", "in August 2023"),
        ("--09", "in September"),
        ("2023-07/2023-12", "in the last six months of 2023"),
        ("2022-01-07", "on 7 January 2022"),
        ("--01-07", "on 7 January"),
    ],
)
def test_a_period_is_named(iso: str, english: str) -> None:
    period = parse_period(iso)
    assert period is not None
    assert in_period(period) == english


def test_a_period_that_ends_a_count_is_named_by_its_end() -> None:
    june = parse_period("2023-06")
    assert june is not None
    assert in_period(june, until=True) == "by the end of June 2023"
    assert name_period(june) == "June 2023"


def test_ordinals() -> None:
    assert [ordinal(n) for n in ("VIII", "XI", "1", "22", "XXIII")] == ["8th", "11th", "1st", "22nd", "23rd"]
