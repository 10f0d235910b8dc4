"""Reads every quantity, date, period, ordinal and identifier of a Vietnamese or English text."""

from summarizer.quantities.types import Bound, Kind, Mention, Quantity, Span

__all__ = ["Bound", "Kind", "Mention", "Quantity", "Span"]
