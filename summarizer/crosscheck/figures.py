"""The figures of an item as claims of their own: each must agree with its statement and with the source."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.crosscheck.topics import NAMING, is_generic
from summarizer.crosscheck.values import LOWER, SOFT, UPPER, compare_quantities
from summarizer.facts import Direction, Fact, Measure, Status, TopicClass, find_facts, find_topics, parse_period
from summarizer.facts.tables import generic_ids
from summarizer.facts.types import CHANGES, RESULTS, WISHES
from summarizer.findings import Reason
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.facts import Period, Topic
    from summarizer.models import Figure
    from summarizer.quantities.types import Mention

SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")
_MEASURES = {
    "level": Measure.LEVEL,
    "growth": Measure.GROWTH,
    "share": Measure.SHARE,
    "plan_completion": Measure.PLAN_COMPLETION,
}
_FAR_MEASURES = (
    {Measure.GROWTH, Measure.SHARE},
    {Measure.GROWTH, Measure.PLAN_COMPLETION},
    {Measure.SHARE, Measure.PLAN_COMPLETION},
)


def read_figure(figure: Figure) -> Quantity | None:
    """Return the value of a figure, multiplied out; `None` where its digits are no number."""
    low, high = _decimal(figure.value), _decimal(figure.high) if figure.high else None
    if low is None or (figure.high and high is None):
        return None
    scale = Decimal(10) ** SCALES[figure.scale]
    step = scale.scaleb(_exponent(figure.value))
    bound = Bound.RANGE if high is not None else Bound(figure.bound)
    unit = _unit(figure.unit)
    return Quantity(low * scale, high * scale if high is not None else None, unit, step, bound)


def _decimal(digits: str) -> Decimal | None:
    plain = digits.replace(",", "").replace(" ", "").lstrip("+")
    if not _DIGITS.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _exponent(digits: str) -> int:
    return -len(digits.rpartition(".")[2]) if "." in digits else 0


@lru_cache(maxsize=512)
def _unit(written: str) -> str:
    """Return the unit as the number grammar names it: "products" is the id of the noun, "MWp" stays."""
    read = [m.unit for m in find_mentions(f"2 {written}", "en") if m.unit] if written.strip() else []
    return read[0] if read else written.strip()


def find_in_statement(figure: Quantity, claims: Sequence[Fact]) -> Fact | None:
    """Return the number of the statement that a figure takes apart."""
    for claim in claims:
        if claim.mention.quantity and _same_number(figure, claim.mention):
            return claim
    return None


def _same_number(figure: Quantity, mention: Mention) -> bool:
    for stated in (mention.quantity, *mention.others):
        if stated is None or stated.value is None:
            continue
        values = {stated.value, stated.high} - {None}
        if figure.value in values and figure.high in {None, stated.high}:
            return compare_quantities(_low_end(figure), _low_end(stated)).fault in (
                None,
                Reason.BOUND,
                Reason.PRECISION,
            )
    return False


def _low_end(quantity: Quantity) -> Quantity:
    return quantity if quantity.high is None else replace(quantity, high=None)


def compare_roles(figure: Figure, claim: Fact) -> Reason | None:
    """Return where a figure contradicts the sentence it takes apart; `None` where they agree or one is silent."""
    measure = _MEASURES.get(figure.measure)
    if measure and claim.measure and {measure, claim.measure} in _FAR_MEASURES:
        return Reason.MEASURE
    direction = Direction(figure.direction) if figure.direction else None
    changes = claim.measure in CHANGES
    if direction and claim.direction and changes and direction != claim.direction:
        return Reason.DIRECTION
    status = Status(figure.status)
    if claim.status_said and {status, claim.status} & WISHES and {status, claim.status} & RESULTS:
        return Reason.STATUS
    return _compare_bounds(figure, claim)


def _compare_bounds(figure: Figure, claim: Fact) -> Reason | None:
    ours, theirs = Bound(figure.bound), claim.mention.bound
    agree = ours == theirs or any({ours, theirs} <= group for group in (SOFT, LOWER, UPPER))
    return None if agree or Bound.RANGE in (ours, theirs) else Reason.BOUND


def as_claim(figure: Figure, claim: Fact) -> Fact:
    """Return the statement's number with the role that the figure gives it, to be held against the source."""
    at = claim.mention.span
    topics = tuple(topic._replace(start=at.start, end=at.end) for topic in find_topics(figure.indicator, "en"))
    direction = Direction(figure.direction) if figure.direction else None
    measure = _MEASURES.get(figure.measure, claim.measure)
    period, base = _read_period(figure.period), _read_base(figure.base)
    return Fact(  # laid out in full: `replace` takes four times as long
        mention=claim.mention,
        sentence=claim.sentence,
        clause=claim.clause,
        topics=topics or claim.topics,
        whole=claim.whole if not topics else (),
        context=claim.context if not topics else (),
        theme=claim.theme,
        part_of_last=claim.part_of_last,
        change_end=claim.change_end,
        timing=claim.timing,
        measure=claim.measure if measure in (Measure.LEVEL, Measure.PLAN_COMPLETION) else measure,
        direction=direction or claim.direction,
        period=period or claim.period,
        period_said=bool(period) or claim.period_said,
        base=base.base if base else claim.base,
        base_period=base.base_period if base else claim.base_period,
        status=Status(figure.status),
        status_said=True,
    )


def says_the_same(told: Fact, claim: Fact) -> bool:
    """Whether a figure says of its number no more than its statement does."""
    if not claim.status_said or (told.measure, told.direction) != (claim.measure, claim.direction):
        return False
    if (told.status, told.base, told.base_period) != (claim.status, claim.base, claim.base_period):
        return False
    same_time = told.period == claim.period or (told.period and claim.period and told.period.same_as(claim.period))
    own = claim.topics or claim.subject
    alone = len({topic.ids for topic in own if topic.kind is TopicClass.SUBJECT}) <= 1
    ids = frozenset().union(*(topic.ids for topic in own))
    return bool(same_time) and alone and bool(told.topics) and all(topic.ids <= ids for topic in told.topics)


@lru_cache(maxsize=512)
def _read_period(words: str) -> Period | None:
    """Return the period that a figure names; `None` where it names none or several."""
    periods = [parse_period(m.iso) for m in find_mentions(words, "en") if m.iso]
    return periods[0] if len(periods) == 1 else None


@lru_cache(maxsize=512)
def _read_base(words: str) -> Fact | None:
    """Return a change compared with what a figure names as its base."""
    facts = find_facts(f"It was up 5% compared with {words}.", "en") if words.strip() else []
    return facts[0] if facts and (facts[0].base or facts[0].base_period) else None


def names_another(figure: Figure, claim: Fact, fact: Fact) -> bool:
    """Whether a figure's indicator is one that neither its statement nor the source gives to the number."""
    topics = [t for t in find_topics(figure.indicator, "en") if t.kind in NAMING and not is_generic(t)]
    said = _told(topics)
    known = _told([*claim.subject, *claim.context, *fact.subject, *fact.context])
    return bool(said) and bool(known) and not said & known


def _told(topics: Sequence[Topic]) -> frozenset[str]:
    """Return the ids that tell something of some topics, those of their parts as well."""
    return frozenset().union(*(topic.ids | topic.parts for topic in topics)) - generic_ids()
