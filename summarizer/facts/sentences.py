"""A text as sentences, with the mentions, topics and cues that stand in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from summarizer.facts.extracts import Extract
from summarizer.facts.segments import split_sentences
from summarizer.facts.tables import Phrases, load_cues
from summarizer.facts.types import Once
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Kind, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.facts.cues import Cue
    from summarizer.facts.types import Topic
    from summarizer.lexicon import Language

_Placed = TypeVar("_Placed", bound="Topic | Cue")

_JUDGED = frozenset({Kind.QUANTITY, Kind.ORDINAL})

LIST_MARK = re.compile(r"\s*[-+•*–·]")
TURN = re.compile(r" (?:but|while|whereas|though|although|despite|yet(?! to\b)) ")
"""What parts an English number from what is said of another one."""

NEAR = 3
"""Characters between a number and words that belong to it."""


@dataclass(frozen=True, eq=False)  # without slots: what stands in it is looked for once
class Sentence:
    """One sentence with what stands in it, all in order.

    Attributes:
        span: where it stands.
        mentions: its numbers, ranks, dates and names.
        judged: its numbers and ranks.
        numbers: its numbers.
        extract: the sentences that it is looked through with.
    """

    span: Span
    mentions: tuple[Mention, ...]
    judged: tuple[Mention, ...]
    numbers: tuple[Mention, ...]
    extract: Extract

    @Once
    def cues(self) -> dict[str, tuple[Cue, ...]]:
        """The cues of every role."""
        return self.extract.cues_of(self.span)

    @Once
    def topics(self) -> tuple[Topic, ...]:
        """What it names."""
        return self.extract.topics_of(self.span)

    @Once
    def ends(self) -> tuple[int, ...]:
        """Where its clauses end."""
        return self.extract.clause_ends_of(self.span)

    @Once
    def starts(self) -> tuple[int, ...]:
        """Where its mentions begin."""
        return tuple([mention.start for mention in self.mentions])

    @Once
    def number_starts(self) -> tuple[int, ...]:
        """Where its quantities begin."""
        return tuple([mention.start for mention in self.numbers])

    @Once
    def number_ends(self) -> tuple[int, ...]:
        """Where its quantities end."""
        return tuple([mention.end for mention in self.numbers])

    def clause(self, offset: int) -> Span:
        """Return the clause around an offset."""
        index = bisect_right(self.ends, offset)
        start = self.ends[index - 1] if index else self.span.start
        return Span(start, self.ends[index] if index < len(self.ends) else self.span.end)

    def cues_in(self, role: str, span: Span) -> list[Cue]:
        """Return the cues of a role within a span."""
        cues = self.cues[role]
        return [cue for cue in _between(cues, span) if cue.end <= span.end] if cues else []

    def topics_in(self, span: Span) -> tuple[Topic, ...]:
        """Return the topics within a span."""
        return tuple(topic for topic in _between(self.topics, span) if topic.end <= span.end)

    def topics_from(self, span: Span) -> tuple[Topic, ...]:
        """Return the topics that begin within a span."""
        return tuple(_between(self.topics, span))

    def number_after(self, offset: int) -> Mention | None:
        """Return the first quantity that begins at an offset or after it."""
        index = bisect_left(self.number_starts, offset)
        return self.numbers[index] if index < len(self.numbers) else None

    def number_before(self, offset: int) -> Mention | None:
        """Return the last quantity that ends at an offset or before it."""
        index = bisect_right(self.number_ends, offset)
        return self.numbers[index - 1] if index else None

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin within a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _between(things: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    """Return the things that begin within a span; their tuples begin with the offset that orders them."""
    if not things:
        return things
    return things[bisect_left(things, (span.start,)) : bisect_left(things, (span.end,))]


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text, read once."""

    text: str
    lang: Language
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=8)
def read_text(text: str, lang: Language) -> Text:
    """Split a text into sentences with their mentions.

    Three of four sentences of a report tell no number, and mostly nobody asks what else stands in them: they are an
    extract of their own.
    """
    mentions = tuple(find_mentions(text, lang))
    spans = split_sentences(text, mentions, load_cues(lang).frame.abbreviations)
    starts = [mention.start for mention in mentions]
    inside = [mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)] for span in spans]
    judged = [tuple([mention for mention in own if mention.kind in _JUDGED]) for own in inside]
    wanted = _asked(text, spans, judged) if lang == "vi" else [True] * len(spans)  # of a summary every word counts
    asked = Extract(text, lang, [span for span, here in zip(spans, wanted, strict=True) if here], mentions)
    unasked = Extract(text, lang, [span for span, here in zip(spans, wanted, strict=True) if not here], mentions)
    sentences = [
        Sentence(span, own, told, tuple([m for m in told if m.kind is Kind.QUANTITY]), asked if here else unasked)
        for span, own, told, here in zip(spans, inside, judged, wanted, strict=True)
    ]
    return Text(text, lang, mentions, tuple(sentences))


def _asked(text: str, spans: Sequence[Span], judged: Sequence[Sequence[Mention]]) -> list[bool]:
    """Return which sentences are asked what they name.

    The first, for the province that reports; those with a number; and the one before each, if it may lend its subject.
    """
    asked = [bool(told) for told in judged]
    lent = [told and not begins_anew(text, span) for told, span in zip(asked, spans, strict=True)]
    pairs = enumerate(zip(asked, [*lent[1:], False][: len(asked)], strict=True))
    return [index == 0 or told or lends for index, (told, lends) in pairs]


def begins_anew(text: str, span: Span) -> bool:
    """Whether a sentence begins a paragraph, and is no item of a list: it forgets the subject of the one before."""
    new_line = "\n" in text[max(0, span.start - 1) : span.start + 1]
    return new_line and LIST_MARK.match(text, span.start) is None


class View:
    """Looks at a text: what the readers of single roles share."""

    def __init__(self, source: Text) -> None:
        self.source = source
        self.text = source.text
        self.lang = source.lang
        self.frame = load_cues(source.lang).frame

    def holds(self, phrases: Phrases, span: Span) -> bool:
        """Whether a phrase stands within a span."""
        return phrases.within(self.text, span.start, span.end)

    def follows(self, phrases: Phrases, span: Span, reach: int) -> bool:
        """Whether a phrase stands within `reach` characters after the start of a span."""
        return phrases.within(self.text, span.start, min(span.end, span.start + reach))

    def bracket(self, offset: int, sentence: Sentence) -> int:
        """Return where the bracket around an offset opens, -1 outside of brackets."""
        opened = self.text.rfind("(", sentence.span.start, offset)
        return opened if opened >= 0 and self.text.find(")", opened, offset) < 0 else -1

    def after_end(self, sentence: Sentence, clause: Span, mention: Mention) -> int:
        """Return where the words behind a number end: at the next number, or with its clause."""
        following = sentence.number_after(mention.end)
        return min(clause.end, following.start) if following else clause.end
