"""The one pass over a text: where a number, a date or a name may begin, the rules are tried in order."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities import names, periods_en
from summarizer.quantities.calendar import identifier
from summarizer.quantities.dates import read_bare_year, read_date
from summarizer.quantities.openings import Opening, Rule
from summarizer.quantities.openings_en import english_rules
from summarizer.quantities.openings_vi import read_months_vi, vietnamese_rules
from summarizer.quantities.quantities import VULGAR, read_amount, read_quantity
from summarizer.quantities.reading import Reading, fold_text
from summarizer.quantities.tables import load_tables
from summarizer.quantities.types import Kind, Mention

if TYPE_CHECKING:
    from summarizer.quantities.amounts import Side
    from summarizer.quantities.tables import Language

_FOUR_DIGITS = re.compile(r"[0-9]{4}s?(?![^\W_]|[.,][0-9])")
_MOST_OF_DATE = 2
"""Digits of the number of a day, a month or a quarter."""

# What may stand right behind the digits of a time of day ("3:30 pm"), of a period ("9M 2022"), of a rank ("8th").
_CLOCK_MARKS, _PERIOD_LETTERS, _SUFFIXES = frozenset(" :.ap"), frozenset("qhm"), frozenset("snrt")
_SHORT_INTEGER = re.compile(r"([0-9]{1,2})(?![0-9]|[.,][0-9])(?:(?:st|nd|rd|th)(?![^\W_]))?")


def find_mentions(text: str, lang: str = "vi") -> list[Mention]:
    """Return the quantities, dates, periods, ordinals and identifiers of `text`, in order, not overlapping.

    Offsets refer to the NFC form of `text`; give NFC, and they are your own.
    """
    if lang not in ("vi", "en"):
        raise ValueError(f"no number grammar for the language {lang!r}; give 'vi' or 'en'")
    language: Language = "en" if lang == "en" else "vi"
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    reading = Reading(text, fold_text(text), load_tables(language))
    openers, token = _openers(language), _token(language)
    mentions: list[Mention] = []
    floor = 0
    for opening in token.finditer(reading.low):
        start = opening.start()
        if start < floor:
            continue
        word = opening.group()
        rule = _read_number if word[0] in "0123456789" else openers.get(word)
        if rule is None:
            continue
        found = rule(reading, Opening(start, opening.end(), floor))
        if found:
            _append(reading, mentions, found)
            floor = found[-1].end
    return mentions


def _append(reading: Reading, mentions: list[Mention], found: list[Mention]) -> None:
    """Add what was found; two identifiers side by side are one ("E5 RON 92")."""
    first = found[0]
    if first.kind is Kind.IDENTIFIER and mentions and mentions[-1].kind is Kind.IDENTIFIER:
        last = mentions[-1]
        if first.start == last.end + 1 and reading.text[last.end] == " " and last.rule == "name with digits":
            mentions[-1] = identifier(reading, last.start, first.end, last.rule)
            return
    mentions += found


@cache
def _token(lang: Language) -> re.Pattern[str]:
    """Return the pattern of digits and of every word that opens a mention, grouped by first letters."""
    tails: dict[str, list[str]] = {}
    for word in _openers(lang):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    words = "|".join(
        f"{first}(?:{'|'.join(sorted(found, reverse=True))})" for first, found in tails.items() if first.isalpha()
    )
    first = "".join(letter for letter in tails if letter.isalpha())
    any_of = rf"[0-9]+|(?<![^\W\d_])(?:{words})(?![^\W\d_])|[{VULGAR}]"
    return re.compile(rf"(?=[0-9{first}{VULGAR}])(?:{any_of})")  # most letters begin none of them


@cache
def _openers(lang: Language) -> dict[str, Rule]:
    return vietnamese_rules() if lang == "vi" else english_rules()


def _read_number(reading: Reading, opening: Opening) -> list[Mention]:
    """Try the rules for digits: codes, dates, periods, ordinals, quantities."""
    code = names.read_glued(reading, opening.start, opening.floor) or names.read_code(
        reading, opening.start, opening.end
    )
    if code is not None:
        return [code]
    date = _read_date(reading, opening.start, opening.end)
    if date is not None:
        return [date]
    four = opening.end - opening.start == 4 and _FOUR_DIGITS.match(reading.low, opening.start) is not None
    cued = four and _has_year_cue(reading, opening.start)
    if cued and (year := read_bare_year(reading, opening.start)) is not None:
        return [year]
    side = read_amount(reading, opening.start, opening.floor)
    label = (
        side
        and side.start >= opening.start - 1
        and (names.read_mixed_code(reading, opening.start, side) or names.read_label(reading, opening.start, side))
    )
    if label:
        if label.start < opening.floor:  # the words before belong to another mention
            label = identifier(reading, opening.start, label.end, label.rule)
        return [label]
    if side and four and not cued and _is_unmeasured(reading, side):
        year = read_bare_year(reading, opening.start)
        if year is not None:
            return [year]
    return read_quantity(reading, opening.start, opening.floor, side)


def _is_unmeasured(reading: Reading, side: Side) -> bool:
    """Tell whether four digits measure nothing; English writes counts with a comma: "the 2011 census"."""
    return not side.scaled and (not side.unit or (reading.lang == "en" and side.kind == "count"))


def _read_date(reading: Reading, at: int, end: int) -> Mention | None:
    """Return the date, the period or the rank whose first digits stand from `at` to `end`."""
    after = reading.low[end : end + 1]
    if reading.lang == "en" and after in _CLOCK_MARKS and (found := periods_en.read_clock(reading, at)):
        return found
    if found := read_date(reading, at, end):
        return found
    short = _SHORT_INTEGER.match(reading.low, at) if end - at <= _MOST_OF_DATE else None
    if reading.lang == "vi":
        return read_months_vi(reading, at, short.end(), int(short[1])) if short else None
    return (
        (periods_en.read_day_first(reading, at) if short else None)
        or (periods_en.read_digit_letter(reading, at) if after in _PERIOD_LETTERS else None)
        or (periods_en.read_order(reading, at) if after in _SUFFIXES else None)
        or (periods_en.read_months(reading, at, end, int(short[1])) if short else None)
        or (names.read_suffixed(reading, at) if after in _SUFFIXES else None)
    )


def _has_year_cue(reading: Reading, at: int) -> bool:
    before = reading.low[max(0, at - 10) : at].rstrip().rsplit(" ", 1)[-1]
    return before.strip("(") in ("năm", "in", "of", "year", "since", "by", "cuối", "đầu", "during", "until")
