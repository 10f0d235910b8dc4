"""Markdown as a checker should read it: marks and what makes no claim become blanks, offsets stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.report.passages import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = re.compile(r"^- Made: .+ by vn-report-summarizer ", re.MULTILINE)
_MARKS = re.compile(
    r" \(⚠ [\d, ]+\)"  # our mark of a flagged number
    r"|\*\*|__|`+"
    r"|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])"  # one star around words
    r"|^\#{1,6}\s|^\s*\d{1,3}[.)]\s"  # headings, numbers of a list
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|</?[A-Za-z][^<>\n]{0,300}>"
    r"|\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)",  # links
    re.MULTILINE,
)


def claims_of(text: str, *, markdown: bool) -> str:
    """Return `text` with blanks for what makes no claim.

    In a summary of ours that is all but headline, overview and items: quotations, the list of what to
    review, provenance. In any Markdown it is the marks.
    """
    ours = text.startswith("# ") and _OURS.search(text) is not None
    if ours:
        text = "\n".join(_claiming_lines(text))
    return _MARKS.sub(lambda mark: " " * len(mark.group()), text) if ours or markdown else text


def _claiming_lines(text: str) -> Iterator[str]:
    """Yield the lines of a summary of ours, those without a claim as blanks."""
    headings = {f"## {heading}" for heading in HEADINGS.values()}
    part = "head"
    for number, line in enumerate(text.split("\n")):
        if line.startswith("## "):
            part = "items" if line in headings else "rest"
        # In the head, the line after the headline tells place, date and the Vietnamese title; notices are quoted.
        overview = part == "head" and number != 2 and not line.startswith(">")
        item = part == "items" and line.startswith("- ")
        yield line if overview or item else " " * len(line)
