"""The fields of a role that need no other number to be held against each other: measure, period, status ..."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.crosscheck.topics import NAMING
from summarizer.crosscheck.values import is_money, same_kind
from summarizer.facts import Base, Direction, Fact, Measure, Period, Status, Topic, TopicClass
from summarizer.facts.tables import stock_ids
from summarizer.facts.types import CHANGES, RESULTS, WISHES, Timing
from summarizer.findings import Reason
from summarizer.quantities import unit_dimension

_NOUN_REACH = 24
"""Characters between a count and its noun: room for "typical rural"."""

_COMPARED = CHANGES | {Measure.MULTIPLE, Measure.RATIO}
_PARTS = frozenset({Measure.SHARE, Measure.PLAN_COMPLETION, Measure.RATIO, Measure.OVER_PLAN})


_LAST_MONTH = 12
_OF_PLANS = frozenset({Measure.PLAN_COMPLETION, Measure.OVER_PLAN})


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


def plain_faults(claim: Fact, fact: Fact) -> list[Fault]:
    """Return the faults that need no other number of the source to be seen."""
    faults = (_measure_fault(claim, fact), _direction_fault(claim, fact), _status_fault(claim, fact))
    return [f for f in (*faults, _period_fault(claim, fact), _base_fault(claim, fact)) if f]


def _measure_fault(claim: Fact, fact: Fact) -> Fault | None:
    ours, theirs = claim.measure, fact.measure
    if ours is None or theirs is None or ours == theirs:
        return None
    change = ours in CHANGES, theirs in CHANGES
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
    if ours is None or theirs is None or ours == theirs or Direction.UNCHANGED in (ours, theirs):
        return None
    measures = {claim.measure, fact.measure}
    if not measures <= CHANGES and measures != {Measure.OVER_PLAN}:
        return None
    return Fault(Reason.DIRECTION, theirs)


def _status_fault(claim: Fact, fact: Fact) -> Fault | None:
    near = fact.status is Status.FORECAST and claim.status is Status.ESTIMATE
    wished = fact.status_said or (claim.timing is Timing.ALREADY and fact.timing is Timing.TO_COME)
    if claim.part_of_last and claim.mention.rule == "x of y":
        return None  # "39 of the 47 shortcomings" that were to be mended
    if fact.status in WISHES and wished and claim.status in RESULTS and claim.status_said and not near:
        return Fault(Reason.STATUS, str(fact.status))
    result = fact.status in RESULTS and fact.status_said
    if result and claim.status in WISHES and claim.status_said and claim.measure not in _PARTS:
        return Fault(Reason.STATUS, str(fact.status))
    return None


def _period_fault(claim: Fact, fact: Fact) -> Fault | None:
    ours, theirs = claim.period, fact.period
    if ours is None or theirs is None or not claim.period_said:
        return None
    if theirs.to_date and theirs.from_start:
        return Fault(Reason.PERIOD, "the year to date") if ours.later_month else None
    if theirs.to_date and _begins(ours):
        stock = not stock_ids().isdisjoint(fact.told.union(*(t.ids for t in fact.context)))
        if stock or (ours.first_month, ours.last_month) != (1, theirs.last_month):
            return Fault(Reason.PERIOD, "all time to date")
    if ours.same_as(theirs) or _loosely_same(ours, theirs):
        return None
    if claim.measure in _OF_PLANS and ours.whole_year and theirs.year in (ours.year, None):
        return None  # "74.9% of the 225,000 planned for the whole of 2024"
    return Fault(Reason.PERIOD, _period_words(theirs))


def _begins(period: Period) -> bool:
    """Whether a period is of some months, and not all time up to a day."""
    return period.first_month is not None and not period.until and period.day is None


def gives_other_period(claim: Fact, fact: Fact) -> bool:
    """Whether a claim says a period that is not the fact's."""
    return _period_fault(claim, fact) is not None


def _loosely_same(ours: Period, theirs: Period) -> bool:
    """A year for some months of it is coarse but no fault."""
    years = (theirs.year, theirs.last_year) if not theirs.several_years else ()
    return not ours.full and (theirs.within(ours) or (ours.whole_year and ours.year in years))


def _period_words(period: Period) -> str:
    months = ""
    if period.first_month and period.last_month:
        months = f"-{period.first_month:02}" + (
            f" to -{period.last_month:02}" if period.last_month != period.first_month else ""
        )
    years = str(period.year or "") + (f"-{period.last_year}" if period.last_year else "")
    return years + months


def _base_fault(claim: Fact, fact: Fact) -> Fault | None:
    if claim.measure not in _COMPARED or fact.measure not in _COMPARED:
        return None
    ours, theirs = bases(claim, fact.period), bases(fact)
    if Base.ROUND_BEFORE in ours | theirs and (claim.base_period or fact.base_period):
        return None  # "the previous crop year" may be any year
    if not _other_base(claim.base_period, fact.base_period) and (not ours or not theirs or ours & theirs):
        return None
    return Fault(Reason.BASE, ", ".join(sorted(theirs)))


