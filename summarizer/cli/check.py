"""`summarize check SOURCE SUMMARY`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from summarizer.cli.console import emit, note, read_input, set_up_logging
from summarizer.cli.options import format_option, noise_options, strictness_options
from summarizer.errors import UserError

if TYPE_CHECKING:
    from summarizer.findings import Report
    from summarizer.models import Summary
    from summarizer.settings import Strictness


@click.command("check")
@click.argument("source")
@click.argument("summary")
@format_option("md", "json", "jsonl", help="md: for readers (default). json: all. jsonl: one finding a line.")
@strictness_options
@noise_options
def command(
    source: str, summary: str, form: str | None, strictness: Strictness | None, quiet: bool, verbose: bool
) -> int:
    """Check every number of SUMMARY, an English text, against SOURCE, the Vietnamese article.

    SUMMARY is a .md or .txt file, a NAME.summary.json, or - for standard input. No model, no network.
    """
    from summarizer.report.checked import MARKDOWN, PLAIN, check_json, check_lines, render_check

    set_up_logging(quiet=quiet, verbose=verbose)
    report = _check(source, summary, strictness or "normal", quiet=quiet)
    if form == "json":
        emit(json.dumps(check_json(report), ensure_ascii=False, indent=2) + "\n")
    elif form == "jsonl":
        emit("".join(line + "\n" for line in check_lines(report)))
    else:
        emit(render_check(report, PLAIN if sys.stdout.isatty() else MARKDOWN, verbose=verbose))
    return 1 if report.flagged else 0


def _check(source: str, summary: str, strictness: Strictness, *, quiet: bool) -> Report:
    from summarizer.crosscheck import check
    from summarizer.decoding import ENOUGH_WORDS, decode, vietnamese_share

    if source == summary == "-":
        raise UserError("SOURCE and SUMMARY cannot both come from standard input")
    article = decode(*read_input(source))
    if vietnamese_share(article) < ENOUGH_WORDS:
        note(
            f"Warning: {source} hardly looks Vietnamese; is SOURCE the article and SUMMARY the English text?",
            quiet=quiet,
        )
    return check(article, _read_summary(summary, article, quiet=quiet), strictness)


def _read_summary(name: str, article: str, *, quiet: bool) -> Summary | str:
    """Return a summary with its items where the file holds one, else the text."""
    from summarizer.decoding import decode
    from summarizer.report.claims import claims_of

    text = decode(*read_input(name), lang="en", mend=False)
    if not name.endswith(".json") and not text.lstrip().startswith('{"') and not text.lstrip().startswith("{\n"):
        return claims_of(text, markdown=name.lower().endswith((".md", ".markdown")))
    return _parse_summary(text, name, article, quiet=quiet)


def _parse_summary(text: str, name: str, article: str, *, quiet: bool) -> Summary:
    """Return the summary of a summary file, or of a model's bare answer."""
    from pydantic import ValidationError

    from summarizer.models import DraftSummary
    from summarizer.pipeline import ground
    from summarizer.report import read_summary_file

    try:
        draft = DraftSummary.model_validate_json(text)
    except ValidationError:
        file = read_summary_file(text, name)
        if file.article.text != article:
            note(f"Warning: {name} was made from another text than SOURCE", quiet=quiet)
        return file.summary
    return ground(draft, article)
