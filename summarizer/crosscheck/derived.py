"""Numbers of the summary that one plain step of arithmetic makes of numbers of the source.

A step is taken only where the words of the statement ask for it ("together", "up from", "a deficit of"), and only
with numbers that the statement tells or names: among all numbers of an article some difference fits any claim.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations, groupby, pairwise, permutations
from typing import TYPE_CHECKING, Any

from summarizer.crosscheck.durations import MOST_IN_SENTENCE, is_fraction, is_ratio
from summarizer.crosscheck.fields import could_mean, counted, counts, plain_faults
from summarizer.crosscheck.topics import NAMING, is_generic, match_topics
from summarizer.crosscheck.values import bare_digits, compare_quantities, same_kind
from summarizer.errors import BrokenFileError
from summarizer.facts import Base, Direction, Fact, Measure, Status, Topic, TopicClass, read_text
from summarizer.facts.tables import Phrases, opposites
from summarizer.facts.types import ChangeEnd
from summarizer.findings import Reason
from summarizer.quantities.types import Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from summarizer.crosscheck.alignment import Source

_BEFORE = 34
"""Characters before a number in which a word may lead it."""
_AFTER = 24
"""Characters behind a number in which a word may follow it."""
_MOST_TOLD = 8
"""Numbers of one sentence of a summary among which operands are looked for."""
_MOST_MEMBERS = 4
"""Members of a sum."""
_FEWEST_DIGITS = 2
"""Digits of a result whose operands the statement does not tell itself."""
_LARGEST_POINTER = 4
"""The largest count that a reader makes of what was named."""
_WHOLE = 100
_WISHES = frozenset({Status.TARGET, Status.FORECAST})
_SOFT = frozenset({Bound.EXACT, Bound.ABOUT})
_CHANGES = frozenset({Measure.GROWTH, Measure.DIFFERENCE})
_RELATIVE = frozenset({*_CHANGES, Measure.RATIO, Measure.PLAN_COMPLETION, Measure.OVER_PLAN, Measure.MULTIPLE})


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
    scene = _Scene(claim, tuple(told[:_MOST_TOLD]), text, source)
    steps = (_change_of_ratio, _base_or_level, _difference, _sum, _multiple)
    return next((found for step in steps if (found := step(scene))), None)


def points_back(claim: Fact, text: str, facts: Sequence[Fact]) -> bool:
    """Whether a count in words only points to things that were named: "of the three sectors".

    Where the source counts the same things, it is a count like any other.
    """
    value, words = claim.mention.value, claim.mention.text
    if value is None or not 1 < value <= _LARGEST_POINTER or not counts(claim) or re.search(r"\d", words):
        return False
    if not re.search(r"(?:^|\W)$", text[: claim.mention.start]) or not _leads("definite", claim, text):
        return False
    nouns: frozenset[str] = frozenset().union(*(topic.ids | topic.heads for topic in counted(claim)))
    return not any(nouns & (topic.ids | topic.heads) for fact in facts for topic in counted(fact))


@cache
def _load() -> dict[str, dict[str, Phrases]]:
    try:
        tables: dict[str, Any] = tomllib.loads(
            (files("summarizer.crosscheck") / "derived.toml").read_text(encoding="utf-8")
        )
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BrokenFileError(f"summarizer/crosscheck/derived.toml cannot be read: {error}") from error
    return {name: {side: Phrases(forms) for side, forms in table.items()} for name, table in tables.items()}


def _leads(cue: str, claim: Fact, text: str) -> bool:
    """Whether a word that leads a number stands right before a claim, with nothing but a hedge between."""
    start = max(claim.clause.start, claim.mention.start - _BEFORE)
    found = _load()[cue]["before"].find(text[start : claim.mention.start])
    if not found:
        return False
    between = text[start + found[-1][1] : claim.mention.start].split()
    return not between or (claim.mention.bound is not Bound.EXACT and len(between) <= 3) or between in _FILLERS


_FILLERS = [["just"], ["only"], ["some"], ["a", "mere"], ["a", "full"], ["an", "estimated"], ["US"], ["in", "all"]]


@dataclass(frozen=True)
class _Scene:
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
        return [t for t in self.told if _operand(t.fact) and same_kind(self.claim.mention.unit, t.fact.mention.unit)]

    def says(self, cue: str) -> bool:
        """Whether words beside the claim ask for a step."""
        claim, table = self.claim, _load()[cue]
        clause, end = claim.clause, claim.mention.end
        behind = table["after"].within(self.text, end, min(clause.end, end + _AFTER))
        return behind or _leads(cue, claim, self.text) or table["within"].within(self.text, clause.start, clause.end)

    def score(self, fact: Fact) -> float:
        """Return how well the claim's words match a number of the source."""
        return match_topics(self.claim, fact, self.source.index).score

    def names(self, fact: Fact) -> list[Topic]:
        """Return the topics of the claim's sentence that a number of the source has as its own."""
        own = [topic for topic in (*fact.topics, *fact.whole) if topic.kind in NAMING]
        return [topic for topic in self.topics if any(topic.ids & theirs.ids for theirs in own)]

    def is_claim(self, value: Decimal, unit: str, facts: Iterable[Fact]) -> bool:
        """Whether the claim tells a value that is made of some numbers, to the digits that it writes."""
        quantity = self.claim.mention.quantity
        steps = [fact.mention.quantity.step for fact in facts if fact.mention.quantity and fact.mention.quantity.step]
        result = Quantity(value, None, unit, min(steps, default=None))
        return quantity is not None and compare_quantities(quantity, result, self.claim.mention.text).fault is None

    def sentences(self) -> Iterator[list[Fact]]:
        """Yield the numbers of each sentence of the source that can be added to the claim."""
        unit = self.claim.mention.unit
        for _, same in groupby(self.source.facts, key=lambda fact: fact.sentence):
            facts = [fact for fact in same if _operand(fact) and same_kind(unit, fact.mention.unit)]
            if len(facts) <= MOST_IN_SENTENCE:
                yield facts


