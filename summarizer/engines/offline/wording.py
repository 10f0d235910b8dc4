"""Numbers and times of the source in English, with the digits that the source has, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.quantities.types import Bound

if TYPE_CHECKING:
    from summarizer.facts import Period
    from summarizer.models import Scale
    from summarizer.quantities.types import Mention, Quantity

_SCALE_WORDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?:nghìn|ngàn|triệu)\s+t[ỷỉ]"), 12),
    (re.compile(r"t[ỷỉ](?!\w)"), 9),
    (re.compile(r"triệu|(?<=\d)\s?tr(?!\w)"), 6),
    (re.compile(r"nghìn|ngàn"), 3),
)
_SCALE_NAMES: dict[int, Scale] = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_UNIT_NAMES = {
    "%": "%",
    "‰": "‰",
    "pp": " percentage points",
    "x": " times",
    "t": " tonnes",
    "quintal": " quintals",
    "kg": " kg",
    "m2": " square metres",
    "m3": " cubic metres",
    "l": " litres",
    **{unit: f" {unit}s" for unit in ("year", "month", "quarter", "week", "day", "hour", "minute", "barrel")},
}
_PER_NAMES = {
    "ha": "hectare",
    "t": "tonne",
    "quintal": "quintal",
    "l": "litre",
    "m3": "cubic metre",
    "m2": "square metre",
}
_BOUNDS = {
    Bound.ABOUT: "about",
    Bound.AT_LEAST: "at least",
    Bound.MORE_THAN: "more than",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "less than",
}
_NEARLY = re.compile(r"(?<!\w)(?:gần|ngót|suýt soát)\s*(?:đạt\s*)?$", re.IGNORECASE)
_CURRENCY = re.compile(
    "VND|USD|EUR|GBP|CNY|JPY|KRW|THB|INR|SGD|AUD|CAD|HKD|TWD|NZD|MXN|BRL|RUB|CHF|MYR|IDR|PHP|LAK|KHR|DKK|SEK|NOK|SAR|AED|ZAR"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in English, and its parts as a figure has them.

    Attributes:
        en: "more than VND 52,711 billion".
        bare: the same without the bound.
        value: "52711".
        high: the upper end of a range, or `None`.
        scale: "billion".
        unit: "VND", "%", a unit symbol, or "" for what is counted.
    """

    en: str
    bare: str
    value: str
    high: str | None
    scale: Scale
    unit: str


def word_number(mention: Mention, before: str, counted: bool = False) -> Number | None:
    """Put a quantity into English; `before` is the text before it, `counted` whether a noun follows.

    Returns `None` where the source cannot be read.
    """
    quantity = mention.quantity
    if quantity is None or quantity.value is None:
        return None
    power = 0 if counted and quantity.value < 1000 else _power(mention.text)
    value, high = _digits(quantity, quantity.value, power), None
    if quantity.high is not None:
        value, high = (_as_written(quantity, end, power, mention.text) for end in (quantity.value, quantity.high))
    if power == 3 and "." not in value + (high or ""):
        power, value, high = 0, value + "000", high + "000" if high else None
    unit = "" if counted else quantity.unit
    bare = _written(value, high, _SCALE_NAMES[power], unit, small=counted)
    bound = _bound_words(quantity.bound, before)
    return Number(f"{bound} {bare}" if bound else bare, bare, value, high, _SCALE_NAMES[power], unit)


def _power(text: str) -> int:
    low = text.casefold()
    return next((power for pattern, power in _SCALE_WORDS if pattern.search(low)), 0)


def _digits(quantity: Quantity, value: Decimal, power: int) -> str:
    """Write a value at a scale with the decimals that the source writes."""
    scaled = value.scaleb(-power)
    step = (quantity.step or Decimal(1)).scaleb(-power)
    exponent = step.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    written = format(scaled.quantize(Decimal(1).scaleb(-places)), "f")
    exact = format(scaled.normalize(), "f")
    return written if Decimal(written) == scaled else exact


def _as_written(quantity: Quantity, value: Decimal, power: int, text: str) -> str:
    """Write one end of a range with its own decimals: "6,5-7%" has 7, not 7.0."""
    digits = _digits(quantity, value, power)
    if "." in digits and digits not in text and digits.replace(".", ",") not in text:
        return format(Decimal(digits).normalize(), "f")
    return digits


def _group(digits: str) -> str:
    whole, dot, rest = digits.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def _written(value: str, high: str | None, scale: str, unit: str, small: bool) -> str:
    if small and high is None and value.isdigit() and int(value) < 10:
        digits = _SMALL[int(value)]
    else:
        digits = _group(value) if high is None else f"{_group(value)}–{_group(high)}"
    amount = f"{digits} {scale}" if scale else digits
    head, _, per = unit.partition("/")
    if _CURRENCY.fullmatch(head):
        text = f"{head} {amount}"
    else:
        text = amount + _UNIT_NAMES.get(head, f" {head}" if head else "")
    return f"{text} per {_PER_NAMES.get(per, per)}" if per else text


def _bound_words(bound: Bound, before: str) -> str:
    if bound is Bound.LESS_THAN and _NEARLY.search(before):
        return "nearly"
    return _BOUNDS.get(bound, "")


def name_period(period: Period) -> str:
    """Return "2021", "the first nine months of 2022", "August 2023", "7 January 2022"."""
    year = "" if period.year is None else str(period.year)
    if period.last_year and period.last_year != period.year:
        return f"{year}–{period.last_year}"
    if period.first_month is None:
        return year
    first, last = period.first_month, period.last_month or period.first_month
    if period.day is not None:
        return join_words(str(period.day), MONTHS[first - 1], year)
    if first == last:
        return join_words(MONTHS[first - 1], year)
    return f"{_months(first, last)} of {year}" if year else _months(first, last)


def _months(first: int, last: int) -> str:
    if (first, last) == (7, 12):
        return "the last six months"
    if first == 1 and last != 3:
        return f"the first {_SMALL[last] if last < len(_SMALL) else last} months"
    if last - first == 2 and first % 3 == 1:
        return f"the {('first', 'second', 'third', 'fourth')[first // 3]} quarter"
    return f"{MONTHS[first - 1]}–{MONTHS[last - 1]}"


def in_period(period: Period, until: bool = False) -> str:
    """Return the period with its preposition: "in 2021", "on 7 January", "by the end of May"."""
    name = name_period(period)
    if not name:
        return ""
    if until and not period.whole_year:
        return f"by {name}" if period.day is not None else f"by the end of {name}"
    return f"on {name}" if period.day is not None else f"in {name}"


def join_words(*words: str) -> str:
    """Join words with spaces, empty ones left out."""
    return " ".join(word for word in words if word)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def ordinal(numeral: str) -> str:
    """Return "8th" for "VIII" or "8"."""
    number = int(numeral) if numeral.isdigit() else _roman(numeral)
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
