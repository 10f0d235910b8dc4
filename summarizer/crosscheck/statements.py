"""The summary as statements: each with its place in the text, its quotation, its section and its figures."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.models import Figure, Item, Summary
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Statement:
    """Some words of the summary that stand for themselves.

    Attributes:
        span: where they stand in the summary text.
        text: those words.
        item: id of the item; `None` for a headline, an overview or a plain text.
        section: the section of the item; "" for others.
        quote: the passage that it names as its own; `None` where it names none.
        quote_span: where the passage stands in the source; `None` where it does not.
        figures: its numbers as the model took them apart.
    """

    span: Span
    text: str
    item: str | None = None
    section: str = ""
    quote: str | None = None
    quote_span: Span | None = None
    figures: Sequence[Figure] = field(default=())


def compose(summary: str | Summary) -> str | Summary:
    """Return a summary in NFC, so that spans refer to the text that is read."""
    if isinstance(summary, str):
        return unicodedata.normalize("NFC", summary)
    if unicodedata.is_normalized("NFC", summary.text):
        return summary
    return Summary.model_validate_json(unicodedata.normalize("NFC", summary.model_dump_json()))


def split_statements(summary: str | Summary, source: str) -> list[Statement]:
    """Return the statements of a summary in reading order; of a plain text, its paragraphs."""
    if isinstance(summary, str):
        return _paragraphs(summary)
    statements = _lines([summary.headline, summary.overview])
    offset = len(summary.headline) + len(summary.overview) + 2
    for section, item in summary.items():
        statements.append(_of_item(item, section, offset, source))
        offset += len(item.statement) + 1
    return statements


def _paragraphs(text: str) -> list[Statement]:
    return [statement for statement in _lines(text.split("\n")) if statement.text.strip()]


def _lines(lines: Sequence[str]) -> list[Statement]:
    statements, offset = [], 0
    for line in lines:
        statements.append(Statement(Span(offset, offset + len(line)), line))
        offset += len(line) + 1
    return statements


def _of_item(item: Item, section: str, offset: int, source: str) -> Statement:
    quote = unicodedata.normalize("NFC", item.quote)
    return Statement(
        span=Span(offset, offset + len(item.statement)),
        text=item.statement,
        item=item.id,
        section=section,
        quote=quote,
        quote_span=_find_quote(quote, source),
        figures=item.figures,
    )


def _find_quote(quote: str, source: str) -> Span | None:
    """Return where a quotation stands, letter by letter."""
    start = source.find(quote) if quote.strip() else -1
    return Span(start, start + len(quote)) if start >= 0 else None
