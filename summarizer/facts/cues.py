"""Finds the words that tell a number's role: those of `cues.toml`, and English verbs in the past."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from summarizer.facts.segments import within
from summarizer.facts.tables import ROLES, load_cues
from summarizer.facts.types import Measure, Status
from summarizer.lexicon import split_words

if TYPE_CHECKING:
    from summarizer.lexicon import Language, Term

NO_STATUS = "none"
"""The id of wordings that hold a cue and are none."""

_ENDING = re.compile(r"ed(?!\w)")
_SHORTEST_PAST = 5
"""Letters of the shortest verb in the past that is taken for one: "cited"."""


class Cue(NamedTuple):
    """A word that tells a role: where, which value, and how far it speaks."""

    start: int
    end: int
    id: str
    reach: str


def find_cues(text: str, lang: Language) -> dict[str, tuple[Cue, ...]]:
    """Return the cues of every role, each role's longest from left to right; the text is walked once."""
    matcher, frame = load_cues(lang)
    found: dict[str, list[Cue]] = {role: [] for role in ROLES}
    ends = dict.fromkeys(ROLES, 0)
    for start, forms in matcher.find_all(text):
        for end, terms in reversed(forms):
            for term in terms:
                if start >= ends[term.category] and not _is_alternative(text, start, term):
                    ends[term.category] = end
                    if term.id != NO_STATUS:
                        found[term.category].append(Cue(start, end, term.id, term.note))
    if frame.perfect:
        past = dict([*(m.span() for m in frame.perfect.finditer(text)), *_regular_past(text, frame.not_past)])
        taken = within(sorted(past), [(cue.start, cue.end) for cue in found["status"]])
        found["status"] += [Cue(at, end, Status.ACTUAL, "clause") for at, end in past.items() if at not in taken]
    return {role: tuple(sorted(of_role)) for role, of_role in found.items()}


def _regular_past(text: str, others: frozenset[str]) -> list[tuple[int, int]]:
    """Return where English verbs with the ending of the past stand; `others` only end like one, or tell no result."""
    starts, ends, *_ = split_words(text, "en")
    spans = [(starts[bisect_left(ends, end)], end) for end in [match.end() for match in _ENDING.finditer(text)]]
    return [
        (start, end) for start, end in spans if _is_past(text[start:end], others) and text[start - 1 : start] != "-"
    ]


def _is_past(word: str, others: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST_PAST and word.isascii() and word.islower() and word.isalpha() and word not in others


def _is_alternative(text: str, start: int, term: Term) -> bool:
    """Whether a word of direction but bounds a number: "4% or lower", "two or more", "không thấp hơn 90%"."""
    if term.category != "direction" and (term.category != "measure" or term.id != Measure.GROWTH):
        return False
    return text[max(0, start - 7) : start].casefold().endswith((" or ", "không ", " no ", " not ", "thâm ", "bị cắt "))
