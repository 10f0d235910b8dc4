"""Numbers of the summary that are the difference of two numbers of the source."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING

from summarizer.crosscheck.fields import could_mean, counts
from summarizer.crosscheck.operands import (
    AFTER,
    FEWEST_DIGITS,
    Derivation,
    Scene,
    Told,
    comparable,
    finest,
    is_operand,
    load_cues,
    named_behind,
    same_time,
    shared,
    value_of,
    worded,
)
from summarizer.crosscheck.topics import is_generic
from summarizer.crosscheck.values import bare_digits, same_kind
from summarizer.facts import Direction, Fact, Measure, TopicClass
from summarizer.facts.tables import opposite_row
from summarizer.facts.types import ChangeEnd

if TYPE_CHECKING:
    from collections.abc import Iterator


_POINTS = frozenset({"pp", "point"})


def find_difference(scene: Scene) -> Derivation | None:
    """Take one number from another that the statement tells or names."""
    if not scene.says("difference") or _tells_difference(scene):
        return None
    pairs = _balance(scene) or (*_told_pairs(scene), *_named_pairs(scene), *_compared_pairs(scene))
    for more, less in pairs:
        value = value_of(more) - value_of(less)
        if (
            value > 0
            and _unit_fits(scene.claim, more, less)
            and scene.is_claim(value, _unit(scene.claim, more), finest(more, less))
        ):
            return worded("−", more, less)
    return None


def _unit(claim: Fact, fact: Fact) -> str:
    """Return the unit of a difference: of percentages it is points."""
    return claim.mention.unit if fact.mention.unit == "%" and claim.mention.unit in _POINTS else fact.mention.unit


def _unit_fits(claim: Fact, more: Fact, less: Fact) -> bool:
    if claim.mention.unit == "%":
        return False
    if claim.mention.unit in _POINTS:
        return more.mention.unit == less.mention.unit == "%"
    return counts(more) == counts(less) == counts(claim) and same_kind(more.mention.unit, less.mention.unit)


def _tells_difference(scene: Scene) -> bool:
    """Whether the source tells the difference itself, so that the claim must be that."""
    claim = scene.claim
    direct = (f for f in scene.source.facts if f.measure is Measure.DIFFERENCE and could_mean(claim, f, f))
    if any(same_kind(claim.mention.unit, f.mention.unit) and scene.score(f) > 0 for f in direct):
        return True
    balance, text = load_cues()["balance"], scene.source.text
    if not any(
        balance[side].within(scene.text, claim.clause.start, claim.clause.end) for side in ("deficit", "surplus")
    ):
        return False
    return any(
        balance["told"].within(text, fact.clause.start, fact.mention.start)
        and same_kind(claim.mention.unit, fact.mention.unit)
        for fact in scene.source.facts
    )


def _balance(scene: Scene) -> list[tuple[Fact, Fact]]:
    """Return exports and imports, the larger first, where the claim is a deficit or a surplus of trade."""
    deficit = _is_deficit(scene)
    if deficit is None:
        return []
    facts = [t.fact for t in scene.alike]
    if len(facts) < 2:
        facts = [f for f in scene.source.facts if is_operand(f) and same_kind(scene.claim.mention.unit, f.mention.unit)]
    exports = [fact for fact in facts if _trades(fact, 0)]
    imports = [fact for fact in facts if _trades(fact, 1)]
    pairs = [(i, e) if deficit else (e, i) for e in exports for i in imports]
    return [(more, less) for more, less in pairs if same_time(more, less)]


def _is_deficit(scene: Scene) -> bool | None:
    """Whether imports are the larger as the claim's clause says; `None` where it does not compare the two."""
    clause, table = scene.claim.clause, load_cues()["balance"]
    deficit, surplus = (table[side].within(scene.text, clause.start, clause.end) for side in ("deficit", "surplus"))
    if deficit != surplus:
        return deficit
    inside = [topic for topic in scene.topics if clause.start <= topic.start < clause.end]
    places = [[t.start for t in inside if t.ids & family] for family in opposite_row("exports")]
    if deficit or not all(places) or len(inside) != sum(map(len, places)):
        return None
    return not _in_order(scene, min(places[0]), min(places[1]))


