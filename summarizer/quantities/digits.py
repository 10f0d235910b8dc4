"""Numerals in digits: which mark is the decimal one, and what the digits are worth."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading

_MAX_DIGITS = 60
TOO_MANY_DIGITS = "this number has too many digits to be compared exactly"
_STEPS = [Decimal(1).scaleb(-places) for places in range(_MAX_DIGITS + 1)]
NUMERAL = re.compile(
    r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?(?![.,]?[0-9])|[0-9]+(?:[.,][0-9]+)*"
)
_GROUPS = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:\{mark}[0-9]{{3}})+") for mark in ".,"}
_GROUPS_DECIMAL = {
    mark: re.compile(rf"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+\{other}[0-9]+") for mark, other in ((".", ","), (",", "."))
}


_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")


class Value(NamedTuple):
    """What digits are worth, and the worth of the last of them."""

    value: Decimal
    step: Decimal


class Readings(NamedTuple):
    """Every way to read the digits, the likeliest first; none where the source is broken."""

    values: tuple[Value, ...]
    note: str | None = None


_BROKEN = Readings((), "the separators of this number contradict each other")


def _value(whole: str, decimals: str = "") -> Value:
    return Value(Decimal(f"{whole}.{decimals}" if decimals else whole), _STEPS[len(decimals)])


def read_digits(reading: Reading, raw: str, context: str) -> Readings:
    """Return the readings of the digits `raw`.

    `context` says what they stand before: "count", "money" (no scale), "percent", "scaled", "unit", "bare".
    """
    if "e" in raw or "^" in raw:
        return _read_power(raw)
    if len(raw) > _MAX_DIGITS:
        return Readings((), TOO_MANY_DIGITS)
    if " " in raw:
        whole, _, decimals = raw.replace(" ", "").replace(",", ".").partition(".")
        return Readings((_value(whole, decimals),))
    dots, commas = raw.count("."), raw.count(",")
    if not dots and not commas:
        return Readings((_value(raw),))
    if reading.lang == "en" and _INDIAN.fullmatch(raw):
        whole, _, decimals = raw.replace(",", "").partition(".")
        return Readings((_value(whole, decimals),))
    if dots and commas:
        return _read_mixed(reading, raw)
    mark = "." if dots else ","
    if dots + commas > 1:
        if _GROUPS[mark].fullmatch(raw):
            return Readings((_value(raw.replace(mark, "")),))
        return _BROKEN
    return _read_single(reading, raw, mark, context)


def _read_power(raw: str) -> Readings:
    """Read "1.3e6" and "1.1^23"; anything greater than a report can hold is left unread."""
    base, _, exponent = raw.replace("^", "e", 1).partition("e")
    sign = -1 if exponent.count("-") % 2 else 1
    power = int(exponent.strip("+-")) * sign
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", base) or len(base) > 20 or abs(power) > 40:
        return Readings((), "this power is not read")
    worth = Decimal(10) ** power if "e" in raw else Decimal(base) ** power if Decimal(base) else Decimal(0)
    return Readings((Value(Decimal(base) * worth if "e" in raw else worth, Decimal(1)),))


def _read_mixed(reading: Reading, raw: str) -> Readings:
    """Read digits with both marks: the one that stands once and last marks the decimals."""
    decimal = "." if raw.rfind(".") > raw.rfind(",") else ","
    group = "," if decimal == "." else "."
    if not _GROUPS_DECIMAL[group].fullmatch(raw):
        return _BROKEN
    whole, _, decimals = raw.replace(group, "").partition(decimal)
    if reading.lang == "vi" and decimal == "." and len(decimals) == 3 and reading.habit != "dot":
        return _BROKEN  # "33,448.222 triệu": a slip for groups or for decimals, nobody can tell
    return Readings((_value(whole, decimals),))


def _read_single(reading: Reading, raw: str, mark: str, context: str) -> Readings:
    """Read digits with one mark, which may part thousands or decimals."""
    whole, _, rest = raw.partition(mark)
    decimal = Readings((_value(whole, rest),))
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        if mark == "." and reading.lang == "vi" and len(rest) > 3 and rest.endswith("000"):
            return _BROKEN  # "12.0000", "6.3000"
        return decimal
    grouped = Readings((_value(whole + rest),))
    if reading.lang == "en":
        return grouped if mark == "," else decimal
    order = _dot_order(reading.habit, context) if mark == "." else _comma_order(reading.habit, context, rest)
    both = {"d": decimal, "g": grouped}
    return Readings(tuple(both[way].values[0] for way in order))


def _dot_order(habit: str, context: str) -> str:
    """Return the ways to read "1.250", likeliest first: "g" for thousands, "d" for decimals."""
    if context == "percent":
        return "dg"
    if habit in ("comma", "unknown") or context in ("count", "money"):
        return "g"
    return "dg" if habit == "dot" and context in ("scaled", "unit") else "gd"


def _comma_order(habit: str, context: str, rest: str) -> str:
    """Return the ways to read "23,076", likeliest first."""
    if context in ("count", "money"):
        return "g"
    if context == "percent":
        return "d"
    if habit == "dot":
        return "g" if context == "bare" else "gd"
    if rest == "000":
        return "g" if context == "bare" else "gd"
    if context == "scaled" or (context == "unit" and habit == "comma"):
        return "d" if habit != "both" else "dg"
    return "dg"
