"""How well the words around a number of the summary match the words around a number of the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple

from summarizer.facts import Fact, Topic, TopicClass
from summarizer.facts.tables import generic_ids
from summarizer.facts.types import WISHES, Once
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.facts.sentences import Sentence

_CLASS_WEIGHT = {
    TopicClass.SUBJECT: 1.0,
    TopicClass.PLACE: 1.2,
    TopicClass.NOUN: 0.9,
    TopicClass.ACTION: 0.4,
    TopicClass.WORD: 0.4,
}
OWN, PART, CONTEXT = 1.0, 0.6, 0.5
GENERIC = 0.35
NAMING = frozenset({TopicClass.SUBJECT, TopicClass.PLACE, TopicClass.NOUN})


def _first_plan(facts: Sequence[Fact]) -> int | None:
    """Return the first year for which some facts plan."""
    plans = (f.period.year for f in facts if f.status in WISHES and f.status_said and f.period)
    return min((year for year in plans if year is not None), default=None)


class TopicIndex:
    """The topics of the source's facts, and how telling each of them is: one that is everywhere tells little."""

    def __init__(self, facts: Sequence[Fact], home: frozenset[str], sentences: Sequence[Sentence]) -> None:
        self.facts = facts
        self._home = home
        self._sentences = {sentence.span: sentence for sentence in sentences}
        self._ids = {fact.mention.span: _read_ids(fact) for fact in facts}
        self._counts = Counter(topic_id for ids in self._ids.values() for topic_id in ids.parts)
        self._total = max(1, len(facts))
        self._weights: dict[frozenset[str], float] = {}
        self.first_plan = _first_plan(facts)

    def weight(self, ids: frozenset[str]) -> float:
        """Return how telling a topic is: 1 where it is rare, less where it is everywhere, 0 where it is nowhere."""
        if ids not in self._weights:
            self._weights[ids] = self._weigh(ids)
        return self._weights[ids]

    def _weigh(self, ids: frozenset[str]) -> float:
        known = [topic_id for topic_id in ids if self._counts[topic_id]]
        if not known:
            return 0.0
        rare = log(self._total / min(self._counts[topic_id] for topic_id in known) + 1) / log(self._total + 1)
        return (0.3 + 0.7 * rare) * (GENERIC if ids & generic_ids() else 1.0)

    def has(self, topic: Topic) -> bool:
        """Whether the source speaks of the topic beside any number, and not as what all of it is about."""
        if self.is_home(topic):
            return False
        return any(self._counts[topic_id] for topic_id in topic.ids)

    def is_home(self, topic: Topic) -> bool:
        """Whether a place or an organisation is what all of the source is about: the province, the parks."""
        return topic.kind in (TopicClass.PLACE, TopicClass.NOUN) and bool(topic.ids & self._home)

    def names(self, place: Topic) -> bool:
        """Whether the source names a place, beside a number or not."""
        return not place.ids.isdisjoint(self._place_ids)

    @Once
    def _place_ids(self) -> frozenset[str]:
        """The ids of every place that the source names; it is read whole for them."""
        topics = [topic for sentence in self._sentences.values() for topic in sentence.topics]
        return frozenset().union(*(t.ids | t.parts for t in topics if t.kind is TopicClass.PLACE))

    def places_by(self, fact: Fact) -> list[Topic]:
        """Return the places that the source names behind a number in its clause, before the next one."""
        sentence = self._sentences[fact.sentence]
        following = sentence.number_after(fact.mention.end)
        end = fact.clause.end if following is None else min(fact.clause.end, following.start)
        return [t for t in sentence.topics_from(Span(fact.mention.end, end)) if t.kind is TopicClass.PLACE]

    def meets(self, topic: Topic, fact: Fact) -> float:
        """Return how well a fact of the source has a topic: 1 as its own, less in part or before it, 0 not at all."""
        return _meets(topic, self._ids[fact.mention.span])

    def has_own(self, topic: Topic, fact: Fact) -> bool:
        """Whether a fact is about a topic: in its own clause, or in its sentence where the clause names none."""
        return bool(topic.ids & self._ids[fact.mention.span].parts)


@dataclass(frozen=True, slots=True)
class Match:
    """How a claim's topics stand in a fact of the source.

    Attributes:
        score: the worth of all that match.
        met: the claim's own topics that the fact has.
        missing: the claim's own topics that the fact does not have; or only as a part of another term; or only
            before its clause, which names another subject.
    """

    score: float
    met: tuple[Topic, ...]
    missing: tuple[Topic, ...]


def match_topics(claim: Fact, fact: Fact, index: TopicIndex) -> Match:
    """Hold the topics of a claim against those of a fact."""
    score = 0.0
    met: list[Topic] = []
    missing: list[Topic] = []
    named = any(t.kind is TopicClass.SUBJECT and not is_generic(t) for t in fact.own)
    for topic, share in _claimed(claim):
        found = index.meets(topic, fact)
        score += share * found * _CLASS_WEIGHT[topic.kind] * index.weight(topic.ids or topic.parts)
        if share == OWN:
            (met if found == OWN or (found == CONTEXT and not named) else missing).append(topic)
    return Match(score, tuple(met), tuple(missing))


def _claimed(claim: Fact) -> list[tuple[Topic, float]]:
    own = claim.subject
    return [*((topic, OWN) for topic in own), *((t, CONTEXT) for t in claim.context if t not in own)]


def is_generic(topic: Topic) -> bool:
    """Whether many indicators share a topic, as they do "revenue"."""
    return bool(topic.ids & generic_ids())


class _Ids(NamedTuple):
    """The ids of a fact: its own and with parts, its context's and with parts."""

    own: frozenset[str]
    parts: frozenset[str]
    around: frozenset[str]
    parts_around: frozenset[str]


def _read_ids(fact: Fact) -> _Ids:
    own = frozenset().union(*(topic.ids for topic in fact.subject))
    around = frozenset().union(*(topic.ids for topic in fact.context))
    return _Ids(own, fact.told, around, around.union(*(topic.parts for topic in fact.context)))


def _meets(topic: Topic, ids: _Ids) -> float:
    if topic.ids & ids.own:
        return OWN
    every = topic.ids | topic.parts
    if every & ids.parts:
        return PART
    if topic.ids & ids.around:
        return CONTEXT
    return CONTEXT * PART if every & ids.parts_around else 0.0