def _operand(fact: Fact) -> bool:
    """Whether a number is a level that can be reckoned with."""
    return fact.mention.bound in _SOFT and fact.mention.high is None and fact.measure not in _RELATIVE


def _of(fact: Fact) -> Decimal:
    value = fact.mention.value
    assert value is not None
    return value


def _worded(sign: str, *facts: Fact) -> Derivation:
    """Return a derivation of numbers with a sign between, in the unit of the last."""
    unit = facts[-1].mention.unit
    shown = unit if unit in ("%", "pp") or unit.isupper() or "/" in unit or len(unit) <= 3 else ""
    numbers = f" {sign} ".join(f"{_of(fact).normalize():,f}" for fact in facts)
    return Derivation(tuple(facts), f"{numbers} {shown}".strip())


# -------------------------------------------------------------------------------- the change of a ratio


def _change_of_ratio(scene: _Scene) -> Derivation | None:
    """Take 100 from a ratio or add it to a change: "bằng 72,4% cùng kỳ" is a fall of 27.6%."""
    claim = scene.claim
    fitting = [(fact, sign) for fact in scene.source.facts if (sign := _ratio_sign(claim, fact))]
    found = [(fact, sign) for fact, sign in fitting if scene.is_claim(_ratio_value(claim, fact), "%", [fact])]
    best = max(found, key=lambda pair: scene.score(pair[0]), default=None)
    if best is None or not _speaks_of(scene, best[0]):
        return None
    fact, _ = best
    x = f"{_of(fact).normalize():f}"
    if fact.measure is Measure.GROWTH or fact.measure is Measure.OVER_PLAN:
        sign = "−" if fact.direction is Direction.DOWN else "+"
        return Derivation((fact,), f"{_WHOLE} {sign} {x}%")
    return Derivation((fact,), f"{x} − {_WHOLE}%" if _of(fact) > _WHOLE else f"{_WHOLE} − {x}%")


_RATIO_PAIRS = {
    Measure.GROWTH: {Measure.RATIO},
    Measure.RATIO: {Measure.GROWTH},
    Measure.OVER_PLAN: {Measure.PLAN_COMPLETION},
    Measure.PLAN_COMPLETION: {Measure.OVER_PLAN},
}
"""What a measure of the summary can be made of."""


def _ratio_sign(claim: Fact, fact: Fact) -> bool:
    """Whether a claim's measure and direction can be made of a number's."""
    if claim.mention.unit != "%" or fact.mention.unit != "%" or claim.measure is None:
        return False
    if fact.measure not in _RATIO_PAIRS.get(claim.measure, ()) or fact.mention.high is not None:
        return False
    if any(f.reason in (Reason.PERIOD, Reason.STATUS, Reason.BASE) for f in plain_faults(claim, fact)):
        return False
    if claim.measure is Measure.GROWTH:
        return claim.direction is (Direction.UP if _of(fact) > _WHOLE else Direction.DOWN)
    if claim.measure is Measure.OVER_PLAN:
        return _of(fact) > _WHOLE and claim.direction is not Direction.DOWN
    return fact.measure is not Measure.GROWTH or fact.direction in (Direction.UP, Direction.DOWN)


