"""What a text says about its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from summarizer.facts.tables import generic_ids, manner_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.facts.periods import Period
    from summarizer.quantities.types import Mention, Span


class Measure(StrEnum):
    """What a number measures of its indicator."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    PLAN_COMPLETION = "plan_completion"
    OVER_PLAN = "over_plan"
    DIFFERENCE = "difference"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    COUNT = "count"


CHANGES = frozenset({Measure.GROWTH, Measure.DIFFERENCE})


class Direction(StrEnum):
    """Where a change goes."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


class ChangeEnd(StrEnum):
    """Which end of a change a level is: "from 12% to 9.8%"."""

    FROM = "from"
    TO = "to"


class Base(StrEnum):
    """What a change or a share is compared with."""

    YEAR_BEFORE = "year_before"
    MONTH_BEFORE = "month_before"
    QUARTER_BEFORE = "quarter_before"
    HALF_BEFORE = "half_before"
    YEAR_START = "year_start"
    DAY_BEFORE = "day_before"
    ROUND_BEFORE = "round_before"  # the price adjustment, the campaign, the fair before
    PLAN = "plan"
    OTHER = "other"  # something that is no time: ordinary months, the national average


class Status(StrEnum):
    """Whether a number is a result or a wish."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"
    FORECAST = "forecast"


class Timing(StrEnum):
    """Whether a number is there or still to come, whatever its status."""

    ALREADY = "already"  # "already", "hiện có"
    TO_COME = "to_come"  # "sẽ"


WISHES = frozenset({Status.TARGET, Status.FORECAST})
RESULTS = frozenset({Status.ACTUAL, Status.ESTIMATE})


class TopicClass(StrEnum):
    """What sort of words name a topic."""

    SUBJECT = "subject"  # indicator, commodity, sector
    PLACE = "place"  # market, province, district, any proper name
    NOUN = "noun"  # what is counted
    ACTION = "action"  # what is done
    WORD = "word"  # a word of the general language


class Topic(NamedTuple):
    """Words that tell what a number is about.

    Attributes:
        start: offset of the words.
        end: offset after them.
        kind: the class of the longest term.
        ids: every term that is written so; names are "name:" and the words without accents.
        parts: terms written by some of the words only ("exports" in "exports of rice").
        heads: the ids, and those of the parts that are the head of the phrase ("products" of "rural products").
        chance: whether it is a syllable that is mostly a part of other words; it counts only right behind a number.
    """

    start: int
    end: int
    kind: TopicClass
    ids: frozenset[str]
    parts: frozenset[str]
    heads: frozenset[str] = frozenset()
    chance: bool = False


_Thing = TypeVar("_Thing")
_Told = TypeVar("_Told")


class Once(Generic[_Thing, _Told]):
    """A property that is worked out at the first look; the standard one takes a lock before Python 3.12."""

    def __init__(self, work: Callable[[_Thing], _Told]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, thing: _Thing, owner: type[_Thing]) -> _Told:
        told = thing.__dict__[self._name] = self._work(thing)
        return told


@dataclass(frozen=True)  # without slots: what is asked of a fact for every other number is worked out once
class Fact:
    """What the text says about one number; a field is `None` where the text does not say.

    Attributes:
        mention: the number.
        sentence: the sentence it stands in.
        clause: the words between the commas around it.
        topics: what its own clause says it is about, the nearest last.
        whole: what it is a part of ("chiếm 36,2% tổng kim ngạch xuất khẩu"), and what follows it.
        context: topics that it takes from the words before its clause.
        theme: topics of the clauses without a number that its sentence begins or ends with.
        measure: what it measures.
        direction: where the change goes.
        part_of_last: whether the number before it is a part of it ("a quarter of the VND 312 billion").
        change_end: which end of a change it is, where both ends are told.
        period: the period that it belongs to.
        period_said: whether its own sentence says so.
        base: what it is compared with, in general words.
        base_period: the period it is compared with ("so với năm 2020").
        status: a result or a wish; `None` where no word tells.
        status_said: whether a word of its own sentence tells.
        timing: whether a word says that it is so already, or still to come.
    """

    mention: Mention
    sentence: Span
    clause: Span
    topics: tuple[Topic, ...]
    whole: tuple[Topic, ...]
    context: tuple[Topic, ...]
    theme: tuple[Topic, ...]
    measure: Measure | None
    direction: Direction | None
    part_of_last: bool
    change_end: ChangeEnd | None
    period: Period | None
    period_said: bool
    base: Base | None
    base_period: Period | None
    status: Status | None
    status_said: bool
    timing: Timing | None = None

    @property
    def head(self) -> Topic | None:
        """The nearest topic that names an indicator or a commodity; the context's where the clause names none."""
        for topics in (self.topics, self.context):
            for topic in reversed(topics):
                if topic.kind is TopicClass.SUBJECT:
                    return topic
        return None

    @Once
    def own(self) -> tuple[Topic, ...]:
        """The topics of its own words: before it in its clause, and right behind it."""
        return (*self.topics, *self.whole)

    @property
    def ids(self) -> frozenset[str]:
        """Every id of its own topics, whole or part."""
        return frozenset().union(*(topic.ids | topic.parts for topic in self.own))

    @Once
    def subject(self) -> tuple[Topic, ...]:
        """What the number is about: its own topics, and those of its sentence where its clause names none of a kind."""
        return (*self.own, *self.carried)

    @Once
    def told(self) -> frozenset[str]:
        """Every id that it names itself, whole or part, or takes from its sentence where it names none."""
        return frozenset().union(*(ids for topic in self.subject for ids in (topic.ids, topic.parts)))

    @Once
    def carried(self) -> tuple[Topic, ...]:
        """Indicators and places that it takes from the clauses before in its sentence."""
        if self.part_of_last:
            return ()
        start = self.sentence.start
        taken = [topic for topic in self.context if topic.start >= start]
        if not taken:
            return ()
        kinds = {topic.kind for topic in self.own if topic.ids.isdisjoint(generic_ids())} | {TopicClass.NOUN}
        return tuple(t for t in taken if t.kind not in kinds and t.ids.isdisjoint(manner_ids()))
