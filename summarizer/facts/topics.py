"""Finds the words that tell what a number is about: terms of the lexicon, proper names, general words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from summarizer.facts.tables import (
    ignored_ids,
    ignored_prefixes,
    ignored_syllables,
    office_words,
    opening_words,
    place_words,
)
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
# A pattern that begins with a set of characters is looked for many times faster than one that begins with `\b`.
_SMALL = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_CAPITALISED = re.compile(rf"[^\W{_SMALL}](?<!\w.)\w*(?:[ -][^\W\d_{_SMALL}]\w*)+")
_NUMBERED = re.compile(
    r"[NSs](?<=\b.)(?:(?<=N)o\.? ?|(?<!N)(?<!trong .)(?<!tổng .)(?<!chỉ .)(?<!con .)(?<!một .)(?<!đa .)ố )"
    r"(\d{1,2})\b(?![.,/]\d)"
)
_CLASSED = re.compile(
    r"(?:huyện|xã|phường|thị trấn|thị xã|thành phố|quận|đảo) "
    rf"([^\W\d_{_SMALL}]\w+)(?! [^\W\d_{_SMALL}])\b"
)
_PLAIN = frozenset({"indicator", "commodity", "count_noun"})
_PLACES = frozenset(name for name, kind in _CLASSES.items() if kind is TopicClass.PLACE)
_STROKES = str.maketrans("đĐ", "dD")
_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BARE = _STROKES | {ord(c): unicodedata.normalize("NFD", c)[0] for c in _ACCENTED + _ACCENTED.upper()}


def find_topics(text: str, lang: Language) -> list[Topic]:
    """Return the topics of a text in order; longer terms first, names beside them."""
    return list(_find_topics(text, lang))


@lru_cache(maxsize=512)
def _find_topics(text: str, lang: Language) -> tuple[Topic, ...]:
    return tuple(read_topics(text, lang))


def read_topics(text: str, lang: Language) -> list[Topic]:
    """Return the topics of a text that is asked for once; the names of figures are kept, for a summary repeats them."""
    terms = []
    for start, forms in load_lexicon().matcher(lang, *_CLASSES).find_all(text, apart=True):
        end = forms[-1][0]
        known = _read_term(text[start:end], lang)
        if known is not None:
            terms.append(Topic._make((start, end, *known)))
    classed = _classed(text) if lang == "vi" else []
    return sorted([*terms, *_names(text, lang), *classed], key=itemgetter(0, 1))


@lru_cache(maxsize=16384)
def _read_term(
    words: str, lang: Language
) -> tuple[TopicClass, frozenset[str], frozenset[str], frozenset[str], bool] | None:
    """Return the class, the ids, the ids of the parts and those of the head of a term's words; whether by chance."""
    matcher = load_lexicon().matcher(lang, *_CLASSES)
    match = matcher.match(words, 0)
    if match is None:
        return None
    ids = _told(words, match)
    inner = [(part, _told(words, part)) for part in _parts(words, match, matcher, lang)]
    parts = frozenset().union(*(found for _, found in inner)) - ids
    if not ids and not parts:
        return None
    first = lang == "vi" or " of " in words
    heads = frozenset().union(*(found for part, found in inner if _is_head(part, match, first)))
    kinds = {_CLASSES[term.category] for term in match.terms if term.id in ids} or {TopicClass.WORD}
    chance = lang == "vi" and words.casefold() in ignored_syllables()
    return min(kinds, key=_RANK.__getitem__), ids, parts, ids | heads, chance


def _told(text: str, match: TermMatch) -> frozenset[str]:
    """Return the ids that tell something; places are met capitalised only."""
    name = any(letter.isupper() for letter in text[match.start : match.end])
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


def _is_head(part: TermMatch, whole: TermMatch, first: bool) -> bool:
    """A Vietnamese noun phrase begins with its head, an English one ends with it, but for "groups of goods"."""
    return part.start == whole.start if first else part.end == whole.end


def fold_name(name: str) -> str:
    """Return a name without accents and case, as English texts write it."""
    plain = name.translate(_BARE)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFD", name.translate(_STROKES))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("-", " ").split())


def _names(text: str, lang: Language) -> list[Topic]:
    """Return proper names of two words and more, with the names within: "UBND huyện Yên Hòa" has "yen hoa"."""
    topics = [topic for found in _CAPITALISED.finditer(text) for topic in _names_within(text, *found.span(), lang)]
    return [*topics, *_numbered(text)]


def _names_within(text: str, start: int, end: int, lang: Language) -> list[Topic]:
    """Return the proper names among words of which none begins with a common small letter."""
    topics: list[Topic] = []
    run: list[re.Match[str]] = []
    for match in _WORDS.finditer(text, start, end):
        capital = match[0][0].isupper()
        if run and (not capital or run[-1].end() != match.start()):
            topics += _name(text, run, lang)
            run = []
        if capital and not _is_unit(text, match):
            run.append(match)
    return [*topics, *_name(text, run, lang)]


def _is_unit(text: str, word: re.Match[str]) -> bool:
    """Whether a word in capitals is the unit of the digits before it: "1,330 MW"."""
    at = word.start()
    while at and text[at - 1].isspace() and text[at - 1] not in "\r\n":
        at -= 1
    return text[at - 1 : at].isdigit() and word[0].strip().isupper()


def _classed(text: str) -> list[Topic]:
    """Return names of one word that the word for a sort of place leads: "huyện Đakrông"."""
    return [
        Topic(m.start(1), m.end(1), TopicClass.PLACE, frozenset({f"name:{fold_name(m[1])}"}), frozenset())
        for m in _CLASSED.finditer(text)
    ]


def _numbered(text: str) -> list[Topic]:
    """Return names that are a number: "Đội số 4", "Team No. 4"."""
    return [
        Topic(m.start(), m.end(), TopicClass.PLACE, frozenset({f"name:no {int(m[1])}"}), frozenset())
        for m in _NUMBERED.finditer(text)
    ]


def _name(text: str, run: list[re.Match[str]], lang: Language) -> list[Topic]:
    while run and run[0].group().rstrip(" -") in opening_words():
        run = run[1:]
    if len(run) < 2 or (lang == "vi" and run[0].group().rstrip(" -") in office_words()):
        return []
    start, end = run[0].start(), run[-1].start() + len(run[-1].group().rstrip(" -"))
    return [Topic(start, end, TopicClass.PLACE, *_name_ids(text[start:end]))]


@lru_cache(maxsize=1024)
def _name_ids(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the id of a name and those of the names within it; an article has its names over and over."""
    words = fold_name(name).split()[:8]
    core = frozenset({"name:" + " ".join(_without_class(words) or words)})
    parts = frozenset("name:" + " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1))
    return core, parts - core


def _without_class(words: list[str]) -> list[str]:
    """Return a name without what sort of place it is of: "KCN Amata" and "Amata Industrial Park" are Amata."""
    start, end = 0, len(words)
    while start < end and words[start] in place_words():
        start += 1
    while start < end and words[end - 1] in place_words():
        end -= 1
    return words[start:end]
