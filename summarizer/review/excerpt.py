"""Cuts a text into pieces with marks, for highlighting; knows nothing of terminals or pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.models import FindingModel, SummaryFile
    from summarizer.review.statements import Statement

REACH = 320
ELLIPSIS = "…"


class Mark(NamedTuple):
    """A part of a text to highlight."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the name of the mark they carry ("" for none)."""

    text: str
    mark: str = ""


def cut(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Yield the pieces of `text[start:end]`; of marks that overlap the first one wins."""
    stop = len(text) if end is None else min(end, len(text))
    at = start
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        left, right = max(mark.start, start), min(mark.end, stop)
        if left < at or right <= left:
            continue
        if left > at:
            yield Piece(text[at:left])
        yield Piece(text[left:right], mark.name)
        at = right
    if at < stop:
        yield Piece(text[at:stop])


def claim_pieces(finding: FindingModel, statement: Statement, text: str) -> list[Piece]:
    """Return a statement with its claim marked; `text` is how it reads now."""
    start, end = finding.claim_span.start - statement.start, finding.claim_span.end - statement.start
    if text != statement.text:
        start = text.find(finding.claim_text) if text.count(finding.claim_text) == 1 else -1
        end = start + len(finding.claim_text)
    if start < 0 or end - start >= len(text):
        return [Piece(text)]
    return list(cut(text, [Mark(start, end, "claim")]))


def source_pieces(
    file: SummaryFile, finding: FindingModel, statement: Statement, *, whole: bool, reach: int = REACH
) -> list[Piece]:
    """Return the passage of the article that a finding is about, its evidence marked."""
    text = file.article.text
    marks = [Mark(one.start, one.end, "evidence") for one in finding.evidence]
    if whole:
        return list(cut(text, marks))
    windows = _windows(text, marks, reach) or _quote_window(statement, text)
    pieces: list[Piece] = []
    for start, end in windows:
        pieces += [Piece("\n")] if pieces else []
        pieces += [Piece(ELLIPSIS)] if start > 0 and text[start - 1] != "\n" else []
        pieces += cut(text, marks, start, end)
        pieces += [Piece(ELLIPSIS)] if end < len(text) and text[end] != "\n" else []
    return pieces


def _windows(text: str, marks: list[Mark], reach: int) -> list[tuple[int, int]]:
    """Return the surroundings of each mark inside its paragraph, neighbours joined."""
    windows: list[tuple[int, int]] = []
    for mark in sorted(marks):
        start, end = _surroundings(text, mark.start, mark.end, reach)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _quote_window(statement: Statement, text: str) -> list[tuple[int, int]]:
    """Return where the statement's quote stands, where it does."""
    span = statement.item.quote_span if statement.item else None
    return [(span.start, min(span.end, len(text)))] if span and span.start < len(text) else []


def _surroundings(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Return up to `reach` code points round a span, not over a line's end, cut between words."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    if first > 0 and text[first - 1] != "\n":
        first = min(text.find(" ", first) + 1 or start, start)
    newline = text.find("\n", end)
    last = min(len(text) if newline < 0 else newline, end + reach)
    if last < len(text) and text[last] != "\n":
        last = max(text.rfind(" ", 0, last), end)
    return first, last
