"""The examples of docs/crosscheck.md do what it says."""

from __future__ import annotations

import re

import pytest
from drafts import ROOT

from summarizer.crosscheck import check
from summarizer.findings import Reason, Verdict

PAGE = (ROOT / "docs" / "crosscheck.md").read_text(encoding="utf-8")
SOURCE = re.findall(r"```text\n(.+?)\n```", PAGE, re.DOTALL)[0]
ROWS = re.findall(r"^\| `([A-Z_]+)` \| (.*?) ?\| (.+?) \| .+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("reason", "words", "statement"), ROWS)
def test_an_example_is_flagged_for_its_reason(reason: str, words: str, statement: str) -> None:
    found = {str(f.reason) for f in check(SOURCE, statement).findings if f.verdict is not Verdict.SUPPORTED}

    assert reason in found
    assert all(part.strip() in SOURCE or part.strip().capitalize() in SOURCE for part in words.split("…"))


def test_every_reason_is_explained() -> None:
    assert {reason for reason, _, _ in ROWS} | {"QUOTE"} == set(Reason)
