"""The queue: what is in it, in what order, and where one goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from review.planted import make_file, plant, planted_article, planted_summary

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.review.queue import Filter, next_open, open_queue
from summarizer.review.record import Choice, read
from summarizer.review.weights import weigh


def claims(folder: Path, chosen: Filter | None = None) -> list[str]:
    return [entry.finding.claim_text for entry in open_queue([folder]).entries(chosen)]


def test_refuted_findings_come_first_and_supported_ones_not_at_all(folder: Path) -> None:
    assert claims(folder) == ["110 tonnes", "330 tonnes", "440 tonnes", "550 tonnes", "5 tonnes"]


def test_a_weightier_indicator_comes_first_among_equals(tmp_path: Path) -> None:
    path = plant(tmp_path, "one", [10, 20], ["1 reached 11 tonnes of jobs", "2 reached 22 tonnes of exports"])

    assert claims(path) == ["22 tonnes", "11 tonnes"]


@pytest.mark.parametrize(
    ("statement", "weight"),
    [("The IIP rose", 3), ("Imports fell", 2), ("42 projects", 1), ("It rained", 0), ("exportsx", 0)],
)
def test_weights_are_whole_words_of_the_table(statement: str, weight: int) -> None:
    assert weigh(statement) == weight


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(reasons=frozenset({"NO_EVIDENCE"})), ["5 tonnes"]),
        (Filter(articles=("ONE",)), ["110 tonnes", "330 tonnes"]),
        (Filter(reasons=frozenset({"MAGNITUDE"}), articles=("two",)), ["440 tonnes", "550 tonnes"]),
        (Filter(reasons=frozenset({"SCALE"})), []),
    ],
)
def test_filters_narrow_the_queue(folder: Path, chosen: Filter, expected: list[str]) -> None:
    assert claims(folder, chosen) == expected


def test_undecided_leaves_out_what_was_decided_but_not_what_was_postponed(folder: Path) -> None:
    queue = open_queue([folder])
    first, second, *_ = queue.entries()
    queue.decide(first, Choice(first.finding.id, Decision.ACCEPT, "Lan"))
    queue.decide(second, Choice(second.finding.id, Decision.POSTPONE, "Lan"))

    assert claims(folder, Filter(undecided=True)) == ["330 tonnes", "440 tonnes", "550 tonnes", "5 tonnes"]


def test_one_goes_on_where_one_left_off_and_meets_the_postponed_last(folder: Path) -> None:
    queue = open_queue([folder])
    for decision in (Decision.ACCEPT, Decision.POSTPONE, Decision.DROP):
        entries = queue.entries()
        entry = entries[next_open(entries)]
        queue.decide(entry, Choice(entry.finding.id, decision, "Lan"))
    again = open_queue([folder]).entries()

    assert next_open(again) == 3
    assert next_open(again, after=4) == 3
    for entry in again[3:]:
        queue.decide(entry, Choice(entry.finding.id, Decision.ACCEPT, "Lan"))
    assert next_open(open_queue([folder]).entries()) == 1


def test_a_decision_by_another_program_is_seen_at_once(folder: Path) -> None:
    mine, theirs = open_queue([folder]), open_queue([folder])
    entry = mine.entries()[0]
    theirs.entries()
    mine.decide(entry, Choice(entry.finding.id, Decision.ACCEPT, "Lan"))

    assert theirs.entries()[0].decided


def test_a_broken_file_is_named_and_the_others_are_reviewed(folder: Path) -> None:
    (folder / "broken.summary.json").write_text("{", encoding="utf-8")
    queue = open_queue([folder])

    assert len(queue.entries()) == 5
    assert [path.name for path in queue.problems] == ["broken.summary.json"]


@pytest.mark.parametrize(("name", "message"), [("none", "no such"), ("empty", r"no \*\.summary"), ("a.txt", "ending?")])
def test_paths_that_hold_no_summary_are_refused_with_advice(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=message.replace("ending?", "must end in")):
        open_queue([tmp_path / name])


def test_a_file_given_twice_is_in_the_queue_once(folder: Path) -> None:
    assert len(open_queue([folder, folder / "one.summary.json"]).paths) == 2


def test_nothing_is_written_through_a_link_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.summary.json"
    shutil.move(folder / "one.summary.json", outside)
    (folder / "one.summary.json").symlink_to(outside)
    before = outside.read_bytes()
    queue = open_queue([folder])
    entry = queue.entries()[0]
    with pytest.raises(UserError, match="out of the folders"):
        queue.decide(entry, Choice(entry.finding.id, Decision.ACCEPT, "Lan"))

    assert outside.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "outside.summary.json"]


TWICE = "1 reached 11 tonnes, and Output 2 reached 22 tonnes"


def test_a_correction_that_mends_the_whole_statement_settles_its_other_findings(tmp_path: Path) -> None:
    path = tmp_path / "twice.summary.json"
    path.write_text(make_file(planted_article([10, 20]), planted_summary([TWICE])).model_dump_json(), encoding="utf-8")
    queue = open_queue([path])
    first, _ = queue.entries()
    half = first.text.replace("11", "10")
    queue.decide(first, Choice(first.finding.id, Decision.CORRECT, "Lan", half))
    assert [one.decided for one in queue.entries()] == [True, False]

    queue.decide(first, Choice(first.finding.id, Decision.CORRECT, "Lan", half.replace("22", "20")))
    assert [one.settled for one in queue.entries()] == [False, True]
    assert read(path).reviewed.open == 0

    queue.decide(first, Choice(first.finding.id, Decision.UNDO, "Lan"))
    assert [one.decided for one in queue.entries()] == [True, False]


def test_dropping_a_statement_settles_its_other_findings(tmp_path: Path) -> None:
    path = tmp_path / "twice.summary.json"
    path.write_text(make_file(planted_article([10, 20]), planted_summary([TWICE])).model_dump_json(), encoding="utf-8")
    queue = open_queue([path])
    _, second = queue.entries()
    queue.decide(second, Choice(second.finding.id, Decision.DROP, "Lan"))

    assert [one.decided for one in queue.entries()] == [True, True]
    assert next_open(queue.entries()) is None
