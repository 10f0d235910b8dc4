"""The tables of the number grammar: TOML files, read once, indexed for looking up forms in a text."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from summarizer.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Language = Literal["vi", "en"]
Payload = TypeVar("Payload")

LETTERS = re.compile(r"[^\W\d_]+")


class Form(NamedTuple, Generic[Payload]):
    """One written form: how it reads folded, exactly (where its case matters), and what it stands for."""

    folded: str
    exact: str | None
    payload: Payload


class PhraseTable(Generic[Payload]):
    """Finds the longest of its forms at an offset, or just before one, in time that does not grow with it."""

    def __init__(self, forms: Iterable[tuple[str, str | None, Payload]], *, glued: bool = False) -> None:
        """Index the forms; with `glued`, digits may follow one without a space ("VND52")."""
        self._glued = glued
        self._first: dict[str, list[Form[Payload]]] = {}
        self._last: dict[str, list[Form[Payload]]] = {}
        seen: set[tuple[str, str | None]] = set()
        for folded, exact, payload in forms:
            if not unicodedata.is_normalized("NFC", folded):
                raise BrokenFileError(f"number tables: {folded!r} is not in NFC")
            if (folded, exact) in seen:
                raise BrokenFileError(f"number tables: {folded!r} stands in two rows")
            seen.add((folded, exact))
            form = Form(folded, exact, payload)
            self._first.setdefault(first_key(folded), []).append(form)
            self._last.setdefault(last_key(folded), []).append(form)
        for index in (self._first, self._last):
            for found in index.values():
                found.sort(key=lambda form: (-len(form.folded), form.exact is None))
        self._heads = frozenset(form.folded[:2] for found in self._first.values() for form in found)
        self._tails = frozenset(form.folded[-2:] for found in self._last.values() for form in found)

    def at(self, low: str, text: str, start: int) -> tuple[int, Payload] | None:
        """Return the end and the payload of the longest form that begins at `start`."""
        if low[start : start + 2] not in self._heads and low[start : start + 1] not in self._heads:
            return None
        for form in self._first.get(key_at(low, start), ()):
            end = start + len(form.folded)
            if (
                low.startswith(form.folded, start)
                and not (form.folded[-1].isalnum() and _goes_on(low[end : end + 1], self._glued))
                and (form.exact is None or text.startswith(form.exact, start))
            ):
                return end, form.payload
        return None

    def may_begin(self, low: str, start: int) -> bool:
        """Tell whether the word at `start` is the first of some form."""
        return key_at(low, start) in self._first

    def before(self, low: str, end: int) -> tuple[int, Payload] | None:
        """Return the start and the payload of the longest form that ends at `end`."""
        if end < 1 or (low[end - 2 : end] not in self._tails and low[end - 1 : end] not in self._tails):
            return None
        for form in self._last.get(last_word(low, end) or low[max(0, end - 1) : end], ()):
            start = end - len(form.folded)
            if low.endswith(form.folded, 0, end) and not (
                form.folded[0].isalnum() and start > 0 and low[start - 1].isalnum()
            ):
                return start, form.payload
        return None


def _goes_on(after: str, glued: bool) -> bool:
    return after.isalpha() if glued else after.isalnum()


def key_at(low: str, start: int) -> str:
    """Return what a form that begins at `start` is filed under: its first word, else its first character."""
    word = LETTERS.match(low, start)
    return word.group() if word else low[start : start + 1]


def first_key(form: str) -> str:
    """Return what a form is filed under by its beginning."""
    return key_at(form, 0)


def last_key(form: str) -> str:
    """Return what a form is filed under by its end."""
    return last_word(form, len(form)) or form[-1:]


def last_word(low: str, end: int) -> str:
    """Return the letters just before `end`; "" where none stand there."""
    first = max(0, end - 24)
    word = low[low.rfind(" ", first, end) + 1 or first : end]
    if word.isalpha():
        return word
    start = end
    while start > first and low[start - 1].isalpha():
        start -= 1
    return low[start:end]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its id, what kind of unit it is, and its worth in the base unit of its dimension."""

    id: str
    kind: str
    base: str | None = None
    factor: Decimal | None = None


