"""Golden answers with one thing changed: a value of a statement, or the role of a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafts import SEEDS, answer

from summarizer.pipeline import ground
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.models import Figure, Item, Summary

NAMES = tuple(path.stem for path in SEEDS)
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in SEEDS}

VALUE_REASONS = {
    "digit": {"MAGNITUDE", "NO_EVIDENCE"},
    "range_end": {"RANGE"},
    "scale": {"SCALE"},
    "unit": {"UNIT"},
    "separator": {"SCALE", "MAGNITUDE", "UNPARSED"},
    "word": {"MAGNITUDE", "NO_EVIDENCE"},
    "date": {"DATE", "PERIOD"},
}
ROLE_REASONS = {
    "indicator": {"INDICATOR", "COUNT_NOUN"},
    "direction": {"DIRECTION"},
    "status": {"STATUS"},
    "period": {"PERIOD", "DATE"},
    "base": {"BASE"},
    "bound": {"BOUND"},
}

SCALES = {"thousand": "million", "million": "billion", "billion": "trillion", "trillion": "billion"}
UNITS = (("VND ", "USD "), ("USD ", "VND "), ("%", " tonnes"), (" MWp", " hectares"), (" MW", " hectares"))
WORDS = {"a": "two", "one": "two", "two": "three", "three": "seven", "eighth": "ninth"}


@dataclass(frozen=True)
class Changed:
    """A statement or a figure with one thing changed."""

    seed: str
    kind: str
    item: Item
    text: str
    figure: Figure | None = None


def golden(name: str) -> Summary:
    """Return the golden summary of a seed, its quotations placed."""
    return ground(answer(name), SOURCES[name])


def alone(summary: Summary, item: Item) -> Summary:
    """Return a summary of one item, in the section that it stands in."""
    kept = {
        name: [item if i.id == item.id else i for i in getattr(summary, name) if i.id == item.id]
        for name in ("achievements", "targets", "directives")
    }
    return summary.model_copy(update={"headline": "", "overview": "", **kept})


def change_values(name: str) -> Iterator[Changed]:
    """Yield every statement of a golden answer with each of its numbers changed in each way that fits it."""
    known = {m.value for m in find_mentions(SOURCES[name], "vi")} | {m.high for m in find_mentions(SOURCES[name], "vi")}
    for _, item in golden(name).items():
        for mention in find_mentions(item.statement, "en"):
            for kind, text in _value_changes(item.statement, mention, known, SOURCES[name]):
                yield Changed(name, kind, item.model_copy(update={"statement": text, "figures": []}), text)


def _value_changes(text: str, mention: Mention, known: set[object], source: str) -> Iterator[tuple[str, str]]:
    head, words, tail = text[: mention.start], mention.text, text[mention.end :]
    if mention.kind in (Kind.DATE, Kind.PERIOD):
        for changed in _other_dates(words, source):
            yield "date", head + changed + tail
        return
    if mention.kind is not Kind.QUANTITY:
        return
    if words.casefold().split()[0] in WORDS:
        yield "word", head + WORDS[words.casefold().split()[0]] + words[len(words.split()[0]) :] + tail
        return
    kind = "range_end" if mention.high is not None else "digit"
    if changed := _other_digit(words, mention, known):
        yield kind, head + changed + tail
    for scale, other in SCALES.items():
        if f" {scale}" in words:
            yield "scale", head + words.replace(scale, other) + tail
    if unit := next(((a, b) for a, b in UNITS if a in words), None):
        yield "unit", head + words.replace(*unit) + tail
    if mention.high is None and re.search(r"\d[.,]\d", words):
        yield "separator", head + _other_separator(words) + tail


def _other_digit(words: str, mention: Mention, known: set[object]) -> str | None:
    """Return the words with the last digit that is not nought changed, to a value that the source has not."""
    digits = list(re.finditer(r"[1-9]", words))
    if not digits:
        return None
    at = digits[-1].start()
    for step in (3, 5, 7, 2):
        digit = (int(words[at]) + step) % 9 + 1
        changed = words[:at] + str(digit) + words[at + 1 :]
        read = [m for m in find_mentions(changed, "en") if m.quantity]
        if str(digit) != words[at] and read and read[0].value not in known and read[0].high not in known - {None}:
            return changed
    return None


def _other_dates(words: str, source: str) -> Iterator[str]:
    """Yield a date with a year that the source does not have, and with another day."""
    unnamed = next(str(year) for year in range(2013, 2030) if str(year) not in source)
    if re.search(r"\d{4}", words):
        yield re.sub(r"\d{4}", unnamed, words, count=1)
    if day := re.match(r"(\d{1,2}) [A-Z]", words):
        yield str(int(day[1]) % 27 + 2) + words[day.end(1) :]


def _other_separator(words: str) -> str:
    """Return the words with a comma between thousands read as a decimal mark, or a decimal mark lost."""
    if "," in words:
        return words.replace(",", ".", 1)
    return re.sub(r"(\d)\.(\d)", r"\1\2", words, count=1)


def change_figures(name: str) -> Iterator[Changed]:
    """Yield every item of a golden answer with the role of each figure changed in each way that fits it."""
    figures = [figure for _, item in golden(name).items() for figure in item.figures]
    for _, item in golden(name).items():
        for index, figure in enumerate(item.figures):
            for kind, changed in change_role(figure, figures):
                kept = [*item.figures[:index], changed, *item.figures[index + 1 :]]
                yield Changed(name, kind, item.model_copy(update={"figures": kept}), item.statement, changed)


def change_role(figure: Figure, figures: list[Figure]) -> Iterator[tuple[str, Figure]]:
    """Yield a figure with another role."""
    for indicator in sorted(
        {f.indicator for f in figures if f.unit == figure.unit or f.measure == "count" == figure.measure}
    ):
        if _differ(indicator, figure.indicator):
            yield "indicator", figure.model_copy(update={"indicator": indicator})
    if figure.direction in ("up", "down"):
        yield "direction", figure.model_copy(update={"direction": "down" if figure.direction == "up" else "up"})
    yield "status", figure.model_copy(update={"status": "actual" if figure.status == "target" else "target"})
    if period := _other_period(figure.period):
        yield "period", figure.model_copy(update={"period": period})
    if figure.base and "plan" not in figure.base:
        yield "base", figure.model_copy(update={"base": "the previous month"})
    bounds = {"exact": "at_least", "at_least": "exact", "more_than": "less_than"}
    if figure.bound in bounds:
        yield "bound", figure.model_copy(update={"bound": bounds[figure.bound]})


def _differ(one: str, other: str) -> bool:
    """Whether two indicators are not one and the same in other words: none has all the words of the other."""
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return not ours <= theirs and not theirs <= ours


def _other_period(period: str) -> str | None:
    if "nine months" in period:
        return period.replace("nine", "six")
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), period) if re.fullmatch(r"\d{4}", period) else None


BOUNDS = {"exact": "", "about": "about ", "at_least": "at least ", "more_than": "more than ", "less_than": "less than ",
          "range": ""}  # fmt: skip
VERBS = {"actual": "reached", "estimate": "was estimated at", "target": "is targeted to reach"}
MOVES = {
    "up": {"actual": "rose by", "estimate": "rose by an estimated", "target": "is targeted to rise by"},
    "down": {"actual": "fell by", "estimate": "fell by an estimated", "target": "is targeted to fall by"},
}


def write_sentence(figure: Figure) -> str:
    """Return a plain English sentence that says what a figure says."""
    amount = BOUNDS[figure.bound] + _amount(figure)
    name, wish = figure.indicator, figure.status == "target"
    if figure.measure == "count":
        return f"In {figure.period}, {amount} {name} {'are the target' if wish else 'were counted'}."
    if figure.measure == "plan_completion":
        verb = "is targeted to exceed" if wish else "exceeded"
        return f"In {figure.period}, {name} {verb} the plan by {amount}."
    base = f" compared with {figure.base}" if figure.base else ""
    if figure.measure == "growth":
        return f"In {figure.period}, {name} {MOVES[figure.direction][figure.status]} {amount}{base}."
    return f"In {figure.period}, {name} {VERBS[figure.status]} {amount}."


def _amount(figure: Figure) -> str:
    digits = f"{int(figure.value):,}" if figure.value.isdigit() and len(figure.value) > 3 else figure.value
    if figure.measure == "count":
        return digits
    if figure.unit == "%":
        return f"{digits}–{figure.high}%" if figure.high else f"{digits}%"
    if len(figure.unit) == 3 and figure.unit.isupper() and figure.unit.isalpha():
        return f"{figure.unit} {digits} {figure.scale}".strip()
    return f"{digits} {figure.scale} {figure.unit}".replace("  ", " ")


def change_sentences(name: str) -> Iterator[Changed]:
    """Yield sentences that give each figure of a golden answer another role."""
    pairs = [(item, figure) for _, item in golden(name).items() for figure in item.figures]
    figures = [figure for _, figure in pairs]
    for item, figure in pairs:
        for kind, changed in change_role(figure, figures):
            yield Changed(name, kind, item, write_sentence(changed), changed)
