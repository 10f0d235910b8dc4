"""What a record leads to: corrections, drops, undo, and what falls away."""

from __future__ import annotations

from pathlib import Path

import pytest
from review.planted import make_file, make_item, planted_article, planted_summary

from summarizer.findings import Decision
from summarizer.models import Figure, Summary
from summarizer.review import outcome, record
from summarizer.review.outcome import corrected, fallen, patch, refresh, reword
from summarizer.review.record import Choice, decide, read

TWICE = "1 reached 11 tonnes, and Output 2 reached 22 tonnes"


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """One statement with two wrong numbers."""
    file = make_file(planted_article([10, 20]), planted_summary([TWICE]))
    path = tmp_path / "twice.summary.json"
    path.write_text(file.model_dump_json(), encoding="utf-8")
    return path


def choose(path: Path, number: int, decision: Decision, after: str | None = None) -> None:
    """Decide about finding `number` of those before the review."""
    finding = outcome.basis(read(path)).findings[number]
    decide(path, Choice(finding.id, decision, "Lan", after))


def statement(path: Path) -> str:
    return read(path).summary.achievements[0].statement


@pytest.mark.parametrize(
    ("text", "before", "after", "expected"),
    [
        ("a 1 b 2 c", "a 1 b 2 c", "a 9 b 2 c", "a 9 b 2 c"),
        ("a 9 b 2 c", "a 1 b 2 c", "a 1 b 8 c", "a 9 b 8 c"),
        ("up 11% and 11%", "up 12% and 11%", "up 12% and 13%", "up 11% and 13%"),
        ("USD 2.72 billion rose", "USD 2.27 billion rose", "USD 2.27 billion fell", "USD 2.72 billion fell"),
        ("quite another text", "a 1 b 2 c", "a 1 b 8 c", "quite another text"),
        ("x", "x", "", ""),
    ],
)
def test_patch_moves_a_change_to_another_wording(text: str, before: str, after: str, expected: str) -> None:
    assert patch(text, before, after) == expected


def test_a_correction_changes_the_summary_and_keeps_what_stood_before(twice: Path) -> None:
    before = read(twice)
    choose(twice, 0, Decision.CORRECT, "Output 1 reached 10 tonnes, and Output 2 reached 22 tonnes in the year.")
    after = read(twice)

    assert after.summary.achievements[0].statement.startswith("Output 1 reached 10 tonnes, and Output 2 reached 22")
    assert after.unreviewed is not None
    assert after.unreviewed.summary == before.summary
    assert after.unreviewed.findings == before.findings
    assert [one.verdict for one in after.findings] == ["SUPPORTED", "REFUTED"]
    assert after.flagged
    assert (after.reviewed.by, after.reviewed.decided, after.reviewed.open) == (["Lan"], 1, 1)


def test_taking_back_the_older_of_two_corrections_keeps_the_newer(twice: Path) -> None:
    choose(twice, 0, Decision.CORRECT, "Output 1 reached 10 tonnes, and Output 2 reached 22 tonnes in the year.")
    choose(twice, 1, Decision.CORRECT, "Output 1 reached 10 tonnes, and Output 2 reached 20 tonnes in the year.")
    assert not read(twice).flagged
    choose(twice, 0, Decision.UNDO)

    assert statement(twice) == "Output 1 reached 11 tonnes, and Output 2 reached 20 tonnes in the year."


def test_undo_takes_back_the_newest_decision_and_the_one_before_stands_again(twice: Path) -> None:
    original = statement(twice)
    first = "Output 1 reached 10 tonnes, and Output 2 reached 22 tonnes in the year."
    choose(twice, 0, Decision.CORRECT, first)
    choose(twice, 0, Decision.DROP)
    assert read(twice).summary.achievements == []
    choose(twice, 0, Decision.UNDO)
    assert statement(twice) == first
    choose(twice, 0, Decision.UNDO)
    assert statement(twice) == original
    assert read(twice).unreviewed is None
    assert [(one.decision, one.before, one.after) for one in read(twice).reviews] == [
        ("correct", original, first),
        ("drop", first, None),
        ("undo", original, first),
        ("undo", first, original),
    ]


