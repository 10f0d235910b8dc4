"""Long articles: cut at paragraphs, and put the summaries of the parts together without doubles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.models import SECTIONS, DraftItem, DraftSummary, Section
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CHARACTERS_PER_TOKEN = 2
"""Of Vietnamese, on the careful side: with all its accents it takes two to three characters a token."""

BYTES_PER_TOKEN = 3
"""Of any text, on the careful side."""

_SENTENCE_END = re.compile(r"[.!?;…][\"”’)]*\s+|\n")


def count_tokens(text: str) -> int:
    """Estimate the tokens of a text, rather too many than too few."""
    return len(text.encode()) // BYTES_PER_TOKEN + 1


def split_paragraphs(text: str, paragraphs: Sequence[Span], limit: int) -> list[list[Span]]:
    """Group paragraphs into parts of at most `limit` characters; a longer paragraph is cut at a sentence."""
    parts: list[list[Span]] = [[]]
    size = 0
    for span in (piece for paragraph in paragraphs for piece in _cut(text, paragraph, limit)):
        length = span.end - span.start + 2
        if parts[-1] and size + length > limit:
            parts.append([])
            size = 0
        parts[-1].append(span)
        size += length
    return parts


def _cut(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Cut one paragraph into pieces of at most `limit` characters, after a sentence or a word if it can."""
    start = span.start
    while span.end - start > limit:
        window = text[start : start + limit]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or limit
        yield Span(start, start + cut)
        start += cut
    yield Span(start, span.end)


def merge_parts(parts: Sequence[DraftSummary]) -> DraftSummary:
    """Join the summaries of the parts of one article; headline and overview are those of its beginning.

    An item is a double when an earlier part has one with the same quote, or with the same numbers of the same
    indicators. Two items of one part may share a quote.
    """
    if len(parts) == 1:
        return parts[0]
    seen: set[object] = set()
    sections: dict[Section, list[DraftItem]] = {section: [] for section in SECTIONS}
    for part in parts:
        marks: set[object] = set()
        for section in SECTIONS:
            for item in getattr(part, section):
                own = set(_marks(item))
                marks |= own
                if not own & seen:
                    sections[section].append(item)
        seen |= marks
    first = parts[0]
    return DraftSummary.model_validate({"headline": first.headline, "overview": first.overview, **sections})


def _marks(item: DraftItem) -> Iterable[object]:
    """Yield what two items on the same fact share."""
    yield "quote", " ".join(item.quote.casefold().split())
    yield "statement", " ".join(item.statement.casefold().split())
    if item.figures:
        figures = (
            (f.indicator.casefold(), f.value, f.high, f.scale, f.unit, f.measure, f.status, f.period)
            for f in item.figures
        )
        yield "figures", frozenset(figures)
