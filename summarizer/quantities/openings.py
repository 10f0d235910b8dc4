"""Rules that both languages share, and what a rule is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.quantities.calendar import identifier
from summarizer.quantities.quantities import VULGAR, read_multiple, read_quantity
from summarizer.quantities.reading import Reading
from summarizer.quantities.tables import PhraseTable, load_tables
from summarizer.quantities.types import Mention

if TYPE_CHECKING:
    from summarizer.quantities.tables import Language

_ADDRESS = re.compile(r"\S{1,2000}")


class Opening(NamedTuple):
    """A word, or digits, that may begin a mention; `floor` is where the mention before it ends."""

    start: int
    end: int
    floor: int


Rule = Callable[[Reading, Opening], list[Mention]]


def shared_rules(lang: Language) -> dict[str, Rule]:
    """Return the rules of web addresses, "gấp đôi" and "½" by the words that open them."""
    rules: dict[str, Rule] = dict.fromkeys(("http", "https", "www"), _read_address)
    for form in load_tables(lang).raw["multiples"]["double"]:
        rules[form.split()[0].split("-")[0]] = read_doubling
    return rules | dict.fromkeys(VULGAR, _read_vulgar)


def as_list(mention: Mention | None) -> list[Mention]:
    """Return a list of the mention, or of none."""
    return [mention] if mention is not None else []


@cache
def _multiples(lang: Language) -> PhraseTable[str]:
    return PhraseTable((form, None, worth) for form, worth in load_tables(lang).raw["multiples"]["double"].items())


def read_doubling(reading: Reading, opening: Opening) -> list[Mention]:
    """Return "gấp đôi", "doubled" where the words at the opening are such."""
    found = _multiples(reading.lang).at(reading.low, reading.text, opening.start)
    if found is None or reading.low.startswith(("-digit", " digit"), found[0]):
        return []  # "double-digit growth"
    return [read_multiple(reading, opening.start, found[0], found[1])]


def _read_address(reading: Reading, opening: Opening) -> list[Mention]:
    """Skip a web address, whose digits count nothing."""
    if reading.low[opening.end : opening.end + 1] not in (":", "."):
        return []
    found = _ADDRESS.match(reading.text, opening.start)
    return [identifier(reading, opening.start, found.end(), "web address")] if found else []


def _read_vulgar(reading: Reading, opening: Opening) -> list[Mention]:
    return read_quantity(reading, opening.start, opening.floor)
