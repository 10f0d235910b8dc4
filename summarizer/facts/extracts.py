"""What stands in some sentences of a text: topics, cues and the ends of clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from summarizer.facts.cues import find_cues
from summarizer.facts.segments import clause_ends, within
from summarizer.facts.tables import term_ids
from summarizer.facts.topics import read_topics
from summarizer.facts.types import Measure, Once, Status, Topic, TopicClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.facts.cues import Cue
    from summarizer.lexicon import Language
    from summarizer.quantities.types import Mention, Span

_START, _END = itemgetter(0), itemgetter(1)
"""Both ends of a topic or a cue."""


class Extract:
    """Sentences of a text that are looked through together, when the first of them is asked for what stands in it.

    One by one they would take half as long again.
    """

    def __init__(self, text: str, lang: Language, spans: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self._text = text
        self._lang = lang
        self._spans = spans
        self._mentions = mentions

    def cues_of(self, span: Span) -> dict[str, tuple[Cue, ...]]:
        """Return the cues of every role within a sentence."""
        start, end = span
        return {
            role: cues[bisect_left(at, start) : bisect_left(at, end)] for role, (at, cues) in self._cue_columns.items()
        }

    def topics_of(self, span: Span) -> tuple[Topic, ...]:
        """Return the topics within a sentence."""
        at, topics = self._topic_columns
        return topics[bisect_left(at, span.start) : bisect_left(at, span.end)]

    def clause_ends_of(self, span: Span) -> tuple[int, ...]:
        """Return where the clauses of a sentence end; a comma within a longer term ends none."""
        return self._ends[bisect_right(self._ends, span.start) : bisect_right(self._ends, span.end)]

    @Once
    def _shown(self) -> str:
        """The text with blanks in place of its other sentences, so that what is found keeps its offsets.

        A line break before the blanks parts the sentences; what stands right before one stays, for its first mark.
        """
        parts: list[str] = []
        last = 0
        for start, end in self._spans:
            blanks = start - last - 2
            parts += ["\n" * (blanks >= 0), " " * blanks, self._text[max(last, start - 1) : end]]
            last = end
        return "".join(parts)

    @Once
    def _cues(self) -> dict[str, tuple[Cue, ...]]:
        return find_cues(self._shown, self._lang)

    @Once
    def _cue_columns(self) -> dict[str, tuple[list[int], tuple[Cue, ...]]]:
        """The cues of each role, and where they begin."""
        return {role: (list(map(_START, cues)), cues) for role, cues in self._cues.items()}

    @Once
    def _topic_columns(self) -> tuple[list[int], tuple[Topic, ...]]:
        """The topics, and where they begin."""
        cues = self._cues  # first: the words of the text are split once for both
        topics = _own_topics(self._shown, read_topics(self._shown, self._lang), self._mentions, cues)
        return list(map(_START, topics)), tuple(topics)

    @Once
    def _ends(self) -> tuple[int, ...]:
        terms = [topic for topic in self._topic_columns[1] if topic.kind is not TopicClass.WORD]
        starts, reach = list(map(_START, terms)), [0, *accumulate(map(_END, terms), max)]
        ends = clause_ends(self._shown, self._mentions)
        return tuple([end for end in ends if reach[bisect_right(starts, end - 1)] < end])


def _own_topics(
    text: str, topics: list[Topic], mentions: Sequence[Mention], cues: dict[str, tuple[Cue, ...]]
) -> list[Topic]:
    """Leave out topics that are a cue, a part of a date or of a base, or but a syllable of another word.

    A verb of result stays where it names a subject as well: "imported".
    """
    spans = {cue[:2] for of_role in cues.values() for cue in of_role if cue.id != Measure.LEVEL}
    results = {cue[:2] for cue in cues["status"] if cue.id == Status.ACTUAL}
    dated = [*(mention.span for mention in mentions if mention.iso), *(cue[:2] for cue in cues["base"])]
    taken = within(list(map(_START, topics)), dated)
    behind = {mention.end + gap for mention in mentions for gap in (0, 1)}
    begun = {start for start, _ in spans}
    own: list[Topic] = []
    for topic in topics:
        start = topic.start
        if start in taken:
            continue
        if start in begun and (start, topic.end) in spans:
            if topic.kind is TopicClass.SUBJECT and (start, topic.end) in results:
                own.append(_as_deed(topic))
        elif not topic.chance or start in behind or _HAS_VERB.match(text, topic.end) or _is_item(text, topic):
            own.append(topic)
    return own


def _as_deed(topic: Topic) -> Topic:
    """Return a verb of result as what is done, where it does not name a subject alone: "disbursed"."""
    return topic if topic.ids.isdisjoint(term_ids("directive_verb")) else topic._replace(kind=TopicClass.ACTION)


_HAS_VERB = re.compile(r" (?:ước )?(?:đạt|chiếm|tăng|giảm) (?=\d)")
"""What makes a syllable that is mostly a part of other words a subject of its own: "tôm đạt 237,6 triệu USD"."""


def _is_item(text: str, topic: Topic) -> bool:
    """Whether a syllable is all that a list says of a number: "; chè 7.850 tấn"."""
    led = text[max(0, topic.start - 2) : topic.start] in ("; ", ", ", ": ", "- ")
    return led and text[topic.end : topic.end + 1] == " " and text[topic.end + 1 : topic.end + 2].isdigit()
