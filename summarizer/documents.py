"""Bytes to documents: decoding, one NFC text, title, date, and what of it is the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.quantities.types import Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        text: NFC; every offset of the project refers to this text.
        name: file name without its folder and ending, or "stdin".
        sha256: of the text in UTF-8.
        title: headline of the article; "" where it has none.
        published: ISO 8601, to the precision the article gives ("2022-01", "2022-02-24"), or `None`.
        place: province or city in English ("Thanh Hoa"), or `None`.
        paragraphs: the article's own paragraphs; title, date line and site furniture left out.
    """

    text: str
    name: str
    sha256: str
    title: str
    published: str | None
    place: str | None
    paragraphs: tuple[Span, ...]
