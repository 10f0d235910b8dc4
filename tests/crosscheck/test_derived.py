"""Numbers that one plain step of arithmetic makes of the source's, in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import check
from summarizer.findings import Verdict

_TABLE = Path(__file__).parent / "derived.tsv"


def _rows() -> list[list[str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [line.split("\t") for line in lines]


@pytest.mark.parametrize(("source", "statement", "number", "verdict", "words"), _rows())
def test_judges_what_follows_from_the_source(
    source: str, statement: str, number: str, verdict: str, words: str
) -> None:
    found = [finding for finding in check(source, statement).findings if finding.claim_text == number]

    assert {str(finding.verdict) for finding in found} == ({verdict} - {"-"})
    assert all(words in finding.note for finding in found)


def test_a_derived_number_names_the_numbers_it_comes_from() -> None:
    source = "Nhà máy Phú Thịnh sản xuất 362.000 tấn xi măng, Bình Sơn 319.000 tấn."
    statement = "The Phu Thinh plant out-produced Binh Son by 43,000 tonnes of cement."

    (finding,) = check(source, statement).findings

    assert finding.verdict is Verdict.SUPPORTED
    assert [mention.text for mention in finding.evidence] == ["362.000 tấn", "319.000 tấn"]
