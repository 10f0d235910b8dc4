"""`summarize review`: parse arguments, call, print."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.errors import SummarizerError
from summarizer.findings import Reason

if TYPE_CHECKING:
    from summarizer.review.queue import Filter, Queue


def _default_reviewer() -> str:
    """Return the name of who is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


@click.command("review")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR_OR_FILE…")
@click.option("--web", is_flag=True, help="Review in the browser, on 127.0.0.1 only.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the page; 0 takes a free one.")
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    type=click.Choice([one.value for one in Reason], case_sensitive=False),
    metavar="REASON",
    help="Only findings with this reason (MAGNITUDE, SCALE, STATUS …); may be repeated.",
)
@click.option("--article", "articles", multiple=True, metavar="TEXT", help="Only articles with TEXT in their name.")
@click.option("--undecided", is_flag=True, help="Only what nobody has decided yet.")
@click.option("--reviewer", default=_default_reviewer, help="Your name in the record.  [default: your login]")
@click.option(
    "--export",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write decisions as cases (- for stdout).",
)
@click.option("--stats", is_flag=True, help="Print decisions by reason, and the checker's precision.")
def command(
    paths: tuple[Path, ...],
    web: bool,
    port: int,
    reasons: tuple[str, ...],
    articles: tuple[str, ...],
    undecided: bool,
    reviewer: str,
    target: Path | None,
    stats: bool,
) -> None:
    """Decide about what the cross-check flagged in the summary files of DIR_OR_FILE.

    Every decision is saved at once in the summary file; you go on where you left off.
    """
    from summarizer.review.queue import Filter, open_queue
    from summarizer.review.visible import clean_input

    try:
        queue = open_queue(paths)
        chosen = Filter(frozenset(one.upper() for one in reasons), articles, undecided)
        if target is not None or stats:
            _report(queue, chosen, target, stats=stats)
        else:
            _review(queue, chosen, clean_input(reviewer)[:80] or "reviewer", web=web, port=port)
    except SummarizerError as error:
        click.echo(f"summarize review: {error}", err=True)
        sys.exit(error.exit_code)


def _report(queue: Queue, chosen: Filter, target: Path | None, *, stats: bool) -> None:
    """Write the cases, print the figures."""
    from summarizer.review.export import render_cases, write_cases
    from summarizer.review.stats import render_stats

    entries = queue.entries(chosen)
    _tell_problems(queue)
    if target is not None:
        text = render_cases(queue.files(), {(one.path, one.finding.id) for one in entries})
        if str(target) == "-":
            click.echo(text, nl=False)
        else:
            write_cases(text, target)
            click.echo(f"{text.count(chr(10))} decisions written to {target}", err=True)
    if stats:
        click.echo(render_stats(entries))


def _review(queue: Queue, chosen: Filter, reviewer: str, *, web: bool, port: int) -> None:
    """Open the queue in the terminal or in the browser."""
    entries = queue.entries(chosen)
    _tell_problems(queue)
    for path, review in queue.fallen():
        click.echo(
            f"{path.name}: {review.reviewer}'s “{review.decision}” of {review.time[:10]} fell away: "
            "the source or the statement changed",
            err=True,
        )
    if web:
        from summarizer.review.web import serve

        serve(queue, chosen, reviewer, port)
    elif not entries:
        click.echo("Nothing to decide here.", err=True)
    else:
        from summarizer.review.terminal import run_terminal

        run_terminal(queue, chosen, reviewer)
        _tell_rest(queue, chosen)


def _tell_rest(queue: Queue, chosen: Filter) -> None:
    """Say how far the review is."""
    entries = queue.entries(chosen)
    left = sum(not one.decided for one in entries)
    click.echo(f"{left} of {len(queue.entries())} findings are still open." if left else "All decided.", err=True)


def _tell_problems(queue: Queue) -> None:
    """Name the files that could not be read."""
    from summarizer.review.visible import make_line

    for problem in queue.problems.values():
        click.echo(f"left out: {make_line(problem)}", err=True)
