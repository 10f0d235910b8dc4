"""Whether a statement is English."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "and",
        "for",
        "on",
        "with",
        "from",
        "by",
        "at",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "that",
        "this",
        "its",
        "it",
        "their",
        "than",
        "over",
        "under",
        "up",
        "down",
        "per",
        "more",
        "most",
        "least",
        "about",
        "between",
        "into",
        "while",
        "but",
        "or",
        "not",
        "no",
        "all",
        "also",
        "which",
        "who",
    ]
)
_VERB = re.compile(r"[a-z]{3,}(?:ed|ing)", re.IGNORECASE)
_FEWEST_WORDS = 6
_MOST_FOREIGN = 0.34


def is_english(text: str) -> bool:
    """Whether a statement reads as English; Vietnamese names in it, and very short ones, are no fault."""
    if text.isascii() and not _FUNCTION_WORDS.isdisjoint(text.casefold().split()):
        return True
    words = _WORD.findall(text)
    if not words:
        return True
    foreign = [word for word in words if not word.isascii() and word[0].islower()]
    if len(foreign) > len(words) * _MOST_FOREIGN:
        return False
    if not any(word.isascii() for word in words):
        return False
    return len(words) < _FEWEST_WORDS or any(w.casefold() in _FUNCTION_WORDS or _VERB.fullmatch(w) for w in words)