class Compact(NamedTuple):
    """A scale and a unit written as one word ("trđ")."""

    scale: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything one language needs; `raw` is its TOML file for the small word lists."""

    lang: Language
    raw: Mapping[str, Any]
    scales: PhraseTable[Decimal]
    scale_letters: Mapping[str, Decimal]
    units: PhraseTable[Unit]
    prefixes: PhraseTable[Unit]
    compacts: PhraseTable[Compact]
    denominators: PhraseTable[str]
    bounds_before: PhraseTable[str]
    bounds_after: PhraseTable[str]
    labels: PhraseTable[str]
    months: Mapping[str, int]

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return a word list of the language."""
        return _word_set(self.lang, section, key)

    def phrases(self, section: str, key: str) -> PhraseTable[str]:
        """Return a list of phrases of the language, to be looked up in a text."""
        return _phrase_table(self.lang, section, key)


@cache
def _read(name: str) -> dict[str, Any]:
    text = (files("summarizer.quantities") / "data" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _raw(lang: Language) -> dict[str, Any]:
    return _read(f"{lang}.toml")


@cache
def _word_set(lang: Language, section: str, key: str) -> frozenset[str]:
    return frozenset(_raw(lang)[section][key])


@cache
def _phrase_table(lang: Language, section: str, key: str) -> PhraseTable[str]:
    return PhraseTable((form, None, form) for form in _raw(lang)[section][key])


@cache
def load_units() -> dict[str, Unit]:
    """Return every unit by its id."""
    rows = _read("units.toml")["unit"]
    return {
        row["id"]: Unit(row["id"], row["kind"], row.get("base"), Decimal(row["factor"]) if "factor" in row else None)
        for row in rows
    }


@cache
def loose_names() -> dict[str, str]:
    """Return each unit that a source may call by the name of a counted noun, and that noun."""
    return {row["id"]: row["also"] for row in _read("units.toml")["unit"] if "also" in row}


def _unit_forms(lang: Language) -> list[tuple[str, str | None, Unit]]:
    units = load_units()
    forms: list[tuple[str, str | None, Unit]] = []
    for row in _read("units.toml")["unit"]:
        forms += [(form, None, units[row["id"]]) for form in row[lang]]
        forms += [(form.lower(), form, units[row["id"]]) for form in row.get("exact", [])]
    return forms


def _compact_forms() -> list[tuple[str, str | None, Compact]]:
    units = load_units()
    return [
        (form, None, Compact(Decimal(row["scale"]), units[row["unit"]]))
        for row in _read("units.toml")["compact"]
        for form in row["form"]
    ]


def _denominator_forms(lang: Language) -> list[tuple[str, str | None, str]]:
    own = [(f, None, row["id"]) for row in _read("units.toml")["denominator"] for f in row[lang]]
    taken = {form for form, _, _ in own}
    physical = [
        (form, exact, unit.id)
        for form, exact, unit in _unit_forms(lang)
        if unit.kind == "physical" and form not in taken
    ]
    return [*own, *physical]


def _bound_forms(section: dict[str, list[str]]) -> list[tuple[str, str | None, str]]:
    return [(form, None, bound) for bound, forms in section.items() for form in forms]


@cache
def load_tables(lang: Language) -> Tables:
    """Return the tables of one language."""
    raw = _raw(lang)
    prefixes = [
        (form, None, load_units()[row["id"]]) for row in _read("units.toml")["unit"] for form in row.get("prefix", [])
    ]
    return Tables(
        lang=lang,
        raw=raw,
        scales=PhraseTable((form, None, Decimal(worth)) for form, worth in raw["scales"].items()),
        scale_letters={form: Decimal(worth) for form, worth in raw["scale_letters"].items()},
        units=PhraseTable(_unit_forms(lang)),
        prefixes=PhraseTable(prefixes, glued=True),
        compacts=PhraseTable(_compact_forms()),
        denominators=PhraseTable(_denominator_forms(lang)),
        bounds_before=PhraseTable(_bound_forms(raw["bounds_before"])),
        bounds_after=PhraseTable(_bound_forms(raw["bounds_after"])),
        labels=PhraseTable((form, None, form) for form in raw["names"]["labels"]),
        months=raw["dates"]["months"],
    )


@lru_cache(maxsize=1024)
def unit_dimension(unit: str) -> tuple[str, Decimal] | None:
    """Return the base unit and the worth of one `unit` in it; `None` where it has no other measure.

    Rates are taken apart: "quintal/ha" is ("kg/m2", 0.01), and so is comparable with "t/ha".
    """
    parts = unit.split("/")
    base: list[str] = []
    factor = Decimal(1)
    known = False
    for index, part in enumerate(parts):
        row = load_units().get(part)
        if row is None or row.base is None or row.factor is None:
            base.append(part)
            continue
        known = True
        base.append(row.base)
        factor = factor * row.factor if index == 0 else factor / row.factor
    return ("/".join(base), factor) if known else None
