"""Finds the words that tell what a number is about: terms of the lexicon, proper names, general words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.facts.tables import ignored_ids, ignored_prefixes, ignored_syllables
from summarizer.facts.types import Topic, TopicClass
from summarizer.lexicon import load_lexicon

if TYPE_CHECKING:
    from summarizer.lexicon import Language, Matcher, TermMatch

_CLASSES = {
    "indicator": TopicClass.SUBJECT,
    "commodity": TopicClass.SUBJECT,
    "market": TopicClass.PLACE,
    "province": TopicClass.PLACE,
    "district": TopicClass.PLACE,
    "count_noun": TopicClass.NOUN,
    "agency": TopicClass.NOUN,
    "place_type": TopicClass.NOUN,
    "directive_verb": TopicClass.ACTION,
    "directive_object": TopicClass.SUBJECT,
    "word": TopicClass.WORD,
}
_RANK = {kind: rank for rank, kind in enumerate(TopicClass)}
_WORDS = re.compile(r"[^\W\d_]\w*(?:[ -](?=[^\W\d_]))?")
_PLAIN = frozenset({"indicator", "commodity", "count_noun"})
_PLACES = frozenset(name for name, kind in _CLASSES.items() if kind is TopicClass.PLACE)
_STROKES = str.maketrans("đĐ", "dD")


def find_topics(text: str, lang: Language) -> list[Topic]:
    """Return the topics of a text in order; longer terms first, names beside them."""
    return list(_find_topics(text, lang))


@lru_cache(maxsize=16)
def _find_topics(text: str, lang: Language) -> tuple[Topic, ...]:
    matcher = load_lexicon().matcher(lang, *_CLASSES)
    terms = [topic for match in matcher.find(text) if (topic := _make_topic(text, match, matcher, lang))]
    return tuple(sorted([*terms, *_names(text)], key=lambda topic: (topic.start, topic.end)))


def _make_topic(text: str, match: TermMatch, matcher: Matcher, lang: Language) -> Topic | None:
    ids = _told(text, match)
    parts = frozenset().union(*(_told(text, part) for part in _parts(text, match, matcher, lang))) - ids
    if not ids and not parts:
        return None
    kinds = {_CLASSES[term.category] for term in match.terms if term.id in ids} or {TopicClass.WORD}
    kind = min(kinds, key=_RANK.__getitem__)
    alone = lang == "vi" and text[match.start : match.end].casefold() in ignored_syllables()
    return Topic(match.start, match.end, kind, ids, parts, chance=alone)


def _told(text: str, match: TermMatch) -> frozenset[str]:
    """Return the ids that tell something; places are met capitalised only."""
    name = text[match.start].isupper()
    return frozenset(
        term.id
        for term in match.terms
        if (name or term.category not in _PLACES)
        and term.id not in ignored_ids()
        and not term.id.startswith(ignored_prefixes())
    )


def _parts(text: str, whole: TermMatch, matcher: Matcher, lang: Language) -> list[TermMatch]:
    """Return the terms within a longer one; in Vietnamese many words of one syllable are chance."""
    return [
        part
        for part in matcher.parts(text, whole)
        if lang == "en" or " " in text[part.start : part.end] or part.terms[0].category in _PLAIN
    ]


def fold_name(name: str) -> str:
    """Return a name without accents and case, as English texts write it."""
    plain = unicodedata.normalize("NFD", name.translate(_STROKES))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("-", " ").split())


def _names(text: str) -> list[Topic]:
    """Return proper names of two words and more, with the names within: "UBND huyện Yên Hòa" has "yen hoa"."""
    topics: list[Topic] = []
    run: list[re.Match[str]] = []
    for match in _WORDS.finditer(text):
        if run and (run[-1].end() != match.start() or not match.group()[0].isupper()):
            topics += _name(text, run)
            run = []
        if match.group()[0].isupper():
            run.append(match)
    return [*topics, *_name(text, run)]


def _name(text: str, run: list[re.Match[str]]) -> list[Topic]:
    if len(run) < 2:
        return []
    start, end = run[0].start(), run[-1].start() + len(run[-1].group().rstrip(" -"))
    words = fold_name(text[start:end]).split()[:8]
    whole = frozenset({"name:" + " ".join(words)})
    parts = frozenset(
        "name:" + " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)
    )
    return [Topic(start, end, TopicClass.PLACE, whole, parts - whole)]
