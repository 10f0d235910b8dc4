"""Whole statements against their sources, in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import check
from summarizer.findings import Verdict

_TABLE = Path(__file__).parent / "statements.tsv"


def _rows() -> list[tuple[str, str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    rows = [line.split("\t") for line in lines]
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]


@pytest.mark.parametrize(("source", "statement", "reasons"), _rows())
def test_finds_what_is_wrong_and_nothing_else(source: str, statement: str, reasons: str) -> None:
    doubts = [f for f in check(source, statement).findings if f.verdict is not Verdict.SUPPORTED]

    assert sorted({str(f.reason) for f in doubts}) == sorted(reasons.split())
