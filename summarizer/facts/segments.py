"""Sentences and clauses of a text, the numbers in them left whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.quantities.types import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Begins with one set of characters: so it is found without trying each alternative at every letter.
_SENTENCE_END = re.compile(r"[.!?…\n\r](?:(?<=\n)\n*|(?<=\r)|[.!?…]*[\"”’)»]*(?=\s|$))")
_CLAUSE_END = re.compile(r",|;|:|\(|\)|…|\n|-(?<= .) |–(?<= .) |—(?<= .) ")
_LAST_WORD = re.compile(r"[^\W\d_][\w.]*$")


def split_sentences(text: str, mentions: Sequence[Mention], abbreviations: frozenset[str]) -> list[Span]:
    """Return the sentences; a full stop within a number or after an abbreviation ends none."""
    marks = list(_SENTENCE_END.finditer(text))
    inside = within([mark.start() for mark in marks], [mention.span for mention in mentions])
    sentences: list[Span] = []
    start = 0
    for match in marks:
        if match.start() in inside or (match.group()[0] == "." and _goes_on(text, match, abbreviations)):
            continue
        if text[start : match.end()].strip():
            sentences.append(Span(start, match.end()))
        start = match.end()
    if text[start:].strip():
        sentences.append(Span(start, len(text)))
    return sentences


def _goes_on(text: str, stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    after = text[stop.end() : stop.end() + 2].strip()
    if after and after[0].islower():
        return True
    if not text[max(0, stop.start() - 12) : stop.start()].casefold().endswith(tuple(abbreviations)):
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - 12), stop.start())
    return word is not None and word.group().casefold() in abbreviations


def clause_ends(text: str, mentions: Sequence[Mention]) -> list[int]:
    """Return the offsets where a clause ends, punctuation included; none ends within a number."""
    ends = {match.start(): match.end() for match in _CLAUSE_END.finditer(text)}
    inside = within(list(ends), [mention.span for mention in mentions])
    return [end for start, end in ends.items() if start not in inside]


def within(offsets: Sequence[int], spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return which of some offsets, given in order, lie within a span."""
    found: set[int] = set()
    for start, end in spans:
        found.update(offsets[bisect_left(offsets, start) : bisect_left(offsets, end)])
    return found
