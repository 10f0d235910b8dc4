"""Which number of the source each number of the summary comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.crosscheck.fields import Fault, plain_faults
from summarizer.crosscheck.roles import find_faults
from summarizer.crosscheck.topics import TopicIndex, match_topics
from summarizer.crosscheck.values import Agreement, bare_digits, compare, is_money, same_kind
from summarizer.facts import Fact, TopicClass, find_facts, fold_name, read_text
from summarizer.facts.tables import term_ids
from summarizer.findings import Reason
from summarizer.quantities.types import Bound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.quantities.types import Mention

_MOST_CANDIDATES = 24
"""Numbers of one value that are judged in full, those with the same words first: a hostile text may have thousands."""

_RANGE_WORDS = frozenset({"to", "and", "or", "-", "–", "—"})
FAULT_COST = 0.6
ROUNDED_COST = 1.0
BOUND_COST = 0.2
QUOTE_COST = 1.0
PERIOD_GAIN = 0.3
_FARTHEST = 0.8
_VALUE_COST = {
    Reason.BOUND: 0.0,
    Reason.SCALE: 0.2,
    Reason.UNIT: 0.4,
    Reason.RANGE: 0.5,
    Reason.PRECISION: 0.5,
    Reason.MAGNITUDE: 0.7,
}
"""What each fault of a value costs where the number that a claim was meant to be is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The facts of the article, read once; one source is another only where it is the same object.

    Attributes:
        text: the article.
        facts: every number with its role.
        numbers: the facts whose number could be read.
        index: what the facts are about.
    """

    text: str
    facts: tuple[Fact, ...]
    numbers: tuple[Fact, ...]
    index: TopicIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number of the source that a claim could come from.

    Attributes:
        fact: the number and its role.
        agreement: how the values compare.
        faults: the fields of its role that the claim contradicts.
        score: how well the words around match.
    """

    fact: Fact
    agreement: Agreement
    faults: tuple[Fault, ...]
    score: float

    @property
    def supported(self) -> bool:
        """Whether value and role agree."""
        return self.agreement.fault is None and not self.faults


@lru_cache(maxsize=8)
def read_source(text: str) -> Source:
    """Return the facts of a Vietnamese text."""
    facts = tuple(find_facts(text, "vi"))
    numbers = tuple(fact for fact in facts if fact.mention.value is not None)
    return Source(text, facts, numbers, TopicIndex(facts, _home(text), read_text(text, "vi").sentences))


_WITHIN = re.compile(
    r"(?:cửa khẩu|KCN|CCN|cụm|khu|cảng|chợ|huyện|thị xã|xã|phường|nhà máy|dự án|công ty|cầu)(?: \w+){0,2} $",
    re.IGNORECASE,
)
"""What stands before a place that is within the one that a report is about."""


def _home(text: str) -> frozenset[str]:
    """Return the places and organisations that a text opens with, before any amount: the province that reports."""
    first = next(iter(read_text(text, "vi").sentences), None)
    if first is None:
        return frozenset()
    end = first.numbers[0].start if first.numbers else first.span.end
    opening = [t for t in first.topics if t.end <= end]
    places = [t.ids for t in opening if t.kind is TopicClass.PLACE and not _WITHIN.search(text, 0, t.start)]
    if not places:  # "Với 57 nhà máy đang phát, Ninh Thuận khép lại quý I"
        provinces = term_ids("province")
        spans = {(t.start, t.end) for t in first.topics if t.ids & provinces}
        places = [t.ids for t in first.topics if t.kind is TopicClass.PLACE and (t.start, t.end) in spans]
    names = {f"name:{fold_name(text[t.start : t.end])}" for t in opening if t.ids in places}
    return frozenset().union(names, *places, *(t.ids | t.parts for t in opening if t.kind is TopicClass.NOUN))


def align(claim: Fact, source: Source, quote: Span | None = None) -> Candidate | None:
    """Return the number of the source that a claim most likely comes from, agreeing or not.

    Args:
        claim: the number of the summary with its role.
        source: the article.
        quote: the passage that the statement names as its own; numbers there come first.
    """
    if claim.mention.value is None:
        return None
    compared = _compare_all(claim.mention, source)
    same = [(fact, found) for fact, found in zip(source.numbers, compared, strict=True) if found.fault is None]
    if len(same) > _MOST_CANDIDATES:
        same = nlargest(_MOST_CANDIDATES, same, key=lambda pair: match_topics(claim, pair[0], source.index).score)
    agreeing = [_candidate(claim, fact, found, source) for fact, found in same]
    if agreeing:
        best = min(agreeing, key=lambda c: (_cost(claim, c, quote), c.fact.mention.start))
        return _same_value(claim, best, compared, source) or best
    others = zip(source.numbers, compared, strict=True)
    return _nearest(claim, [_candidate(claim, fact, found, source) for fact, found in others], quote)