def _ratio_value(claim: Fact, fact: Fact) -> Decimal:
    if claim.measure in (Measure.GROWTH, Measure.OVER_PLAN):
        return abs(_of(fact) - _WHOLE)
    return _WHOLE - _of(fact) if fact.direction is Direction.DOWN else _WHOLE + _of(fact)


def _speaks_of(scene: _Scene, fact: Fact) -> bool:
    """Whether a claim speaks of a number, and of no other that tells the same measure outright."""
    claim, score = scene.claim, scene.score(fact)
    if score <= 0 and claim.subject:
        return False
    direct = (f for f in scene.source.facts if f.measure == claim.measure and f.mention.unit == claim.mention.unit)
    return not any(could_mean(claim, f) and scene.score(f) >= max(score, 0.01) for f in direct)


# -------------------------------------------------------------------------------- before and after a change


def _base_or_level(scene: _Scene) -> Derivation | None:
    """Take a change from its level, or add it: "34 đợt, tăng 9 đợt" is "34, up from 25"."""
    leads = scene.claim.change_end is ChangeEnd.FROM or _leads("base", scene.claim, scene.text)
    told = {t.fact.mention.span for t in scene.told}
    for level, change in _changes(scene.source.facts):
        if not {level.mention.span, change.mention.span} & told or not _same_measure(level, change, scene.claim):
            continue
        before = level.change_end is not ChangeEnd.FROM
        up = (change.direction is Direction.UP) != before
        value = _of(level) + _of(change) if up else _of(level) - _of(change)
        if leads == before and value > 0 and scene.is_claim(value, level.mention.unit, (level, change)):
            return _worded("+" if up else "−", level, change)
    return None


