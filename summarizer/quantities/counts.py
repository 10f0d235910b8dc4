"""What is counted: the noun of the lexicon that follows a number."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from summarizer.lexicon import fold, load_lexicon
from summarizer.quantities.tables import load_tables

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.tables import Language, Tables

_WORD = re.compile(r"\w+|[.;:!?()\n]")
_MAX_WORDS = 12
_REACH = 110
"""Characters behind a number in which its noun begins."""

_LOOK_AHEAD = 6

_Index = dict[str, list[tuple[tuple[str, ...], str, str, int]]]


def _is_unit(tables: Tables, low: str, form: str) -> bool:
    found = tables.units.at(low, form, 0)
    return found is not None and found[0] == len(low)


@cache
def _index(lang: Language) -> _Index:
    """Return the forms of counted nouns by their first word, longest first: folded words, form, id, rank."""
    index: _Index = {}
    tables = load_tables(lang)
    for term in load_lexicon().terms["count_noun"].values():
        for rank, form in enumerate(term.vi if lang == "vi" else term.en):
            low = form.lower()
            if "…" in form or "/" in form or low[0].isdigit():
                continue
            if _is_unit(tables, low, form) or tables.scales.at(low, form, 0):
                continue
            words = tuple(fold(word, lang) for word in _WORD.findall(form))
            if words:
                index.setdefault(words[0], []).append((words, form, term.id, rank))
    for forms in index.values():  # of two nouns with one form, the one whose standard form it is
        forms.sort(key=lambda entry: (-len(entry[0]), entry[3]))
    return index


def find_count_noun(reading: Reading, at: int) -> tuple[int, str] | None:
    """Return the end and the id of the noun counted by the number that ends at `at`.

    In Vietnamese the noun follows at once. In English adjectives may come before it ("42 rural
    industrial establishments"): the first noun within a few words, up to a stop word, is taken.
    """
    lang = reading.lang
    first = _WORD.search(reading.text, at, at + 8)
    if first is None or reading.text[at : first.start()].strip(" -\t\n"):
        return None
    word = fold(first[0], lang)
    if (word not in _index(lang)) if lang == "vi" else _ends_search(reading, word):
        return None
    words = _words_after(reading, first.start())
    return _match(reading, words, 0) if lang == "vi" else _look_ahead(reading, words)


def _words_after(reading: Reading, at: int) -> list[tuple[int, int, str]]:
    found = takewhile(lambda word: word.start() < at + _REACH, islice(_WORD.finditer(reading.text, at), _MAX_WORDS))
    return [(word.start(), word.end(), fold(word.group(), reading.lang)) for word in found]


def _ends_search(reading: Reading, folded: str) -> bool:
    """Tell whether no noun is looked for behind a word or a mark."""
    return not folded[0].isalpha() or folded in reading.tables.words("counts", "stop")


def _look_ahead(reading: Reading, words: list[tuple[int, int, str]]) -> tuple[int, str] | None:
    for first in range(min(_LOOK_AHEAD, len(words))):
        start, _, word = words[first]
        if first and any(mark in reading.text[words[first - 1][1] : start] for mark in ",;:—–"):
            return None
        if _ends_search(reading, word):
            return None
        if found := _match(reading, words, first):
            return found
    return None


def _match(reading: Reading, words: list[tuple[int, int, str]], first: int) -> tuple[int, str] | None:
    forms = _index(reading.lang).get(words[first][2])
    if forms is None:
        return None
    following = tuple(word[2] for word in words[first:])
    for folded, form, term, _ in forms:
        if following[: len(folded)] != folded:
            continue
        if len(folded) == 1 and form[0].isupper() and not reading.text[words[first][0]].isupper():
            continue
        return words[first + len(folded) - 1][1], term
    return None
