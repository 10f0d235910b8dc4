"""What the source offers, and what a new wording is worth."""

from __future__ import annotations

from pathlib import Path

import pytest
from review.planted import make_file, planted_article, planted_summary

from summarizer.findings import Decision
from summarizer.models import SummaryFile
from summarizer.review.corrections import offer, try_out
from summarizer.review.record import Choice, decide, read


def suggest(statement: str, claim: str, suggestion: str | None) -> SummaryFile:
    """A file whose only finding offers `suggestion` for `claim`."""
    file = make_file(planted_article([10]), planted_summary(["1 reached 11 tonnes"]))
    start = len(file.summary.headline) + len(file.summary.overview) + 2
    file.summary.achievements[0].statement = statement
    finding = file.findings[0]
    finding.claim_span.start = start + statement.index(claim)
    finding.claim_span.end = finding.claim_span.start + len(claim)
    finding.claim_text, finding.suggestion = claim, suggestion
    return file


@pytest.mark.parametrize(
    ("statement", "claim", "suggestion", "offered"),
    [
        ("Exports of USD 2.7 billion.", "USD 2.7 billion", "USD 2.6 billion", "Exports of USD 2.6 billion."),
        ("It grew by at most 14.0%.", "14.0%", "at least 14%", "It grew by at least 14%."),
        ("It stood at more than 9 t.", "9 t", "more than 8 t", "It stood at more than 8 t."),
        ("It was estimated at 9 t.", "9 t", "about 8 t", "It was estimated at about 8 t."),
        ("It grew by 14%.", "14%", "at least 14%", "It grew by at least 14%."),
        ("Held on 24 September 2022.", "24 September 2022", "2022-09-23", "Held on 23 September 2022."),
        ("Down 17%.", "17%", "17%", None),
        ("Down 17%.", "17%", None, None),
    ],
)
def test_the_source_s_value_is_offered_in_a_sentence_that_reads(
    statement: str, claim: str, suggestion: str | None, offered: str | None
) -> None:
    file = suggest(statement, claim, suggestion)

    assert offer(file, file.findings[0]) == offered


def test_the_offer_keeps_what_was_corrected_before(tmp_path: Path) -> None:
    two = "1 reached 11 tonnes, and Output 2 reached 22 tonnes"
    path = tmp_path / "a.summary.json"
    path.write_text(make_file(planted_article([10, 20]), planted_summary([two])).model_dump_json(), encoding="utf-8")
    first, second = read(path).findings
    decide(path, Choice(first.id, Decision.CORRECT, "Lan", offer(read(path), first)))

    assert offer(read(path), second) == "Output 1 reached 10 tonnes, and Output 2 reached 20 tonnes in the year."


def test_a_trial_speaks_of_its_own_statement_only() -> None:
    file = make_file(planted_article([10, 20]), planted_summary(["1 reached 11 tonnes", "2 reached 22 tonnes"]))

    assert try_out(file, file.findings[0], "Output 1 reached 10 tonnes.").supported
    wrong = try_out(file, file.findings[0], "Output 1 reached 12 tonnes.")
    assert not wrong.supported
    assert wrong.message == "“12 tonnes”: The source says 10 tấn in line 1."
    assert try_out(file, file.findings[0], "It was so.").message == "It holds no number to check."


def test_a_dropped_statement_can_be_corrected_after_all(tmp_path: Path) -> None:
    path = tmp_path / "a.summary.json"
    claims = ["1 reached 11 tonnes", "2 reached 20 tonnes"]
    path.write_text(make_file(planted_article([10, 20]), planted_summary(claims)).model_dump_json(), encoding="utf-8")
    finding = read(path).findings[0]
    decide(path, Choice(finding.id, Decision.DROP, "Lan"))
    assert try_out(read(path), finding, "Output 1 reached 10 tonnes.").supported
    decide(path, Choice(finding.id, Decision.CORRECT, "Lan", "Output 1 reached 10 tonnes."))

    assert [one.statement for one in read(path).summary.achievements] == [
        "Output 1 reached 10 tonnes.",
        "Output 2 reached 20 tonnes in the year.",
    ]