def _changes(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield each level with the absolute change that stands next to it in its sentence."""
    exact = [fact for fact in facts if fact.mention.bound in _SOFT and fact.mention.high is None]
    for first, second in pairwise(f for f in exact if f.mention.unit != "%" or f.measure not in _RELATIVE):
        if first.sentence != second.sentence:
            continue
        if _is_change(second) and not _is_change(first):
            yield first, second
        elif _is_change(first) and not _is_change(second) and first.clause == second.clause:
            yield second, first


def _is_change(fact: Fact) -> bool:
    return fact.measure in _CHANGES and fact.direction in (Direction.UP, Direction.DOWN) and fact.mention.unit != "%"


def _same_measure(level: Fact, change: Fact, claim: Fact) -> bool:
    """Whether a level, its change and a claim are in one unit; a percentage changes by points."""
    if level.mention.value is None or change.mention.value is None or level.measure in _RELATIVE:
        return False
    units = level.mention.unit, change.mention.unit
    if "%" in units or "pp" in units:
        return units == ("%", "pp") and claim.mention.unit == "%"
    return same_kind(*units) and counts(level) == counts(change) and same_kind(claim.mention.unit, units[0])


# -------------------------------------------------------------------------------- a difference


def _difference(scene: _Scene) -> Derivation | None:
    """Take one number from another that the statement tells or names."""
    if not scene.says("difference") or _tells_difference(scene):
        return None
    pairs = _balance(scene) or (*_told_pairs(scene), *_named_pairs(scene))
    for more, less in pairs:
        value = _of(more) - _of(less)
        if (
            value > 0
            and _unit_fits(scene.claim, more, less)
            and scene.is_claim(value, _unit(scene.claim, more), (more, less))
        ):
            return _worded("−", more, less)
    return None


def _unit(claim: Fact, fact: Fact) -> str:
    """Return the unit of a difference: of percentages it is points."""
    return "pp" if fact.mention.unit == "%" and claim.mention.unit == "pp" else fact.mention.unit


def _unit_fits(claim: Fact, more: Fact, less: Fact) -> bool:
    if claim.mention.unit == "%":
        return False
    return counts(more) == counts(less) == counts(claim) and same_kind(more.mention.unit, less.mention.unit)


def _tells_difference(scene: _Scene) -> bool:
    """Whether the source tells the difference itself, so that the claim must be that."""
    claim = scene.claim
    direct = (f for f in scene.source.facts if f.measure is Measure.DIFFERENCE and could_mean(claim, f))
    if any(same_kind(claim.mention.unit, f.mention.unit) and scene.score(f) > 0 for f in direct):
        return True
    balance, text = _load()["balance"], scene.source.text
    if not any(
        balance[side].within(scene.text, claim.clause.start, claim.clause.end) for side in ("deficit", "surplus")
    ):
        return False
    return any(
        balance["told"].within(text, fact.clause.start, fact.mention.start)
        and same_kind(claim.mention.unit, fact.mention.unit)
        for fact in scene.source.facts
    )


def _balance(scene: _Scene) -> list[tuple[Fact, Fact]]:
    """Return exports and imports, the larger first, where the claim is a deficit or a surplus of trade."""
    clause, table = scene.claim.clause, _load()["balance"]
    deficit, surplus = (table[side].within(scene.text, clause.start, clause.end) for side in ("deficit", "surplus"))
    if deficit == surplus:
        return []
    facts = [t.fact for t in scene.alike]
    if len(facts) < 2:
        facts = [f for f in scene.source.facts if _operand(f) and same_kind(scene.claim.mention.unit, f.mention.unit)]
    exports = [fact for fact in facts if _trades(fact, 0)]
    imports = [fact for fact in facts if _trades(fact, 1)]
    pairs = [(i, e) if deficit else (e, i) for e in exports for i in imports]
    return [(more, less) for more, less in pairs if _same_time(more, less)]


def _trades(fact: Fact, family: int) -> bool:
    """Whether a number is all exports, or all imports, and not those of one commodity or market."""
    families = _trade_families()
    own = [topic for topic in fact.topics if topic.kind is TopicClass.SUBJECT]
    return (
        bool(own)
        and all(topic.ids & families[family] or is_generic(topic) for topic in own)
        and any(topic.ids & families[family] and not topic.ids & families[1 - family] for topic in own)
    )


@cache
def _trade_families() -> tuple[frozenset[str], ...]:
    return next(families for families in opposites() if any("exports" in family for family in families))


def _same_time(one: Fact, other: Fact) -> bool:
    """Whether two numbers are of one period, and both results or both wishes."""
    wishes = (one.status in _WISHES) == (other.status in _WISHES)
    return wishes and (one.period is None or other.period is None or one.period.same_as(other.period))


def _told_pairs(scene: _Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield two numbers of the claim's sentence, the larger first, where its words don't say the reverse."""
    for one, other in combinations(scene.alike, 2):
        more, less = (one, other) if _of(one.fact) > _of(other.fact) else (other, one)
        if scene.claim.measure in _CHANGES and scene.claim.direction and not _compares(scene):
            if _goes(more, less) is scene.claim.direction:
                yield more.fact, less.fact
        elif _in_order(scene, more.claim.mention.start, less.claim.mention.start):
            yield more.fact, less.fact


def _goes(more: Told, less: Told) -> Direction | None:
    """Return where a change between two numbers goes, if it is told which one came first."""
    for end in ("claim", "fact"):
        ends = getattr(more, end).change_end, getattr(less, end).change_end
        if ends in ((ChangeEnd.FROM, ChangeEnd.TO), (ChangeEnd.FROM, None), (None, ChangeEnd.TO)):
            return Direction.DOWN
        if ends in ((ChangeEnd.TO, ChangeEnd.FROM), (None, ChangeEnd.FROM), (ChangeEnd.TO, None)):
            return Direction.UP
    years = [told.claim.period.year if told.claim.period else None for told in (more, less)]
    if None in years or years[0] == years[1]:
        return None
    return Direction.UP if (years[0] or 0) > (years[1] or 0) else Direction.DOWN


def _compares(scene: _Scene) -> bool:
    """Whether words behind the claim compare two things: "17 more than"."""
    end = scene.claim.mention.end
    return _load()["difference"]["after"].within(scene.text, end, min(scene.claim.clause.end, end + _AFTER))


def _in_order(scene: _Scene, more: int, less: int) -> bool:
    """Whether what the statement names first is the larger or the smaller as it says; places are offsets in it."""
    clause, table = scene.claim.clause, _load()["first"]
    larger, smaller = (table[side].within(scene.text, clause.start, clause.end) for side in ("larger", "smaller"))
    if larger == smaller:
        return True
    return (more < less) == larger


def _named_pairs(scene: _Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield two numbers of one sentence of the source that the statement names apart, the larger first."""
    if len(bare_digits(_of(scene.claim))) < _FEWEST_DIGITS or scene.claim.direction and not _compares(scene):
        return
    for facts in scene.sentences():
        named = [(fact, names) for fact in facts if (names := scene.names(fact))]
        for (one, ones), (other, others) in combinations(named, 2):
            apart = [[t for t in a if not _shared(t, b)] for a, b in ((ones, others), (others, ones))]
            if not all(apart) or not _alike(one, other):
                continue
            places = [min(topic.start for topic in topics) for topics in apart]
            pair = (one, other) if _of(one) > _of(other) else (other, one)
            starts = places if pair[0] is one else places[::-1]
            if _in_order(scene, *starts):
                yield pair


def _shared(topic: Topic, others: Sequence[Topic]) -> bool:
    return any(topic.ids & other.ids or topic.start == other.start for other in others)


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two numbers measure the same at the same time."""
    return one.measure == other.measure and _same_time(one, other) and counts(one) == counts(other)


# -------------------------------------------------------------------------------- a sum


def _sum(scene: _Scene) -> Derivation | None:
    """Add two to four numbers that the statement tells or names."""
    if not scene.says("sum"):
        return None
    for members in (*_told_members(scene), *_named_members(scene)):
        units = {counts(fact) for fact in (*members, scene.claim)}
        alike = all(_alike(members[0], fact) for fact in members[1:])
        if (
            len(units) == 1
            and alike
            and scene.is_claim(sum(map(_of, members), start=0 * _of(members[0])), members[0].mention.unit, members)
        ):
            return _worded("+", *members)
    return None


def _told_members(scene: _Scene) -> Iterator[list[Fact]]:
    """Yield each run of numbers of the claim's sentence."""
    facts = [t.fact for t in scene.alike if t.claim.measure not in _RELATIVE]
    for size in range(2, min(len(facts), _MOST_MEMBERS) + 1):
        for start in range(len(facts) - size + 1):
            members = facts[start : start + size]
            if len({fact.mention.span for fact in members}) == size:
                yield members


def _named_members(scene: _Scene) -> Iterator[list[Fact]]:
    """Yield all numbers of one sentence of the source that the statement names apart."""
    if len(bare_digits(_of(scene.claim))) < _FEWEST_DIGITS:
        return
    for facts in scene.sentences():
        if any(_load()["sum"]["told"].within(scene.source.text, f.clause.start, f.mention.start) for f in facts):
            continue
        named = [(fact, scene.names(fact)) for fact in facts]
        members = [
            fact
            for fact, names in named
            if any(not any(_shared(topic, other) for f, other in named if f is not fact) for topic in names)
        ]
        if 2 <= len(members) <= _MOST_MEMBERS:
            yield members


# -------------------------------------------------------------------------------- a multiple or a fraction


def _multiple(scene: _Scene) -> Derivation | None:
    """Divide two numbers: "more than double what Malaysia took", "doubled, from 152 to 307 million"."""
    claim = scene.claim
    if claim.mention.unit != "x" and not is_fraction(claim):
        return None
    for part, whole in (*_told_ratios(scene), *_named_ratios(scene)):
        if not same_kind(part.mention.unit, whole.mention.unit) or counts(part) != counts(whole) or not _of(whole):
            continue
        if (_of(part) > _of(whole)) == (claim.mention.unit == "x") and is_ratio(claim.mention, _of(part) / _of(whole)):
            return _worded("÷", part, whole)
    return None


def _told_ratios(scene: _Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield both ends of a change; of a fraction, two other numbers of the sentence."""
    told = [t for t in scene.told if _operand(t.fact)]
    for one, other in permutations(told, 2):
        start, end = one.claim.change_end or one.fact.change_end, other.claim.change_end or other.fact.change_end
        if start is ChangeEnd.FROM and end is not ChangeEnd.FROM and one.claim.change_end is ChangeEnd.FROM:
            yield other.fact, one.fact
        elif (
            is_fraction(scene.claim) and one.claim.mention.start < scene.claim.mention.start < other.claim.mention.start
        ):
            if scene.claim.mention.end <= other.claim.mention.start <= scene.claim.mention.end + 2 * _AFTER:
                yield one.fact, other.fact


def _named_ratios(scene: _Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield a number that the sentence tells with one of the source that is named behind the multiple."""
    claim, end = scene.claim, scene.claim.mention.end
    if claim.base is not None and claim.base is not Base.PLAN:
        return
    if not _load()["multiple"]["after"].within(scene.text, end, min(claim.sentence.end, end + _AFTER)):
        return
    behind = [topic for topic in scene.topics if end <= topic.start < claim.clause.end]
    before = [t for t in scene.told if t.claim.mention.end <= claim.mention.start and _operand(t.fact)]
    for told in before[-1:]:
        for other in scene.source.facts:
            own = [topic for topic in (*other.topics, *other.whole) if topic.kind in NAMING]
            named = any(topic.ids & theirs.ids for topic in behind for theirs in own)
            if named and other is not told.fact and _operand(other) and _same_time(told.fact, other):
                yield told.fact, other
