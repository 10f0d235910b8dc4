"""How much an indicator matters: what comes earlier in the queue among equally bad findings."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from summarizer.errors import BrokenFileError


def weigh(statement: str) -> int:
    """Return the weight of the weightiest indicator that an English statement names; 0 for none."""
    return max((weight for weight, pattern in _patterns() if pattern.search(statement)), default=0)


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Read the table, one pattern a weight."""
    lines = files("summarizer.review").joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    try:
        rows = [(int(weight), forms.split("|")) for weight, forms in (line.split("\t") for line in lines[1:])]
    except ValueError as error:
        raise BrokenFileError(f"summarizer/review/weights.tsv: {error}") from error
    return tuple((weight, _pattern(forms)) for weight, forms in rows)


def _pattern(forms: list[str]) -> re.Pattern[str]:
    """Compile the forms, longest first, as whole words in any case."""
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b", re.IGNORECASE)
