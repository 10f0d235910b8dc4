"""The bilingual lexicon: tables of terms, and finding them in a text.

The tables stand in `data/CATEGORY.tsv`, columns `id, vi, en, note`; the forms of one language are parted
by `|`, the standard one first. A linguist edits them in a spreadsheet; loading checks them.

Matching is by words, longest first. It folds case, dashes, English plurals and British spellings, and the
two ways to place a Vietnamese tone (hoà, hòa) or to write a final i (tỉ, tỷ). A form of one word that is
capitalised in the table (Áo, Bộ, IIP) is only met capitalised, since lower case is another word.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Language = Literal["vi", "en"]
COLUMNS = ("id", "vi", "en", "note")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a table: an id, and its forms in both languages, the standard one first."""

    id: str
    category: str
    vi: tuple[str, ...]
    en: tuple[str, ...]
    note: str


class TermMatch(NamedTuple):
    """Where a text has a form, and every term that is written so."""

    start: int
    end: int
    terms: tuple[Term, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the terms."""
        return frozenset(term.id for term in self.terms)


class Words(NamedTuple):
    """The words and hard stops of a text: where each begins and ends, its folded form, and what parts it from the last.

    They stand in columns, since an object for each of the thousand words of a report costs more than finding it; and
    in tuples, which the garbage collector need not walk through. An empty word ends the folded ones: no form goes on
    with it.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folded: tuple[str, ...]
    gaps: tuple[str, ...]


_WORD = re.compile(r"\w+|[.;:!?()\n]")
# The same words: a set of Latin letters is matched in half the time of the class of all word characters.
_LATIN = "0-9A-Za-z_ªµº²³¹¼½¾À-ÖØ-öø-ɏḀ-ỿ"
_WORDS_AND_GAPS = re.compile(rf"([{_LATIN}]+\w*|{_WORD.pattern})")
_TONE_PLACES = (
    {"o" + new: old + "a" for new, old in zip("àáảãạ", "òóỏõọ", strict=True)}
    | {"o" + new: old + "e" for new, old in zip("èéẻẽẹ", "òóỏõọ", strict=True)}
    | {"u" + new: old + "y" for new, old in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)}
)
_FINAL_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_SHORT_I = re.compile(r"[hklmst]?[yỳýỷỹỵ]")
_BRITISH = (
    ("isation", "ization"),
    ("labour", "labor"),
    ("programme", "program"),
    ("centre", "center"),
    ("metre", "meter"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("favour", "favor"),
    ("colour", "color"),
)


def fold(word: str, lang: Language) -> str:
    """Return the form under which a word is looked up."""
    return _FOLDS[lang][word]


class _Folds(dict[str, str]):
    """The folded forms of the words met so far; a dictionary is asked for all words of a text in one call."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_FOLDS:
            self.clear()
        folded = self[word] = self._rule(word.casefold())
        return folded


def _fold_vietnamese(word: str) -> str:
    if _SHORT_I.fullmatch(word):
        return word.translate(_FINAL_I)
    if word[-2:] in _TONE_PLACES and not word.startswith("q"):
        return word[:-2] + _TONE_PLACES[word[-2:]]
    return word


def _fold_english(word: str) -> str:
    for british, american in _BRITISH:
        if british in word:
            word = word.replace(british, american)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses", "zes")) else word[:-1]


_MOST_FOLDS = 65536
_FOLDS = {"vi": _Folds(_fold_vietnamese), "en": _Folds(_fold_english)}


@lru_cache(maxsize=16)
def split_words(text: str, lang: Language) -> Words:
    """Return the words and hard stops of `text`; other punctuation and spaces only part them."""
    pieces = _WORDS_AND_GAPS.split(text)
    ends = list(accumulate(map(len, pieces)))
    folded = (*map(_FOLDS[lang].__getitem__, pieces[1::2]), "")
    return Words(tuple(ends[:-1:2]), tuple(ends[1::2]), folded, tuple(pieces[::2]))


@lru_cache(maxsize=16)
def _word_at(text: str, lang: Language) -> dict[int, int]:
    return {start: index for index, start in enumerate(split_words(text, lang).starts)}


class _Node:
    """A word on the way to some forms: the words that may follow, and the terms of the form that ends here.

    Attributes:
        after: the nodes of the next words.
        terms: the terms written so, whatever the case.
        cased: terms of one capitalised word, with that word; they are met capitalised only.
        parted: whether a form has a comma before the word; a text may have one there only then.
    """

    __slots__ = ("_met", "after", "cased", "parted", "terms")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.terms: tuple[Term, ...] = ()
        self.cased: tuple[tuple[str, Term], ...] = ()
        self.parted = False
        self._met: dict[tuple[bool, bool], tuple[Term, ...]] = {}

    def add(self, written: str, term: Term, alone: bool) -> None:
        """Let a form end here."""
        if alone and written[:1].isupper():
            self.cased = (*self.cased, (written, term))
        elif term not in self.terms:
            self.terms = (*self.terms, term)

    def terms_for(self, found: str) -> tuple[Term, ...]:
        """Return the terms that the words of a text are, the case of which decides."""
        case = found[:1].isupper(), found.isupper()
        terms = self._met.get(case)
        if terms is None:
            met = (term for written, term in self.cased if _same_case(written, *case))
            terms = self._met[case] = tuple(dict.fromkeys((*self.terms, *met)))
        return terms


def _first_word(words: str, lang: Language) -> str:
    """Return the first folded word of a form; "" where it has none."""
    found = _WORD.search(words)
    return fold(found.group(), lang) if found else ""


class Matcher:
    """Finds the forms of some terms; made once for a language and a set of categories."""

    def __init__(self, terms: Iterable[Term], lang: Language) -> None:
        self._lang: Language = lang
        self._root: dict[str, _Node] = {}
        self._waiting: dict[str, list[tuple[str, Term]]] = {}
        waiting = self._waiting
        folds: dict[str, str] = {}
        for term in terms:
            for written in term.vi if lang == "vi" else term.en:
                first = written.partition(" ")[0]
                key = folds.get(first) or folds.setdefault(first, _first_word(first, lang))
                waiting.setdefault(key, []).append((written, term))

    def _grow(self, words: tuple[str, ...]) -> None:
        """Put the forms that begin with some words in the tree, where no text has had them yet.

        A node is whole before it is in the tree, and there before it waits no more: the threads of a batch share
        one matcher.
        """
        for word in self._waiting.keys() & words:
            node = _Node()
            for written, term in self._waiting.get(word, ()):
                self._add(node, written, term)
            self._root.setdefault(word, node)
            self._waiting.pop(word, None)

    def _add(self, opening: _Node, written: str, term: Term) -> None:
        """Put a form in the tree, below the node of its first word."""
        if "…" in written:  # a frame with a slot is no form to look up
            return
        first, *words = _WORD.findall(written)
        node, parted = opening, "," in written and f"{first}," in written
        for word in words:
            folded = fold(word, self._lang)
            node = node.after.setdefault(folded, _Node())
            node.parted = node.parted or parted
            parted = "," in written and f"{word}," in written
        node.add(written, term, not words)

    def find_all(
        self, text: str, first: int = 0, last: int | None = None, *, apart: bool = False
    ) -> Iterator[tuple[int, list[tuple[int, tuple[Term, ...]]]]]:
        """Yield each offset that forms begin at, with the ends and the terms of all of them, the shortest first.

        They begin at one of the words from number `first` to `last`; with `apart` at none that the longest form
        before has taken.
        """
        starts, ends, folded, gaps = split_words(text, self._lang)
        openings, taken = folded[first : len(starts) if last is None else min(last, len(starts))], 0
        self._grow(openings)
        node: _Node | None
        for index, node in enumerate(map(self._root.get, openings), first):
            if node is None or (start := starts[index]) < taken:
                continue
            found: list[tuple[int, tuple[Term, ...]]] = []
            position = index
            while True:
                if terms := node.terms_for(text[start : ends[position]]) if node.cased else node.terms:
                    found.append((ends[position], terms))
                position += 1
                node = node.after.get(folded[position])
                if node is None or ("," in gaps[position] and not node.parted):
                    break  # a comma parts words that no form parts: "of exports, earning", "thị trường, Trung Quốc"
            if found:
                taken = found[-1][0] if apart else 0
                yield start, found

    def match(self, text: str, index: int) -> TermMatch | None:
        """Return the longest form that begins at word number `index` of `text`."""
        return next((TermMatch(start, *ends[-1]) for start, ends in self.find_all(text, index, index + 1)), None)

    def parts(self, text: str, whole: TermMatch) -> list[TermMatch]:
        """Return every shorter form within a match."""
        index = _word_at(text, self._lang)
        inside = [number for start, number in index.items() if whole.start <= start < whole.end]
        found = self.find_all(text, inside[0], inside[-1] + 1)
        parts = [TermMatch(start, *form) for start, forms in found for form in forms]
        return [part for part in parts if part.end <= whole.end and part[:2] != whole[:2]]

    def match_at(self, text: str, start: int) -> TermMatch | None:
        """Return the longest form that begins at offset `start`, where a word must begin."""
        index = _word_at(text, self._lang).get(start)
        return None if index is None else self.match(text, index)

    def find(self, text: str) -> list[TermMatch]:
        """Return the longest forms of `text` from left to right, not overlapping."""
        return [TermMatch(start, *ends[-1]) for start, ends in self.find_all(text, apart=True)]


def _same_case(written: str, capital: bool, upper: bool) -> bool:
    """Whether words that begin with a capital, or have nothing else, may be a form of that case."""
    if len(written) > 1 and written.isupper():
        return upper
    return capital or not written[:1].isupper()


class Lexicon:
    """All tables; `sha256` is the hash of their text."""

    def __init__(self, tables: dict[str, str]) -> None:
        self.terms: dict[str, dict[str, Term]] = {name: _read_table(name, text) for name, text in tables.items()}
        self.sha256 = hashlib.sha256("".join(tables[name] for name in sorted(tables)).encode()).hexdigest()
        self._matchers: dict[tuple[Language, frozenset[str]], Matcher] = {}

    def matcher(self, lang: Language, *categories: str) -> Matcher:
        """Return the matcher of some categories; made at the first call."""
        key = (lang, frozenset(categories))
        if key not in self._matchers:
            self._matchers[key] = Matcher([t for name in categories for t in self.terms[name].values()], lang)
        return self._matchers[key]

    def find(self, text: str, lang: Language, *categories: str) -> list[TermMatch]:
        """Return the longest forms of the categories in `text`, from left to right."""
        return self.matcher(lang, *categories).find(text)

    def match_at(self, text: str, start: int, lang: Language, *categories: str) -> TermMatch | None:
        """Return the longest form of the categories that begins at offset `start` of `text`."""
        return self.matcher(lang, *categories).match_at(text, start)


def _read_table(category: str, text: str) -> dict[str, Term]:
    """Parse one table.

    Raises:
        BrokenFileError: a row that a linguist must mend, with its line.
    """
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise BrokenFileError(f"lexicon table {category}.tsv: the first line must name the columns {COLUMNS}")
    terms: dict[str, Term] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        term = _read_row(category, line, f"lexicon table {category}.tsv, line {number}")
        if term.id in terms:
            raise BrokenFileError(f"lexicon table {category}.tsv, line {number}: id {term.id!r} stands twice")
        terms[term.id] = term
    return terms


def _read_row(category: str, line: str, place: str) -> Term:
    cells = line.split("\t")
    if len(cells) not in (3, 4) or not cells[0]:
        raise BrokenFileError(f"{place}: expected the cells {COLUMNS}, found {len(cells)}")
    if not unicodedata.is_normalized("NFC", line):
        raise BrokenFileError(f"{place}: not in NFC; save the table in composed Unicode")
    vi, en = (tuple(form.strip() for form in cell.split("|")) for cell in cells[1:3])
    for forms in (vi, en):
        if not all(forms) or len(set(forms)) != len(forms):
            raise BrokenFileError(f"{place}: a form is empty or stands twice")
    return Term(cells[0], category, vi, en, cells[3] if len(cells) == 4 else "")


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of this installation, read once.

    Raises:
        BrokenFileError: a table is missing or broken.
    """
    folder = files("summarizer.lexicon") / "data"
    tables = {
        path.name.removesuffix(".tsv"): path.read_text(encoding="utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".tsv")
    }
    if not tables:
        raise BrokenFileError("the lexicon has no tables; reinstall vn-report-summarizer")
    return Lexicon(tables)
