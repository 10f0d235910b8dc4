"""The article as the offline engine reads it: sentences, clauses, people, and what is known in English."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from summarizer.engines.offline.people import Person, read_person
from summarizer.engines.offline.phrases import Known
from summarizer.engines.offline.transfer import Clause
from summarizer.facts import Status
from summarizer.facts.segments import split_sentences
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Mention, Span

if TYPE_CHECKING:
    from summarizer.documents import Document

_WORD_END = re.compile(r"(?<=\w)(?!\w)")
_HONORIFIC = re.compile(r"(?<!\w)(?:đồng chí|ông|bà|lãnh đạo|hội nghị)(?!\w)", re.IGNORECASE)
_INTRODUCTION = re.compile(r"[;:]|(?=(?<!\w)(?:đồng chí|ông|bà) )", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:đến|hết|tính đến)(?:\s+(?:hết|cuối|ngày|thời điểm))*\s*$", re.IGNORECASE)
BULLET = re.compile(r"\s*(?:[-–—+•*▪]|\(?\d{1,2}[.)]|[a-zđ]\))\s+")
ABBREVIATIONS = frozenset({"tp", "ts", "ths", "pgs", "gs", "tx", "tt", "q", "h"})


def _status_of_heading(words: str) -> Status | None:
    table = tomllib.loads((files("summarizer.engines") / "data" / "offline_cues.toml").read_text(encoding="utf-8"))
    low = words.casefold()
    if any(form in low for form in table["headings"]["actual"]):
        return Status.ACTUAL
    return Status.TARGET if any(form in low for form in table["headings"]["target"]) else None


def trim(text: str, span: Span) -> Span:
    """Return the span without spaces and stray marks at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\r\n,;.-–…":
        start += 1
    while end > start and text[end - 1] in " \t\r\n,;.…/":
        end -= 1
    return Span(start, end)


@dataclass
class Source:
    """One article with what was read in it."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    known: tuple[Known, ...] = field(default=())

    @property
    def text(self) -> str:
        """The article's text."""
        return self.document.text

    @cached_property
    def _sentences(self) -> list[Span]:
        return split_sentences(self.text, self.mentions, ABBREVIATIONS)

    def sentences(self, within: Span) -> list[Span]:
        """Return the sentences of a paragraph."""
        found = []
        for sentence in self._sentences:
            start, end = max(sentence.start, within.start), min(sentence.end, within.end)
            if start < end:
                found.append(trim_spaces(self.text, Span(start, end)))
        return found

    def is_until(self, sentence: Span, name: str) -> bool:
        """Tell whether a sentence says "đến ngày …" before the time of that name."""
        for item in self.known:
            if item.kind != "period" or not sentence.start <= item.start < sentence.end:
                continue
            bare = re.sub(r" ?(?:of )?\d{4}$", "", item.en)
            if bare and name.startswith(bare) and _UNTIL.search(self.text, max(0, item.start - 20), item.start):
                return True
        return False

    def paragraph_start(self, sentence: Span) -> int:
        """Return where the paragraph of a sentence begins."""
        starts = [item.start for item in self.document.paragraphs if item.start <= sentence.start]
        return max(starts, default=sentence.start)

    def heading_status(self, sentence: Span) -> Status | None:
        """Return the status that a heading sets for the list in which a sentence stands."""
        paragraphs = [item for item in self.document.paragraphs if item.start <= sentence.start]
        if not paragraphs or not BULLET.match(self.text, paragraphs[-1].start):
            return None
        for paragraph in reversed(paragraphs[:-1]):
            words = paragraph.of(self.text)
            if BULLET.match(words):
                continue
            return _status_of_heading(words) if words.rstrip().endswith(":") else None
        return None

    @cached_property
    def people(self) -> list[Person]:
        """Everyone the article names with an office, in order."""
        found = []
        for sentence in self._sentences:
            for part in _INTRODUCTION.split(sentence.of(self.text)):
                person = read_person(part)
                if person.name and person.offices:
                    found.append(person)
        return found

    def full_person(self, person: Person) -> Person:
        """Fill in the name of an office, or the office of a name, from the rest of the article."""
        for other in self.people:
            if not person.name and person.office and person.office in other.offices:
                return other
            if person.name == other.name and not person.offices:
                return other
        return person

    def clause(self, span: Span) -> Clause:
        """Return the words of a stretch, with its numbers and names known."""
        inside = [
            Known(item.start - span.start, item.end - span.start, item.en, item.kind)
            for item in self.known
            if span.start <= item.start and item.end <= span.end
        ]
        return Clause(span.of(self.text), tuple(inside))

    def inside_known(self, offset: int) -> bool:
        """Tell whether an offset lies within a number, a name or an aside."""
        return any(item.start < offset < item.end for item in self.known)

    def word_ends(self, span: Span) -> list[int]:
        """Return where the words of a stretch end, the last first."""
        return sorted({m.end() for m in _WORD_END.finditer(self.text, span.start, span.end)}, reverse=True)

    def opens_with_verb(self, span: Span) -> bool:
        """Tell whether a stretch begins with a verb of the vocabulary."""
        clause = self.clause(span)
        return clause.size > 0 and clause.opens_with_verb(0)

    def has_subject(self, span: Span) -> bool:
        """Tell whether a stretch names a person or an authority that can instruct."""
        words = span.of(self.text)
        return bool(_HONORIFIC.search(words) or load_lexicon().find(words, "vi", "agency"))


def trim_spaces(text: str, span: Span) -> Span:
    """Return the span without spaces at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
