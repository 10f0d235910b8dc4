"""Case files: Vietnamese sources with English statements, faithful and faulty; and what the cross-check makes of them.

A line holds `id`, `source`, `faithful` (statements), `value_faults` and `role_faults` (`text`, `kind` and the reasons
that a careful reader accepts). See docs/crosscheck.md for how to add one.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer import check
from summarizer.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

GROUPS = {"value_faults": "values", "role_faults": "roles"}


@dataclass
class Figures:
    """How many statements came out how."""

    faithful: int = 0
    faults: Counter[str] = field(default_factory=Counter)  # by group ("values") and by kind ("values: digit")
    caught: Counter[str] = field(default_factory=Counter)
    reasoned: int = 0  # caught faults whose reasons are known
    well_reasoned: int = 0
    alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong_reasons: list[str] = field(default_factory=list)

    def share(self, what: str) -> float:
        """Return one figure: "alarms", "values", "roles", "reasons", or a kind."""
        if what == "alarms":
            return len(self.alarms) / (self.faithful or 1)
        if what == "reasons":
            return self.well_reasoned / (self.reasoned or 1)
        return self.caught[what] / (self.faults[what] or 1)


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def measure(cases: Iterable[dict[str, Any]]) -> Figures:
    """Check every statement of some cases."""
    figures = Figures()
    for case in cases:
        for text in case["faithful"]:
            figures.faithful += 1
            if reasons := _reasons(case["source"], text):
                figures.alarms.append(f"{case['id']} [{', '.join(reasons)}] {text}")
        for key, group in GROUPS.items():
            for fault in case[key]:
                _measure_fault(figures, case, fault, group)
    return figures


def _measure_fault(figures: Figures, case: dict[str, Any], fault: dict[str, Any], group: str) -> None:
    names = (group, f"{group}: {fault['kind']}")
    found = _reasons(case["source"], fault["text"])
    figures.faults.update(names)
    if not found:
        figures.missed.append(f"{case['id']} {fault['kind']}: {fault['text']}")
        return
    figures.caught.update(names)
    wanted = fault.get("reason")
    if wanted is None:
        return
    figures.reasoned += 1
    if set(found) & set(wanted):
        figures.well_reasoned += 1
    else:
        figures.wrong_reasons.append(
            f"{case['id']} {fault['kind']} [{', '.join(found)}; not {', '.join(wanted)}] {fault['text']}"
        )


def _reasons(source: str, text: str) -> list[str]:
    """Return the reasons of what is flagged, each once."""
    report = check(source, text)
    return sorted({str(f.reason) for f in report.findings if f.verdict is not Verdict.SUPPORTED})
