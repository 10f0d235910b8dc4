"""Whether the words of a claim mean another number of the source than the one it agrees with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.crosscheck.fields import Fault, could_mean, counted, counts, is_confusable
from summarizer.crosscheck.topics import NAMING, Match, TopicIndex, is_generic, match_topics
from summarizer.crosscheck.values import compare, is_money, is_time
from summarizer.facts import Fact, Measure, Topic, TopicClass
from summarizer.facts.tables import broader_ids, deed_ids, opposite_row, term_ids
from summarizer.findings import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RIVAL_MARGIN = 0.25
"""By how much another fact of the source must match a claim's words better before they are held to mean it."""

_OF = 4
"""Characters between two terms of one phrase: " of "."""


def find_rival_fault(claim: Fact, fact: Fact, index: TopicIndex, match: Match) -> Fault | None:
    """Return a fault where the claim's words mean another number of the source than this one."""
    if is_time(claim.mention.unit) or (counts(claim) and not counted(claim)):
        return None
    if _is_balance(claim, fact):
        return None
    predicate = [t for t in claim.theme if _named(t) and t not in claim.subject]
    if any(t.ids & u.ids for t in predicate for u in fact.whole):
        return None
    return _better_match(claim, fact, index, match) or _contrast(claim, fact, index)


def _is_balance(claim: Fact, fact: Fact) -> bool:
    """Whether a claim tells a balance by its sides, the larger first: "imports exceeded exports by" for "nhập siêu"."""
    surplus, deficit = opposite_row("trade_surplus")
    ids = frozenset().union(*(topic.ids for topic in fact.own))
    if ids.isdisjoint(surplus) and ids.isdisjoint(deficit):
        return False
    exports, imports = opposite_row("exports")
    named = sorted((*claim.subject, *claim.context), key=lambda topic: topic.start)
    sides = [exports if topic.ids & exports else imports for topic in named if topic.ids & (exports | imports)]
    if len(sides) < 2 or sides[0] is sides[1]:
        return False
    return not ids.isdisjoint(surplus if sides[0] is exports else deficit)


def _better_match(claim: Fact, fact: Fact, index: TopicIndex, ours: Match) -> Fault | None:
    """Return a fault where the claim's words mean another number of the source better than this one."""
    missing = [t for t in ours.missing if _decides(t, claim, fact, index)]
    if not missing or not _names_another(claim, fact, index):
        return None
    if any(map(_named, ours.met)):
        return None
    rival = _best_rival(claim, fact, index, ours, missing)
    if rival is None:
        return None
    topic = next(topic for topic in missing if index.has_own(topic, rival))
    return Fault(_topic_reason(claim, topic), rival=rival, topic=topic)


def _names_another(claim: Fact, fact: Fact, index: TopicIndex) -> bool:
    """Whether the fact says what it is about, in words that the lexicon knows and the claim does not use."""
    named = [t for t in fact.subject if _named(t) and index.has(t)]
    said = _said(claim)
    own = [t for t in named if t in fact.topics]
    if own and counts(claim) and (own[-1].ids | own[-1].parts) & said:
        return False
    return bool(named) and any(not (t.ids | t.parts) & said for t in named)


def _decides(topic: Topic, claim: Fact, fact: Fact, index: TopicIndex) -> bool:
    """Whether a topic that the fact lacks can tell that another is meant."""
    if not _named(topic) or not index.has(topic):
        return False
    if claim.measure is Measure.SHARE and topic in claim.whole:
        return False
    if topic.ids & _broader(claim, fact):
        return False
    if counts(claim) and topic in claim.whole and any(is_told_before(topic, noun, fact) for noun in fact.own):
        return False
    return topic not in claim.carried or not index.meets(topic, fact)


def is_told_before(topic: Topic, noun: Topic, fact: Fact) -> bool:
    """Whether a claim's noun stands before the source's, which is short for it: "258 cửa hàng xăng dầu, 6 cửa hàng"."""
    return any(topic.ids & t.ids and noun.ids & t.heads for t in fact.context)