def test_accepting_after_correcting_brings_the_engine_s_words_back(twice: Path) -> None:
    original = statement(twice)
    choose(twice, 0, Decision.CORRECT, "Output 1 was small.")
    choose(twice, 0, Decision.ACCEPT)

    assert statement(twice) == original


def test_nothing_stands_to_be_undone(twice: Path) -> None:
    with pytest.raises(record.UserError, match="nothing to undo"):
        choose(twice, 0, Decision.UNDO)


def test_a_dropped_sentence_of_the_overview_leaves_the_others(tmp_path: Path) -> None:
    overview = "The year was good. Output 1 reached 11 tonnes. Mr. Nam of No. 3 was glad."
    file = make_file(planted_article([10]), planted_summary([], overview))
    path = tmp_path / "overview.summary.json"
    path.write_text(file.model_dump_json(), encoding="utf-8")
    choose(path, 0, Decision.DROP)

    assert read(path).summary.overview == "The year was good. Mr. Nam of No. 3 was glad."
    choose(path, 0, Decision.UNDO)
    assert read(path).summary.overview == overview


def test_the_headline_cannot_be_dropped(tmp_path: Path) -> None:
    summary = planted_summary([]).model_copy(update={"headline": "Output 1 reached 11 tonnes"})
    path = tmp_path / "headline.summary.json"
    path.write_text(make_file(planted_article([10]), summary).model_dump_json(), encoding="utf-8")
    with pytest.raises(record.UserError, match="correct it instead"):
        choose(path, 0, Decision.DROP)


def test_decisions_survive_a_new_summary_with_the_same_statement(twice: Path) -> None:
    choose(twice, 0, Decision.ACCEPT)
    fresh = make_file(planted_article([10, 20]), planted_summary(["2 reached 21 tonnes", TWICE]))
    file = record.replace_summary(twice, fresh)

    assert fallen(file) == []
    assert len(outcome.standing(file)) == 1
    assert read(twice).reviews == file.reviews


@pytest.mark.parametrize(
    ("numbers", "claim"),
    [([10, 21], TWICE), ([10, 20], "1 reached 11 tonnes, and Output 2 reached 22 tonnes or so")],
    ids=["source", "statement"],
)
def test_decisions_fall_away_when_source_or_statement_changed(twice: Path, numbers: list[int], claim: str) -> None:
    choose(twice, 0, Decision.CORRECT, "Output 1 was small.")
    file = record.replace_summary(twice, make_file(planted_article(numbers), planted_summary([claim])))

    assert [one.decision for one in fallen(file)] == ["correct"]
    assert corrected(file).achievements[0].statement == f"Output {claim} in the year."
    assert file.reviewed.decided == 0


def test_a_correction_outlives_the_finding_when_the_statement_is_the_same(twice: Path) -> None:
    choose(twice, 0, Decision.CORRECT, "Output 1 was small.")
    fresh = make_file(planted_article([10, 20]), planted_summary([TWICE]))
    fresh.findings = []
    file = record.replace_summary(twice, fresh)

    assert file.summary.achievements[0].statement == "Output 1 was small."


def test_figures_that_a_correction_no_longer_writes_are_left_out() -> None:
    def figure(value: str) -> Figure:
        return Figure(
            indicator="exports", value=value, high=None, scale="billion", unit="USD", bound="exact", measure="level",
            direction="", period="", base="", status="actual",
        )  # fmt: skip

    item = make_item("t1", "Exports of USD 1250 billion and 3 billion.")
    item = item.model_copy(update={"figures": [figure("1250"), figure("3")]})

    assert [one.value for one in reword(item, "Exports of USD 1,250 billion and 4 billion.").figures] == ["1250"]


def test_refresh_twice_changes_nothing(twice: Path) -> None:
    choose(twice, 0, Decision.CORRECT, "Output 1 was small.")
    file = read(twice)
    copy = file.model_copy(deep=True)
    refresh(copy)

    assert copy == file


def test_a_summary_without_items_is_no_obstacle() -> None:
    summary = Summary(headline="", overview="", achievements=[], targets=[], directives=[])
    assert corrected(make_file("", summary)) == summary
