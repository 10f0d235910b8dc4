"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


def noise_options(function: F) -> F:
    """Add --quiet and --verbose."""
    function = click.option("-v", "--verbose", is_flag=True, help="Tell each step on stderr, and show more.")(function)
    return click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")(function)


def strictness_options(function: F) -> F:
    """Add --strict and --lenient."""
    strict = click.option(
        "--strict", "strictness", flag_value="strict", help="Flag whatever the source does not settle."
    )
    lenient = click.option(
        "--lenient", "strictness", flag_value="lenient", help="Flag only what the source contradicts."
    )
    return strict(lenient(function))


def format_option(*formats: str, help: str) -> Callable[[F], F]:  # noqa: A002
    """Add --format with some formats."""
    return click.option("-f", "--format", "form", type=click.Choice(formats), help=help)
