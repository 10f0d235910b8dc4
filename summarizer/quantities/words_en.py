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
_OF_SCALE = re.compile(r" of an? ([a-z]+)")
_MAX_WORDS = 24
_ARTICLES = frozenset({"a", "an"})
_AFTER_PART = frozenset({"of", "more", "less", "from", "on", "compared", "over", "year", "higher", "lower", "the"})


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
    """A whole number, the next index and the last scale.

    `joined` is what "and" joined last ("three" of "one million and three"), `under` the scale before it.
    """

    value: Decimal
    at: int
    step: Decimal
    joined: int = 0
    under: Decimal = Decimal(1)


def _below_hundred(words: WordList, at: int) -> tuple[int, int] | None:
    lexis = _lexis()
    if words[at] in lexis.tens:
        unit = lexis.units.get(words[at + 1], 0)
        return (lexis.tens[words[at]] + unit, at + 2) if 0 < unit < 10 else (lexis.tens[words[at]], at + 1)
    return (lexis.units[words[at]], at + 1) if words[at] in lexis.units else None


def _group(words: WordList, at: int) -> _Sum | None:
    """Read one group with its scales: "two hundred and two thousand", "a million"."""
    lexis = _lexis()
    opens = words[at] in _ARTICLES and words[at + 1] in lexis.scales
    found = (1, at + 1) if opens else _below_hundred(words, at)
    if found is None:
        return None
    value, at, step, joined = Decimal(found[0]), found[1], Decimal(1), 0
    while words[at] in lexis.scales:
        scale = lexis.scales[words[at]]
        value, step, at, joined = value * scale, step * scale, at + 1, 0
        if scale == 100 and (rest := _rest_of_hundred(words, at)):
            joined = rest[0] if words[at] in lexis.joiner else 0
            value, at, step = value + rest[0], rest[1], Decimal(1)
    return _Sum(value, at, step, joined)


def _rest_of_hundred(words: WordList, at: int) -> tuple[int, int] | None:
    """Read "and sixty-one" after "one hundred"."""
    after = at + 1 if words[at] in _lexis().joiner else at
    rest = _below_hundred(words, after)
    return rest if rest and rest[0] else None


def _whole(words: WordList, at: int) -> _Sum | None:
    """Read a whole number: groups with their scales, from the greatest down."""
    total = _group(words, at)
    if total is None:
        return None
    floor = total.step
    while floor > 1:
        linked = words[total.at] in _lexis().joiner
        part = _group(words, total.at + linked)
        if part is None or part.value >= floor or words[total.at + linked] in _ARTICLES:
            break
        joined = int(part.value) if linked and part.step == 1 else part.joined
        under = floor if linked and part.step == 1 else Decimal(1)
        total = _Sum(total.value + part.value, part.at, part.step, joined, under)
        floor = part.step
    return total


def _part(reading: Reading, words: WordList, at: int, bare: bool) -> Decimal | None:
    """Return the part that the word names ("third"), where it is one and not an ordinal."""
    parts = _lexis().parts.get(words[at])
    if parts is None:
        return None
    if bare and parts != 2:
        after = _WORD.match(reading.low, words.end(at))
        if after and after.group(1) not in _AFTER_PART:
            return None  # "a third country", "a quarter earlier"
        if parts == 4 and not after and not reading.is_whole(words.end(at), words.end(at)):
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


def _numerator(words: WordList, at: int) -> tuple[_Sum, bool] | None:
    """Return what stands over a part: "two" of "two thirds", one for "half" and "a third"."""
    if words[at] == "half" or (words[at] == "quarter" and words[at + 1] in _lexis().scales):
        return _Sum(Decimal(1), at, Decimal(1)), False
    whole = _whole(words, at)
    if whole is not None:
        return whole, False
    if words[at] in _ARTICLES and words[at + 1] == "quarter" and words[at + 2] in _lexis().scales:
        return _Sum(Decimal(1), at + 1, Decimal(1)), False
    if words[at] in _ARTICLES:
        return _Sum(Decimal(1), at + 1, Decimal(1)), True
    return None


def _fraction(reading: Reading, words: WordList, at: int) -> Worded | None:
    """Read "half", "a third", "three quarters", "half a million", "two thirds of a million"."""
    numerator = _numerator(words, at)
    if numerator is None:
        return None
    over, bare = numerator
    part = _part(reading, words, over.at, bare)
    if part is None:
        return None
    if 0 < over.joined < 20:  # "one hundred and three quarters", "two million and one half"
        whole = over._replace(value=over.value - over.joined, step=over.under)
        return _mixed(words, over.at + 1, whole, over.joined / part)
    return _with_scale_of(reading, words, over.at + 1, over.value / part)


def _with_scale_of(reading: Reading, words: WordList, at: int, value: Decimal) -> Worded:
    """Read "a million" after "half" and "of a million" after "two thirds"."""
    skipped = at + 1 if words[at] in _ARTICLES else at
    if words[skipped] in _lexis().scales:
        worth = _lexis().scales[words[skipped]]
        return Worded(words.end(skipped), value * worth, skipped + 1, worth, scaled=True)
    of = _OF_SCALE.match(reading.low, words.end(at - 1))
    if of and of.group(1) in _lexis().scales:
        worth = _lexis().scales[of.group(1)]
        return Worded(of.end(), value * worth, at + 3, None, scaled=True)
    return Worded(words.end(at - 1), value, at, None, fraction=True)


def _number(reading: Reading, words: WordList, at: int) -> Worded | None:
    found = _whole(words, at)
    if found is None:
        return None
    value, after, step = found[:3]
    plain = Worded(words.end(after - 1), value, after - at, step, step > 1)
    if words[after] in _lexis().point:
        return _with_decimals(words, found) or plain
    if words[after] in _lexis().joiner:
        return _with_fraction(reading, words, found) or plain
    return plain


def _with_fraction(reading: Reading, words: WordList, whole: _Sum) -> Worded | None:
    """Read "and a half" after "two", "one million"; the part is of the last scale."""
    numerator = _numerator(words, whole.at + 1)
    if numerator is None:
        return None
    over, _ = numerator
    part = _part(reading, words, over.at, bare=False)
    return _mixed(words, over.at + 1, whole, over.value / part) if part else None


def _mixed(words: WordList, at: int, whole: _Sum, fraction: Decimal) -> Worded:
    """Add a fraction to a whole number; it is of the scale that follows, or of the last one before."""
    scales = _lexis().scales
    if words[at] in scales:
        worth = scales[words[at]]
        value = whole.value + fraction * worth if whole.step > 1 else (whole.value + fraction) * worth
        return Worded(words.end(at), value, at, worth, scaled=True)
    value = whole.value + fraction * whole.step
    return Worded(words.end(at - 1), value, at, None, scaled=whole.step > 1, fraction=whole.step == 1)


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
