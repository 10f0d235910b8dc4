"""The record on disk: appended, never lost, never broken."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from review.planted import plant

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.review import record
from summarizer.review.record import Choice, ConflictError, decide, read

WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
from review.planted import judge
from summarizer.review import corrections, record
from summarizer.findings import Decision
corrections.check = judge
path, who, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ids = [one.id for one in record.read(path).findings if one.verdict != "SUPPORTED"]
for number in range(rounds):
    choice = record.Choice(ids[number % len(ids)], Decision.NOTE, who, note=str(number))
    record.decide(path, choice)
    print(number, flush=True)
"""


def start_writer(path: Path, who: str, rounds: int) -> subprocess.Popen[str]:
    """Start a process that appends `rounds` numbered notes, saying each number once it is written."""
    code = WRITER.format(tests=str(Path(__file__).parents[1]))
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path), who, str(rounds)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return plant(tmp_path, "one", [101, 202], ["1 reached 110 tonnes", "2 reached 220 tonnes"])


def first(path: Path) -> str:
    return read(path).findings[0].id


def test_a_decision_is_recorded_with_all_that_an_audit_asks(path: Path) -> None:
    decide(path, Choice(first(path), Decision.CORRECT, "Lan", "Output 1 reached 101 tonnes.", "saw it"))
    (review,) = json.loads(path.read_text(encoding="utf-8"))["reviews"]

    assert review["before"] == "Output 1 reached 110 tonnes in the year."
    assert review["after"] == "Output 1 reached 101 tonnes."
    assert (review["reviewer"], review["note"], review["decision"]) == ("Lan", "saw it", "correct")
    assert (review["verdict"], review["reason"], review["claim_text"]) == (
        "REFUTED",
        "MAGNITUDE",
        "110 tonnes",
    )
    assert len(review["source_sha256"]) == len(review["claim_sha256"]) == 64
    assert review["time"].endswith("Z")


def test_the_markdown_beside_it_tells_the_correction_and_who_reviewed(path: Path) -> None:
    decide(path, Choice(first(path), Decision.CORRECT, "Lan", "Output 1 reached 101 tonnes."))
    text = path.with_name("one.summary.md").read_text(encoding="utf-8")

    assert "Reviewed by Lan on 20" in text
    assert "101 tonnes" in text
    assert "110 tonnes" not in text


def test_the_record_only_grows(path: Path) -> None:
    decide(path, Choice(first(path), Decision.ACCEPT, "Lan"))
    before = read(path).reviews
    decide(path, Choice(first(path), Decision.UNDO, "Minh"))

    assert read(path).reviews[: len(before)] == before
    assert [one.reviewer for one in read(path).reviews] == ["Lan", "Minh"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice("no such", Decision.ACCEPT, "Lan"), "not in this summary any more"),
        (Choice("", Decision.CORRECT, "Lan", "  "), "needs words"),
        (Choice("", Decision.NOTE, "Lan"), "a note needs words"),
    ],
)
def test_an_impossible_choice_changes_nothing(path: Path, choice: Choice, message: str) -> None:
    before = path.read_bytes()
    choice = Choice(choice.finding_id or first(path), choice.decision, "Lan", choice.after, choice.note)
    with pytest.raises(UserError, match=message):
        decide(path, choice)

    assert path.read_bytes() == before


def test_a_decision_made_meanwhile_is_shown_and_not_overruled_unseen(path: Path) -> None:
    decide(path, Choice(first(path), Decision.ACCEPT, "Lan", seen=0))
    with pytest.raises(ConflictError, match="Lan chose “accept”"):
        decide(path, Choice(first(path), Decision.DROP, "Minh", seen=0))

    decide(path, Choice(first(path), Decision.DROP, "Minh", seen=1))


def test_two_reviewers_at_once_lose_nothing(path: Path) -> None:
    writers = [start_writer(path, who, 25) for who in ("Lan", "Minh")]
    assert [one.wait(60) for one in writers] == [0, 0]
    reviews = read(path).reviews

    for who in ("Lan", "Minh"):
        assert [int(one.note) for one in reviews if one.reviewer == who] == list(range(25))
    for one in writers:
        one.stdout.close()


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.011, 0.017, 0.023, 0.042])
def test_a_kill_at_any_moment_leaves_a_whole_file_with_every_confirmed_decision(path: Path, delay: float) -> None:
    writer = start_writer(path, "Lan", 10_000)
    writer.stdout.readline()
    time.sleep(delay)
    os.kill(writer.pid, signal.SIGKILL)
    confirmed = len(writer.stdout.read().split()) + 1
    writer.wait(10)
    writer.stdout.close()
    notes = [int(one.note) for one in read(path).reviews]

    assert notes == list(range(len(notes)))
    assert len(notes) >= confirmed
    decide(path, Choice(first(path), Decision.ACCEPT, "Minh"))
    assert not list(path.parent.glob(".*.tmp"))


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file_and_no_litter(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.os if step == "fsync" else Path, step, fail)
    with pytest.raises(UserError, match="No space left"):
        decide(path, Choice(first(path), Decision.ACCEPT, "Lan"))

    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*.tmp"))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema_version": "9"}', "\x00", "{" * 5000])
def test_a_file_that_is_no_summary_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.summary.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"broken\.summary\.json"):
        read(path)


def test_an_unknown_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / "none.summary.json")
