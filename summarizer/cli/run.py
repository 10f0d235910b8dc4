"""`summarize ARTICLE…`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli import INTERRUPTED
from summarizer.cli.console import emit, note, set_up_logging
from summarizer.cli.options import format_option, noise_options, strictness_options
from summarizer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cli.articles import Source
    from summarizer.cli.batch import Outcome
    from summarizer.models import SummaryFile
    from summarizer.settings import Settings

OFFLINE_NOTE = (
    "Note: no OPENAI_API_KEY and no base URL is set, so this is an offline draft written by rules; "
    "see `summarize --help` for --model and --base-url."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the result is wanted.

    Attributes:
        form: "md", "json", "jsonl" or "html"; `None` where the user did not say.
        out: the folder for files; `None` for stdout.
        quiet: nothing on stderr but errors.
        verbose: more on the terminal.
    """

    form: str | None
    out: Path | None
    quiet: bool
    verbose: bool


@click.command("run")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@format_option(
    "md", "json", "jsonl", "html", help="What to print (md: Markdown, the default), instead of writing files."
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one .md and one .json per article.",
)
@click.option("--engine", type=click.Choice(["auto", "llm", "offline"]), help="auto: the model if one is set up.")
@click.option("--model", metavar="NAME", help="Which model writes.")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible server.")
@click.option("--no-cache", is_flag=True, help="Ask the model anew, and keep nothing.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), metavar="N", help="Articles at a time.  [default: 4]")
@strictness_options
@noise_options
def command(
    articles: tuple[str, ...],
    form: str | None,
    out: Path | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
    **choices: object,
) -> int:
    """Summarise each ARTICLE in English and check every number against it.

    ARTICLE is a text file, a folder, a glob, or - for standard input.
    """
    from summarizer.cli.articles import find_sources
    from summarizer.settings import Settings

    set_up_logging(quiet=quiet, verbose=verbose)
    settings = Settings.resolve(**choices, use_cache=False if no_cache else None)
    sources = find_sources(articles)
    if out is None and form is None and len(sources) > 1:
        out = Path()
    wanted = Wanted(form, out, quiet, verbose)
    if out is None and len(sources) == 1:
        return _print_one(sources[0], settings, wanted)
    return _do_many(sources, settings, wanted)


def _summarise(source: Source, settings: Settings) -> SummaryFile:
    from summarizer.pipeline import report_on
    from summarizer.report import summary_file

    return summary_file(report_on(source.read(), settings))


def _print_one(source: Source, settings: Settings, wanted: Wanted) -> int:
    if settings.chosen_engine == "llm" and sys.stderr.isatty():
        note(f"Asking {settings.model} at {settings.url} …", quiet=wanted.quiet)
    file = _summarise(source, settings)
    _note_offline(settings, wanted)
    if wanted.form in {None, "md"} and sys.stdout.isatty():
        from summarizer.report.terminal import print_summary

        print_summary(file, verbose=wanted.verbose)
    else:
        emit(_render(file, wanted.form))
    return 1 if file.flagged else 0


def _note_offline(settings: Settings, wanted: Wanted) -> None:
    """Say so where the offline engine ran because nothing else was set up."""
    if settings.engine == "auto" and settings.chosen_engine == "offline":
        note(OFFLINE_NOTE, quiet=wanted.quiet)


def _render(file: SummaryFile, form: str | None) -> str:
    if form == "json":
        return file.model_dump_json(indent=2) + "\n"
    if form == "jsonl":
        return file.model_dump_json() + "\n"
    if form == "html":
        from summarizer.review.page import render_static

        return render_static(file)
    from summarizer.report import render_markdown

    return render_markdown(file)


def _do_many(sources: Sequence[Source], settings: Settings, wanted: Wanted) -> int:
    """Summarise all, write or print each as it is done, and close with a table."""
    from summarizer.cli.batch import work_through
    from summarizer.cli.table import print_table, progress_line

    if wanted.out is None and wanted.form == "html" and len(sources) > 1:
        raise UserError("several HTML pages cannot be printed one after another; add --out DIR")
    if wanted.out is not None:
        _make_folder(wanted.out)
    _note_offline(settings, wanted)
    writer = settings.model if settings.chosen_engine == "llm" else "the offline engine"
    count = f"{len(sources)} article{'s' if len(sources) > 1 else ''}"
    note(f"{count} for {writer}, {min(settings.jobs, len(sources))} at a time", quiet=wanted.quiet)
    done: list[Outcome] = []
    try:
        for outcome in work_through(sources, settings.jobs, lambda source: _summarise(source, settings)):
            done.append(_deliver(outcome, wanted))
            failed = done[-1].file is None
            note(progress_line(done[-1], len(done), len(sources)), quiet=wanted.quiet and not failed)
    except KeyboardInterrupt:
        _tell_interrupted(len(done), len(sources), wanted)
        return INTERRUPTED
    if not wanted.quiet:
        print_table(done)
    return max(outcome.exit_code for outcome in done)


def _deliver(outcome: Outcome, wanted: Wanted) -> Outcome:
    """Write or print one summary; what cannot be written is that article's failure."""
    from summarizer.cli.batch import Outcome

    if outcome.file is None:
        return outcome
    if wanted.out is None:
        emit(_render(outcome.file, wanted.form))
        return outcome
    try:
        return Outcome(outcome.source, _write(outcome.file, wanted.out, wanted.form))
    except OSError as error:
        reason = f"{wanted.out}: cannot be written ({error.strerror or error}); nothing was kept"
        return Outcome(outcome.source, error=UserError(reason))


def _write(file: SummaryFile, folder: Path, form: str | None) -> SummaryFile:
    """Write the files of one article, each whole or not at all; an earlier file's reviews are kept."""
    from summarizer.review import record

    path = folder / f"{file.article.name}{record.ENDING}"
    if path.exists():
        file = record.replace_summary(path, file)
    else:
        record.write(path, file)
    if form == "html":
        record.replace(path.with_suffix(".html"), _render(file, "html"), durable=False)
    return file


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: this folder cannot be made ({error.strerror or error})") from error


def _tell_interrupted(done: int, total: int, wanted: Wanted) -> None:
    where = f" and written to {wanted.out}" if wanted.out is not None else ""
    note(f"Interrupted: {done} of {total} articles are done{where}; the same command goes on from there.")
