"""What can go wrong, by who must act.

    SummarizerError
    ├── UserError        the user must fix something         exit code 2
    ├── BrokenFileError  a file of ours is broken            exit code 3
    └── ServiceError     the model service failed            exit code 4

A number that does not agree is a result, never an exception.
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Root of all errors meant for the user; the message says what to do."""

    exit_code = 1


class UserError(SummarizerError):
    """The user must fix something: a path, a key, an option, an article that is none."""

    exit_code = 2


class BrokenFileError(SummarizerError):
    """A file of ours is broken: a prompt, a schema, a table of the lexicon."""

    exit_code = 3


class ServiceError(SummarizerError):
    """The model service failed, or never answered validly."""

    exit_code = 4
