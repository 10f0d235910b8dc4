"""Decisions as cases, and as figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from review.planted import make_file, planted_article, planted_summary

from summarizer.findings import Decision
from summarizer.review.command import command
from summarizer.review.queue import open_queue
from summarizer.review.record import Choice, decide, read


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def cases(folder: Path) -> list[dict]:
    assert run(folder, "--export", folder.parent / "gold.jsonl").exit_code == 0
    return [json.loads(line) for line in (folder.parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def decide_all(folder: Path, *choices: tuple[Decision, str | None]) -> None:
    queue = open_queue([folder])
    for entry, (decision, after) in zip(queue.entries(), choices, strict=False):
        queue.decide(entry, Choice(entry.finding.id, decision, "Lan", after))


def test_every_standing_decision_becomes_a_case(folder: Path) -> None:
    decide_all(
        folder,
        (Decision.CORRECT, "Output 1 reached 101 tonnes."),
        (Decision.DROP, None),
        (Decision.ACCEPT, None),
        (Decision.POSTPONE, None),
        (Decision.CORRECT, "Something else."),
    )
    corrected, dropped, accepted, other = sorted(cases(folder), key=lambda one: one["time"])

    assert corrected["value_faults"] == [{"text": "Output 1 reached 110 tonnes in the year.", "kind": "digit"}]
    assert corrected["faithful"] == [corrected["correction"]] == ["Output 1 reached 101 tonnes."]
    assert corrected["passage"].startswith("Dòng 1:")
    assert corrected["passage"] in corrected["source"]
    assert (dropped["faithful"], dropped["correction"], len(dropped["value_faults"])) == ([], None, 1)
    assert (accepted["faithful"], accepted["value_faults"]) == (
        ["Output 1 reached 440 tonnes in the year."],
        [],
    )
    assert (other["reason"], other["value_faults"][0]["kind"]) == ("NO_EVIDENCE", "fabricated")
    assert len({one["id"] for one in cases(folder)}) == 4


def test_a_statement_is_not_called_faithful_while_a_flag_on_it_is_open(tmp_path: Path) -> None:
    two = "1 reached 11 tonnes, and Output 2 reached 22 tonnes"
    path = tmp_path / "a.summary.json"
    path.write_text(make_file(planted_article([10, 20]), planted_summary([two])).model_dump_json(), encoding="utf-8")
    first, second = read(path).findings
    decide(path, Choice(first.id, Decision.ACCEPT, "Lan"))
    assert [one["faithful"] for one in cases(tmp_path)] == [[]]

    decide(path, Choice(second.id, Decision.CORRECT, "Lan", "Output 1 reached 11 tonnes."))
    assert [one["faithful"] for one in cases(tmp_path)] == [["Output 1 reached 11 tonnes."]] * 2


def test_what_was_undone_is_no_case(folder: Path) -> None:
    decide_all(folder, (Decision.ACCEPT, None))
    decide_all(folder, (Decision.UNDO, None))

    assert cases(folder) == []


def test_filters_narrow_the_cases(folder: Path) -> None:
    decide_all(folder, *[(Decision.ACCEPT, None)] * 5)
    target = folder.parent / "some.jsonl"
    run(folder, "--export", target, "--reason", "no_evidence")

    assert len(target.read_text(encoding="utf-8").splitlines()) == 1


def test_stats_tell_decisions_by_reason_and_the_precision(folder: Path) -> None:
    decide_all(
        folder,
        (Decision.ACCEPT, None),
        (Decision.DROP, None),
        (Decision.DROP, None),
        (Decision.POSTPONE, None),
    )
    rows = {line.split()[0]: line.split()[1:] for line in run(folder, "--stats").stdout.splitlines()}

    assert rows["MAGNITUDE"] == ["1", "0", "2", "0", "1", "0", "67%"]
    assert rows["NO_EVIDENCE"] == ["0", "0", "0", "0", "0", "1", "–"]
    assert rows["all"] == ["1", "0", "2", "0", "1", "1", "67%"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("nowhere",), "no such file"), ((".", "--reason", "ODD"), "Invalid value"), ((), "Missing argument")],
)
def test_what_the_user_must_fix_ends_with_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert message in result.output


def test_cases_can_be_piped(folder: Path) -> None:
    decide_all(folder, (Decision.ACCEPT, None))
    result = run(folder, "--export", "-")

    assert json.loads(result.stdout)["decision"] == "accept"


def test_a_target_that_cannot_be_written_is_told(folder: Path) -> None:
    result = run(folder, "--export", folder / "one.summary.json" / "gold.jsonl")

    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    pipe = folder.parent / "null"
    pipe.symlink_to("/dev/null")
    run(folder, "--export", pipe)

    assert pipe.is_symlink()
