"""Numbers of the summary that one plain step of arithmetic makes of numbers of the source.

A step is taken only where the words of the statement ask for it ("together", "up from", "a deficit of").
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from summarizer.crosscheck.differences import find_difference
from summarizer.crosscheck.durations import is_fraction, is_ratio
from summarizer.crosscheck.fields import could_mean, counted, counts, plain_faults
from summarizer.crosscheck.operands import (
    AFTER,
    FEWEST_DIGITS,
    RELATIVE,
    Derivation,
    Scene,
    Told,
    comparable,
    finest,
    is_operand,
    leads,
    load_cues,
    named_behind,
    shared,
    value_of,
    worded,
)
from summarizer.crosscheck.values import SOFT, bare_digits, same_kind
from summarizer.facts import Base, Direction, Fact, Measure, TopicClass
from summarizer.facts.types import CHANGES, ChangeEnd
from summarizer.findings import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.crosscheck.alignment import Source

_MOST_TOLD = 8
"""Numbers of one sentence of a summary among which operands are looked for."""
_MOST_MEMBERS = 4
"""Members of a sum."""
_LARGEST_POINTER = 4
"""The largest count that a reader makes of what was named."""
_WHOLE = 100
_FINE = Decimal("0.0001")
_OF_PLANS = frozenset({None, Measure.GROWTH, Measure.OVER_PLAN, Measure.PLAN_COMPLETION})


def derive(claim: Fact, told: Sequence[Told], text: str, source: Source) -> Derivation | None:
    """Return what a claim of the summary `text` follows from, if it follows in one step.

    Args:
        claim: the number, which the source does not have.
        told: the other numbers of its sentence that the source has.
        text: the summary.
        source: the article.
    """
    quantity = claim.mention.quantity
    if quantity is None or quantity.value is None or quantity.high is not None:
        return None
    scene = Scene(claim, tuple(told[:_MOST_TOLD]), text, source)
    steps = (_change_of_ratio, _base_or_level, find_difference, _remainder, _sum, _multiple, _per_cent)
    return next((found for step in steps if (found := step(scene))), None)


def points_back(claim: Fact, text: str, facts: Sequence[Fact]) -> bool:
    """Whether a count in words only points to things that were named: "of the three sectors".

    Where the source counts the same things, it is a count like any other.
    """
    value, words = claim.mention.value, claim.mention.text
    if value is None or not 1 < value <= _LARGEST_POINTER or not counts(claim) or re.search(r"\d", words):
        return False
    if not leads("definite", claim, text):
        return False
    nouns: frozenset[str] = frozenset().union(*(topic.ids | topic.heads for topic in counted(claim)))
    return not any(nouns & (topic.ids | topic.heads) for fact in facts for topic in counted(fact))


def _change_of_ratio(scene: Scene) -> Derivation | None:
    """Take 100 from a ratio or add it to a change: "bằng 72,4% cùng kỳ" is a fall of 27.6%."""
    claim = scene.claim
    fitting = [fact for fact in scene.source.facts if _is_ratio_of(claim, fact)]
    found = [fact for fact in fitting if scene.is_claim(_ratio_value(claim, fact), "%", _percent_step(fact))]
    fact = max(found, key=scene.score, default=None)
    if fact is None or not _speaks_of(scene, fact):
        return None
    x = f"{_per_hundred(fact).normalize():f}"
    if fact.measure is Measure.GROWTH or fact.measure is Measure.OVER_PLAN:
        return Derivation((fact,), f"{_WHOLE} {'−' if fact.direction is Direction.DOWN else '+'} {x}%")
    return Derivation((fact,), f"{x} − {_WHOLE}%" if _per_hundred(fact) > _WHOLE else f"{_WHOLE} − {x}%")


_RATIO_PAIRS = {
    Measure.GROWTH: {Measure.RATIO, Measure.MULTIPLE},
    Measure.RATIO: {Measure.GROWTH},
    Measure.OVER_PLAN: {Measure.PLAN_COMPLETION},
    Measure.PLAN_COMPLETION: {Measure.OVER_PLAN},
}
"""What a measure of the summary can be made of."""


def _is_ratio_of(claim: Fact, fact: Fact) -> bool:
    """Whether a claim's measure and direction can be made of a number's."""
    unit = "x" if fact.measure is Measure.MULTIPLE else "%"
    if claim.mention.unit != "%" or fact.mention.unit != unit or claim.measure is None:
        return False
    if fact.measure not in _RATIO_PAIRS.get(claim.measure, ()) or fact.mention.high is not None:
        return False
    if any(f.reason in (Reason.PERIOD, Reason.STATUS, Reason.BASE) for f in plain_faults(claim, fact)):
        return False
    if claim.measure is Measure.GROWTH:
        return claim.direction is (Direction.UP if _per_hundred(fact) > _WHOLE else Direction.DOWN)
    if claim.measure is Measure.OVER_PLAN:
        return (value_of(fact) > _WHOLE) == (claim.direction is not Direction.DOWN)
    return fact.measure is not Measure.GROWTH or fact.direction in (Direction.UP, Direction.DOWN)


def _ratio_value(claim: Fact, fact: Fact) -> Decimal:
    if claim.measure in (Measure.GROWTH, Measure.OVER_PLAN):
        return abs(_per_hundred(fact) - _WHOLE)
    return _WHOLE - value_of(fact) if fact.direction is Direction.DOWN else _WHOLE + value_of(fact)


def _per_hundred(fact: Fact) -> Decimal:
    """Return a ratio in per cent: 210 for "gấp 2,1 lần"."""
    return value_of(fact) * (_WHOLE if fact.measure is Measure.MULTIPLE else 1)


def _percent_step(fact: Fact) -> Decimal | None:
    step = finest(fact)
    return step * _WHOLE if step and fact.measure is Measure.MULTIPLE else step


def _speaks_of(scene: Scene, fact: Fact) -> bool:
    """Whether a claim speaks of a number, and of no other that tells the same measure outright."""
    claim, score = scene.claim, scene.score(fact)
    relative = [f for f in scene.source.facts if f.mention.unit in ("%", "x")]
    if score <= 0 and any(scene.score(other) > 0 for other in relative):
        return False
    step = finest(claim)
    if step is not None and step < 1:  # 21.1 is hardly 100 − 78.9 by chance
        return True
    direct = (f for f in scene.source.facts if f.measure == claim.measure and f.mention.unit == claim.mention.unit)
    return not any(could_mean(claim, f, fact) and scene.score(f) >= max(score, 0.01) for f in direct)


def _remainder(scene: Scene) -> Derivation | None:
    """Take a part from its whole: "all but eight of the 251 villages" where 243 are told."""
    if not leads("remainder", scene.claim, scene.text):
        return None
    for told in scene.told:
        parts = (fact for fact in scene.source.facts if fact.sentence == told.fact.sentence and is_operand(fact))
        for part in parts if counts(told.fact) else ():
            if counts(part) and value_of(told.fact) - value_of(part) == value_of(scene.claim) and part is not told.fact:
                return worded("−", told.fact, part)
    return None


def _base_or_level(scene: Scene) -> Derivation | None:
    """Take a change from its level, or add it: "34 đợt, tăng 9 đợt" is "34, up from 25"."""
    if scene.claim.mention.bound not in SOFT:  # the "than" of "more than 25" leads no base
        return None
    led = scene.claim.change_end is ChangeEnd.FROM or leads("base", scene.claim, scene.text)
    told = {t.fact.mention.span for t in scene.told}
    for level, change in _changes(scene.source.facts):
        if not _same_measure(level, change, scene.claim) or scene.claim.direction not in (None, change.direction):
            continue
        if not {level.mention.span, change.mention.span} & told and not (led and _turns(scene, level, change)):
            continue
        before = level.change_end is not ChangeEnd.FROM
        up = (change.direction is Direction.UP) != before
        value = value_of(level) + value_of(change) if up else value_of(level) - value_of(change)
        if led == before and value > 0 and scene.is_claim(value, level.mention.unit, finest(level, change)):
            return worded("+" if up else "−", level, change)
    return None


def _turns(scene: Scene, level: Fact, change: Fact) -> bool:
    """Whether a claim goes where a change goes, and speaks of its level."""
    return scene.claim.direction is change.direction and scene.score(level) > 0


def _changes(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield each level with the absolute change that stands next to it in its sentence."""
    exact = [fact for fact in facts if fact.mention.bound in SOFT and fact.mention.high is None]
    for first, second in pairwise(f for f in exact if f.mention.unit != "%" or f.measure not in RELATIVE):
        if first.sentence != second.sentence:
            continue
        if _is_change(second) and not _is_change(first):
            yield first, second
        elif _is_change(first) and not _is_change(second) and _reaches(first, second):
            yield second, first


