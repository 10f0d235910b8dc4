"""People and their offices, as a Vietnamese report introduces them, in English."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.lexicon import load_lexicon

_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_HONORIFIC = frozenset({"t_comrade", "t_mr", "t_mrs", "t_ms", "t_leader"})
_RANKS = (
    "Chairm",
    "Vice Chairm",
    "Permanent",
    "Director",
    "Deputy",
    "Minister",
    "Head",
    "Secretary",
    "Acting",
)


class Person(NamedTuple):
    """Someone the article names; either part may be empty."""

    name: str
    offices: tuple[str, ...]

    @property
    def office(self) -> str:
        """The office that matters to a reader."""
        ranked = [office for office in self.offices if office.startswith(_RANKS)]
        return (ranked or list(self.offices) or [""])[-1]

    def __str__(self) -> str:
        """Return "Lê Tiến Lam, Director of the Department of Industry and Trade"."""
        return ", ".join(part for part in (self.name, self.office) if part)


def read_person(text: str) -> Person:
    """Read one person out of the words that introduce them."""
    lexicon = load_lexicon()
    offices, blanked = [], text
    for match in lexicon.find(text, "vi", "agency"):
        office = match.terms[0]
        if office.id in _HONORIFIC or office.en[0] in {"Comrade", "Mr", "Ms", "Mrs"}:
            blanked = _blank(blanked, match.start, match.end)
            continue
        if _within(text, match.start, match.end):
            blanked = _blank(blanked, match.start, match.end)
            continue
        place, end = _place_after(text, match.end)
        blanked = _blank(blanked, match.start, end)
        if office.id.startswith("t_"):
            offices.append(_of_place(office.en[0], place))
    names = [name for name in find_names(blanked) if not _is_place(name)]
    return Person(names[0] if names else "", tuple(offices))


def find_names(text: str) -> list[str]:
    """Return the runs of two to five capitalised words."""
    names = []
    for run in _WORDS.finditer(text):
        words: list[str] = []
        for word in [*run.group().split(" "), ""]:
            if word[:1].isupper() and not word.isupper():
                words.append(word)
                continue
            if 2 <= len(words) <= 5:
                names.append(" ".join(words))
            words = []
    return names


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "," * (end - start) + text[end:]


def _within(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _place_after(text: str, start: int) -> tuple[str, int]:
    """Return the province named right after an office, and where it ends."""
    match = re.compile(r"\s+(?:tỉnh |TP\.? ?|thành phố )?").match(text, start)
    if match:
        place = load_lexicon().match_at(text, match.end(), "vi", "province")
        if place:
            return text[place.start : place.end], place.end
    return "", start


def _is_place(name: str) -> bool:
    match = load_lexicon().match_at(name, 0, "vi", "province")
    return match is not None and match.end == len(name)


def _of_place(office: str, place: str) -> str:
    """Return "Director of the Long An Department of Industry and Trade"."""
    return office.replace(" of the ", f" of the {place} ", 1) if place else office
