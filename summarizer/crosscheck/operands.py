"""What a number of the summary may be reckoned from: its neighbours, and what its sentence names.

Among all numbers of an article some difference fits any claim, so that only those are taken that the statement
tells or names, and only where its words ask for a step of arithmetic.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from summarizer.crosscheck.alignment import align
from summarizer.crosscheck.durations import MOST_IN_SENTENCE
from summarizer.crosscheck.fields import counts
from summarizer.crosscheck.topics import NAMING, match_topics
from summarizer.crosscheck.values import SOFT, compare_quantities, same_kind
from summarizer.errors import BrokenFileError
from summarizer.facts import Fact, Measure, Topic, TopicClass, read_text
from summarizer.facts.tables import Phrases
from summarizer.facts.types import CHANGES, WISHES, ChangeEnd
from summarizer.quantities.types import Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from summarizer.crosscheck.alignment import Source
    from summarizer.quantities.types import Span

AFTER = 24
"""Characters behind a number in which a word may follow it."""
FEWEST_DIGITS = 2
"""Digits of a result whose operands the statement does not tell itself."""
_BEFORE = 34
"""Characters before a number in which a word may lead it."""
RELATIVE = frozenset({*CHANGES, Measure.RATIO, Measure.PLAN_COMPLETION, Measure.OVER_PLAN, Measure.MULTIPLE})
_LEVELS = frozenset({None, Measure.LEVEL, Measure.COUNT})
_NAMES = frozenset({TopicClass.SUBJECT, TopicClass.PLACE})
_FILLERS = (["just"], ["only"], ["some"], ["a", "mere"], ["a", "full"], ["an", "estimated"])


@dataclass(frozen=True, slots=True)
class Told:
    """A number that stands in the claim's sentence as well, and the number of the source that it is."""

    claim: Fact
    fact: Fact


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a number follows from.

    Attributes:
        facts: the numbers of the source, in the order of the arithmetic.
        words: the arithmetic, "362,000 − 319,000 t".
    """

    facts: tuple[Fact, ...]
    words: str


def find_told(claim: Fact, claims: Sequence[Fact], source: Source, quote: Span | None) -> list[Told]:
    """Return the other numbers of a claim's sentence that the source has."""
    beside = [
        other for other in claims if other.sentence == claim.sentence and other.mention.span != claim.mention.span
    ]
    found = [(other, align(other, source, quote)) for other in beside]
    return [Told(other, candidate.fact) for other, candidate in found if candidate and candidate.supported]


@cache
def load_cues() -> dict[str, dict[str, Phrases]]:
    """Return the words that ask for a step, by step and by the side of the number that they stand on."""
    try:
        tables: dict[str, Any] = tomllib.loads(
            (files("summarizer.crosscheck") / "derived.toml").read_text(encoding="utf-8")
        )
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BrokenFileError(f"summarizer/crosscheck/derived.toml cannot be read: {error}") from error
    return {name: {side: Phrases(forms) for side, forms in table.items()} for name, table in tables.items()}


def leads(cue: str, claim: Fact, text: str) -> bool:
    """Whether a word that leads a number stands right before a claim, with nothing but a hedge between."""
    start = max(claim.clause.start, claim.mention.start - _BEFORE)
    found = load_cues()[cue]["before"].find(text[start : claim.mention.start])
    if not found:
        return False
    between = text[start + found[-1][1] : claim.mention.start].split()
    return not between or (claim.mention.bound is not Bound.EXACT and len(between) <= 3) or between in _FILLERS