def _reaches(change: Fact, level: Fact) -> bool:
    """Whether a change leads to the level behind it: "giảm 16 vụ còn 41 vụ", "tăng 86 đồng, lên 2.204 đồng"."""
    return change.clause == level.clause or level.change_end is ChangeEnd.TO or level.direction is change.direction


def _is_change(fact: Fact) -> bool:
    return fact.measure in CHANGES and fact.direction in (Direction.UP, Direction.DOWN) and fact.mention.unit != "%"


def _same_measure(level: Fact, change: Fact, claim: Fact) -> bool:
    """Whether a level, its change and a claim are in one unit; a percentage changes by points."""
    if level.mention.value is None or change.mention.value is None or level.measure in RELATIVE:
        return False
    units = level.mention.unit, change.mention.unit
    if "%" in units or "pp" in units:
        return units == ("%", "pp") and claim.mention.unit == "%"
    return same_kind(*units) and counts(level) == counts(change) and same_kind(claim.mention.unit, units[0])


def _sum(scene: Scene) -> Derivation | None:
    """Add two to four numbers that the statement tells or names."""
    if not scene.says("sum"):
        return None
    for members in (*_told_members(scene), *_named_members(scene)):
        units = {counts(fact) for fact in (*members, scene.claim)}
        alike = all(comparable(members[0], fact) for fact in members[1:])
        if (
            len(units) == 1
            and alike
            and scene.is_claim(sum(map(value_of, members), Decimal()), members[0].mention.unit, finest(*members))
        ):
            return worded("+", *members)
    return None


