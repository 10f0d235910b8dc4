"""A text as sentences, with the mentions, topics and cues that stand in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from summarizer.facts.segments import clause_ends, split_sentences, within
from summarizer.facts.tables import ROLES, Cues, Phrases, load_cues, term_ids
from summarizer.facts.topics import find_topics
from summarizer.facts.types import Measure, Status, Topic, TopicClass
from summarizer.lexicon import split_words
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Kind, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.lexicon import Language, Term

_Placed = TypeVar("_Placed", bound="Topic | Cue")

_START, _END = itemgetter(0), itemgetter(1)
"""Both ends of a topic or a cue."""

NO_STATUS = "none"
"""The id of wordings that hold a cue and are none."""

NEAR = 3
"""Characters between a number and words that belong to it."""


class Cue(NamedTuple):
    """A word that tells a role: where, which value, and how far it speaks."""

    start: int
    end: int
    id: str
    reach: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what stands in it, all in order; `numbers` are its quantities."""

    span: Span
    ends: tuple[int, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    numbers: tuple[Mention, ...]
    number_starts: tuple[int, ...]
    number_ends: tuple[int, ...]
    topics: tuple[Topic, ...]
    cues: dict[str, tuple[Cue, ...]]

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
    """Split a text into sentences with their mentions, topics and cues."""
    cues = load_cues(lang)
    mentions = tuple(find_mentions(text, lang))
    found = _find_cues(text, cues)
    topics = tuple(_own_topics(text, find_topics(text, lang), mentions, found))
    ends = _without_terms(clause_ends(text, mentions), topics)
    starts = [mention.start for mention in mentions]
    topic_starts = list(map(_START, topics))
    cue_starts = {role: list(map(_START, of_role)) for role, of_role in found.items()}
    sentences = []
    for span in split_sentences(text, mentions, cues.frame.abbreviations):
        start, end = span
        own = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        numbers = tuple([mention for mention in own if mention.kind is Kind.QUANTITY]) if own else ()
        sentences.append(
            Sentence(
                span,
                ends[bisect_right(ends, start) : bisect_right(ends, end)],
                own,
                tuple([mention.start for mention in own]),
                numbers,
                tuple([mention.start for mention in numbers]),
                tuple([mention.end for mention in numbers]),
                topics[bisect_left(topic_starts, start) : bisect_left(topic_starts, end)],
                {role: found[role][bisect_left(at, start) : bisect_left(at, end)] for role, at in cue_starts.items()},
            )
        )
    return Text(text, lang, mentions, tuple(sentences))


def _without_terms(ends: list[int], topics: Sequence[Topic]) -> tuple[int, ...]:
    """Leave out the ends of clauses that are but a comma within a longer term."""
    terms = [topic for topic in topics if topic.kind is not TopicClass.WORD]
    starts, reach = list(map(_START, terms)), [0, *accumulate(map(_END, terms), max)]
    return tuple([end for end in ends if reach[bisect_right(starts, end - 1)] < end])


def _own_topics(
    text: str, topics: list[Topic], mentions: Sequence[Mention], cues: dict[str, tuple[Cue, ...]]
) -> list[Topic]:
    """Leave out topics that are a cue, a part of a date or of a base, or but a syllable of another word.

    A verb of result stays where it names a subject as well: "imported".
    """
    spans = {cue[:2] for of_role in cues.values() for cue in of_role if cue.id != Measure.LEVEL}
    results = {cue[:2] for cue in cues["status"] if cue.id == Status.ACTUAL}
    dated = [*(mention.span for mention in mentions if mention.iso), *(cue[:2] for cue in cues["base"])]
    taken = within(list(map(_START, topics)), dated)
    behind = {mention.end + gap for mention in mentions for gap in (0, 1)}
    begun = {start for start, _ in spans}
    own: list[Topic] = []
    for topic in topics:
        start = topic.start
        if start in taken:
            continue
        if start in begun and (start, topic.end) in spans:
            if topic.kind is TopicClass.SUBJECT and (start, topic.end) in results:
                own.append(_as_deed(topic))
        elif not topic.chance or start in behind or _HAS_VERB.match(text, topic.end) or _is_item(text, topic):
            own.append(topic)
    return own


def _as_deed(topic: Topic) -> Topic:
    """Return a verb of result as what is done, where it does not name a subject alone: "disbursed"."""
    return topic if topic.ids.isdisjoint(term_ids("directive_verb")) else topic._replace(kind=TopicClass.ACTION)


_HAS_VERB = re.compile(r" (?:ước )?(?:đạt|chiếm|tăng|giảm) (?=\d)")
"""What makes a syllable that is mostly a part of other words a subject of its own: "tôm đạt 237,6 triệu USD"."""


def _is_item(text: str, topic: Topic) -> bool:
    """Whether a syllable is all that a list says of a number: "; chè 7.850 tấn"."""
    led = text[max(0, topic.start - 2) : topic.start] in ("; ", ", ", ": ", "- ")
    return led and text[topic.end : topic.end + 1] == " " and text[topic.end + 1 : topic.end + 2].isdigit()


def _find_cues(text: str, cues: Cues) -> dict[str, tuple[Cue, ...]]:
    """Return the cues of every role, each role's longest from left to right; the text is walked once."""
    found: dict[str, list[Cue]] = {role: [] for role in ROLES}
    ends = dict.fromkeys(ROLES, 0)
    for start, forms in cues.matcher.find_all(text):
        for end, terms in reversed(forms):
            for term in terms:
                if start >= ends[term.category] and not _is_alternative(text, start, term):
                    ends[term.category] = end
                    if term.id != NO_STATUS:
                        found[term.category].append(Cue(start, end, term.id, term.note))
    if cues.frame.perfect:
        past = dict([*(m.span() for m in cues.frame.perfect.finditer(text)), *_regular_past(text, cues.frame.not_past)])
        taken = within(sorted(past), [(cue.start, cue.end) for cue in found["status"]])
        found["status"] += [Cue(at, end, Status.ACTUAL, "clause") for at, end in past.items() if at not in taken]
    return {role: tuple(sorted(of_role)) for role, of_role in found.items()}


def _regular_past(text: str, others: frozenset[str]) -> list[tuple[int, int]]:
    """Return where English verbs with the ending of the past stand; `others` only end like one, or tell no result."""
    starts, ends, *_ = split_words(text, "en")
    spans = [(starts[bisect_left(ends, end)], end) for end in [match.end() for match in _ENDING.finditer(text)]]
    return [
        (start, end) for start, end in spans if _is_past(text[start:end], others) and text[start - 1 : start] != "-"
    ]


def _is_past(word: str, others: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST_PAST and word.isascii() and word.islower() and word.isalpha() and word not in others


_ENDING = re.compile(r"ed(?!\w)")
_SHORTEST_PAST = 5
"""Letters of the shortest verb in the past that is taken for one: "cited"."""


def _is_alternative(text: str, start: int, term: Term) -> bool:
    """Whether a word of direction but bounds a number: "4% or lower", "two or more", "không thấp hơn 90%"."""
    if term.category != "direction" and (term.category != "measure" or term.id != Measure.GROWTH):
        return False
    return text[max(0, start - 7) : start].casefold().endswith((" or ", "không ", " no ", " not ", "thâm ", "bị cắt "))


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
