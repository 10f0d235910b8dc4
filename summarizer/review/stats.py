"""Figures on a review: decisions by reason, and the cross-check's precision as people judged it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.review.queue import Entry

COLUMNS = ("accept", "correct", "drop", "settled", "postpone", "open")


def count_decisions(entries: Iterable[Entry]) -> dict[str, Counter[str]]:
    """Return the number of each standing decision per reason.

    "settled" is a finding whose statement was mended by another decision, "open" one without any.
    """
    table: dict[str, Counter[str]] = {}
    for entry in entries:
        row = table.setdefault(entry.finding.reason or entry.finding.verdict, Counter())
        row[entry.decision.decision if entry.decision else "settled" if entry.settled else "open"] += 1
    return table


def precision(row: Counter[str]) -> float | None:
    """Return the share of judged flags that were right: the statement was corrected or dropped."""
    right = row["correct"] + row["drop"]
    judged = right + row["accept"]
    return right / judged if judged else None


def render_stats(entries: Iterable[Entry]) -> str:
    """Return the figures as a table of plain text."""
    table = count_decisions(entries)
    total: Counter[str] = sum(table.values(), Counter())
    head = f"{'reason':<16}" + "".join(f"{name:>10}" for name in (*COLUMNS, "precision"))
    rows = [_row(name, table[name]) for name in sorted(table, key=lambda one: (-table[one].total(), one))]
    lines = [head, *rows, _row("all", total)]
    if precision(total) is None:
        lines.append("precision: share of flags that people found right; nothing is judged yet")
    else:
        lines.append("precision: corrected or dropped, out of all judged (accepted, corrected or dropped)")
    return "\n".join(lines)


def _row(name: str, row: Counter[str]) -> str:
    """Return one line of the table."""
    share = precision(row)
    return (
        f"{name:<16}"
        + "".join(f"{row[one]:>10}" for one in COLUMNS)
        + f"{'–' if share is None else f'{share:.0%}':>10}"
    )
