"""Sentences that tell a person what the source says, where, and what the summary makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.crosscheck.fields import bases
from summarizer.facts import Direction, Fact, Measure
from summarizer.findings import Reason
from summarizer.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.crosscheck.alignment import Candidate
    from summarizer.crosscheck.fields import Fault
    from summarizer.crosscheck.operands import Derivation
    from summarizer.facts import Topic
    from summarizer.models import Figure
    from summarizer.quantities.types import Bound, Mention

_MEASURES = {
    Measure.LEVEL: "a level",
    Measure.GROWTH: "a change",
    Measure.SHARE: "a share",
    Measure.PLAN_COMPLETION: "a part of the plan",
    Measure.OVER_PLAN: "by how much the plan was exceeded",
    Measure.DIFFERENCE: "a difference",
    Measure.MULTIPLE: "a multiple",
    Measure.RATIO: "a ratio to the period before",
    Measure.COUNT: "a count",
}
_BASES = {
    "year_before": "the year before",
    "month_before": "the month before",
    "quarter_before": "the quarter before",
    "half_before": "the half-year before",
    "year_start": "the start of the year",
    "day_before": "the day before",
    "round_before": "the time before",
    "other": "something that is no time",
    "plan": "the plan",
}
_LONGEST_QUOTE = 160


def quote(text: str, fact: Fact) -> str:
    """Return the clause around a number, in quotation marks, with its line."""
    start, end = min(fact.clause.start, fact.mention.start), max(fact.clause.end, fact.mention.end)
    if end - start > _LONGEST_QUOTE:
        start = max(start, fact.mention.start - _LONGEST_QUOTE // 2)
        end = min(end, fact.mention.end + _LONGEST_QUOTE // 2)
    return f"“{' '.join(text[start:end].split()).strip(' ,;:')}” ({place(text, start)})"


def quote_mention(text: str, mention: Mention) -> str:
    """Return the words of a date, with its line."""
    return f"“{mention.text}” ({place(text, mention.start)})"


def words_around(text: str, start: int, end: int) -> str:
    """Return a passage with the words about it, in quotation marks, with its line."""
    first, last = text.rfind(" ", 0, max(0, start - 24)) + 1, text.find(" ", end + 24)
    words = " ".join(text[first : last if last >= 0 else len(text)].split())
    return f"“{words.strip(' ,;:')}” ({place(text, start)})"


def place(text: str, offset: int) -> str:
    """Return where an offset is, as a person counts."""
    return f"line {text.count(chr(10), 0, offset) + 1}"


def name(topic: Topic, text: str) -> str:
    """Return the words of a topic, with its English name where the lexicon has one."""
    words = " ".join(text[topic.start : topic.end].split())
    terms = load_lexicon().terms
    for category in ("indicator", "commodity", "market", "count_noun", "agency"):
        for topic_id in sorted(topic.ids & terms[category].keys()):
            return f"“{words}” ({terms[category][topic_id].en[0]})"
    return f"“{words}”"


def subject(fact: Fact, text: str) -> str:
    """Return what a number of the source is about."""
    counted = [topic for topic in fact.whole if topic.start - fact.mention.end <= 2]
    topic = counted[0] if counted else fact.head
    return name(topic, text) if topic else "another matter"


def outside_quote(candidate: Candidate, source: str) -> str:
    """Return the note of a number that the statement's own passage does not have."""
    return (
        f"The passage that the statement quotes does not have the number; it stands in {quote(source, candidate.fact)}."
    )


def supported(candidate: Candidate, source: str) -> str:
    """Return the note of a supported number."""
    note = f"The source has {quote(source, candidate.fact)}."
    if candidate.agreement.doubtful:
        note += " The number can be read in two ways; one of them agrees."
    elif candidate.agreement.rounded:
        note += " The summary rounds it."
    return note


def derived(derivation: Derivation, source: str) -> str:
    """Return the note of a number that follows from others by arithmetic."""
    there = dict.fromkeys(quote(source, fact) for fact in derivation.facts)
    return f"{derivation.words} of the source: {', '.join(there)}."


