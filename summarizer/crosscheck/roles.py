"""Whether a right number stands in a right role: field by field, agrees, contradicts, or not said."""

from __future__ import annotations

from summarizer.crosscheck.fields import Fault, counted, is_confusable, plain_faults
from summarizer.crosscheck.rivals import find_rival_fault
from summarizer.crosscheck.topics import TopicIndex
from summarizer.facts import Fact, Topic, TopicClass
from summarizer.facts.tables import broader_ids, classifier_ids, opposites
from summarizer.findings import Reason


def find_faults(claim: Fact, fact: Fact, index: TopicIndex) -> list[Fault]:
    """Return every field in which the claim contradicts the fact; none where it agrees or is silent."""
    named = [_noun_fault(claim, fact, index), _place_fault(claim, fact, index), _opposite_fault(claim, fact)]
    if not any(named):
        named.append(find_rival_fault(claim, fact, index))
    return [fault for fault in (*named, *plain_faults(claim, fact)) if fault]


def _noun_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A count of one thing told as a count of another, which the source counts or names as well."""
    ours, theirs = counted(claim), counted(fact)
    if not ours or not theirs or any(_covers(b, a) for a in ours for b in theirs):
        return None
    rival = next((f for f in index.facts if f is not fact and _counts_exactly(f, ours[0], theirs[0])), None)
    loose = any(_same_noun(a, b) for a in ours for b in theirs) or theirs[0].ids & classifier_ids()
    if rival is None and (loose or not index.has(ours[0])):
        return None
    return Fault(Reason.COUNT_NOUN, rival=rival, topic=ours[0])


def _covers(source: Topic, claim: Topic) -> bool:
    """Whether a counted noun of the source is the claim's, or a narrower one: "people" for skilled workers."""
    ids = source.ids | source.heads
    return bool(claim.ids & ids.union(*map(broader_ids, ids)))


def _counts_exactly(fact: Fact, noun: Topic, other: Topic) -> bool:
    """Whether a fact counts just what a noun says, in words that are not a longer form of another's."""
    nouns = counted(fact)
    return bool(nouns) and bool(nouns[0].ids & noun.ids) and not nouns[0].heads & other.ids


def _same_noun(ours: Topic, theirs: Topic) -> bool:
    return bool(ours.heads & theirs.heads or ours.ids & theirs.parts or theirs.ids & ours.parts)


def _share_words(ours: Topic, theirs: Topic) -> bool:
    return bool((ours.ids | ours.parts) & (theirs.ids | theirs.parts))


def _place_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A number of one place told of another that the source names beside its own number."""
    ours = [t for t in claim.subject if t.kind is TopicClass.PLACE and _has_numbers(t, claim, index)]
    theirs = [t for t in fact.subject if t.kind is TopicClass.PLACE]
    others = [t for t in fact.context if t.kind is not TopicClass.PLACE]
    if not ours or not theirs or any(_share_words(a, b) for a in ours for b in (*fact.subject, *others)):
        return None
    return Fault(Reason.PLACE, topic=ours[-1])


def _has_numbers(topic: Topic, claim: Fact, index: TopicIndex) -> bool:
    """Whether the source gives a place numbers of its own that could be confused with the claim's."""
    return any(is_confusable(claim, fact) and any(_share_words(topic, t) for t in fact.subject) for fact in index.facts)


def _opposite_fault(claim: Fact, fact: Fact) -> Fault | None:
    """A number of exports told of imports, of what is farmed told of what is caught."""
    ours, theirs = _spoken(claim), _spoken(fact)
    for families in opposites():
        mine = [family for family in families if family & ours]
        yours = [family for family in families if family & theirs]
        if len(mine) == 1 and yours and mine[0] not in yours:
            topic = next((t for t in claim.subject if t.ids & mine[0]), None)
            return Fault(Reason.INDICATOR, topic=topic)
    return None


def _spoken(fact: Fact) -> frozenset[str]:
    """Return the ids that a fact names itself, or takes from its sentence where it names none."""
    return frozenset().union(*(topic.ids | topic.parts for topic in fact.subject))
