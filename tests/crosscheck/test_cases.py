"""The cases with their floors: what is caught today stays caught, and what is right stays unflagged."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from crosscheck.detection import GROUPS, Figures, measure, read_cases

from summarizer.findings import Reason

CASES = Path(__file__).parents[1] / "cases"
FLOORS: dict[str, dict[str, Any]] = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))
FIGURES = ("alarms", "values", "roles", "reasons")


@cache
def figures_of(name: str) -> Figures:
    return measure(read_cases(CASES / f"{name}.jsonl"))


def details(figures: Figures, figure: str) -> list[str]:
    """Return the statements behind a figure."""
    if figure == "alarms":
        return figures.alarms
    if figure == "reasons":
        return figures.wrong_reasons
    kinds = {name.removeprefix(f"{figure}: ") for name in figures.faults if name.startswith(f"{figure}: ")}
    return [line for line in figures.missed if line.split(" ", 2)[1].rstrip(":") in kinds]


def test_every_file_has_its_floors() -> None:
    assert sorted(FLOORS) == sorted(path.stem for path in CASES.glob("*.jsonl"))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_floors_are_for_the_file_that_stands_here(name: str) -> None:
    digest = hashlib.sha256((CASES / f"{name}.jsonl").read_bytes()).hexdigest()

    assert digest == FLOORS[name]["sha256"], (
        f"tests/cases/{name}.jsonl changed: run `python bench/crosscheck.py tests/cases/{name}.jsonl`, "
        f"then set its floors and sha256 = {digest!r} in tests/cases/floors.toml"
    )


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_gets_worse(name: str, figure: str) -> None:
    figures, floor = figures_of(name), FLOORS[name][figure]
    share = figures.share(figure)
    worse = share > floor if figure == "alarms" else share < floor

    assert not worse, (
        f"{figure} of tests/cases/{name}.jsonl came to {share:.1%}; {'at most' if figure == 'alarms' else 'at least'} "
        f"{floor:.1%} is held. The statements that count against it:\n  " + "\n  ".join(details(figures, figure))
    )


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_cases_are_well_formed(name: str) -> None:
    cases = list(read_cases(CASES / f"{name}.jsonl"))
    texts = [(case["id"], text) for case in cases for text in _texts(case)]
    reasons = [fault["reason"] for case in cases for key in GROUPS for fault in case[key]]

    assert len({case["id"] for case in cases}) == len(cases)
    assert [row for row, times in Counter(texts).items() if times > 1] == []
    assert all(found and set(found) <= set(Reason) for found in reasons)
    assert all(len(json.dumps(case)) > 500 for case in cases)


def _texts(case: dict[str, Any]) -> list[str]:
    return [*case["faithful"], *(fault["text"] for key in GROUPS for fault in case[key])]
