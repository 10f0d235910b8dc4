"""The command line: parse arguments, call, print, exit code.

Nothing heavy is imported here; every command is a module of its own, imported when it is called.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import click

from summarizer import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""What a shell reports for a program that Ctrl-C ended."""


class Entry(NamedTuple):
    """Where a command stands, and its line in the list of commands."""

    module: str
    help: str


COMMANDS = {
    "run": Entry("summarizer.cli.run", "Summarise articles; `summarize ARTICLE…` is its short form."),
    "check": Entry("summarizer.cli.check", "Check an English text against its Vietnamese source."),
    "review": Entry("summarizer.review.command", "Decide about what was flagged."),
    "quantities": Entry("summarizer.cli.quantities", "List every number and date of a text."),
    "cache": Entry("summarizer.cli.cache", "Look at the cache of model answers, or clear it."),
    "schema": Entry("summarizer.cli.schema", "Print the JSON Schema of the summary file."),
}

EPILOG = """\b
Exit codes:
  0  done, nothing flagged
  1  done, something is flagged for review
  2  something for you to fix: a path, a key, an option, an article that is none
  3  a file of ours is broken, or a bug of ours
  4  the model service failed, or never answered validly
With several articles the highest one counts, and every article that could be done is done."""


class Program(click.Group):
    """A group whose main job needs no word: what is no command is an article."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front, or `run` where there is none."""
        return super().parse_args(ctx, self._with_command(args))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click calls it
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        entry = COMMANDS.get(cmd_name)
        command: click.Command | None = import_module(entry.module).command if entry else None
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the main job first."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] ARTICLE…\n       summarize COMMAND …")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options of the main job, then the commands."""
        run = self.get_command(ctx, "run")
        params = [*(run.get_params(ctx) if run else []), *self.get_params(ctx)]
        options = [param for param in params if isinstance(param, click.Option)]
        records = {record[0]: record for option in options if (record := option.get_help_record(ctx))}
        with formatter.section("Options for articles"):
            formatter.write_dl(list(records.values()))
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def _with_command(self, args: list[str]) -> list[str]:
        """Find the first word that is neither option nor value; a command's name moves to the front."""
        if not args or args[0] in {"--help", "-h", "--version"}:
            return args
        position = 0
        while position < len(args):
            word = args[position]
            if word in COMMANDS:
                return [word, *args[:position], *args[position + 1 :]]
            if word == "--" or not word.startswith("-") or word == "-":
                break
            position += 2 if word in self._options_with_value() else 1
        return ["run", *args]

    def _options_with_value(self) -> set[str]:
        params = import_module(COMMANDS["run"].module).command.params
        return {opt for param in params if not getattr(param, "is_flag", True) for opt in param.opts}


@click.group(
    cls=Program,
    epilog=EPILOG,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="summarize", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Summarise Vietnamese industry-and-trade reports in English, every number checked against the source.

    ARTICLE is a text file, a folder, a glob, or - for standard input. One article is printed as Markdown;
    several, or --out DIR, are written as NAME.summary.md and NAME.summary.json.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def dispatch(args: Sequence[str]) -> int:
    """Run the command line and return its exit code; every failure becomes one clear line on stderr."""
    from summarizer.errors import SummarizerError

    try:
        result = program.main(list(args), prog_name="summarize", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SummarizerError as error:
        click.echo(f"Error: {error}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # exit code 1 means "flagged": a bug must not look like it
        return _report_bug(error)
    return result if isinstance(result, int) else 0


def main() -> None:
    """Be the `summarize` of the shell."""
    import gc
    import os
    import threading

    from summarizer.cli.console import close_streams, open_streams

    # A short run makes many small objects and leaves few to collect: a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    open_streams()
    code = dispatch(sys.argv[1:])
    close_streams()
    if code == INTERRUPTED and threading.active_count() > 1:
        # A request that was given up is still under way; its thread would crash if it met the interpreter's end.
        sys.stderr.flush()
        os._exit(code)
    gc.freeze()  # what is left goes with the process; the interpreter need not look through it once more
    sys.exit(code)


def _report_bug(error: Exception) -> int:
    import os
    import traceback

    from summarizer.errors import BrokenFileError

    if os.environ.get("SUMMARIZE_TRACEBACK") or "--verbose" in sys.argv or "-v" in sys.argv:
        traceback.print_exception(error)
    click.echo(
        f"Error: a bug in summarize {__version__} ({type(error).__name__}: {error}); "
        "run again with --verbose and report what it prints",
        err=True,
    )
    return BrokenFileError.exit_code
