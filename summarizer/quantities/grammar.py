"""The one pass over a text: where a number, a date or a name may begin, the rules are tried in order."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities import names, periods_en, periods_vi
from summarizer.quantities.calendar import identifier
from summarizer.quantities.dates import read_bare_year, read_date
from summarizer.quantities.quantities import VULGAR, read_amount, read_multiple, read_quantity
from summarizer.quantities.reading import Reading, fold_text
from summarizer.quantities.tables import PhraseTable, key_at, load_tables
from summarizer.quantities.types import Kind, Mention
from summarizer.quantities.words_en import read_english
from summarizer.quantities.words_vi import known_words, read_vietnamese

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.quantities.tables import Language

    Rule = Callable[[Reading, int, int, int], list[Mention]]

_ADDRESS = re.compile(r"\S{1,2000}")
_FOUR_DIGITS = re.compile(r"[0-9]{4}(?![0-9]|[.,][0-9])")
_SHORT_INTEGER = re.compile(r"[0-9]{1,2}(?![0-9]|[.,][0-9])")


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
        found = rule(reading, start, opening.end(), floor)
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
        f"{first}(?:{'|'.join(sorted(found, reverse=True))})"
        for first, found in tails.items()
        if first.isalpha()
    )
    return re.compile(rf"[0-9]+|(?<![^\W\d_])(?:{words})(?![^\W\d_])|[{VULGAR}]")


@cache
def _openers(lang: Language) -> dict[str, Rule]:
    """Return the rule to try at each word that may begin a mention."""
    raw = load_tables(lang).raw
    rules: dict[str, Rule] = {}
    if lang == "vi":
        words = raw["number_words"]
        for word in (*words["units"], *words["ten"], *words["minus"]):
            rules[word] = _read_words_vi
        rules |= {"ngày": _read_first_day_vi, "tháng": _read_month_vi, "quý": _read_quarter_vi, "quí": _read_quarter_vi}
        rules |= {"nửa": _read_half_vi, "năm": _read_nam}
        for cue in (*raw["ordinals"]["roman"], *raw["ordinals"]["cue"]):
            rules.setdefault(cue.split()[-1], _read_ordinal_vi)
    else:
        words = raw["number_words"]
        for word in (*words["units"], *words["tens"], *words["minus"], "a", "an", "half", "quarter"):
            rules[word] = _read_words_en
        for word in (*raw["ordinals"]["words"], *raw["dates"]["lasts"], *raw["dates"]["firsts"], "latter"):
            rules[word] = _read_order_en
        rules |= dict.fromkeys(raw["dates"]["months"], _read_month_en)
        rules |= dict.fromkeys(("q", "h", "fy"), _read_letter_en)
        for cue in raw["ordinals"]["roman"]:
            rules.setdefault(cue.split()[-1], _read_ordinal_en)
    rules |= dict.fromkeys(("http", "https", "www"), _read_address)
    for form in raw["multiples"]["double"]:
        rules.setdefault(form.split()[0].split("-")[0], _read_multiple)
    for vulgar in VULGAR:
        rules[vulgar] = _read_vulgar
    return rules


def _one(mention: Mention | None) -> list[Mention]:
    return [mention] if mention is not None else []


def _read_number(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    """Try the rules for digits: codes, dates, periods, ordinals, quantities."""
    code = names.read_glued(reading, at, floor) or names.read_code(reading, at)
    if code is not None:
        return [code]
    date = _read_date(reading, at)
    if date is not None:
        return [date]
    side = read_amount(reading, at, floor)
    label = side and side.start >= at - 1 and (names.read_mixed_code(reading, at, side) or names.read_label(reading, at, side))
    if label:
        return [label]
    if (
        side
        and _FOUR_DIGITS.match(reading.low, at)
        and (_has_year_cue(reading, at) or not (side.unit or side.scaled))
    ):
        year = read_bare_year(reading, at)
        if year is not None:
            return [year]
    return read_quantity(reading, at, floor, side)


def _read_date(reading: Reading, at: int) -> Mention | None:
    found = read_date(reading, at)
    if found is not None:
        return found
    short = _SHORT_INTEGER.match(reading.low, at)
    if reading.lang == "vi":
        return _months_vi(reading, at, short.end(), int(short.group())) if short else None
    return (
        periods_en.read_day_first(reading, at)
        or periods_en.read_digit_letter(reading, at)
        or periods_en.read_order(reading, at)
        or (periods_en.read_months(reading, at, short.end(), int(short.group())) if short else None)
        or names.read_suffixed(reading, at)
    )


def _months_vi(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    return (
        periods_vi.read_day_of_month(reading, at, end, number)
        or periods_vi.read_months(reading, at, end, number)
        or periods_vi.read_quarters(reading, at, end, number)
        or _ordinal_digits(reading, at, end, number)
    )


def _ordinal_digits(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    before = reading.back_over_spaces(at)
    if not _cue_table().before(reading.low, before):
        return None
    return names.ordinal(reading, at, end, number, "ordinal")


@cache
def _cue_table() -> PhraseTable[str]:
    return PhraseTable((cue, None, cue) for cue in load_tables("vi").raw["ordinals"]["cue"] if cue != "lần")


def _has_year_cue(reading: Reading, at: int) -> bool:
    before = reading.low[max(0, at - 10) : at].rstrip().rsplit(" ", 1)[-1]
    return before.strip("(") in ("năm", "in", "of", "year", "since", "by", "cuối", "đầu", "during", "until")


def _read_words_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    low = reading.low
    if low.startswith("một nửa", at):
        return _half(reading, at, at + len("một nửa"))
    after = reading.skip_spaces(end)
    if low[at:end] in _articles() and not (
        key_at(low, after) in known_words() or reading.tables.units.may_begin(low, after)
    ):
        if low[at:end] != "năm" and not reading.is_whole(at, end):
            return []
    worded = read_vietnamese(reading, at)
    if worded is None:
        return []
    if worded.value == worded.value.to_integral_value() and 0 < worded.value <= 31:
        found = _months_vi(reading, at, worded.end, int(worded.value))
        if found is not None and not (low[at:end] == "một" or found.kind is Kind.ORDINAL):
            return [found]
    return read_quantity(reading, at, floor)


@cache
def _articles() -> frozenset[str]:
    return frozenset(load_tables("vi").raw["number_words"]["article"])


def _half(reading: Reading, at: int, end: int) -> list[Mention]:
    return [read_multiple(reading, at, end, "0.5", "")]


def _read_half_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(periods_vi.read_half(reading, at))


def _read_month_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(periods_vi.read_month(reading, at))


def _read_first_day_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(periods_vi.read_first_day(reading, at))


def _read_quarter_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(periods_vi.read_quarter(reading, at))


def _read_nam(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    odd = periods_vi.read_odd_year(reading, at)
    return [odd] if odd is not None else _read_words_vi(reading, at, end, floor)


def _read_ordinal_vi(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(names.read_roman(reading, reading.skip_spaces(end)))


def _read_ordinal_en(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    found = names.read_roman(reading, reading.skip_spaces(end))
    return [found] if found and (len(found.text) > 1 or found.text in "VX") else []


def _read_words_en(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    multiple = _read_multiple(reading, at, end, floor)
    if multiple:
        return multiple
    worded = read_english(reading, at)
    if worded is None:
        return []
    if worded.words == 1 and 0 < worded.value <= 12 and worded.value == int(worded.value):
        found = periods_en.read_months(reading, at, worded.end, int(worded.value))
        if found is not None:
            return [found]
    return read_quantity(reading, at, floor)


def _read_order_en(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    period = periods_en.read_order(reading, at)
    if period is not None:
        return [period]
    rank = reading.tables.raw["ordinals"]["words"].get(reading.low[at:end], 0)
    if rank < 3:
        return []
    return [names.ordinal(reading, at, end, rank, "ordinal in words")]


def _read_month_en(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return _one(periods_en.read_month_name(reading, at, end))


def _read_letter_en(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    if at > 0 and reading.low[at - 1].isalnum():
        return []
    return _one(periods_en.read_letter_period(reading, at))


@cache
def _multiples(lang: Language) -> PhraseTable[str]:
    return PhraseTable(
        (form, None, worth) for form, worth in load_tables(lang).raw["multiples"]["double"].items()
    )


def _read_multiple(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    found = _multiples(reading.lang).at(reading.low, reading.text, at)
    return [read_multiple(reading, at, found[0], found[1])] if found else []


def _read_address(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    """Skip a web address, whose digits count nothing."""
    if reading.low[end : end + 1] not in (":", "."):
        return []
    found = _ADDRESS.match(reading.text, at)
    return [identifier(reading, at, found.end(), "web address")] if found else []


def _read_vulgar(reading: Reading, at: int, end: int, floor: int) -> list[Mention]:
    return read_quantity(reading, at, floor)
