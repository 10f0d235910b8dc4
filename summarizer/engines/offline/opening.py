"""Writes the headline and the overview: the event, where and when, and the main figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.engines.offline.directives import Directive
    from summarizer.engines.offline.source import Source
    from summarizer.engines.offline.statements import Written


def write_headline(source: Source, achievements: list[Written], targets: list[Written]) -> str:
    """Write one line that tells what the article reports."""
    place = source.document.place
    who = f"{place}'s industry and trade sector" if place else "Province's industry and trade sector"
    return f"{who} reports its results and targets"


def write_overview(source: Source, directives: list[Directive]) -> str:
    """Write two or three sentences: who, where, when, and the gist."""
    return ""
