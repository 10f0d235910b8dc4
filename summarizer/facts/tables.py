"""Reads `cues.toml`: the words that tell a number's role."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import BrokenFileError
from summarizer.lexicon import Matcher, Term, fold, load_lexicon

if TYPE_CHECKING:
    from summarizer.lexicon import Language

ROLES = ("measure", "direction", "status", "base")
PHRASES = (
    "against",
    "plan",
    "funds",
    "ratio",
    "equal",
    "level_to",
    "to",
    "of",
    "whole_year",
    "compares",
    "until",
    "joins",
    "asides",
    "causes",
    "tells",
)


class Phrases:
    """A short list of forms, found as whole words in any case, the longest first."""

    def __init__(self, forms: list[str]) -> None:
        tails: dict[str, list[str]] = {}
        for form in sorted(forms, key=len, reverse=True):
            tails.setdefault(form[0], []).append(re.escape(form[1:]))
        # Alternatives that begin with a plain letter each are looked for twice as fast as with one look behind for all.
        words = [
            rf"{re.escape(letter)}(?<!\w.)(?i:{'|'.join(rest)})(?!\w)"
            for first, rest in tails.items()
            for letter in sorted({first, first.upper()})
        ]
        self._pattern = re.compile("|".join(words) or r"(?!)", re.DOTALL)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return where the forms stand, from left to right."""
        return [match.span() for match in self._pattern.finditer(text)]

    def first(self, text: str, start: int, end: int) -> int | None:
        """Return where the first form within a part of a text begins."""
        found = self._pattern.search(text, start, end)
        return found.start() if found else None

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether a form stands within a part of a text."""
        return self._pattern.search(text, start, end) is not None

    def covers(self, words: str) -> bool:
        """Whether some words are a form as a whole."""
        return self._pattern.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Frame:
    """How one language frames its sentences; see `cues.toml`."""

    abbreviations: frozenset[str]
    against: Phrases
    plan: Phrases
    funds: Phrases
    ratio: Phrases
    equal: Phrases
    level_to: Phrases
    to: Phrases
    of: Phrases
    whole_year: Phrases
    compares: Phrases
    until: Phrases
    starts: frozenset[str]
    into: frozenset[str]
    joins: Phrases
    opens: re.Pattern[str]
    loose: re.Pattern[str]
    asides: Phrases
    causes: Phrases
    tells: Phrases
    heads: re.Pattern[str]
    perfect: re.Pattern[str] | None
    not_past: frozenset[str]


class Cues(NamedTuple):
    """The cues of one language: one matcher for all roles, and the frame."""

    matcher: Matcher
    frame: Frame


@cache
def _load() -> dict[str, Any]:
    try:
        return tomllib.loads((files("summarizer.facts") / "cues.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BrokenFileError(f"summarizer/facts/cues.toml cannot be read: {error}") from error


def _terms(role: str) -> list[Term]:
    return [
        Term(row["id"], role, tuple(row["vi"]), tuple(row["en"]), row.get("reach", "sentence")) for row in _load()[role]
    ]


@cache
def load_cues(lang: Language) -> Cues:
    """Return the cues of a language, read once."""
    terms = [term for role in ROLES for term in _terms(role)]
    return Cues(Matcher(terms, lang), _read_frame(_load()["frame"][lang]))


def _read_frame(frame: dict[str, Any]) -> Frame:
    phrases = {name: Phrases(frame[name]) for name in PHRASES}
    return Frame(
        abbreviations=frozenset(frame["abbreviations"]),
        starts=frozenset(frame["starts"]),
        into=frozenset(frame["into"]),
        opens=re.compile(frame["opens"], re.IGNORECASE),
        loose=re.compile(frame["loose"], re.IGNORECASE),
        heads=re.compile(frame["heads"], re.IGNORECASE),
        perfect=re.compile(frame["perfect"], re.DOTALL) if "perfect" in frame else None,
        not_past=frozenset(frame.get("not_past", ())),
        **phrases,
    )


@cache
def ignored_ids() -> frozenset[str]:
    """Return the ids of topics that tell nothing of what a number is about."""
    return frozenset(_load()["ignore"]["ids"])


@cache
def ignored_prefixes() -> tuple[str, ...]:
    """Return the prefixes of ids that are no topics."""
    return tuple(_load()["ignore"]["prefixes"])


@cache
def ignored_syllables() -> frozenset[str]:
    """Return Vietnamese syllables that are no topic when they stand alone."""
    return frozenset(_load()["ignore"]["syllables"])


@cache
def generic_ids() -> frozenset[str]:
    """Return the ids of topics that many indicators share: they tell a little."""
    return frozenset(_load()["generic"]["ids"])


@cache
def manner_ids() -> frozenset[str]:
    """Return the ids of words that tell how one number is measured, and not the next: "in volume"."""
    return frozenset(_load()["generic"]["manner"])


@cache
def aspect_ids() -> frozenset[str]:
    """Return the ids of what is told of goods beside how much there is of them: their price, their value."""
    return frozenset(_load()["generic"]["aspects"])


@cache
def deed_ids() -> frozenset[str]:
    """Return the ids of what is done with money: allocated, disbursed."""
    return frozenset(_load()["generic"]["deeds"])


@cache
def stock_ids() -> frozenset[str]:
    """Return the ids of what is there at a time, and not brought by a period: projects in force."""
    return frozenset(_load()["generic"]["stock"])


@cache
def term_ids(category: str) -> frozenset[str]:
    """Return the ids of a table of the lexicon."""
    return frozenset(load_lexicon().terms[category])


@cache
def classifier_ids() -> frozenset[str]:
    """Return the ids of nouns that count anything: case, item, turn."""
    forms = frozenset(_load()["generic"]["classifier_forms"])
    nouns = load_lexicon().terms["count_noun"].values()
    return frozenset(term.id for term in nouns if not forms.isdisjoint(term.vi))


_NOUN_TABLES = ("count_noun", "indicator", "directive_object", "commodity", "place_type")


@cache
def _noun_heads() -> dict[str, frozenset[str]]:
    """Return the sorts of thing that the last word of an English noun may count."""
    heads: dict[str, set[str]] = {}
    for kind, words in _load()["noun_kinds"].items():
        for word in words:
            heads.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in heads.items()}


@cache
def noun_kinds(term_id: str) -> frozenset[str]:
    """Return what sort of things a counted noun counts; none where its English form does not tell."""
    tables = (load_lexicon().terms[category] for category in _NOUN_TABLES)
    forms = next((rows[term_id].en for rows in tables if term_id in rows), ())
    last = [fold(form.partition(" with ")[0].partition(" of ")[0].split()[-1], "en") for form in forms[:3]]
    return frozenset().union(*(_noun_heads().get(word, frozenset()) for word in last))


@cache
def opposites() -> tuple[tuple[frozenset[str], ...], ...]:
    """Return families of ids of which a number has one only: exports or imports, farmed or caught."""
    return tuple(tuple(frozenset(family) for family in row["families"]) for row in _load()["opposite"])


@cache
def opposite_row(term_id: str) -> tuple[frozenset[str], ...]:
    """Return the families of the row that an id is of: exports and imports."""
    return next(families for families in opposites() if any(term_id in family for family in families))


@cache
def opening_words() -> frozenset[str]:
    """Return English words that are no part of a name though a sentence begins with them in capitals."""
    return frozenset(_load()["names"]["openings"])


@cache
def opposed_ids() -> frozenset[str]:
    """Return the ids of every such family: most facts have none of them."""
    return frozenset().union(*(family for families in opposites() for family in families))


@cache
def place_words() -> frozenset[str]:
    """Return folded words that tell what sort of place a name is of."""
    return frozenset(_load()["names"]["places"])


@cache
def region_ids() -> frozenset[str]:
    """Return the ids of markets that are no single foreign country: regions, blocs, sorts of market, Viet Nam."""
    return frozenset(_load()["names"]["regions"])


@cache
def broader_ids(noun: str) -> frozenset[str]:
    """Return the ids of the counted nouns that cover one: people for workers, outlets for petrol stations."""
    return frozenset(broad for row in _load()["broader"] if _is_narrower(noun, row) for broad in row["ids"])


def _is_narrower(noun: str, row: dict[str, Any]) -> bool:
    terms = load_lexicon().terms
    return noun in row["of"] or any(noun in terms[category] for category in row.get("categories", ()))


@cache
def office_words() -> frozenset[str]:
    """Return first words of capitalised names that are offices and papers, no places."""
    return frozenset(_load()["names"]["offices"])
