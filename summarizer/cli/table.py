"""The closing table, and one line for each article as it is done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError
from summarizer.report.passages import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.cli.batch import Outcome

PIPE_WIDTH = 120
NUMBERS = ("Items", "Checked", "Flagged", "Cached", "Tokens", "Cost")


def failure(outcome: Outcome) -> str:
    """Return why an article has no summary."""
    error = outcome.error
    if isinstance(error, SummarizerError):
        return plain(str(error))
    return plain(f"a bug ({type(error).__name__}: {error}); run again with --verbose and report what it prints")


def progress_line(outcome: Outcome, number: int, total: int) -> str:
    """Return what to tell of one article that is done."""
    head = f"[{number}/{total}] {plain(outcome.source.name)}: "
    if outcome.file is None:
        return head + failure(outcome)
    checked, flagged = _counts(outcome)
    return head + f"{checked} checked, {f'{flagged} flagged' if flagged else 'nothing flagged'}"


def print_table(outcomes: Sequence[Outcome]) -> None:
    """Print one row an article and the total, on stderr."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(stderr=True, width=None if sys.stderr.isatty() else PIPE_WIDTH)
    table = Table(box=SIMPLE_HEAD)
    table.add_column("Article", overflow="fold")
    for name in NUMBERS:
        table.add_column(name, justify="right")
    table.add_column("Result", overflow="fold")
    for outcome in sorted(outcomes, key=lambda one: one.source.name):
        style = "red" if outcome.file is None else "yellow" if outcome.file.flagged else ""
        table.add_row(Text(plain(outcome.source.name)), *_row(outcome), Text(_result(outcome), style=style))
    table.add_section()
    what = f"{len(outcomes)} article{'s' if len(outcomes) > 1 else ''}"
    table.add_row(what, *_total(outcomes), _summary(outcomes))
    console.print(table)


def _counts(outcome: Outcome) -> tuple[int, int]:
    findings = outcome.file.findings if outcome.file else []
    return len(findings), sum(finding.verdict != "SUPPORTED" for finding in findings)


def _row(outcome: Outcome) -> list[str]:
    if outcome.file is None:
        return ["-"] * len(NUMBERS)
    made = outcome.file.provenance
    tokens = made.usage.input_tokens + made.usage.output_tokens
    checked, flagged = _counts(outcome)
    return [
        str(len(outcome.file.summary.items())),
        str(checked),
        str(flagged),
        "yes" if made.cached else "no",
        f"{tokens:,}",
        _cost([made.usage.cost_usd] if made.attempts else [0.0]),
    ]


def _total(outcomes: Sequence[Outcome]) -> list[str]:
    files = [outcome.file for outcome in outcomes if outcome.file]
    usages = [file.provenance.usage for file in files]
    counts = [_counts(outcome) for outcome in outcomes]
    return [
        str(sum(len(file.summary.items()) for file in files)),
        str(sum(checked for checked, _ in counts)),
        str(sum(flagged for _, flagged in counts)),
        str(sum(file.provenance.cached for file in files)),
        f"{sum(usage.input_tokens + usage.output_tokens for usage in usages):,}",
        _cost([file.provenance.usage.cost_usd for file in files if file.provenance.attempts]),
    ]


def _cost(costs: Iterable[float | None]) -> str:
    """Add up costs; one unknown price makes the sum a lower bound."""
    known = list(costs)
    total = sum(cost for cost in known if cost is not None)
    if known and all(cost is None for cost in known):
        return "unknown"
    return f"{'>' if None in known else ''}${total:.4f}"


def _result(outcome: Outcome) -> str:
    if outcome.file is None:
        return "failed, see above"
    label = "offline draft, " if outcome.file.provenance.engine == "offline" else ""
    return label + ("to review" if outcome.file.flagged else "nothing flagged")


def _summary(outcomes: Sequence[Outcome]) -> str:
    failed = sum(outcome.file is None for outcome in outcomes)
    flagged = sum(outcome.file is not None and outcome.file.flagged for outcome in outcomes)
    parts = [f"{flagged} to review" if flagged else "nothing flagged"] + ([f"{failed} failed"] if failed else [])
    return ", ".join(parts)