def _trades(fact: Fact, family: int) -> bool:
    """Whether a number is all exports, or all imports, and not those of one commodity or market."""
    families = opposite_row("exports")
    own = [topic for topic in fact.topics if topic.kind is TopicClass.SUBJECT]
    return (
        bool(own)
        and all(topic.ids & families[family] or is_generic(topic) for topic in own)
        and any(topic.ids & families[family] and not topic.ids & families[1 - family] for topic in own)
    )


def _told_pairs(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield two numbers of the claim's sentence, the larger first, where its words don't say the reverse."""
    if scene.claim.direction and not _compares(scene):
        yield from _ends_by_size(scene)
        return
    for one, other in combinations(scene.alike, 2):
        more, less = (one, other) if value_of(one.fact) > value_of(other.fact) else (other, one)
        if _in_order(scene, more.claim.mention.start, less.claim.mention.start):
            yield more.fact, less.fact


def _ends_by_size(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield both ends of a change that goes where the claim goes, or two years of one, the larger first."""
    told = [(first.fact, last.fact) for first, last in (*scene.ends, *_years(scene))]
    for first, last in (*told, *_half_told(scene)):
        up = value_of(last) > value_of(first)
        if up == (scene.claim.direction is Direction.UP):
            yield (last, first) if up else (first, last)


def _half_told(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield both ends of a change of the source whose last the claim's clause tells: "rose by 6.8 points to 75.2%"."""
    for first, last in pairwise(scene.source.facts):
        told = any(t.fact is last and _is_beside(scene, t) for t in scene.told)
        if told and first.clause == last.clause and first.change_end is ChangeEnd.FROM and is_operand(first):
            yield first, last


def _is_beside(scene: Scene, told: Told) -> bool:
    """Whether a number stands in the claim's clause, or is what it came to: "by 3.6 points, to 13.1%"."""
    between = scene.text[scene.claim.mention.end : told.claim.mention.start]
    return told.claim.clause == scene.claim.clause or between == ", to "


def _years(scene: Scene) -> Iterator[tuple[Told, Told]]:
    for first, last in permutations(scene.alike, 2):
        years = [told.claim.period.year if told.claim.period else None for told in (first, last)]
        if years[0] and years[1] and years[0] < years[1]:
            yield first, last


def _compares(scene: Scene) -> bool:
    """Whether words behind the claim compare two things: "17 more than"."""
    end = scene.claim.mention.end
    return load_cues()["difference"]["after"].within(scene.text, end, min(scene.claim.clause.end, end + AFTER))


def _in_order(scene: Scene, more: int, less: int) -> bool:
    """Whether what the statement names first is the larger or the smaller as it says; places are offsets in it."""
    clause, table = scene.claim.clause, load_cues()["first"]
    larger, smaller = (table[side].within(scene.text, clause.start, clause.end) for side in ("larger", "smaller"))
    if larger == smaller:
        return True
    return (more < less) == larger


def _named_pairs(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield two numbers of one sentence of the source that the statement names apart, the larger first."""
    if len(bare_digits(value_of(scene.claim))) < FEWEST_DIGITS or (scene.claim.direction and not _compares(scene)):
        return
    for facts in scene.sentences():
        named = [(fact, names) for fact in facts if (names := scene.names(fact))]
        for (one, ones), (other, others) in combinations(named, 2):
            apart = [[t for t in a if not shared(t, b)] for a, b in ((ones, others), (others, ones))]
            if not all(apart) or not comparable(one, other):
                continue
            places = [min(topic.start for topic in topics) for topics in apart]
            pair = (one, other) if value_of(one) > value_of(other) else (other, one)
            starts = places if pair[0] is one else places[::-1]
            if _in_order(scene, *starts):
                yield pair


def _compared_pairs(scene: Scene) -> Iterator[tuple[Fact, Fact]]:
    """Yield a number that the sentence tells with one that it names: "22.3 million, 5.6 million above the average"."""
    if not _compares(scene) or len(bare_digits(value_of(scene.claim))) < FEWEST_DIGITS:
        return
    for told, other in named_behind(scene):
        if told.fact.sentence == other.sentence:
            told_is_more = value_of(told.fact) > value_of(other)
            places = (told.claim.mention.start, scene.claim.mention.end)
            if _in_order(scene, *(places if told_is_more else places[::-1])):
                yield (told.fact, other) if told_is_more else (other, told.fact)
