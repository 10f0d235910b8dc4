"""English summaries of Vietnamese industry-and-trade reports, every number checked against the source.

>>> from pathlib import Path
>>> from summarizer import summarize, check, find_mentions
>>> report = summarize(Path("article.txt"), engine="offline")  # doctest: +SKIP
>>> report.flagged, report.findings, report.omitted  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.crosscheck import check
    from summarizer.documents import Document, parse_document, read_document
    from summarizer.errors import BrokenFileError, ServiceError, SummarizerError, UserError
    from summarizer.findings import Decision, Finding, Reason, Report, Review, Verdict
    from summarizer.models import Figure, Item, Summary, SummaryFile
    from summarizer.pipeline import summarize
    from summarizer.quantities import find_mentions
    from summarizer.quantities.types import Bound, Kind, Mention, Quantity, Span
    from summarizer.report import render_markdown, summary_file
    from summarizer.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Bound",
    "BrokenFileError",
    "Decision",
    "Document",
    "Figure",
    "Finding",
    "Item",
    "Kind",
    "Mention",
    "Quantity",
    "Reason",
    "Report",
    "Review",
    "ServiceError",
    "Settings",
    "Span",
    "SummarizerError",
    "Summary",
    "SummaryFile",
    "UserError",
    "Verdict",
    "check",
    "find_mentions",
    "parse_document",
    "read_document",
    "render_markdown",
    "summarize",
    "summary_file",
]

_HOMES = {
    "crosscheck": ("check",),
    "documents": ("Document", "parse_document", "read_document"),
    "errors": ("BrokenFileError", "ServiceError", "SummarizerError", "UserError"),
    "findings": ("Decision", "Finding", "Reason", "Report", "Review", "Verdict"),
    "models": ("Figure", "Item", "Summary", "SummaryFile"),
    "pipeline": ("summarize",),
    "quantities": ("find_mentions",),
    "quantities.types": ("Bound", "Kind", "Mention", "Quantity", "Span"),
    "report": ("render_markdown", "summary_file"),
    "settings": ("Settings",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that `import summarizer` stays light."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
