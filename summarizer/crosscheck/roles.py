"""Whether a right number stands in a right role: field by field, agrees, contradicts, or not said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.crosscheck.topics import NAMING, Match, TopicIndex, is_generic, match_topics
from summarizer.crosscheck.values import compare, is_money, same_kind
from summarizer.facts import Base, Direction, Fact, Measure, Period, Status, Topic, TopicClass
from summarizer.facts.tables import classifier_ids, opposites
from summarizer.findings import Reason
from summarizer.quantities import unit_dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

RIVAL_MARGIN = 0.25
"""By how much another fact of the source must match a claim's words better before they are held to mean it."""

_TIMES = frozenset({"month", "day", "hour", "minute", "week", "year"})
_NOUN_REACH = 24
"""Characters between a count and its noun: room for "typical rural"."""

_WISH = frozenset({Status.TARGET, Status.FORECAST})
_RESULT = frozenset({Status.ACTUAL, Status.ESTIMATE})
_CHANGES = frozenset({Measure.GROWTH, Measure.DIFFERENCE})
_PARTS = frozenset({Measure.SHARE, Measure.PLAN_COMPLETION, Measure.RATIO, Measure.OVER_PLAN})


@dataclass(frozen=True, slots=True)
class Fault:
    """One field in which a claim contradicts the source.

    Attributes:
        reason: which field.
        said: what the source says there, in a word for the note.
        rival: the fact of the source that the claim's words mean, where there is one.
        topic: the claim's words that the number does not belong to.
    """

    reason: Reason
    said: str = ""
    rival: Fact | None = None
    topic: Topic | None = None


def find_faults(claim: Fact, fact: Fact, index: TopicIndex) -> list[Fault]:
    """Return every field in which the claim contradicts the fact; none where it agrees or is silent."""
    named = [_noun_fault(claim, fact, index), _place_fault(claim, fact, index), _opposite_fault(claim, fact)]
    if not any(named):
        named.append(_topic_fault(claim, fact, index))
    return [fault for fault in (*named, *plain_faults(claim, fact)) if fault]


def plain_faults(claim: Fact, fact: Fact) -> list[Fault]:
    """Return the faults that need no other number of the source to be seen."""
    faults = (_measure_fault(claim, fact), _direction_fault(claim, fact), _status_fault(claim, fact))
    return [f for f in (*faults, _period_fault(claim, fact), _base_fault(claim, fact)) if f]


def _noun_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """A count of one thing told as a count of another, which the source counts or names as well."""
    ours, theirs = _counted(claim), _counted(fact)
    if not ours or not theirs or any(_covers(b, a) for a in ours for b in theirs):
        return None
    rival = next((f for f in index.facts if f is not fact and _counts_exactly(f, ours[0], theirs[0])), None)
    loose = any(_same_noun(a, b) for a in ours for b in theirs) or theirs[0].ids & classifier_ids()
    if rival is None and (loose or not index.has(ours[0])):
        return None
    return Fault(Reason.COUNT_NOUN, rival=rival, topic=ours[0])


def _covers(source: Topic, claim: Topic) -> bool:
    """Whether a counted noun of the source is the claim's, or a narrower one: "firms" for newly founded firms."""
    return bool(claim.ids & (source.ids | source.heads))


def _counts_exactly(fact: Fact, noun: Topic, other: Topic) -> bool:
    """Whether a fact counts just what a noun says, in words that are not a longer form of another's."""
    counted = _counted(fact)
    return bool(counted) and bool(counted[0].ids & noun.ids) and not counted[0].heads & other.ids


def _counted(fact: Fact) -> list[Topic]:
    """Return the nouns right behind a count."""
    if not counts(fact):
        return []
    nouns = [topic for topic in fact.whole if topic.kind in NAMING and topic.kind is not TopicClass.PLACE]
    near = nouns and nouns[0].start - fact.mention.end <= _NOUN_REACH
    return nouns if near or fact.mention.rule.endswith("of y") else []


