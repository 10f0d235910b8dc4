"""Every quantity, date, period, ordinal and identifier of a Vietnamese or English text."""

from __future__ import annotations

from summarizer.quantities.grammar import find_mentions
from summarizer.quantities.render import explain, mention_to_json
from summarizer.quantities.tables import loose_names, unit_dimension
from summarizer.quantities.types import Bound, Kind, Mention, Quantity, Span

__all__ = [
    "Bound",
    "Kind",
    "Mention",
    "Quantity",
    "Span",
    "explain",
    "find_mentions",
    "loose_names",
    "mention_to_json",
    "unit_dimension",
]
