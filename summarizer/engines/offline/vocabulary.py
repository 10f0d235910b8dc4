"""The words the offline engine can put into English, and finding them in Vietnamese text.

`engines/data/offline_words.tsv` has the columns `kind, vi, en, other, flags`; forms of one row are parted by
`|`. `other` is a verb's nominal form with its preposition ("support for"), or a noun's form before another
noun ("business"). Nouns of the lexicon stand in where the table has none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from summarizer.engines.offline.english import is_plural, pluralise, singularise
from summarizer.errors import BrokenFileError
from summarizer.lexicon import fold, load_lexicon

COLUMNS = ("kind", "vi", "en", "other", "flags")
KINDS = frozenset(
    [
        "verb",
        "noun",
        "adjective",
        "relative",
        "adverb",
        "silent",
        "preposition",
        "purpose",
        "adverbial",
        "conjunction",
        "quantifier",
    ]
)
_TOKEN = re.compile(r"\w+(?:[.&+'’]\w+)*\+?|[^\w\s]")
_BODY = re.compile(
    r"^[A-Z](?!.*\bNo\b).*"
    r"\b(?:Department|Ministry|Committee|Board|Centre|Agency|Office|Division|Council)\b"
)
_PREDICATE = re.compile(r"(?<!\w)(?:ước|so với|cùng kỳ|so cùng kỳ)(?!\w)")
_DASHES = str.maketrans("–—−‑", "----")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to put a form into English."""

    kind: str
    en: str
    other: str = ""
    flags: dict[str, str] = field(default_factory=dict)
    listed: bool = True  # in our own table, so a safer choice than a noun of the lexicon


class Token(NamedTuple):
    """A word or mark of a text, with the form under which it is looked up."""

    start: int
    end: int
    text: str
    key: str


def tokenise(text: str) -> list[Token]:
    """Return the words and marks of a text."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        key = fold(word, "vi") if word[0].isalnum() else word.translate(_DASHES)
        tokens.append(Token(match.start(), match.end(), word, key))
    return tokens


class Vocabulary:
    """All entries, by the folded words of their Vietnamese forms."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        self._lengths: dict[str, set[int]] = {}

    def add(self, form: str, entry: Entry) -> None:
        """Add an entry under a form."""
        key = tuple(token.key for token in tokenise(form))
        self._entries.setdefault(key, []).append(entry)
        self._lengths.setdefault(key[0], set()).add(len(key))

    def holds(self, form: str) -> bool:
        """Tell whether a form has an entry."""
        return tuple(token.key for token in tokenise(form)) in self._entries

    def find(self, keys: tuple[str, ...], start: int) -> list[tuple[int, Entry]]:
        """Return every entry whose form begins at `start`, with the offset after it."""
        found: list[tuple[int, Entry]] = []
        for length in self._lengths.get(keys[start], ()):
            entries = self._entries.get(keys[start : start + length], ())
            found.extend((start + length, entry) for entry in entries)
        return found


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of this installation, read once.

    Raises:
        BrokenFileError: the table is missing or broken.
    """
    vocabulary = Vocabulary()
    _add_table(vocabulary)
    _add_lexicon(vocabulary)
    return vocabulary


def _add_table(vocabulary: Vocabulary) -> None:
    path = files("summarizer.engines") / "data" / "offline_words.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise BrokenFileError(f"offline_words.tsv: the first line must name the columns {COLUMNS}")
    for number, line in enumerate(lines[1:], start=2):
        cells = (line.split("\t") + [""] * 5)[:5]
        if cells[0] not in KINDS or not cells[1]:
            raise BrokenFileError(f"offline_words.tsv, line {number}: unknown kind {cells[0]!r} or no form")
        entry = Entry(cells[0], cells[2], cells[3], _read_flags(cells[4]))
        for form in cells[1].split("|"):
            vocabulary.add(form, entry)


def _read_flags(cell: str) -> dict[str, str]:
    """Read "i;inf:continue to" as {"i": "", "inf": "continue to"}."""
    pairs = (part.strip().partition(":") for part in cell.split(";") if part.strip())
    return {name: value for name, _, value in pairs}


def _add_lexicon(vocabulary: Vocabulary) -> None:
    tables, misleading = load_lexicon().terms, _list("misleading")
    for category in ("indicator", "commodity", "count_noun", "place_type", "directive_object", "agency"):
        for term in tables.get(category, {}).values():
            if _PREDICATE.search(" ".join(term.vi)) or term.en[0].startswith("number of "):
                continue  # words of the predicate, not names of things
            english = term.en[0]
            if category == "agency" and not term.id.startswith("t_") and _BODY.search(english):
                english = f"the {english}"
            forms = term.vi[:1] if category == "directive_object" else term.vi
            entry = _noun(category, english)
            for form in forms:
                named = len(form) > 2 and form.isupper()
                if (named or len(form.split()) > 1) and not vocabulary.holds(form) and form not in misleading:
                    vocabulary.add(form, entry)


@cache
def _list(name: str) -> frozenset[str]:
    """Return a list of the table's `[english]`."""
    path = files("summarizer.engines") / "data" / "offline_cues.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["english"][name])


def _noun(category: str, english: str) -> Entry:
    head = english.rpartition(" ")[2].casefold()
    if category in {"commodity", "agency"} or is_plural(english) or head in _list("mass_nouns"):
        return Entry("noun", english, singularise(english), listed=False)
    if category == "indicator":
        return Entry("noun", f"the {english}", english, {"of": ""}, listed=False)
    return Entry("noun", pluralise(english), english, listed=False)
