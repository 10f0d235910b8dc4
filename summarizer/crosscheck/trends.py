"""What a statement without numbers says rose or fell, held against the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.crosscheck.topics import is_generic
from summarizer.facts import Direction, Fact, Topic, TopicClass, read_text
from summarizer.facts.tables import broader_ids
from summarizer.facts.types import CHANGES, WISHES
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from summarizer.crosscheck.alignment import Source
    from summarizer.facts.sentences import Sentence

_ADVERBS = frozenset(
    {"also", "all", "both", "have", "has", "had", "slightly", "sharply", "then", "still", "again", "to", "together"}
)


_OF_ANOTHER = re.compile(
    r"\b(?:(?:through|via|at|in|for|across|with|from|to)(?: the)?|their|its|whose) $", re.IGNORECASE
)
"""What leads words that are no subject of their own."""

_SHORT = re.compile(r"(?:fell|fall|falls|falling|came) short\b")  # of a plan, whatever went before


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Words of a statement, and the fact of the source that says the opposite."""

    span: Span
    words: str
    fact: Fact


def find_contradictions(text: str, statement: Span, source: Source) -> list[Contradiction]:
    """Return where a statement says that an indicator rose of which the source tells only falls, or the reverse."""
    return [
        contradiction
        for sentence in read_text(text, "en").sentences
        if statement.start <= sentence.span.start < statement.end and sentence.cues["direction"]
        for topic, cue in _claims(text, sentence)
        if (contradiction := _contradiction(text, topic, *cue, source))
    ]


def _claims(text: str, sentence: Sentence) -> list[tuple[Topic, tuple[Span, Direction]]]:
    """Return each subject of the sentence with the verb of change right behind it."""
    claims = []
    placed = any(topic.kind is TopicClass.PLACE for topic in sentence.topics)
    for topic in sentence.topics:
        if topic.kind is not TopicClass.SUBJECT or is_generic(topic) or placed:
            continue
        if any(topic.start - other.end == 1 for other in sentence.topics):
            continue  # "apatite extraction" is not all extraction
        if text[topic.start - 1 : topic.start] == "-" or _OF_ANOTHER.search(
            text, max(0, topic.start - 16), topic.start
        ):
            continue  # "textiles saw their exports decline", "bulk cargo through the ports declined"
        cue = next((c for c in sentence.cues["direction"] if c.start >= topic.end), None)
        later = [t for t in sentence.topics if t.start >= topic.end and t.kind is TopicClass.SUBJECT]
        between = [t for t in later if cue and t.start < cue.start]
        short = cue is not None and _SHORT.match(text, cue.start) is not None
        if (
            cue
            and not short
            and not between
            and cue.id != Direction.UNCHANGED
            and _follows(text[topic.end : cue.start])
        ):
            claims.append((topic, (Span(cue.start, cue.end), Direction(cue.id))))
    return claims


def _follows(between: str) -> bool:
    """Whether only adverbs and auxiliaries part a subject from its verb."""
    return set(between.casefold().split()) <= _ADVERBS


def _is_of_sort(topic: Topic, fact: Fact) -> bool:
    """Whether a fact is of a topic, or of another thing of the same sort: of food safety cases as of violations."""
    if any(topic.ids & theirs.ids for theirs in fact.subject):
        return True
    sorts = frozenset().union(*map(broader_ids, topic.ids))
    nouns = (theirs for theirs in fact.subject if theirs.kind is TopicClass.NOUN)
    return any(sorts & broader_ids(noun) for theirs in nouns for noun in theirs.ids)


def _contradiction(text: str, topic: Topic, cue: Span, direction: Direction, source: Source) -> Contradiction | None:
    told = [f for f in source.facts if f.measure in CHANGES and f.direction is not None and f.status not in WISHES]
    facts = [fact for fact in told if any(topic.ids & theirs.ids for theirs in fact.subject)]
    if not facts or any(fact.direction is direction and _is_of_sort(topic, fact) for fact in told):
        return None
    return Contradiction(Span(topic.start, cue.end), text[topic.start : cue.end], facts[0])