@lru_cache(maxsize=64)
def _compare_all(claim: Mention, source: Source) -> tuple[Agreement, ...]:
    """Compare a number with every number of the source; asked for the number itself and for the figure of it."""
    return tuple([compare(claim, fact.mention) for fact in source.numbers])


def _same_value(claim: Fact, best: Candidate, compared: Sequence[Agreement], source: Source) -> Candidate | None:
    """Return the number of the same value under another bound that is meant rather than a rounded one.

    "kept below 50%" is "từ 50% trở lên" turned round, and not 48%, where words, period and status speak for it.
    """
    if not best.agreement.rounded:
        return None
    for fact, found in zip(source.numbers, compared, strict=True):
        if found.fault is Reason.BOUND and fact.mention.value == claim.mention.value:
            other = _candidate(claim, fact, found, source)
            closer = fact.status is claim.status and best.fact.status is not claim.status
            if closer and other.score >= best.score and not plain_faults(claim, fact):
                return other
    return None


def join_ranges(claims: Sequence[Fact], text: str) -> dict[Span, Fact]:
    """Return claims read as ranges, by the span of each end: "from VND 68,000 to VND 72,000 per kilogram".

    Two numbers of one unit with "to", "and" or a dash between may be the ends of a range; whether they are, the
    source tells.
    """
    joined: dict[Span, Fact] = {}
    for low, high in pairwise(claims):
        between = text[low.mention.end : high.mention.start].strip().casefold()
        if between in _RANGE_WORDS and (fact := _as_range(low, high, text)):
            joined[low.mention.span] = joined[high.mention.span] = fact
    return joined


def _as_range(low: Fact, high: Fact, text: str) -> Fact | None:
    first, last = low.mention.quantity, high.mention.quantity
    if first is None or last is None or first.value is None or last.value is None:
        return None
    units = first.unit.partition("/")[0], last.unit.partition("/")[0]
    if first.value >= last.value or (units[0] != units[1] and units[0]) or first.high or last.high:
        return None
    unit = max(first.unit, last.unit, key=len)
    quantity = replace(first, high=last.value, unit=unit, bound=Bound.RANGE)
    span = Span(low.mention.start, high.mention.end)
    return replace(
        low, mention=replace(low.mention, span=span, text=span.of(text), quantity=quantity), whole=high.whole
    )


def _cost(claim: Fact, candidate: Candidate, quote: Span | None) -> float:
    """Lower is likelier: few contradictions, the same words around, the same digits and bound, in the quotation."""
    fact = candidate.fact
    cost = FAULT_COST * bool(candidate.faults) + 0.05 * len(candidate.faults) - candidate.score
    cost += ROUNDED_COST * candidate.agreement.rounded + BOUND_COST * (
        claim.mention.bound != candidate.fact.mention.bound
    )
    if claim.period_said and fact.period_said and claim.period and fact.period and claim.period.same_as(fact.period):
        cost -= PERIOD_GAIN
    return cost + QUOTE_COST * (quote is not None and not _quoted(candidate, quote))


def _candidate(claim: Fact, fact: Fact, agreement: Agreement, source: Source) -> Candidate:
    match = match_topics(claim, fact, source.index)
    faults = tuple(find_faults(claim, fact, source.index, match)) if agreement.fault is None else ()
    return Candidate(fact, agreement, faults, match.score)


def _quoted(candidate: Candidate, quote: Span | None) -> bool:
    mention = candidate.fact.mention
    return quote is not None and quote.start <= mention.start and mention.end <= quote.end


def _nearest(claim: Fact, candidates: Sequence[Candidate], quote: Span | None) -> Candidate | None:
    """Return what the claim was probably meant to be: the same digits, or the same words and measure."""
    close = [c for c in candidates if _is_close(claim, c)]
    if not close:
        return None
    return min(close, key=lambda c: (_distance(claim, c), not _quoted(c, quote), c.fact.mention.start))


def _is_close(claim: Fact, candidate: Candidate) -> bool:
    fault = candidate.agreement.fault
    if fault in (Reason.BOUND, Reason.PRECISION, Reason.SCALE):
        return True
    same_measure = claim.measure == candidate.fact.measure
    if fault is Reason.UNIT:
        return claim.mention.value == candidate.fact.mention.value and candidate.score > 0
    return same_measure and candidate.score > 0 and same_kind(claim.mention.unit, candidate.fact.mention.unit)


def _distance(claim: Fact, candidate: Candidate) -> float:
    """Lower is nearer: a small fault of the value, many words in common, no other year, status or measure."""
    fault = candidate.agreement.fault
    cost = _VALUE_COST.get(fault, _FARTHEST) if fault else 0.0
    if fault is Reason.SCALE and _digit_count(claim) < 2 and not is_money(claim.mention.unit):
        cost += 2 * _FARTHEST
    cost += FAULT_COST * bool(plain_faults(claim, candidate.fact))
    return cost - candidate.score


def _digit_count(claim: Fact) -> int:
    value = claim.mention.value
    return len(bare_digits(value)) if value is not None else 0