def _told_members(scene: Scene) -> Iterator[list[Fact]]:
    """Yield each run of numbers of the claim's sentence."""
    facts = [t.fact for t in scene.alike if t.claim.measure not in RELATIVE]
    for size in range(2, min(len(facts), _MOST_MEMBERS) + 1):
        for start in range(len(facts) - size + 1):
            members = facts[start : start + size]
            if len({fact.mention.span for fact in members}) == size:
                yield members


def _named_members(scene: Scene) -> Iterator[list[Fact]]:
    """Yield all numbers of one sentence of the source that the statement names apart."""
    if len(bare_digits(value_of(scene.claim))) < FEWEST_DIGITS:
        return
    for facts in scene.sentences():
        if any(load_cues()["sum"]["told"].within(scene.source.text, f.clause.start, f.mention.start) for f in facts):
            continue
        sets = (_members(scene, facts, kind) for kind in (TopicClass.PLACE, TopicClass.SUBJECT, TopicClass.NOUN))
        yield from [members for members in sets if 2 <= len(members) <= _MOST_MEMBERS][:1]


def _members(scene: Scene, facts: Sequence[Fact], kind: TopicClass) -> list[Fact]:
    """Return the numbers that the statement tells apart by topics of one kind: by places, by commodities."""
    named = [(fact, [topic for topic in scene.names(fact) if topic.kind is kind]) for fact in facts]
    return [
        fact
        for fact, names in named
        if any(not any(shared(topic, other) for f, other in named if f is not fact) for topic in names)
    ]


def _multiple(scene: Scene) -> Derivation | None:
    """Divide two numbers: "more than double what Malaysia took", "doubled, from 152 to 307 million"."""
    claim = scene.claim
    if claim.mention.unit != "x" and not is_fraction(claim):
        return None
    for part, whole in (*_told_ratios(scene), *_named_ratios(scene)):
        if not same_kind(part.mention.unit, whole.mention.unit) or counts(part) != counts(whole) or not value_of(whole):
            continue
        if (value_of(part) > value_of(whole)) == (claim.mention.unit == "x") and is_ratio(
            claim.mention, value_of(part) / value_of(whole)
        ):
            return worded("÷", part, whole)
    return None


def _told_ratios(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield both ends of a change; and two numbers of the sentence with the ratio between: "at 968, twice 512"."""
    yield from ((last.fact, first.fact) for first, last in scene.ends)
    told = [t for t in scene.told if is_operand(t.fact)]
    claim = scene.claim.mention
    for one, other in permutations(told, 2):
        around = one.claim.mention.end <= claim.start < claim.end <= other.claim.mention.start <= claim.end + 2 * AFTER
        parted = not {",", ";"}.isdisjoint(scene.text[claim.end : other.claim.mention.start])
        if around and (is_fraction(scene.claim) or not parted):
            yield one.fact, other.fact


def _named_ratios(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield a number that the sentence tells with one of the source that is named behind the multiple."""
    claim, end = scene.claim, scene.claim.mention.end
    if claim.base is not None and claim.base is not Base.PLAN:
        return
    if not load_cues()["multiple"]["after"].within(scene.text, end, min(claim.sentence.end, end + AFTER)):
        return
    yield from ((told.fact, other) for told, other in named_behind(scene))


def _per_cent(scene: Scene) -> Derivation | None:
    """Tell a change of told numbers in per cent: "rose 50%, from 12,400 to 18,600", "beat the 600 million plan"."""
    claim = scene.claim
    if claim.mention.unit != "%":
        return None
    for now, before in (*_told_changes(scene), *_told_plans(scene)):
        if not same_kind(now.mention.unit, before.mention.unit) or not value_of(before):
            continue
        ratio = _WHOLE * value_of(now) / value_of(before)
        value = ratio if claim.measure is Measure.PLAN_COMPLETION else abs(ratio - _WHOLE)
        way = Direction.UP if ratio > _WHOLE else Direction.DOWN
        turns = way is (claim.direction or Direction.UP) or claim.measure is Measure.PLAN_COMPLETION
        if turns and scene.is_claim(value.quantize(_FINE), "%", _FINE):
            return worded("÷", now, before)
    return None


def _told_changes(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    if scene.claim.measure is Measure.GROWTH:
        yield from ((last.fact, first.fact) for first, last in scene.ends)


def _told_plans(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield a result and the plan for it, where the clause tells both."""
    if scene.claim.base is not Base.PLAN or scene.claim.measure not in _OF_PLANS:
        return
    told = [t for t in scene.told if t.claim.clause == scene.claim.clause and is_operand(t.fact)]
    for now, plan in permutations(told, 2):
        if plan.claim.base is Base.PLAN and now.claim.base is not Base.PLAN:
            yield now.fact, plan.fact
