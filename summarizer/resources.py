"""Finds our prompts and schemas, in an installed wheel as well as in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import BrokenFileError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def find_resource(name: str) -> Traversable:
    """Return the file `name` ("prompts/summarize/v1.md"), from the wheel or from the checkout.

    Raises:
        BrokenFileError: the file is in neither.
    """
    packaged = files("summarizer").joinpath("_data", *name.split("/"))
    if packaged.is_file():
        return packaged
    checkout = Path(__file__).parent.parent.joinpath(*name.split("/"))
    if checkout.is_file():
        return checkout
    raise BrokenFileError(f"{name} is missing from this installation; reinstall vn-report-summarizer")


def read_text(name: str) -> str:
    """Return the text of the resource `name`."""
    return find_resource(name).read_text(encoding="utf-8")
