"""Writes a number of the source in English, for a correction."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.crosscheck.values import is_money
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Bound, Kind

if TYPE_CHECKING:
    from summarizer.quantities.types import Mention

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_BOUNDS = {
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_MOST: "at most ",
    Bound.LESS_THAN: "less than ",
}
_SIGNS = {"%": "%", "pp": " percentage points", "x": " times"}


def suggest(mention: Mention) -> str | None:
    """Return a number or a date of the source as an English text would write it; `None` where it has no value."""
    if mention.kind in (Kind.DATE, Kind.PERIOD):
        return mention.iso
    if mention.value is None:
        return None
    return _BOUNDS.get(mention.bound, "") + _amount(mention)


def _amount(mention: Mention) -> str:
    assert mention.value is not None
    scale, word = _scale(max(mention.value, mention.high or mention.value), mention.unit)
    digits = _digits(mention.value / scale)
    if mention.high is not None:
        digits += "–" + _digits(mention.high / scale)
    number = f"{digits} {word}".strip()
    code, _, per = mention.unit.partition("/")
    if is_money(code):
        return f"{code} {number}" + (f" per {per}" if per else "")
    return number + _unit(mention.unit)


def _scale(value: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit in _SIGNS:
        return Decimal(1), ""
    return next(((scale, word) for scale, word in _SCALES if value >= scale), (Decimal(1), ""))


def _digits(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _unit(unit: str) -> str:
    if unit in _SIGNS:
        return _SIGNS[unit]
    noun = load_lexicon().terms["count_noun"].get(unit)
    return f" {noun.en[0]}" if noun else f" {unit}".rstrip()
