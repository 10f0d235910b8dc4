"""Whether a right number stands in a right role: field by field, agrees, contradicts, or not said."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, takewhile

from summarizer.crosscheck.durations import is_part
from summarizer.crosscheck.fields import Fault, counted, counts, is_confusable, plain_faults
from summarizer.crosscheck.rivals import find_rival_fault, is_told_before
from summarizer.crosscheck.topics import Match, TopicIndex
from summarizer.crosscheck.values import compare, is_time
from summarizer.facts import Base, Fact, Measure, Topic, TopicClass
from summarizer.facts.tables import broader_ids, classifier_ids, noun_kinds, opposed_ids, opposites, term_ids
from summarizer.facts.types import WISHES
from summarizer.findings import Reason

_PLAIN = frozenset({Measure.GROWTH, Measure.LEVEL})
_RELATIVE = frozenset({Measure.SHARE, Measure.PLAN_COMPLETION, Measure.RATIO})
_BESIDE = 80
"""Characters from a result to the target that it is held against."""

_PREDICATE_REACH = 8
"""Characters from a counted noun to what is said of it: " have "."""

_PLACE_AHEAD = 56
"""Characters behind a number of the summary in which a place is still its own."""

_PLACE_REACH = 120
"""Characters from a number back to the place that it is taken to be of."""


def find_faults(claim: Fact, fact: Fact, index: TopicIndex, match: Match) -> list[Fault]:
    """Return every field in which the claim contradicts the fact; none where it agrees or is silent.

    `match` is how the claim's topics stand in the fact.
    """
    named = [_place_fault(claim, fact, index), _opposite_fault(claim, fact)]
    if not is_part(claim) and not _shares_noun(claim, fact):
        # what a part is of has a number of its own: "half of the 340 workers"
        named.insert(0, _noun_fault(claim, fact, index))
        if not any(named):
            rival = find_rival_fault(claim, fact, index, match)
            named.append(rival or _wish_fault(claim, fact, index) or _past_fault(claim, fact, index))
    return [fault for fault in (*named, *plain_faults(claim, fact)) if fault]


def _wish_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A bare result told as the target that stands beside it: "tăng 9,2%, chưa đạt mục tiêu là 9,5%"."""
    told = claim.status in WISHES and claim.status_said and not counts(claim)
    if not told or fact.status in WISHES or fact.measure not in _PLAIN:
        return None
    for other in index.facts:
        close = 0 < other.mention.start - fact.mention.end <= _BESIDE and other.sentence == fact.sentence
        wished = close and other.status in WISHES and other.status_said
        if wished and is_confusable(claim, other) and compare(claim.mention, other.mention).fault is not None:
            return Fault(Reason.STATUS, "a result", rival=other)
    return None


def _past_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A number of a year before all that the source plans, told as a target: what is past is a result."""
    told = claim.status in WISHES and claim.status_said and claim.measure not in _RELATIVE
    told = told and claim.base is not Base.PLAN
    year = fact.period.last_year or fact.period.year if fact.period else None
    if not told or fact.status in WISHES or year is None or index.first_plan is None or year >= index.first_plan:
        return None
    return Fault(Reason.STATUS, "a result")


def _noun_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A count of one thing told as a count of another, which the source counts or names as well."""
    ours, theirs = counted(claim), counted(fact)
    if not ours or not theirs or any(_covers(b, a) for a in ours for b in _phrase(theirs)):
        return None
    if ours[0].ids & theirs[0].parts & term_ids("commodity"):
        return None  # "286 chemical, explosives and gas facilities" for "286 cơ sở hóa chất"
    behind = theirs[0].start - fact.mention.end <= 1
    names_it = theirs[0].kind is TopicClass.NOUN or fact.mention.rule == "x of y"
    if _narrows(ours[0], theirs[0], fact) or _is_told_apart(ours[0], theirs[0], claim) or not (behind or names_it):
        return None
    nouns = (ours[0], _head(ours))
    others = (f for f in index.facts if f is not fact)
    rival = next((f for f in others if any(_counts_exactly(f, noun, theirs[0]) for noun in nouns)), None)
    loose = any(_same_noun(a, b) for a in ours for b in theirs) or theirs[0].ids & classifier_ids()
    if rival is None and not (behind and _are_apart(nouns[1], theirs[0])) and (loose or not any(map(index.has, nouns))):
        return None
    return Fault(Reason.COUNT_NOUN, rival=rival, topic=ours[0])


def _shares_noun(claim: Fact, fact: Fact) -> bool:
    """Whether one noun stands for two counts, and the source has a general one: "760 of the 9,840 calls", "lượt"."""
    theirs = counted(fact)
    return claim.mention.rule == "x of y" and bool(theirs) and bool(theirs[0].ids & classifier_ids())


def _narrows(claim: Topic, source: Topic, fact: Fact) -> bool:
    """Whether a claim says of what sort a noun is that the source has told before: "hydropower projects"."""
    if is_told_before(claim, source, fact):
        return True
    sort = (claim.parts | claim.ids) - source.ids - source.parts
    return bool(source.ids & (claim.parts | claim.heads)) and any(sort & (t.ids | t.parts) for t in fact.context)


