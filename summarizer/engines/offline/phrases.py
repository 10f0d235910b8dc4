"""English phrases in the making, and how they are put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.engines.offline.english import join, pluralise, singularise


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English phrase for a stretch of words.

    Attributes:
        cost: the lower, the better the reading.
        en: the English; verbs to be inflected are marked.
        attr: the form before another noun; "" where it cannot stand there.
        kind: "plain", "verbal" (a nominal verb), "list" or "name".
        flags: those of the head noun.
        definite: whether an article or quantifier stands already.
        head: the noun to be put into the singular or plural, as it stands in `en`.
    """

    cost: float
    en: str
    attr: str = ""
    kind: str = "plain"
    flags: Mapping[str, str] = field(default_factory=dict)
    definite: bool = False
    head: str = ""


Chart = dict[int, Phrase]
"""The phrases that begin at one word, by where they end."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of the source with its English already known: a number, a date, a name."""

    start: int
    end: int
    en: str
    kind: str  # "number", "amount", "period", "name", "aside" or "silent"


def in_time(period: str) -> str:
    """Put the preposition before a time."""
    if period[:1].isdigit() and " " in period:
        return f"on {period}"
    return f"for {period}" if "–" in period else f"in {period}"


def gap_before(phrase: str) -> str:
    """Return what stands between a word and the phrase after it."""
    return "" if phrase.startswith(",") else " "


def list_nouns(nouns: list[Phrase], cost: float) -> Phrase:
    """Join noun phrases to a list."""
    if len(nouns) == 1:
        return nouns[0]
    attr = join([noun.attr for noun in nouns]) if all(noun.attr for noun in nouns) else ""
    kind = "verbal" if nouns[0].kind == "verbal" else "list"
    return Phrase(cost, join([noun.en for noun in nouns]), attr, kind)


def add_adverbs(adverbs: str, verb: str) -> str:
    """Put adverbs before a verb, joined with the one it has."""
    if not adverbs:
        return verb
    first = verb.split(" ")[0]
    return f"{adverbs} and {verb}" if first.endswith("ly") and not first.startswith("[") else f"{adverbs} {verb}"


def name_noun(noun: Phrase, name: str) -> str:
    """Return "the industry and trade sector of Thanh Hóa", "the Nghi Sơn plant"."""
    if noun.definite or not noun.attr:
        return f"{noun.en} of {name}"
    return f"the {name} {noun.attr}"


def with_article(noun: Phrase) -> str:
    """Put the article before a noun phrase that has none."""
    return noun.en if noun.definite else f"the {noun.en}"


def insert_adjective(noun: str, adjective: str) -> str:
    """Put an adjective before a noun, after its article."""
    if noun.startswith("the "):
        return f"the {adjective} {noun[4:]}"
    return f"{adjective} {noun}"


def count_noun(noun: Phrase, single: bool) -> str:
    """Put the head of a noun phrase into the number that a numeral asks for."""
    en = noun.en.removeprefix("the ")
    head = noun.head or en
    return en.replace(head, singularise(head) if single else pluralise(head), 1)


def definite_nominal(nominal: str) -> str:
    """Put the article before a nominal verb that takes an object: "the development of"."""
    first = nominal.split(" ")[0]
    bare = not nominal.endswith(" of") or first in {
        "the",
        "better",
        "higher",
        "stronger",
        "sales",
        "exports",
        "imports",
    }
    return nominal if bare else f"the {nominal}"


def share_object(before: list[str], last: str) -> str:
    """Join verbs that share an object; "renovate and upgrade" counts as two."""
    pair = re.match(r"(\[\[\w+\]\]) and (\[\[.*)", last) if before else None
    return join([*before, pair[1], pair[2]] if pair else [*before, last])