def _other_base(ours: Period | None, theirs: Period | None) -> bool:
    """Whether both sides name the period they compare with, and it is another one."""
    if ours is None or theirs is None:
        return False
    ours, theirs = _end_of_year(ours), _end_of_year(theirs)
    return ours.whole_year == theirs.whole_year and not ours.same_as(theirs)


def _end_of_year(period: Period) -> Period:
    """Return December for the end of a year."""
    return replace(period, first_month=12, last_month=12) if period.until and period.whole_year else period


def bases(fact: Fact, period: Period | None = None) -> frozenset[str]:
    """Return what a change is compared with, under every name it has: the year before 2023 is 2022.

    `period` is the one that the fact is of, where it says none.
    """
    if fact.measure not in _COMPARED:
        return frozenset()
    year_start = fact.base is Base.YEAR_START and _opens_year(fact.base_period)
    names = {str(fact.base)} if fact.base and (year_start or fact.base is not Base.YEAR_START) else set()
    if fact.base_period is not None and not year_start:
        names |= _relative_names(fact.base_period, fact.period or period) or (
            set() if names else _month(fact.base_period)
        )
    if Base.YEAR_START in names and _ends_a_year_later(fact.period or period, fact.base_period):
        names.add(str(Base.YEAR_BEFORE))
    return frozenset(names)


def _ends_a_year_later(period: Period | None, base: Period | None) -> bool:
    """Whether the end of a year is compared with that of the year before: of 2023 with 2022."""
    if period is None or base is None or period.year is None or period.year - 1 != base.year:
        return False
    return period.whole_year or (period.last_month == _LAST_MONTH and (period.until or period.day is not None))


def _month(base: Period) -> set[str]:
    """Return the names of a month alone, which is of this year: "cao hơn tháng 5 là 1.100 đồng"."""
    alone = base.year is None and base.first_month is not None and base.first_month == base.last_month
    return {str(Base.MONTH_BEFORE), f"month {base.first_month}"} if alone else set()


def _opens_year(period: Period | None) -> bool:
    """Whether what is compared with is how a year began: "the end of 2023", "31/12"."""
    return period is None or period.whole_year or period.first_month in (1, 12)


def _relative_names(base: Period, period: Period | None) -> set[str]:
    names: set[str] = set()
    if base.whole_year and base.until:
        names.add(Base.YEAR_START)
    elif base.whole_year:
        if period is not None and period.several_years:
            names.add(f"{base.year}")
        elif base.year is not None and period is not None and period.year is not None:
            names.add(Base.YEAR_BEFORE if base.year == period.year - 1 else f"{base.year}")
        else:
            names |= {Base.YEAR_BEFORE, f"{base.year}"}
    elif base.first_month is not None and period is not None:
        names |= _month_names(base, period)
    return {str(name) for name in names}


def _month_names(base: Period, period: Period | None) -> set[str]:
    if period is None or period.first_month is None or base.first_month is None:
        return set()
    to_date = base.first_month == 1 and (period.until or period.from_start or period.day is not None)
    if base.last_month == period.last_month and (base.first_month == period.first_month or to_date):
        return {Base.YEAR_BEFORE}
    length = (base.last_month or 0) - base.first_month + 1
    if length == 3:
        return {Base.QUARTER_BEFORE}
    if length == 1 and (period.first_month - base.first_month) % 12 == 1:
        return {Base.MONTH_BEFORE}
    return {f"month {base.first_month}"}


def counts(fact: Fact) -> bool:
    """Whether a number counts things."""
    return is_counted(fact.mention.unit)


@lru_cache(maxsize=4096)
def is_counted(unit: str) -> bool:
    """Whether a unit is a noun, or none: neither a rate nor money nor a measure."""
    return unit not in ("%", "pp", "x", "‰") and not is_money(unit) and unit_dimension(unit) is None


def counted(fact: Fact) -> list[Topic]:
    """Return the nouns right behind a count."""
    if not counts(fact):
        return []
    nouns = [topic for topic in fact.whole if topic.kind in NAMING and topic.kind is not TopicClass.PLACE]
    near = nouns and nouns[0].start - fact.mention.end <= _NOUN_REACH
    return nouns if near or fact.mention.rule.endswith("of y") else []


def could_mean(claim: Fact, other: Fact, instead_of: Fact) -> bool:
    """Whether a claim's measure, status and period allow that it means another number instead of one."""
    if _measure_fault(claim, other) or _status_fault(claim, other) or _period_fault(claim, other):
        return False
    return not (_says_period(claim, instead_of) and other.period and not _says_period(claim, other))


def _says_period(claim: Fact, fact: Fact) -> bool:
    """Whether a claim says just the period of a fact."""
    if not claim.period_said or claim.period is None or fact.period is None:
        return False
    return claim.period.same_as(fact.period)


def is_confusable(claim: Fact, other: Fact) -> bool:
    """Whether a number of the source could be told instead of the claim's: in the same unit, or both counts."""
    ours, theirs = claim.mention.unit, other.mention.unit
    return counts(claim) == counts(other) and same_kind(ours, theirs) and ("/" in ours) == ("/" in theirs)