def _is_told_apart(ours: Topic, theirs: Topic, claim: Fact) -> bool:
    """Whether a claim says elsewhere what the source's noun says itself: "two products hold five stars"."""
    sort = (theirs.ids | theirs.parts) - ours.ids - ours.parts - ours.heads
    around = (*claim.theme, *claim.topics, *claim.context)
    return bool((ours.heads | ours.parts) & theirs.heads) and any(sort & (t.ids | t.parts) for t in around)


def _phrase(nouns: list[Topic]) -> list[Topic]:
    """Return the nouns behind a count that make one phrase, without what comes behind it: "facilities for export"."""
    run = list(takewhile(lambda pair: pair[1].start - pair[0].end <= 1, pairwise(nouns)))
    return [*nouns[:1], *(after for _, after in run)]


def _head(nouns: list[Topic]) -> Topic:
    """Return the head of the English nouns behind a count: "enterprises" of "rural enterprises"."""
    return _phrase(nouns)[-1]


def _are_apart(ours: Topic, theirs: Topic) -> bool:
    """Whether two nouns count things of another sort: firms and workers, villages and households."""
    kinds = [frozenset().union(*(noun_kinds(noun_id) for noun_id in noun.ids)) for noun in (ours, theirs)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


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
    near = (t for t in fact.subject if t.kind is TopicClass.PLACE and fact.mention.start - t.end <= _PLACE_REACH)
    theirs = [t for t in near if not index.is_home(t)]
    if not theirs:
        return _part_fault(claim, fact, index)
    spoken = (*claim.subject, *(t for t in claim.theme if t.start - claim.mention.end <= _PLACE_AHEAD))
    said = [t for t in spoken if t.kind is TopicClass.PLACE and not index.is_home(t)]
    others = [t for t in fact.subject if t.kind is not TopicClass.PLACE]
    ours = [t for t in said if not any(_share_words(t, other) for other in others)]
    if not ours:
        return None
    placed = any(t.kind is TopicClass.PLACE for t in fact.own)
    theme = [t for t in fact.theme if not placed or t.start > fact.mention.start]
    if any(_is_place(a, b) for b in (*fact.subject, *theme, *index.places_by(fact)) for a in said):
        return None
    around = (t for t in (*fact.context, *fact.theme) if any(_is_place(a, t) for a in said))
    if any(t.kind is not TopicClass.PLACE or not _passes_number(t, fact, index) for t in around):
        return None
    named = next((t for t in reversed(ours) if index.names(t)), None)  # the whole source is read for it
    return Fault(Reason.PLACE, topic=named) if named else None


def _part_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A number of one part of what all of the source is about, told of another part: two provinces that merged."""
    ours = [t for t in claim.topics if t.kind is TopicClass.PLACE]
    if not ours or not any(t.kind is TopicClass.PLACE for t in fact.topics):
        return None
    if any(_is_place(a, b) for b in (*fact.own, *index.places_by(fact)) for a in ours):
        return None
    for other in (f for f in index.facts if f.sentence == fact.sentence and is_confusable(claim, f)):
        named = next((a for a in ours for b in other.topics if _is_place(a, b)), None)
        if named is not None and compare(claim.mention, other.mention).fault is not None:
            return Fault(Reason.PLACE, rival=other, topic=named)
    return None


def _passes_number(place: Topic, fact: Fact, index: TopicIndex) -> bool:
    """Whether a place before a number has one of its own: an item of a list, and not where the next one is."""
    return any(place.end <= other.mention.start < fact.mention.start for other in index.facts)


def _is_place(ours: Topic, theirs: Topic) -> bool:
    """Whether two names are of one place, or one is within the other; "Sơn Mỹ I" is not "Sơn Mỹ II"."""
    return bool(ours.ids & (theirs.ids | theirs.parts) or theirs.ids & ours.parts)


def _opposite_fault(claim: Fact, fact: Fact) -> Fault | None:
    """A number of exports told of imports, of what is farmed told of what is caught."""
    told = fact.told
    if is_time(claim.mention.unit):  # "tồn kho 9.500 tấn, đủ sản xuất trong 38 ngày" is of the production
        told = fact.ids
    if told.isdisjoint(opposed_ids()):
        return None
    done = _predicate(claim)
    said = (claim.ids if counts(claim) else claim.told).union(*(topic.ids for topic in done)) & opposed_ids()
    if not said:
        return None
    theirs = dict(_families(told & opposed_ids()))
    for row, mine in _families(said):
        yours = theirs.get(row, ())
        if len(mine) == 1 and yours and mine[0] not in yours:
            topic = next((t for t in (*claim.subject, *done) if t.ids & mine[0]), None)
            return Fault(Reason.INDICATOR, topic=topic)
    return None


def _predicate(claim: Fact) -> list[Topic]:
    """Return what is said right behind the things that a claim counts: "946 enterprises suspended business"."""
    if not counts(claim) or not claim.whole:
        return []
    end = claim.whole[0].end
    return [topic for topic in claim.theme if 0 < topic.start - end <= _PREDICATE_REACH]


@lru_cache(maxsize=1024)
def _families(ids: frozenset[str]) -> tuple[tuple[int, tuple[frozenset[str], ...]], ...]:
    """Return which families of each table of opposites some ids are of."""
    met = ((row, tuple(f for f in families if not f.isdisjoint(ids))) for row, families in enumerate(opposites()))
    return tuple((row, families) for row, families in met if families)
