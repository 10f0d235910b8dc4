"""Mentions as JSON and as lines for a maintainer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.quantities.grammar import find_mentions

if TYPE_CHECKING:
    from decimal import Decimal

    from summarizer.quantities.types import Mention, Quantity


def plain_text(value: Decimal | None) -> str | None:
    """Return the value in plain digits, never with an exponent."""
    return None if value is None else f"{value:f}"


def _quantity_to_json(quantity: Quantity) -> dict[str, str | None]:
    return {
        "value": plain_text(quantity.value),
        "high": plain_text(quantity.high),
        "unit": quantity.unit,
        "bound": quantity.bound.value,
    }


def mention_to_json(mention: Mention) -> dict[str, Any]:
    """Return the mention as the contract writes it; `others` only where there are further readings."""
    row: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind.value,
        "value": plain_text(mention.value),
        "high": plain_text(mention.high),
        "unit": mention.unit,
        "bound": mention.bound.value,
        "iso": mention.iso,
        "rule": mention.rule,
        "note": mention.note,
    }
    if mention.others:
        row["others"] = [_quantity_to_json(other) for other in mention.others]
    return row


def explain(text: str, lang: str = "vi") -> str:
    """Return one block a mention: where it stands, the rule that read it, and every reading."""
    mentions = find_mentions(text, lang)
    return "\n".join(_explain_one(mention) for mention in mentions) if mentions else "nothing found"


def _explain_one(mention: Mention) -> str:
    lines = [f"{mention.start}-{mention.end}  {mention.text!r}  {mention.kind}  by rule: {mention.rule}"]
    readings = [mention.quantity, *mention.others] if mention.quantity else []
    lines += [f"    reads {_reading(quantity)}" for quantity in readings]
    if mention.iso:
        lines.append(f"    reads {mention.iso}")
    if mention.note:
        lines.append(f"    note: {mention.note}")
    return "\n".join(lines)


def _reading(quantity: Quantity) -> str:
    value = plain_text(quantity.value) or "UNPARSED"
    high = f" to {plain_text(quantity.high)}" if quantity.high is not None else ""
    step = f"  (last digit worth {plain_text(quantity.step)})" if quantity.step is not None else ""
    return f"{value}{high} {quantity.unit}".rstrip() + f"  {quantity.bound}{step}"