def value_fault(claim: Fact, candidate: Candidate | None, source: str) -> str:
    """Return the note of a number whose value the source does not have."""
    said = claim.mention.text
    if candidate is None:
        return f"No number of the source agrees with “{said}”."
    there = quote(source, candidate.fact)
    reason = candidate.agreement.fault
    if reason is Reason.SCALE:
        return f"“{said}” has the digits of the source but not its size: {there}."
    if reason is Reason.UNIT:
        return f"“{said}” has the digits of the source but another unit: {there}."
    if reason is Reason.PRECISION:
        return f"“{said}” is not the source's number rounded to its digits: {there}."
    if reason is Reason.RANGE:
        return f"“{said}” does not have the ends of the source's range: {there}."
    if reason is Reason.BOUND:
        return bound_fault(claim.mention.bound, candidate.fact.mention.bound, there)
    return f"The source has another value there: {there}; the summary has “{said}”."


def bound_fault(ours: Bound, theirs: Bound, there: str) -> str:
    """Return the note of a number whose bound the source does not have; `there` is where the source's own stands."""
    said, written = (bound.replace("_", " ") for bound in (ours, theirs))
    return f"The source says {written}, the summary {said}: {there}."


def role_fault(claim: Fact, candidate: Candidate, fault: Fault, source: str, summary: str) -> str:
    """Return the note of a right number in a wrong role."""
    said, there = claim.mention.text, quote(source, candidate.fact)
    if fault.reason in (Reason.INDICATOR, Reason.PLACE, Reason.COUNT_NOUN):
        ours = summary[fault.topic.start : fault.topic.end] if fault.topic else "something else"
        note = f"“{said}” belongs to {subject(candidate.fact, source)}: {there}; the summary gives it to “{ours}”"
        return f"{note}, for which the source has {quote(source, fault.rival)}." if fault.rival else f"{note}."
    if fault.reason is Reason.DIRECTION:
        ways = ("rose", "fell") if fault.said == Direction.UP else ("fell", "rose")
        return f"The source says that it {ways[0]}: {there}; the summary says that it {ways[1]}."
    if fault.reason is Reason.MEASURE:
        ours = _MEASURES[claim.measure] if claim.measure else "something else"
        return f"“{said}” is {_MEASURES[Measure(fault.said)]} in the source: {there}; the summary tells {ours}."
    if fault.reason is Reason.STATUS:
        theirs = "a target or a forecast" if fault.said in ("target", "forecast") else "a result"
        ours = "a result" if fault.said in ("target", "forecast") else "a target"
        return f"“{said}” is {theirs} in the source: {there}; the summary tells it as {ours}."
    if fault.reason is Reason.BASE:
        theirs, ours = _compared_with(fault.said.split(", ")), _compared_with(sorted(bases(claim)))
        return (
            f"The source compares with {theirs or 'another time'}: {there}; the summary with {ours or 'another one'}."
        )
    if fault.reason is Reason.PERIOD:
        return f"“{said}” is for {fault.said} in the source: {there}; the summary gives another period."
    return f"The source says {there}; the summary contradicts it."


def _compared_with(names: Sequence[str]) -> str:
    """Return what a change is compared with, in words; "" where nothing is named."""
    return " or ".join(_BASES.get(name, name) for name in names if name)


def figure_fault(figure: Figure, claim: Fact, candidate: Candidate, fault: Fault, source: str) -> str:
    """Return the note of a figure whose role the source contradicts."""
    ours = {
        Reason.INDICATOR: figure.indicator,
        Reason.COUNT_NOUN: figure.indicator,
        Reason.PLACE: figure.indicator,
        Reason.STATUS: figure.status,
        Reason.MEASURE: figure.measure.replace("_", " "),
        Reason.DIRECTION: figure.direction,
        Reason.PERIOD: figure.period,
        Reason.BASE: figure.base,
    }.get(fault.reason, "otherwise")
    there = quote(source, candidate.fact)
    return f"The figure of “{claim.mention.text}” says “{ours}”; the source says {there}."
