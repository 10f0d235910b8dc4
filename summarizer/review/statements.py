"""The statements of a summary: what a finding stands in, and what a decision changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.models import FindingModel, Item, Summary

HEADLINE = "headline"
OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of `Summary.text`.

    Attributes:
        key: "headline", "overview" or the id of the item.
        section: "headline", "overview", "achievements", "targets" or "directives".
        text: the words.
        start: where it begins in `Summary.text`.
        item: the item, where it is one.
    """

    key: str
    section: str
    text: str
    start: int
    item: Item | None = None

    @property
    def end(self) -> int:
        """Offset after the last code point in `Summary.text`."""
        return self.start + len(self.text)

    @property
    def sha256(self) -> str:
        """Hash of the words: a decision is bound to it."""
        return digest(self.text)


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8; lone surrogates count as themselves."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def split(summary: Summary) -> list[Statement]:
    """Return the statements in the order of `Summary.text`."""
    return list(_lines(summary))


def _lines(summary: Summary) -> Iterator[Statement]:
    """Yield the statements with their offsets."""
    offset = 0
    parts: list[tuple[str, str, str, Item | None]] = [
        (HEADLINE, HEADLINE, summary.headline, None),
        (OVERVIEW, OVERVIEW, summary.overview, None),
        *((item.id, section, item.statement, item) for section, item in summary.items()),
    ]
    for key, section, text, item in parts:
        yield Statement(key, section, text, offset, item)
        offset += len(text) + 1


def locate(finding: FindingModel, statements: Sequence[Statement]) -> Statement:
    """Return the statement that `finding` stands in: by its item, else by where its claim stands."""
    named = [one for one in statements if one.item is not None and one.key == finding.item]
    at = finding.claim_span.start
    around = [one for one in named or statements if one.start <= at <= one.end]
    return (around or named or list(statements))[0]
