"""Writes what the sector did or will do where the article gives no number for it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.offline.directives import is_actor, without_lead
from summarizer.engines.offline.english import inflect, sentence
from summarizer.engines.offline.source import Source, trim
from summarizer.engines.offline.statements import Written
from summarizer.engines.offline.subjects import skip_openers
from summarizer.facts import Status, parse_period
from summarizer.quantities.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST = 5  # Vietnamese words
_LONGEST = 32  # English words; a longer rendering reads badly


class _Cues(NamedTuple):
    planned: re.Pattern[str]
    done: re.Pattern[str]
    other: re.Pattern[str]
    most: int


@cache
def _cues() -> _Cues:
    path = files("summarizer.engines") / "data" / "offline_cues.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["deeds"]

    def any_of(forms: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)

    return _Cues(any_of(table["planned"]), any_of(table["done"]), any_of(table["other"]), table["most"])


def find_deeds(source: Source, taken: Sequence[Span], actor: str) -> list[tuple[Span, Written]]:
    """Return deeds and plans that can be rendered whole, a few of each; `taken` is what is told already."""
    found: list[tuple[Span, Written]] = []
    for paragraph in source.document.paragraphs:
        status: Status | None = None
        for words in source.sentences(paragraph):
            status = _status(source, words) or status
            told = any(span.start < words.end and words.start < span.end for span in taken)
            if status is None or told or _cues().other.search(words.of(source.text)) or _has_number(source, words):
                continue
            found.extend(_read(source, words, status, actor))
    return [item for status in (Status.ACTUAL, Status.TARGET) for item in _first(found, status)]


def _first(found: list[tuple[Span, Written]], status: Status) -> list[tuple[Span, Written]]:
    return [item for item in found if item[1].status is status][: _cues().most]


def _has_number(source: Source, words: Span) -> bool:
    return any(m.kind is Kind.QUANTITY and words.start <= m.start < words.end for m in source.mentions)


def _status(source: Source, words: Span) -> Status | None:
    """Tell by the year that opens a sentence, or by its words, whether it is done or to be done."""
    text = words.of(source.text)
    year = _opening_year(source, words)
    published = source.document.published
    if year and published:
        return Status.ACTUAL if year < int(published[:4]) else Status.TARGET
    if _cues().planned.search(text):
        return Status.TARGET
    return Status.ACTUAL if _cues().done.search(text[:60]) else None


def _opening_year(source: Source, words: Span) -> int | None:
    for mention in source.mentions:
        if mention.kind is Kind.PERIOD and mention.iso and words.start <= mention.start <= words.start + 12:
            period = parse_period(mention.iso)
            return period.year if period else None
    return None


def _read(source: Source, words: Span, status: Status, actor: str) -> Iterator[tuple[Span, Written]]:
    """Render the parts of a sentence between semicolons; those that cannot be are left out."""
    for piece in _pieces(source.text, words):
        body = without_lead(source.text, trim(source.text, piece))
        body = Span(skip_openers(source, body), body.end)
        if len(body.of(source.text).split()) < _SHORTEST:
            continue
        clause = source.clause(body)
        subject, verb = actor, clause.verb_phrase(0)
        if verb is None:
            best = None
            for end, noun in clause.noun_phrases(0).items():
                rest = clause.verb_phrase(end) if end < clause.size else None
                if rest and is_actor(noun.en) and (best is None or noun.cost + rest.cost < best):
                    best, subject, verb = noun.cost + rest.cost, noun.en, rest
        if verb and len(verb.en.split()) <= _LONGEST:
            planned = status is Status.TARGET
            action = f"will {inflect(verb.en, 'base')}" if planned else inflect(verb.en, "past")
            yield body, Written(sentence(f"{subject} {action}"), [], status)


def _pieces(text: str, words: Span) -> Iterator[Span]:
    start = words.start
    for match in re.finditer(r"[;:](?=\s)", words.of(text)):
        yield Span(start, words.start + match.start())
        start = words.start + match.end()
    yield Span(start, words.end)