def counts(fact: Fact) -> bool:
    """Whether a number counts things."""
    unit = fact.mention.unit
    return unit not in ("%", "pp", "x", "‰") and not is_money(unit) and unit_dimension(unit) is None


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
    return any(_confusable(claim, fact) and any(_share_words(topic, t) for t in fact.subject) for fact in index.facts)


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


def _measure_fault(claim: Fact, fact: Fact) -> Fault | None:
    ours, theirs = claim.measure, fact.measure
    if ours is None or theirs is None or ours == theirs:
        return None
    change = ours in _CHANGES, theirs in _CHANGES
    if change[0] != change[1] and (ours in _PARTS or theirs in _PARTS or _same_unit(claim, fact)):
        return Fault(Reason.MEASURE, theirs)
    pair = {ours, theirs}
    if pair in (
        {Measure.SHARE, Measure.PLAN_COMPLETION},
        {Measure.PLAN_COMPLETION, Measure.OVER_PLAN},
        {Measure.SHARE, Measure.OVER_PLAN},
        {Measure.GROWTH, Measure.OVER_PLAN},
    ):
        return Fault(Reason.MEASURE, theirs)
    return None


def _same_unit(claim: Fact, fact: Fact) -> bool:
    return Measure.LEVEL in (claim.measure, fact.measure) and claim.mention.unit == fact.mention.unit


def _direction_fault(claim: Fact, fact: Fact) -> Fault | None:
    if claim.change_end and fact.change_end and claim.change_end != fact.change_end:
        return Fault(Reason.DIRECTION, fact.direction or "")
    ours, theirs = claim.direction, fact.direction
    if ours is None or theirs is None or ours == theirs or claim.measure not in _CHANGES:
        return None
    if Direction.UNCHANGED in (ours, theirs) or fact.measure not in _CHANGES:
        return None
    return Fault(Reason.DIRECTION, theirs)


def _status_fault(claim: Fact, fact: Fact) -> Fault | None:
    if fact.status in _WISH and fact.status_said and claim.status in _RESULT and claim.status_said:
        return Fault(Reason.STATUS, str(fact.status))
    result = fact.status in _RESULT and fact.status_said
    if result and claim.status in _WISH and claim.status_said and claim.measure not in _PARTS:
        return Fault(Reason.STATUS, str(fact.status))
    return None


def _period_fault(claim: Fact, fact: Fact) -> Fault | None:
    ours, theirs = claim.period, fact.period
    if ours is None or theirs is None or not claim.period_said or ours.same_as(theirs):
        return None
    if _loosely_same(ours, theirs):
        return None
    return Fault(Reason.PERIOD, _period_words(theirs))


def gives_other_period(claim: Fact, fact: Fact) -> bool:
    """Whether a claim says a period that is not the fact's."""
    return _period_fault(claim, fact) is not None


def _loosely_same(ours: Period, theirs: Period) -> bool:
    """A year for some months of it is coarse but no fault."""
    return not ours.full and (theirs.within(ours) or (ours.whole_year and ours.year == theirs.year))


def _period_words(period: Period) -> str:
    months = ""
    if period.first_month and period.last_month:
        months = f"-{period.first_month:02}" + (
            f" to -{period.last_month:02}" if period.last_month != period.first_month else ""
        )
    years = str(period.year or "") + (f"-{period.last_year}" if period.last_year else "")
    return years + months


def _base_fault(claim: Fact, fact: Fact) -> Fault | None:
    ours, theirs = bases(claim), bases(fact)
    if not ours or not theirs or ours & theirs:
        return None
    return Fault(Reason.BASE, ", ".join(sorted(theirs)))


def bases(fact: Fact) -> frozenset[str]:
    """Return what a change is compared with, under every name it has: the year before 2023 is 2022."""
    if fact.measure not in (*_CHANGES, Measure.MULTIPLE, Measure.RATIO):
        return frozenset()
    names = {str(fact.base)} if fact.base else set()
    if fact.base_period is not None and fact.base is not Base.YEAR_START:
        names |= _relative_names(fact.base_period, fact.period)
    return frozenset(names)


