"""Places that a summary names and the source does not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.documents import count_districts
from summarizer.facts import TopicClass, fold_name, read_text
from summarizer.facts.segments import within
from summarizer.facts.tables import region_ids
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.facts import Topic
    from summarizer.lexicon import Term

_LOCAL = ("province", "district")
_WORD = re.compile(r"\w+")
_ALIKE = 88
"""How similar, of 100, a word of the source must be to be a country's name in another spelling."""


def find_unnamed(text: str, source: str) -> list[Span]:
    """Return where a summary names a country, a province or a district that stands nowhere in the source.

    Regions are no such places, for a text may well sum up its countries as one; nor are the words of a longer name
    ("Japan International Cooperation Agency"), which the source may write in another way.
    """
    read = read_text(text, "en")
    places = [t for sentence in read.sentences for t in sentence.topics if t.kind is TopicClass.PLACE]
    numbers = [mention.span for mention in read.mentions]
    in_numbers = within([place.start for place in places], numbers)  # "US$4 billion"
    named: dict[tuple[str, frozenset[str]], bool] = {}
    unnamed: list[Span] = []
    for place in places:
        span, terms = Span(place.start, place.end), _terms(place.ids)
        local = any(term.category in _LOCAL for term in terms)
        if not terms or place.start in in_numbers or (not local and _is_part(place, text)):
            continue
        key = span.of(text), place.ids
        if key not in named:
            named[key] = _names(source, key[0], terms)
        if not named[key]:
            unnamed.append(span)
    return unnamed


@lru_cache(maxsize=1024)
def _terms(ids: frozenset[str]) -> tuple[Term, ...]:
    """Return the places of the lexicon that some ids are; none where one is a region."""
    tables = load_lexicon().terms
    if not ids.isdisjoint(region_ids()):
        return ()
    return tuple(tables[name][place_id] for name in (*_LOCAL, "market") for place_id in ids & tables[name].keys())


def _is_part(country: Topic, text: str) -> bool:
    """Whether a country is but the first or the last word of a name: "EU-Vietnam", "Korea Electric"."""
    after = text[country.end : country.end + 2]
    return "-" in (text[country.start - 1 : country.start], after[:1]) or (after[:1] == " " and after[1:].isupper())


def _names(source: str, words: str, terms: Sequence[Term]) -> bool:
    """Whether a source has a Vietnamese form of a place, or words that are spelt as the English ones but for accents.

    A province is named by its districts as well; countries are written in more ways than a table has: "Arghentina".
    """
    forms = [form for term in terms for form in term.vi]
    if any(form in source for form in forms):
        return True
    plain, folded = [_fold(form) for form in (words, *forms)], _fold_source(source)
    if any(form in folded for form in plain):
        return True
    if any(term.category in _LOCAL for term in terms):
        districts = count_districts(source)  # "CCN Thịnh Lâm (Giao Thủy); Yên Bằng (Ý Yên)" is Nam Định
        return any(term.category == "province" and term.vi[0] in districts for term in terms)
    from rapidfuzz import fuzz, process

    written = set(folded.split())
    return any(process.extractOne(form.strip(), written, scorer=fuzz.ratio, score_cutoff=_ALIKE) for form in plain)


@lru_cache(maxsize=8)
def _fold_source(source: str) -> str:
    return _fold(source)


def _fold(words: str) -> str:
    """Return words without accents, case and marks, a blank around each."""
    return f" {' '.join(_WORD.findall(fold_name(words)))} "
