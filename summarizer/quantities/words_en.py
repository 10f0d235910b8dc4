"""Numerals in English words: "twenty-one", "half a million", "two thirds", "one and a half"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.quantities.tables import load_tables
from summarizer.quantities.words import Word, Worded, WordList

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading

_WORD = re.compile(r"[ \t]{0,3}(?:-[ \t]{0,3})?([a-z]+)")
_MAX_WORDS = 40
_ARTICLES = frozenset({"a", "an"})
_AFTER_PART = frozenset(
    {"of", "more", "less", "from", "on", "compared", "over", "year", "higher", "lower", "the"}
)


class _Lexis(NamedTuple):
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    parts: dict[str, int]
    point: frozenset[str]
    minus: frozenset[str]
    joiner: frozenset[str]
    known: frozenset[str]


@cache
def _lexis() -> _Lexis:
    raw = load_tables("en").raw
    words = raw["number_words"]
    scales = {form: Decimal(worth) for form, worth in raw["scales"].items() if len(form) > 3}
    parts: dict[str, int] = dict(words["fractions"])
    parts |= {form + "s": worth for form, worth in parts.items() if worth > 2}
    point, minus, joiner = (frozenset(words[key]) for key in ("point", "minus", "joiner"))
    known = frozenset(words["units"]).union(words["tens"], scales, parts, _ARTICLES, point, minus, joiner)
    return _Lexis(words["units"], words["tens"], scales, parts, point, minus, joiner, known)


def _read_words(reading: Reading, start: int) -> WordList:
    words: list[Word] = []
    at = start
    while len(words) < _MAX_WORDS:
        found = _WORD.match(reading.low, at)
        if not found or found.group(1) not in _lexis().known:
            break
        words.append(Word(found.group(1), found.end()))
        at = found.end()
    return WordList(words)


class _Sum(NamedTuple):
    value: Decimal
    at: int
    step: Decimal


def _below_hundred(words: WordList, at: int) -> tuple[int, int] | None:
    lexis = _lexis()
    if words[at] in lexis.tens:
        unit = lexis.units.get(words[at + 1], 0)
        return (lexis.tens[words[at]] + unit, at + 2) if 0 < unit < 10 else (lexis.tens[words[at]], at + 1)
    return (lexis.units[words[at]], at + 1) if words[at] in lexis.units else None


def _whole(words: WordList, at: int) -> _Sum | None:
    """Read a whole number: groups below a thousand, each with its scales, from the greatest down."""
    lexis, total, step, begin = _lexis(), Decimal(0), Decimal(1), at
    lowest: Decimal | None = None
    while True:
        joined = at + 1 if total and words[at] in lexis.joiner else at
        opens = words[joined] in _ARTICLES and words[joined + 1] in lexis.scales and not total
        found = (1, joined + 1) if opens else _below_hundred(words, joined)
        if found is None:
            break
        group, after = Decimal(found[0]), found[1]
        worth = Decimal(1)
        while words[after] in lexis.scales:
            part = lexis.scales[words[after]]
            group, worth, after = group * part, worth * part, after + 1
            if part == 100 and (rest := _rest_of_hundred(words, after)):
                group, after, worth = group + rest[0], rest[1], Decimal(1)
        if lowest is not None and group >= lowest:
            break
        total, at, step, lowest = total + group, after, worth, worth if worth > 1 else Decimal(0)
        if worth == 1:
            break
    return _Sum(total, at, step) if at > begin else None


def _rest_of_hundred(words: WordList, at: int) -> tuple[int, int] | None:
    """Read "and sixty-one" after "one hundred"."""
    joined = at + 1 if words[at] in _lexis().joiner else at
    rest = _below_hundred(words, joined)
    return rest if rest and rest[0] else None


def _part(reading: Reading, words: WordList, at: int, bare: bool) -> Decimal | None:
    """Return the part that the word names ("third"), where it is one and not an ordinal."""
    parts = _lexis().parts.get(words[at])
    if parts is None:
        return None
    if bare and parts != 2:
        after = _WORD.match(reading.low, words.end(at))
        if after and after.group(1) not in _AFTER_PART:
            return None  # "a third country", "a quarter earlier"
        if parts == 4 and not after:
            return None
    return Decimal(parts)


def read_english(reading: Reading, start: int) -> Worded | None:
    """Return the numeral in words that begins at `start`, if one does."""
    words = _read_words(reading, start)
    first = 1 if words[0] in _lexis().minus else 0
    found = _fraction(reading, words, first) or _number(reading, words, first)
    if found is None:
        return None
    return found._replace(value=-found.value) if first else found


def _fraction(reading: Reading, words: WordList, at: int) -> Worded | None:
    """Read "half", "a third", "three quarters", "half a million"."""
    bare = words[at] in _ARTICLES
    if words[at] == "half":
        over, after = _Sum(Decimal(1), at, Decimal(1)), at
    elif bare:
        over, after = _Sum(Decimal(1), at + 1, Decimal(1)), at + 1
    else:
        whole = _whole(words, at)
        if whole is None:
            return None
        over, after = whole, whole.at
    part = _part(reading, words, after, bare)
    if part is None:
        return None
    value, after = over.value / part, after + 1
    skipped = after + 1 if words[after] in _ARTICLES else after
    if words[skipped] in _lexis().scales and part == 2:
        worth = _lexis().scales[words[skipped]]
        return Worded(words.end(skipped), value * worth, skipped + 1, worth, scaled=True)
    return Worded(words.end(after - 1), value, after - at, None, fraction=True)


def _number(reading: Reading, words: WordList, at: int) -> Worded | None:
    found = _whole(words, at)
    if found is None:
        return None
    value, after, step = found
    scaled = step > 1
    if words[after] in _lexis().point:
        return _with_decimals(words, found) or Worded(words.end(after - 1), value, after, step, scaled)
    if words[after] in _lexis().joiner:
        bare = words[after + 1] in _ARTICLES
        over = _Sum(Decimal(1), after + 2, Decimal(1)) if bare else _whole(words, after + 1)
        part = _part(reading, words, over.at, bare=False) if over else None
        if over and part:
            return _with_scales(words, over.at + 1, value + over.value / part)
    return Worded(words.end(after - 1), value, after, step, scaled)


def _with_scales(words: WordList, at: int, value: Decimal) -> Worded:
    step: Decimal | None = None
    while words[at] in _lexis().scales:
        step = (step or 1) * _lexis().scales[words[at]]
        value, at = value * _lexis().scales[words[at]], at + 1
    return Worded(words.end(at - 1), value, at, step, scaled=step is not None, fraction=step is None)


def _with_decimals(words: WordList, whole: _Sum) -> Worded | None:
    """Read "point five", "point zero three", "point seventy-one"."""
    at, digits = whole.at + 1, ""
    while (found := _below_hundred(words, at)) is not None:
        digits, at = digits + str(found[0]), found[1]
    if not digits:
        return None
    value, step = Decimal(f"{whole.value}.{digits}"), Decimal(1).scaleb(-len(digits))
    scaled = False
    while words[at] in _lexis().scales:
        worth = _lexis().scales[words[at]]
        value, step, at, scaled = value * worth, step * worth, at + 1, True
    return Worded(words.end(at - 1), value, at, step, scaled)
