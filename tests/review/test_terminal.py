"""The terminal's screens and its line mode."""

from __future__ import annotations

from pathlib import Path

import pytest
from review.planted import make_file, plant, planted_article, planted_summary
from review.twelve import write_seeds
from rich.cells import cell_len

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.review.corrections import try_out
from summarizer.review.queue import Filter, open_queue
from summarizer.review.record import read
from summarizer.review.screen import Terminal, draw
from summarizer.review.terminal import LineFace, Session, wants_colour


def open_session(folder: Path, **chosen: object) -> Session:
    session = Session(open_queue([folder]), Filter(**chosen), "Lan")
    session.start()
    return session


def walk(folder: Path, *lines: str) -> str:
    """Give `lines` to the line mode; return what it printed."""
    said: list[str] = []
    waiting = iter([*(f"{line}\n" for line in lines), ""])
    LineFace(open_session(folder), lambda: next(waiting), said.append).run()
    return "\n".join(said)


def test_the_screen_shows_both_passages_the_reason_the_offer_and_the_keys(folder: Path) -> None:
    text = "\n".join(draw(open_session(folder).view(), Terminal(80, 24)))

    assert "1/5 REFUTED MAGNITUDE" in text
    assert "Output 1 reached »110 tonnes« in the year." in text
    assert "Dòng 1: sản lượng 1 đạt »101« tấn" in text
    assert "The source says 101 tấn in line 1." in text
    assert "101 tonnes   (t takes it)" in text
    assert "a accept" in text


@pytest.mark.parametrize("width", [20, 40, 80, 110, 200])
@pytest.mark.parametrize("height", [6, 12, 24, 60])
@pytest.mark.parametrize("colour", [False, True])
def test_no_screen_is_wider_or_higher_than_the_terminal(folder: Path, width: int, height: int, colour: bool) -> None:
    session = open_session(folder)
    session.whole = True
    lines = draw(session.view(), Terminal(width, height, colour))

    assert len(lines) <= max(height, 8)
    if not colour:
        assert max(cell_len(line) for line in lines) <= width
        assert "\x1b" not in "".join(lines)


@pytest.mark.usefixtures("real_check")
def test_on_80_by_24_nothing_that_a_decision_needs_is_scrolled_away(tmp_path: Path) -> None:
    write_seeds(tmp_path)
    session = open_session(tmp_path)
    for _ in session.entries():
        view = session.view()
        if view.entry.statement.section != "overview":
            text = "\n".join(draw(view, Terminal(80, 23)))
            assert "WHY" in text
            assert not view.offer or "(t takes it)" in text
            trial = try_out(view.file, view.entry.finding, view.entry.text)
            text = "\n".join(draw(session.view(trial), Terminal(80, 23)))
            assert "CHECK NOT SUPPORTED" in text
        session.move(1)


def test_a_wide_terminal_shows_the_passages_side_by_side(folder: Path) -> None:
    lines = draw(open_session(folder).view(), Terminal(120, 24))

    assert any("Dòng 1" in line and "Output 1" in line for line in lines)


def test_colour_takes_the_place_of_the_marks(folder: Path) -> None:
    text = "\n".join(draw(open_session(folder).view(), Terminal(80, 24, colour=True)))

    assert "\x1b[1;7;33m110 tonnes\x1b[0m" in text
    assert "»" not in text


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_colour_is_left_out_where_it_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], expected: bool
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert wants_colour() is expected


def test_a_hostile_article_cannot_steer_the_terminal(tmp_path: Path) -> None:
    article = planted_article([10]) + "\n\x1b]0;owned\x07\x1b[2J\u202e"
    summary = planted_summary(["1 reached 11 tonnes \x1b[31m\u202e\x9bred"], overview="\x1b[2J")
    path = tmp_path / "hostile.summary.json"
    path.write_text(make_file(article, summary, "\x1b[1mname").model_dump_json(), encoding="utf-8")
    session = open_session(path)
    session.whole = True
    text = "".join(draw(session.view(), Terminal(100, 60)))

    assert not set(text) & {"\x1b", "\x07", "\u202e", "\x9b"}
    assert "⟨ESC⟩[2J⟨U+202E⟩" in text


def test_a_whole_review_line_by_line(folder: Path) -> None:
    said = walk(folder, "t", "a sure", "c Output 1 reached 444 tonnes.", "d", "n look it up", "p", "q")

    assert "Saved: corrected. The new wording is supported." in said
    assert "The new wording is NOT supported." in said
    one, two = (read(folder / f"{name}.summary.json") for name in ("one", "two"))
    assert [one.decision for one in one.reviews] == ["correct", "accept"]
    assert [(one.decision, one.note) for one in two.reviews] == [
        ("correct", ""),
        ("drop", ""),
        ("note", "look it up"),
        ("postpone", ""),
    ]
    assert one.summary.achievements[0].statement == "Output 1 reached 101 tonnes in the year."
    assert len(two.summary.achievements) == 2


def test_undo_without_a_decision_here_takes_back_the_last_one(folder: Path) -> None:
    walk(folder, "a", "u")

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["accept", "undo"]


def test_with_undecided_only_a_decision_can_still_be_undone(folder: Path) -> None:
    session = open_session(folder, undecided=True)
    session.decide(Decision.ACCEPT)
    session.undo()

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["accept", "undo"]


def test_the_end_of_input_ends_the_review(folder: Path) -> None:
    assert "1/5" in walk(folder)


def test_odd_input_is_answered_with_help(folder: Path) -> None:
    said = walk(folder, "x", "c", "t nonsense", "u", "?", "\x1b[A")

    assert "needs the whole new statement" in said
    assert "accept: the summary is right" in said


def test_files_that_vanish_end_the_review_in_order(folder: Path) -> None:
    session = open_session(folder)
    said: list[str] = []

    def read_line() -> str:
        for path in folder.glob("*.summary.json"):
            path.unlink()
        return "a\n"

    with pytest.raises(UserError, match="no finding to review any more"):
        LineFace(session, read_line, said.append).run()


def test_a_decision_is_about_what_the_screen_showed(folder: Path) -> None:
    session = open_session(folder)
    session.view()
    plant(folder, "aaa", [10], ["1 reached 11 tonnes of exports"])
    session.queue.paths.insert(0, folder / "aaa.summary.json")
    session.decide(Decision.ACCEPT)

    assert read(folder / "aaa.summary.json").reviews == []
    assert len(read(folder / "one.summary.json").reviews) == 1


def test_nothing_is_decided_when_what_the_screen_showed_is_gone(folder: Path) -> None:
    session = open_session(folder)
    session.view()
    plant(folder, "one", [101, 202, 303], ["1 reached 101 tonnes", "3 reached 33 tonnes"])

    assert not session.decide(Decision.ACCEPT)
    assert "That finding is gone" in session.message
    assert read(folder / "one.summary.json").reviews == []
