"""Numerals in Vietnamese words: "hai mươi mốt", "một nghìn linh một", "hai phẩy ba", "ba phần tư"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities.tables import load_tables
from summarizer.quantities.words import Word, Worded, WordList

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading

_WORD = re.compile(r"[ \t]{0,3}([^\W\d_]+)")
_MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class _Lexis:
    digits: dict[str, int]
    scales: dict[str, Decimal]
    ten: frozenset[str]
    tens: frozenset[str]
    hundred: frozenset[str]
    zero_ten: frozenset[str]
    point: frozenset[str]
    half_more: frozenset[str]
    minus: frozenset[str]
    never_first: frozenset[str]
    known: frozenset[str]
    per: str
    blocked: dict[str, frozenset[str]]


@cache
def _lexis() -> _Lexis:
    raw = load_tables("vi").raw
    words = raw["number_words"]
    lists = {
        key: frozenset(words[key])
        for key in ("ten", "tens", "hundred", "zero_ten", "point", "half_more", "minus", "never_first")
    }
    scales = {
        form: Decimal(worth)
        for form, worth in raw["scales"].items()
        if form.isalpha() and form not in lists["hundred"] | lists["tens"] | {"tr"}
    }
    return _Lexis(
        digits=words["units"],
        scales=scales,
        known=frozenset(words["units"]).union(scales, *lists.values(), [words["per"]]),
        per=words["per"],
        blocked={form: frozenset(after) for form, after in raw["scale_blocked"].items()},
        **lists,
    )


def known_words() -> frozenset[str]:
    """Return every word that a numeral may hold."""
    return _lexis().known


def _read_words(reading: Reading, start: int) -> WordList:
    """Return the number words from `start` on, up to the first other word."""
    lexis, at = _lexis(), start
    words: list[Word] = []
    while len(words) < _MAX_WORDS:
        found = _WORD.match(reading.low, at)
        if not found or found.group(1) not in lexis.known:
            break
        words.append(Word(found.group(1), found.end()))
        if len(words) > 3 and words[-1].word == words[-2].word == words[-3].word:
            break
        at = found.end()
    return WordList(_without_blocked(reading, words))


def _without_blocked(reading: Reading, words: list[Word]) -> list[Word]:
    """Drop a last scale word that belongs to the next word ("một tỷ lệ")."""
    if words and (blocked := _lexis().blocked.get(words[-1].word)):
        after = _WORD.match(reading.low, words[-1].end)
        if after and after.group(1) in blocked:
            return words[:-1]
    return words


def _group(words: WordList, at: int, inner: bool) -> tuple[int, int] | None:
    """Read a number below a thousand; return its value and the next index."""
    lexis = _lexis()
    value, begin = 0, at
    if words[at] in lexis.digits and words[at + 1] in lexis.hundred:
        value, at = lexis.digits[words[at]] * 100, at + 2
        if words[at] in lexis.half_more:
            return value + 50, at + 1
        inner = True
    if inner and words[at] in lexis.zero_ten and words[at + 1] in lexis.digits:
        return value + lexis.digits[words[at + 1]], at + 2
    low, at = _below_hundred(words, at, inner)
    return (value + low, at) if at > begin else None


def _below_hundred(words: WordList, at: int, inner: bool) -> tuple[int, int]:
    lexis = _lexis()
    first = words[at]
    if first in lexis.ten:
        value, at = 10, at + 1
    elif first in lexis.digits and first not in lexis.never_first and words[at + 1] in lexis.tens:
        value, at = lexis.digits[first] * 10, at + 2
    elif first in lexis.digits and (inner or first not in lexis.never_first):
        return _single(words, at, inner)
    else:
        return 0, at
    if words[at] in lexis.digits and not _opens_group(words, at) and lexis.digits[words[at]]:
        return value + lexis.digits[words[at]], at + 1
    return value, at


def _single(words: WordList, at: int, inner: bool) -> tuple[int, int]:
    """Read one digit, or two in quick speech: "hai mốt" is 21, "năm trăm chín ba" ends with 93."""
    lexis = _lexis()
    digit, after = lexis.digits[words[at]], words[at + 1]
    quick = after in lexis.never_first or (inner and after in lexis.digits and not _opens_group(words, at + 1))
    if digit > 1 and quick and lexis.digits[after]:
        return digit * 10 + lexis.digits[after], at + 2
    return digit, at + 1


def _opens_group(words: WordList, at: int) -> bool:
    lexis = _lexis()
    return words[at + 1] in lexis.hundred or words[at + 1] in lexis.tens


def _whole(words: WordList, at: int) -> tuple[Decimal, int, Decimal] | None:
    """Read a whole number with its scales; return value, next index and the last scale."""
    lexis = _lexis()
    high = low = Decimal(0)
    last = Decimal(1)
    begin = at
    while (found := _group(words, at, inner=at > begin)) is not None:
        group, at = Decimal(found[0]), found[1]
        last = Decimal(1)
        while words[at] in lexis.scales:
            last = scale = lexis.scales[words[at]]
            if scale < 10**9:
                group *= scale
            else:
                high, low, group = (
                    high + (low + group) * scale if low + group else high * scale,
                    Decimal(0),
                    Decimal(0),
                )
            at += 1
        low += group
        if last == 1:
            break
    if at == begin:
        return None
    if words[at] in lexis.half_more:
        return high + low + last / 2 if last > 1 else high + low + Decimal("0.5"), at + 1, last / 2
    return high + low, at, last


def _decimals(words: WordList, at: int) -> tuple[str, int]:
    """Read the digits after "phẩy"."""
    lexis, digits = _lexis(), ""
    begin = at
    while words[at] in lexis.digits:
        if at == begin and _opens_group(words, at):
            found = _group(words, at, inner=True)
            return (str(found[0]), found[1]) if found else ("", at)
        digits += str(lexis.digits[words[at]])
        at += 1
    return digits, at


def read_vietnamese(reading: Reading, start: int) -> Worded | None:
    """Return the numeral in words that begins at `start`, if one does."""
    if reading.low.startswith("nửa ", start):
        return Worded(start + len("nửa"), Decimal("0.5"), 1, None, fraction=True)
    lexis, words = _lexis(), _read_words(reading, start)
    first = 1 if words[0] in lexis.minus else 0
    found = _whole(words, first)
    if found is None:
        return None
    value, at, scale = found
    scaled = scale > 1
    if words[at] in lexis.point:
        digits, after = _decimals(words, at + 1)
        if digits:
            value, at = Decimal(f"{value}.{digits}"), after
            scale, scaled = Decimal(1).scaleb(-len(digits)), False
            while words[at] in lexis.scales:
                worth = lexis.scales[words[at]]
                value, scale, at, scaled = value * worth, scale * worth, at + 1, True
    worded = Worded(words.end(at - 1), -value if first else value, at, scale, scaled)
    return _with_denominator(reading, worded) or worded


def _with_denominator(reading: Reading, over: Worded) -> Worded | None:
    """Read "phần tư" after "ba"."""
    per = _WORD.match(reading.low, over.end)
    if over.scaled or not per or per.group(1) != _lexis().per:
        return None
    words = _read_words(reading, per.end())
    first = _lexis().digits.get(words[0])
    found = (Decimal(first), 1, Decimal(1)) if first and len(words) == 1 else _whole(words, 0)
    if not found or not found[0]:
        return None
    return Worded(words.end(found[1] - 1), over.value / found[0], over.words + 2, None, fraction=True)