def _relative_names(base: Period, period: Period | None) -> set[str]:
    names = set()
    if base.whole_year:
        if base.year is not None and period is not None and period.year is not None:
            names.add(Base.YEAR_BEFORE if base.year == period.year - 1 else f"{base.year}")
        else:
            names |= {Base.YEAR_BEFORE, f"{base.year}"}
    elif base.first_month is not None:
        names |= _month_names(base, period)
    return {str(name) for name in names}


def _month_names(base: Period, period: Period | None) -> set[str]:
    if period is None or period.first_month is None or base.first_month is None:
        return set()
    if base.first_month == period.first_month and base.last_month == period.last_month:
        return {Base.YEAR_BEFORE}
    length = (base.last_month or 0) - base.first_month + 1
    if length == 3:
        return {Base.QUARTER_BEFORE}
    if length == 1 and (period.first_month - base.first_month) % 12 == 1:
        return {Base.MONTH_BEFORE}
    return {f"month {base.first_month}"}


def _topic_fault(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """Return a fault where the claim's words mean another number of the source better than this one."""
    dimension = unit_dimension(claim.mention.unit)
    if dimension is not None and dimension[0] in _TIMES:
        return None
    ours = match_topics(claim, fact, index)
    missing = [t for t in ours.missing if _decides(t, claim, fact, index)]
    if not missing or (counts(claim) and not _counted(claim)) or not _names_another(claim, fact, index):
        return None
    if any(t.kind in NAMING and not is_generic(t) for t in ours.met):
        return None
    rival = _best_rival(claim, fact, index, ours, missing)
    if rival is None:
        return None
    topic = next(topic for topic in missing if index.has_own(topic, rival))
    return Fault(_topic_reason(claim, topic), rival=rival, topic=topic)


def _names_another(claim: Fact, fact: Fact, index: TopicIndex) -> bool:
    """Whether the fact says what it is about, in words that the lexicon knows and the claim does not use."""
    named = [t for t in fact.subject if t.kind in NAMING and not is_generic(t) and index.has(t)]
    said = frozenset().union(*(t.ids | t.parts for t in (*claim.subject, *claim.context)))
    return bool(named) and any(not (t.ids | t.parts) & said for t in named)


def _decides(topic: Topic, claim: Fact, fact: Fact, index: TopicIndex) -> bool:
    """Whether a topic that the fact lacks can tell that another is meant."""
    if topic.kind not in NAMING or is_generic(topic) or not index.has(topic):
        return False
    if claim.measure is Measure.SHARE and topic in claim.whole:
        return False
    return topic not in claim.carried or not index.meets(topic, fact)


def _best_rival(claim: Fact, fact: Fact, index: TopicIndex, ours: Match, missing: Sequence[Topic]) -> Fact | None:
    best, margin = None, RIVAL_MARGIN
    for other in index.facts:
        if other is fact or not _confusable(claim, other) or not _could_mean(claim, other):
            continue
        if (
            not any(index.has_own(topic, other) for topic in missing)
            or compare(claim.mention, other.mention).fault is None
        ):
            continue
        lead = match_topics(claim, other, index).score - ours.score
        if lead > margin:
            best, margin = other, lead
    return best


def _could_mean(claim: Fact, other: Fact) -> bool:
    """Whether a claim's measure, status and period allow that it means another number."""
    return not (_measure_fault(claim, other) or _status_fault(claim, other) or _period_fault(claim, other))


def _confusable(claim: Fact, other: Fact) -> bool:
    """Whether a number of the source could be told instead of the claim's: in the same unit, or both counts."""
    return counts(claim) == counts(other) and same_kind(claim.mention.unit, other.mention.unit)


def _topic_reason(claim: Fact, topic: Topic) -> Reason:
    if topic.kind is TopicClass.PLACE:
        return Reason.PLACE
    if topic.kind is TopicClass.NOUN and topic in claim.whole:
        return Reason.COUNT_NOUN
    return Reason.INDICATOR
