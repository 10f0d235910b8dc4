"""Numbers of the summary that the source says in another way: lengths of time, and fractions in words."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, permutations
from typing import TYPE_CHECKING

from summarizer.crosscheck.values import LOWER, UPPER, round_to, same_kind
from summarizer.quantities import unit_dimension
from summarizer.quantities.types import Bound, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from summarizer.crosscheck.dates import Calendar
    from summarizer.facts import Fact, Period

MOST_IN_SENTENCE = 40
"""Numbers of one sentence among which a ratio is looked for; more are a table."""

_NUMBER_WORDS = {
    1: "một|duy nhất",
    2: "hai|cặp|đôi",
    3: "ba",
    4: "bốn|tư",
    5: r"năm(?= (?!nay|ngoái|trước|sau|qua|tới|học|tài|\d))",
    6: "sáu",
    7: "bảy|bẩy",
    8: "tám",
    9: "chín",
    10: "mười",
    12: "mười hai|tá",
}
_ENGLISH = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_WORDS = {**_NUMBER_WORDS, 5: "năm"}
_IN = re.compile(r"(\w+) in (?:every )?(\w+)")
_RANKS = {
    1: "thứ nhất|đầu tiên|đứng đầu|dẫn đầu",
    2: "thứ hai|thứ nhì",
    3: "thứ ba",
    4: "thứ tư|thứ bốn",
    5: "thứ năm",
    6: "thứ sáu",
    7: "thứ bảy",
    8: "thứ tám",
    9: "thứ chín",
    10: "thứ mười",
}
_IN_SEQUENCE = "lần|đợt|vòng|hiệp|giai đoạn|khóa|khoá"  # "vòng ba" is the third round
_TOLERANCE = Decimal("0.02")
_DAY, _WEEK = 24 * 60, 7


def is_duration(mention: Mention) -> bool:
    """Whether a number is a length of time in months or years, or an age."""
    if mention.unit == "age_years":
        return True
    dimension = unit_dimension(mention.unit)
    return "/" not in mention.unit and dimension is not None and dimension[0] == "month"


def find_duration(mention: Mention, calendar: Calendar) -> Mention | None:
    """Return the period of the source that is as long: "nine months" for "9 tháng đầu năm"."""
    dimension = unit_dimension(mention.unit)
    if mention.value is None or dimension is None or dimension[0] != "month":
        return None
    months = mention.value * dimension[1]
    return next((said for period, said in calendar.said if _length(period) == months), None)


def find_run(mention: Mention, calendar: Calendar) -> Mention | None:
    """Return the first of the source's days that are as long: "a three-day fair" for "từ ngày 24 đến 26/4"."""
    if mention.value is None or mention.high is not None or mention.bound is not Bound.EXACT:
        return None
    dimension = unit_dimension(mention.unit)
    if "/" in mention.unit or dimension is None or dimension[0] not in ("month", "minute"):
        return None
    size = mention.value * dimension[1]
    for start, end, said in calendar.runs:
        if dimension[0] == "month" and _in_months(start, end) == size:
            return said
        days = (end - start).days
        if dimension[0] == "minute" and size in (_DAY * (days + 1), _DAY * days if days % _WEEK == 0 else None):
            return said
    return None


def _in_months(start: date, end: date) -> int | None:
    """Return the whole months between two days, a day more or less."""
    after = end + timedelta(days=1)
    for last in (after, end, end - timedelta(days=1)):
        if last.day == start.day:
            return (last.year - start.year) * 12 + last.month - start.month
    return None


def _length(period: Period) -> int:
    if period.first_month is not None and period.last_month is not None and period.day is None:
        return period.last_month - period.first_month + 1
    if period.year is not None and period.last_year is not None:
        return (period.last_year - period.year + 1) * 12
    return 12 if period.whole_year else 0


def find_number_word(mention: Mention, source: str) -> re.Match[str] | None:
    """Return where the source has the Vietnamese word for a small number that an English word tells, if it has it.

    Only some of these words are numbers every time ("năm" is mostly a year), so the grammar of numbers leaves
    them out where no noun that it knows follows.
    """
    if mention.value is None or any(letter.isdigit() for letter in mention.text):
        return None
    pattern = _NUMBER_WORDS.get(int(mention.value)) if mention.value == int(mention.value) else None
    return re.search(rf"\b(?:{pattern})\b", source, re.IGNORECASE) if pattern else None


def find_share_words(mention: Mention, source: str) -> str | None:
    """Return the Vietnamese words for "one in five": "một trong năm người", "cứ năm người thì có một"."""
    words = _IN.fullmatch(mention.text.casefold())
    if words is None or words[1] not in _ENGLISH or words[2] not in _ENGLISH:
        return None
    part, whole = (f"(?:{_WORDS[n]}|{n})" for n in (_ENGLISH[words[1]], _ENGLISH[words[2]]))
    of = rf"\b{part}(?: \w+)? (?:trong|trên)(?: số| mỗi)? {whole}\b"
    among = rf"\b(?:cứ|mỗi|trong) {whole}\b[^.;]{{0,90}}\b(?:có|là|thì) {part}\b"
    found = re.search(f"{of}|{among}", source, re.IGNORECASE)
    return found.group() if found else None


def find_ordinal_word(mention: Mention, source: str) -> str | None:
    """Return the Vietnamese words for a rank that the summary tells: "lớn thứ tư" for "fourth-largest"."""
    rank = int(mention.value) if mention.value is not None else 0
    word = _RANKS.get(rank)
    if word is None:
        return None
    found = re.search(rf"\b(?:{word}|(?:{_IN_SEQUENCE}) (?:{_NUMBER_WORDS[rank]}))\b", source, re.IGNORECASE)
    return found.group() if found else None


def is_part(claim: Fact) -> bool:
    """Whether a claim is a fraction in words, with or without the noun that it is of."""
    value = claim.mention.value
    return value is not None and 0 < value < 1 and not any(letter.isdigit() for letter in claim.mention.text)


def is_fraction(claim: Fact) -> bool:
    """Whether a claim is a bare fraction in words: "half", "a third"."""
    return claim.mention.unit == "" and is_part(claim)


def find_ratio(claim: Fact, facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """Return two numbers of one sentence of the source whose ratio the fraction is, within its bound."""
    by_sentence = groupby(facts, key=lambda fact: fact.sentence)
    pairs = (pair for _, same in by_sentence for pair in permutations(list(same)[:MOST_IN_SENTENCE], 2))
    for part, whole in pairs:
        if not same_kind(part.mention.unit, whole.mention.unit):
            continue
        less, more = part.mention.value, whole.mention.value
        if less and more and less < more and is_ratio(claim.mention, less / more):
            return part, whole
    return None


_LOOSE_PART = 4
"""Tenths by which a part may be more than what it is told to be more than: 66% is "more than half"."""


def is_ratio(told: Mention, ratio: Decimal) -> bool:
    """Whether a fraction or a multiple in words is a ratio, within its bound."""
    value = told.value
    assert value is not None
    near = Decimal("0.1") * value
    if told.bound in LOWER:
        return value < ratio <= value + near * (_LOOSE_PART if value < 1 else 2)
    if told.bound in UPPER:
        return value - near * 2 <= ratio < value
    if told.bound is Bound.ABOUT:
        return abs(ratio - value) <= near
    if "." in told.text:
        return round_to(ratio, told.quantity.step or Decimal(1), ROUND_HALF_UP) == value if told.quantity else False
    return abs(ratio - value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) <= _TOLERANCE * max(Decimal(1), value)
