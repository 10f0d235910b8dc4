"""Places that a summary names and the source does not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.facts import TopicClass, fold_name, read_text
from summarizer.facts.tables import region_ids
from summarizer.lexicon import load_lexicon
from summarizer.quantities.types import Span

if TYPE_CHECKING:
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
    places = (t for sentence in read.sentences for t in sentence.topics if t.kind is TopicClass.PLACE)
    inside = [mention.span for mention in read.mentions]
    return [
        Span(place.start, place.end)
        for place in places
        if (terms := _terms(place.ids))
        and not any(start <= place.start < end for start, end in inside)  # "US$4 billion"
        and (any(term.category in _LOCAL for term in terms) or not _is_part(place, text))
        and not _names(source, text[place.start : place.end], terms)
    ]


@lru_cache(maxsize=1024)
def _terms(ids: frozenset[str]) -> list[Term]:
    """Return the places of the lexicon that some ids are; none where one is a region."""
    tables = load_lexicon().terms
    if not ids.isdisjoint(region_ids()):
        return []
    return [tables[name][place_id] for name in (*_LOCAL, "market") for place_id in ids & tables[name].keys()]


def _is_part(country: Topic, text: str) -> bool:
    """Whether a country is but the first or the last word of a name: "EU-Vietnam", "Korea Electric"."""
    after = text[country.end : country.end + 2]
    return "-" in (text[country.start - 1 : country.start], after[:1]) or (after[:1] == " " and after[1:].isupper())


def _names(source: str, words: str, terms: list[Term]) -> bool:
    """Whether a source has a Vietnamese form of a place, or words that are spelt as the English ones but for accents.

    Countries are written in more ways than a table has: "Ác-hen-ti-na", "Arghentina".
    """
    forms = [form for term in terms for form in term.vi]
    if any(form in source for form in forms):
        return True
    plain, folded = [_fold(form) for form in (words, *forms)], _fold(source)
    if any(form in folded for form in plain):
        return True
    if any(term.category in _LOCAL for term in terms):
        return False
    from rapidfuzz import fuzz, process

    written = set(folded.split())
    return any(process.extractOne(form.strip(), written, scorer=fuzz.ratio, score_cutoff=_ALIKE) for form in plain)


@lru_cache(maxsize=1024)
def _fold(words: str) -> str:
    """Return words without accents, case and marks, a blank around each."""
    return f" {' '.join(_WORD.findall(fold_name(words)))} "
