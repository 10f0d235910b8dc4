"""What a text says about its numbers: indicator, measure, direction, period, base, status."""

from summarizer.facts.periods import Period, parse_period
from summarizer.facts.reading import find_facts
from summarizer.facts.sentences import read_text
from summarizer.facts.topics import find_topics, fold_name
from summarizer.facts.types import Base, Direction, Fact, Measure, Status, Topic, TopicClass

__all__ = [
    "Base",
    "Direction",
    "Fact",
    "Measure",
    "Period",
    "Status",
    "Topic",
    "TopicClass",
    "find_facts",
    "find_topics",
    "fold_name",
    "parse_period",
    "read_text",
]
