"""`summarize quantities FILE`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.console import emit, read_input, set_up_logging
from summarizer.cli.options import format_option, noise_options

if TYPE_CHECKING:
    from summarizer.models import MentionModel


@click.command("quantities")
@click.argument("file", required=False)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the text.")
@click.option("--explain", metavar="TEXT", help="Show how TEXT is read: spans, rules, readings.")
@format_option("md", "json", "jsonl", help="md: a table (default). jsonl: one mention a line.")
@noise_options
def command(
    file: str | None,
    lang: Literal["vi", "en"],
    explain: str | None,
    form: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """List every quantity, date, period, ordinal and identifier of FILE (or - for standard input).

    Offsets are half-open and count code points of the text in NFC.
    """
    set_up_logging(quiet=quiet, verbose=verbose)
    if explain is not None:
        emit(_explain(explain, lang))
    elif file is None:
        raise click.UsageError("Missing argument 'FILE' (or --explain TEXT).")
    else:
        emit(_listing(file, lang, form or "md"))
    return 0


def _explain(text: str, lang: Literal["vi", "en"]) -> str:
    import unicodedata

    from summarizer.quantities import explain

    return explain(unicodedata.normalize("NFC", text), lang=lang).rstrip("\n") + "\n"


def _listing(file: str, lang: Literal["vi", "en"], form: str) -> str:
    from summarizer.decoding import decode
    from summarizer.quantities import find_mentions
    from summarizer.report import mention_model

    text = decode(*read_input(file), lang=lang, mend=False)
    mentions = [mention_model(mention) for mention in find_mentions(text, lang=lang)]
    if form == "jsonl":
        return "".join(json.dumps(mention.model_dump(), ensure_ascii=False) + "\n" for mention in mentions)
    if form == "json":
        return json.dumps([mention.model_dump() for mention in mentions], ensure_ascii=False, indent=2) + "\n"
    return _table(mentions)


def _table(mentions: list[MentionModel]) -> str:
    """Return a Markdown table."""
    from summarizer.report.markdown import escape

    rows = [
        "| place | kind | words | value | unit | bound | rule |",
        "| --- | --- | --- | ---: | --- | --- | --- |",
    ]
    for mention in mentions:
        value = mention.iso or mention.value or (f"unread: {mention.note}" if mention.note else "")
        value = f"{value} to {mention.high}" if mention.high else value
        cells = [
            f"{mention.start}:{mention.end}",
            mention.kind,
            escape(mention.text),
            escape(value),
            mention.unit,
            "" if mention.kind in {"date", "period", "identifier"} else mention.bound,
            mention.rule,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"