@dataclass(frozen=True)
class Scene:
    """A claim, what stands around it, and the source."""

    claim: Fact
    told: tuple[Told, ...]
    text: str
    source: Source

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What the claim's sentence names."""
        span = self.claim.sentence
        sentences = [s for s in read_text(self.text, "en").sentences if span.start <= s.span.start < span.end]
        return tuple(topic for sentence in sentences for topic in sentence.topics if topic.kind in NAMING)

    @cached_property
    def alike(self) -> list[Told]:
        """Numbers of the claim's sentence that can be added to it."""
        return [t for t in self.told if is_operand(t.fact) and same_kind(self.claim.mention.unit, t.fact.mention.unit)]

    def says(self, cue: str) -> bool:
        """Whether words beside the claim ask for a step."""
        claim, table = self.claim, load_cues()[cue]
        clause, end = claim.clause, claim.mention.end
        behind = table["after"].within(self.text, end, min(clause.end, end + AFTER))
        return behind or leads(cue, claim, self.text) or table["within"].within(self.text, clause.start, clause.end)

    @cached_property
    def ends(self) -> list[tuple[Told, Told]]:
        """Both ends of a change that stands next to the claim, with no other subject between."""
        froms = [t for t in self.told if is_operand(t.fact) and t.claim.change_end is ChangeEnd.FROM]
        return [(one, other) for one in froms for other in self.told if self._ends_with(one, other)]

    def _ends_with(self, one: Told, other: Told) -> bool:
        ends = other.claim.change_end or other.fact.change_end
        if one is other or ends is ChangeEnd.FROM or not is_operand(other.fact):
            return False
        first, last = sorted((one.claim.mention, other.claim.mention), key=lambda mention: mention.start)
        claim = self.claim.mention
        gap = (claim.end, first.start) if claim.end <= first.start else (last.end, claim.start)
        return not any(gap[0] <= topic.start < gap[1] and topic.kind in _NAMES for topic in self.topics)

    def score(self, fact: Fact) -> float:
        """Return how well the claim's words match a number of the source."""
        return match_topics(self.claim, fact, self.source.index).score

    def names(self, fact: Fact) -> list[Topic]:
        """Return the topics of the claim's sentence that a number of the source has as its own."""
        own = _own_ids(fact)
        return [topic for topic in self.topics if topic.ids & own]

    def is_claim(self, value: Decimal, unit: str, step: Decimal | None) -> bool:
        """Whether the claim tells a value whose last digit is worth `step`, to the digits that the claim writes."""
        quantity, result = self.claim.mention.quantity, Quantity(value, None, unit, step)
        return quantity is not None and compare_quantities(quantity, result, self.claim.mention.text).fault is None

    def sentences(self) -> Iterator[list[Fact]]:
        """Yield the numbers of each sentence of the source that can be added to the claim."""
        unit = self.claim.mention.unit
        for _, same in groupby(self.source.facts, key=lambda fact: fact.sentence):
            facts = [fact for fact in same if is_operand(fact) and same_kind(unit, fact.mention.unit)]
            if len(facts) <= MOST_IN_SENTENCE:
                yield facts


def is_operand(fact: Fact) -> bool:
    """Whether a number is a level that can be reckoned with."""
    return fact.mention.bound in SOFT and fact.mention.high is None and fact.measure not in RELATIVE


def value_of(fact: Fact) -> Decimal:
    """Return the value of a number that was read."""
    value = fact.mention.value
    assert value is not None
    return value


def finest(*facts: Fact) -> Decimal | None:
    """Return the worth of the last digit of the number that is told most finely."""
    steps = (fact.mention.quantity.step for fact in facts if fact.mention.quantity)
    return min((step for step in steps if step), default=None)


def worded(sign: str, *facts: Fact) -> Derivation:
    """Return a derivation of numbers with a sign between, in the unit of the last."""
    unit = facts[-1].mention.unit
    shown = unit if unit in ("%", "pp") or unit.isupper() or "/" in unit or len(unit) <= 3 else ""
    numbers = f" {sign} ".join(f"{value_of(fact).normalize():,f}" for fact in facts)
    return Derivation(facts, f"{numbers} {shown}".strip())


def same_time(one: Fact, other: Fact) -> bool:
    """Whether two numbers are of one period, and both results or both wishes."""
    wishes = (one.status in WISHES) == (other.status in WISHES)
    return wishes and (one.period is None or other.period is None or one.period.same_as(other.period))


def comparable(one: Fact, other: Fact) -> bool:
    """Whether two numbers measure the same at the same time."""
    measures = {one.measure, other.measure}
    alike = len(measures) == 1 or measures <= _LEVELS
    return alike and same_time(one, other) and counts(one) == counts(other)


def shared(topic: Topic, others: Sequence[Topic]) -> bool:
    """Whether a topic is one of some others, or a reading of the same words."""
    return any(topic.ids & other.ids or topic.start == other.start for other in others)


def _own_ids(fact: Fact) -> frozenset[str]:
    """Return what a number is about by its own words, and what it counts or is a part of."""
    return frozenset().union(*(topic.ids for topic in fact.own if topic.kind in NAMING))


def named_behind(scene: Scene) -> Iterator[tuple[Told, Fact]]:
    """Yield the number that stands before a claim in its sentence with each that is named behind the claim."""
    claim, end = scene.claim, scene.claim.mention.end
    behind = [topic for topic in scene.topics if end <= topic.start < claim.clause.end]
    before = [t for t in scene.told if t.claim.mention.end <= claim.mention.start and is_operand(t.fact)]
    for told in before[-1:]:
        for other in scene.source.facts:
            own = _own_ids(other)
            named = any(topic.ids & own for topic in behind)
            if named and other is not told.fact and is_operand(other) and same_time(told.fact, other):
                yield told, other
