"""Documents that cannot lie: what is generated has not drifted, and what the README says exists."""

from __future__ import annotations

import re

import pytest
from generated import FILES, ROOT, commands_text, top, walk

import summarizer
from summarizer.cli import program
from summarizer.settings import DEFAULT_MODEL, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_what_is_generated_has_not_drifted(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name](), "run `make docs`"


def test_every_command_and_option_has_help() -> None:
    import click

    for name, command, context in walk(program, top()):
        assert command.help, name
        for param in command.get_params(context):
            assert not isinstance(param, click.Option) or param.help, f"{name} {param.opts}"


def test_every_option_of_the_readme_exists() -> None:
    known = set(re.findall(r"--[a-z][a-z-]+", commands_text()))
    foreign = {"--recurse-submodules", "--model", "--jinja", "--port"}  # of other programs

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known | foreign


def test_the_readme_names_every_setting() -> None:
    for field in Settings.model_fields:
        assert field in {"api_key", "base_url"} or f"SUMMARIZER_{field.upper()}" in README, field
    assert DEFAULT_MODEL in README


def test_every_public_name_of_the_readme_exists() -> None:
    for names in re.findall(r"^from summarizer import (.+)$", README, re.MULTILINE):
        assert {name.strip() for name in names.split(",")} <= set(summarizer.__all__)


def test_every_link_to_a_file_leads_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
