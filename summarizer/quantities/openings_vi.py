"""Which Vietnamese words may begin a mention, and the rules to try there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities import names, periods_vi
from summarizer.quantities.amounts import is_scale_at
from summarizer.quantities.openings import Opening, Rule, as_list, shared_rules
from summarizer.quantities.quantities import read_multiple, read_quantity
from summarizer.quantities.tables import PhraseTable, key_at, last_word, load_tables
from summarizer.quantities.types import Kind, Mention
from summarizer.quantities.words_vi import known_words, read_vietnamese

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading

_HALF_GOES_ON = re.compile(r"(?:tháng|năm|quý) (?:[0-9]|đầu|cuối|trước|sau|nay)")


@cache
def vietnamese_rules() -> dict[str, Rule]:
    """Return the rule to try at each word that may begin a mention."""
    raw = load_tables("vi").raw
    words = raw["number_words"]
    rules: dict[str, Rule] = {}
    for cue in (*raw["ordinals"]["roman"], *raw["ordinals"]["cue"]):
        rules[cue.split()[-1]] = _read_ordinal_vi
    rules |= dict.fromkeys((*words["units"], *words["ten"], *words["minus"]), _read_words_vi)
    rules |= dict.fromkeys(raw["dates"]["quarter"], _read_quarter_vi)
    rules |= {"ngày": _read_first_day_vi, "tháng": _read_month_vi, "nửa": _read_half_vi, "năm": _read_nam}
    return shared_rules("vi") | rules


def read_months_vi(reading: Reading, at: int, end: int, number: int) -> Mention | None:
    """Return "15 tháng 6", "9 tháng đầu năm", "3 quý đầu năm", "lần thứ 3", whose number is at hand."""
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


def _read_words_vi(reading: Reading, opening: Opening) -> list[Mention]:
    low = reading.low
    if low.startswith("một nửa", opening.start):
        return _half(reading, opening.start, opening.start + len("một nửa"))
    if low[opening.start : opening.end] in _articles() and _is_plain_article(reading, opening):
        return []
    worded = read_vietnamese(reading, opening.start)
    if worded is None:
        return []
    if worded.value == worded.value.to_integral_value() and 0 < worded.value <= 31:
        found = read_months_vi(reading, opening.start, worded.end, int(worded.value))
        if found is not None and not (low[opening.start : opening.end] == "một" or found.kind is Kind.ORDINAL):
            return [found]
    return read_quantity(reading, opening.start, opening.floor)


def _is_plain_article(reading: Reading, opening: Opening) -> bool:
    """Tell at a glance that "một", "không", "năm" is no number here: nothing that makes it one follows."""
    low, after = reading.low, reading.skip_spaces(opening.end)
    if key_at(low, after) in known_words() or reading.is_whole(opening.start, opening.end):
        return False
    if low.startswith("năm", opening.start):
        before = last_word(low, reading.back_over_spaces(opening.start))
        return before not in reading.tables.words("number_words", "five_after")
    return not reading.tables.units.may_begin(low, after)


@cache
def _articles() -> frozenset[str]:
    return frozenset(load_tables("vi").raw["number_words"]["article"])


def _half(reading: Reading, at: int, end: int) -> list[Mention]:
    return [read_multiple(reading, at, end, "0.5", "")]


def _read_half_vi(reading: Reading, opening: Opening) -> list[Mention]:
    """Read "nửa đầu năm 2023", and "nửa triệu tấn" where a scale or a unit follows."""
    low, after = reading.low, reading.skip_spaces(opening.end)
    found = as_list(periods_vi.read_half(reading, opening.start))
    if found or after == opening.end or _HALF_GOES_ON.match(low, after):
        return found
    measured = is_scale_at(reading, after) or reading.tables.units.at(low, reading.text, after)
    return read_quantity(reading, opening.start, opening.floor) if measured else []


def _read_month_vi(reading: Reading, opening: Opening) -> list[Mention]:
    month = periods_vi.read_month(reading, opening.start)
    if month is None or month.iso is None or len(month.iso) != len("--07"):
        return as_list(month)
    return [month, *periods_vi.read_further_months(reading, month)]


def _read_first_day_vi(reading: Reading, opening: Opening) -> list[Mention]:
    return as_list(periods_vi.read_first_day(reading, opening.start))


def _read_quarter_vi(reading: Reading, opening: Opening) -> list[Mention]:
    return as_list(periods_vi.read_quarter(reading, opening.start))


def _read_nam(reading: Reading, opening: Opening) -> list[Mention]:
    odd = periods_vi.read_odd_year(reading, opening.start)
    return [odd] if odd is not None else _read_words_vi(reading, opening)


def _read_ordinal_vi(reading: Reading, opening: Opening) -> list[Mention]:
    return as_list(names.read_roman(reading, reading.skip_spaces(opening.end)))
