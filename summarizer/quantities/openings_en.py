"""Which English words may begin a mention, and the rules to try there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.quantities import names, periods_en
from summarizer.quantities.openings import Opening, Rule, as_list, read_doubling, shared_rules
from summarizer.quantities.quantities import read_multiple, read_quantity
from summarizer.quantities.tables import load_tables
from summarizer.quantities.words_en import read_english

if TYPE_CHECKING:
    from summarizer.quantities.reading import Reading
    from summarizer.quantities.types import Mention


@cache
def english_rules() -> dict[str, Rule]:
    """Return the rule to try at each word that may begin a mention."""
    raw = load_tables("en").raw
    words, dates = raw["number_words"], raw["dates"]
    rules: dict[str, Rule] = {cue.split()[-1]: _read_ordinal_en for cue in raw["ordinals"]["roman"]}
    articles = ("a", "an", "half", "quarter")
    rules |= dict.fromkeys((*words["units"], *words["tens"], *words["minus"], *articles), _read_words_en)
    orders = (*raw["ordinals"]["words"], *dates["lasts"], *dates["firsts"], "latter")
    rules |= dict.fromkeys(orders, _read_order_en)
    rules |= dict.fromkeys(dates["months"], _read_month_en)
    rules |= dict.fromkeys(("q", "h", "fy"), _read_letter_en)
    return shared_rules("en") | rules


_HALF_YEAR = re.compile(r"half[- ]year(?:ly)?\b")
_SHARE = re.compile(r" in (?:every )?(three|four|five|six|seven|eight|nine|ten)\b(?! (?:year|month|day|week|hour|dec))")


def _read_words_en(reading: Reading, opening: Opening) -> list[Mention]:
    multiple = read_doubling(reading, opening)
    if multiple:
        return multiple
    worded = read_english(reading, opening.start)
    if half := _HALF_YEAR.match(reading.low, opening.start):
        return as_list(periods_en.read_half_year(reading, opening.start, half.end()))
    if worded is None:
        return []
    if share := _SHARE.match(reading.low, worded.end):
        whole = load_tables("en").raw["number_words"]["units"][share[1]]
        if 0 < worded.value < whole:
            return [read_multiple(reading, opening.start, share.end(), str(worded.value / whole), "")]
    if worded.words == 1 and 0 < worded.value <= 12 and worded.value == int(worded.value):
        found = periods_en.read_months(reading, opening.start, worded.end, int(worded.value))
        if found is not None:
            return [found]
    return read_quantity(reading, opening.start, opening.floor)


def _read_order_en(reading: Reading, opening: Opening) -> list[Mention]:
    period = periods_en.read_order(reading, opening.start)
    if period is not None:
        return [period]
    rank = reading.tables.raw["ordinals"]["words"].get(reading.low[opening.start : opening.end], 0)
    if rank < 3:
        return []
    return [names.ordinal(reading, opening.start, opening.end, rank, "ordinal in words")]


def _read_month_en(reading: Reading, opening: Opening) -> list[Mention]:
    return as_list(periods_en.read_month_name(reading, opening.start, opening.end))


def _read_letter_en(reading: Reading, opening: Opening) -> list[Mention]:
    if opening.start > 0 and reading.low[opening.start - 1].isalnum():
        return []
    return as_list(periods_en.read_letter_period(reading, opening.start))


def _read_ordinal_en(reading: Reading, opening: Opening) -> list[Mention]:
    found = names.read_roman(reading, reading.skip_spaces(opening.end))
    return [found] if found and (len(found.text) > 1 or found.text in "VX") else []
