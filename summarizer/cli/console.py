"""Standard streams: the result on stdout, everything else on stderr."""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path

import click

from summarizer.errors import UserError


def open_streams() -> None:
    """Let any text be printed: UTF-8 on a pipe, stand-ins for what a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def emit(text: str) -> None:
    """Print the result; a reader that has gone away is no error.

    Raises:
        UserError: it cannot be written, as on a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        _discard_stdout()
        raise UserError(f"the result cannot be written: {error.strerror or error}") from error


def close_streams() -> None:
    """Flush stdout; a reader that has gone away is no error."""
    emit("")


def _discard_stdout() -> None:
    """Send what is left nowhere, so that Python does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str, *, quiet: bool = False) -> None:
    """Tell the user something beside the result."""
    if not quiet:
        click.echo(text, err=True)


def read_input(name: str) -> tuple[bytes, str]:
    """Return the bytes and the name of a file, or of stdin for "-"."""
    if name == "-":
        return sys.stdin.buffer.read(), "stdin"
    from summarizer.documents import read_bytes

    path = Path(name)
    return read_bytes(path), path.stem


def set_up_logging(*, quiet: bool, verbose: bool) -> None:
    """Send the log to stderr: warnings as a rule, errors if quiet, steps if verbose."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine("%(levelname)s: %(message)s"))
    logger = logging.getLogger("summarizer")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.WARNING)
    logger.propagate = False


class _OneLine(logging.Formatter):
    """Keeps words of articles and servers from steering the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        from summarizer.report.passages import plain

        return plain(super().format(record))