def _broader(claim: Fact, fact: Fact) -> frozenset[str]:
    """Return the ids of what covers the things that a number counts: vehicles for lorries."""
    if not counts(claim):
        return frozenset()
    nouns = fact.own
    return frozenset().union(*(broader_ids(noun_id) for noun in nouns for noun_id in noun.ids))


def _best_rival(claim: Fact, fact: Fact, index: TopicIndex, ours: Match, missing: Sequence[Topic]) -> Fact | None:
    best, margin = None, RIVAL_MARGIN
    for other in index.facts:
        if other is fact or not is_confusable(claim, other) or not could_mean(claim, other, instead_of=fact):
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


def _contrast(claim: Fact, fact: Fact, index: TopicIndex) -> Fault | None:
    """Return a fault where the claim names what sets another number apart, and not what sets this one apart.

    So are told apart the members of a list ("đồ gỗ 142,3 triệu USD, viên nén gỗ 47,9 triệu USD"), however many
    words they share.
    """
    near = _nearest(fact)
    if near is None:
        return None
    own = [t for t in fact.subject if t not in fact.carried or not _are_siblings(t, near)]
    opening = () if claim.topics else tuple(t for t in claim.theme if t.end <= claim.mention.start)
    whole = _first_noun(claim) if counts(claim) else claim.whole
    words = _words(own)
    strange = [t for t in (*claim.topics, *whole, *opening) if t.ids.isdisjoint(words)]
    if not strange:
        return None
    around = (t for t in fact.context if not _are_siblings(t, near) and not _is_other_goods(t, near))
    known = words | _words(around)
    broad = _broader(claim, fact)
    for topic in strange:
        qualifiers = (topic.parts - topic.heads) - known
        told = topic.ids & (known | broad) or (topic.parts & near.ids and not qualifiers) or index.is_home(topic)
        deed = is_money(claim.mention.unit) and _is_deed_of(topic, fact)
        if (topic.kind in NAMING or deed) and not told:
            narrower = bool(topic.parts & near.ids)
            for other in index.facts:
                if (
                    other is not fact
                    and (not is_generic(topic) or _shares_sentence(topic, near, fact, other))
                    and (topic.ids & other.told or any(qualifiers & t.ids for t in other.subject))
                    and is_confusable(claim, other)
                    and (
                        (narrower and _is_narrower(qualifiers, fact, other))
                        or _is_of_one_table(topic, claim, fact, other)
                        or _is_item(topic, claim, fact, other)
                        or _is_set_apart(topic, fact, other, index)
                        or _is_apart(claim, topic, own, near, other, same=fact.sentence == other.sentence)
                    )
                    and could_mean(claim, other, instead_of=fact)
                    and compare(claim.mention, other.mention).fault is not None
                ):
                    return Fault(_topic_reason(claim, topic), rival=other, topic=topic)
    return None


def _first_noun(claim: Fact) -> tuple[Topic, ...]:
    """Return the noun right behind a count, but for the name of a place: "13 Mekong Delta localities"."""
    first = claim.whole[:1]
    if first and any(t.kind is TopicClass.PLACE and t.start == first[0].start for t in claim.whole):
        return ()
    return first


def _is_other_goods(topic: Topic, near: Topic) -> bool:
    """Whether a topic before a number is the goods of another item than its own: "thép 1.236 tấn; xi măng 870 tấn"."""
    goods = term_ids("commodity")
    return not near.ids.isdisjoint(goods) and not topic.ids.isdisjoint(goods)


def _is_narrower(qualifiers: frozenset[str], fact: Fact, other: Fact) -> bool:
    """Whether what narrows a claim's term is said of the other number beside this one: "riêng điện gió 1.725 triệu"."""
    return fact.sentence == other.sentence and any(qualifiers & t.ids for t in other.own)


def _is_item(topic: Topic, claim: Fact, fact: Fact, other: Fact) -> bool:
    """Whether both numbers stand behind the name of an item, and the claim names the other's: "hóa chất 412 hồ sơ"."""
    if fact.sentence != other.sentence or topic not in claim.topics or is_generic(topic):
        return False
    if not any(topic.ids & t.ids for t in other.topics):
        return False
    said = _said(claim) | other.told
    own = [t for t in fact.topics if t.kind not in (TopicClass.WORD, TopicClass.PLACE) and not is_generic(t)]
    return any(not (t.ids | t.parts) & said for t in own) and not any(topic.ids & (t.ids | t.parts) for t in own)


def _is_deed_of(topic: Topic, fact: Fact) -> bool:
    """Whether a claim tells what was done with money of which the source tells nothing done: "allocated"."""
    return bool(topic.ids & deed_ids()) and not any(t.ids & deed_ids() for t in fact.own)


def _is_set_apart(topic: Topic, fact: Fact, other: Fact, index: TopicIndex) -> bool:
    """Whether the place or the deed that a claim names is the other number's own, beside this one in its sentence.

    "các huyện miền núi tổ chức 12 phiên chợ, riêng huyện Kỳ Sơn ba phiên"; "tổng vốn 1.348 tỷ đồng, bố trí 512 tỷ".
    """
    if fact.sentence != other.sentence or not any(topic.ids & t.ids for t in other.topics):
        return False
    if topic.kind is TopicClass.PLACE:
        return not any(t.kind is TopicClass.PLACE and not index.is_home(t) for t in fact.own)
    return _is_deed_of(topic, fact)


def _is_of_one_table(topic: Topic, claim: Fact, fact: Fact, other: Fact) -> bool:
    """Whether a claim names the goods of the other number, and this one has other goods that it does not name."""
    goods = term_ids("commodity")
    if not topic.ids & goods or not any(topic.ids & t.ids for t in other.own):
        return False
    own = [t for t in fact.own if t.ids & goods]
    said = _said(claim)
    named = (t.ids & said or (t.parts & said and not _are_siblings(topic, t)) or t.ids & topic.parts for t in own)
    return bool(own) and not any(named)


def _shares_sentence(topic: Topic, near: Topic, fact: Fact, other: Fact) -> bool:
    """Whether a general word tells two numbers of one sentence apart: "doanh thu tăng 19%; nộp ngân sách tăng 11%"."""
    own = other.topics or other.subject
    return other.sentence == fact.sentence and not is_generic(near) and any(topic.ids & t.ids for t in own)


def _nearest(fact: Fact) -> Topic | None:
    """Return the last name of what a number is about: its own, else what it takes from before."""
    named = [t for t in fact.subject if t.kind in NAMING]
    own = [t for t in named if t in fact.topics] or [t for t in named if t in fact.carried] or named
    return max(own, key=lambda t: t.start, default=None)


def _is_apart(claim: Fact, topic: Topic, own: Sequence[Topic], near: Topic, other: Fact, *, same: bool) -> bool:
    """Whether the claim shares nothing with a number that it does not share with the other as well."""
    theirs = other.told
    shared = _said(claim) & _words(own) - theirs - topic.heads
    told = shared & (near.ids | near.parts)
    if shared - told - _words(other.context):
        return False
    if told:
        return same and _qualifies(topic, claim, near)
    return not near.ids & theirs


def _qualifies(topic: Topic, claim: Fact, head: Topic) -> bool:
    """Whether a claim has a topic and the head of another in one phrase: "fruit exports", "exports of fruit"."""
    heads = [t for t in claim.topics if t.ids & head.ids]
    return any(t.start - topic.end == 1 or topic.start - t.end == _OF for t in heads)


def _named(topic: Topic) -> bool:
    return topic.kind in NAMING and not is_generic(topic)


def _said(claim: Fact) -> frozenset[str]:
    return claim.told | _words(claim.context) | _words(claim.theme)


def _words(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset().union(*(t.ids | t.parts for t in topics))


def _are_siblings(one: Topic, other: Topic) -> bool:
    """Whether two terms share a part, and neither is a part of the other: solar plant and wind plant."""
    apart = not (one.ids & (other.ids | other.parts) or other.ids & one.parts)
    return apart and bool(one.parts & other.parts)


def _topic_reason(claim: Fact, topic: Topic) -> Reason:
    if topic.kind is TopicClass.PLACE:
        return Reason.PLACE
    if topic.kind is TopicClass.NOUN and topic in claim.whole:
        return Reason.COUNT_NOUN
    return Reason.INDICATOR
