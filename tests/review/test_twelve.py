"""Twelve mistakes over the five seeds, decided with the keyboard: in the terminal, and again in the page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from review.twelve import MISTAKES, golden_summary, seeds, write_seeds

from summarizer.crosscheck import check
from summarizer.review.command import command
from summarizer.review.queue import Entry, open_queue
from summarizer.review.record import read
from summarizer.review.terminal import LineFace, Session

pytestmark = pytest.mark.usefixtures("real_check")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    write_seeds(folder)
    return folder


def right_text(entry: Entry) -> str | None:
    """What the statement of a finding should say; `None` where no mistake was planted."""
    for mistake in MISTAKES:
        if entry.name.startswith(mistake.seed) and entry.statement.key == mistake.key and mistake.wrong in entry.text:
            return entry.text.replace(mistake.wrong, mistake.right)
    return None


def decide_all(out: Path, correct: Callable[[str], None], accept: Callable[[], None]) -> int:
    """Correct every planted mistake, accept what is none; return how many were accepted."""
    accepted = 0
    for _ in range(60):
        waiting = [one for one in open_queue([out]).entries() if not one.decided]
        if not waiting:
            return accepted
        if text := right_text(waiting[0]):
            correct(text)
        else:
            accept()
            accepted += 1
    raise AssertionError("the queue does not end")


def count_decided(out: Path) -> int:
    return sum(one.decided for one in open_queue([out]).entries())


def wait_count(out: Path, before: int) -> int:
    """Wait until more than `before` findings are decided; one correction may settle several."""
    until = time.monotonic() + 20
    while (now := count_decided(out)) <= before:
        assert time.monotonic() < until, "nothing was written"
        time.sleep(0.05)
    return now


def check_outcome(out: Path, accepted: int) -> None:
    """The summaries say what the golden answers say, the record tells all, and the cases measure right."""
    for name in seeds():
        file, golden = read(out / f"{name}.summary.json"), golden_summary(name)
        assert file.summary.text == golden.text
        assert file.unreviewed is not None
        markdown = (out / f"{name}.summary.md").read_text(encoding="utf-8")
        assert "Reviewed by Lan on 20" in markdown
        for mistake in MISTAKES:
            if name.startswith(mistake.seed) and mistake.reason not in {
                "INDICATOR",
                "STATUS",
                "BOUND",
                "DIRECTION",
            }:
                assert mistake.wrong not in markdown
    reviews = [one for name in seeds() for one in read(out / f"{name}.summary.json").reviews]
    assert [one.decision for one in reviews].count("correct") == len(MISTAKES)
    assert len(reviews) == len(MISTAKES) + accepted

    target = out.parent / "gold.jsonl"
    assert CliRunner().invoke(command, [str(out), "--export", str(target)]).exit_code == 0
    cases = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    corrected = [one for one in cases if one["decision"] == "correct"]
    assert len(corrected) == len(MISTAKES)
    for case in corrected:
        (fault,) = [*case["value_faults"], *case["role_faults"]]
        (faithful,) = case["faithful"]
        assert check(case["source"], fault["text"]).flagged
        assert not check(case["source"], faithful).flagged


def test_every_mistake_is_in_the_queue_with_its_reason(out: Path) -> None:
    entries = open_queue([out]).entries()
    for mistake in MISTAKES:
        found = [one for one in entries if one.name.startswith(mistake.seed) and one.statement.key == mistake.key]
        assert found, mistake


def test_line_by_line(out: Path) -> None:
    session = Session(open_queue([out]), open_filter(), "Lan")
    session.start()
    said: list[str] = []

    def give(line: str) -> None:
        answers = iter([line + "\n", ""])
        session.message = ""
        LineFace(session, lambda: next(answers), said.append).run()

    accepted = decide_all(out, lambda text: give(f"c {text}"), lambda: give("a"))

    assert "NOT supported" not in "\n".join(said)
    check_outcome(out, accepted)


def open_filter():
    from summarizer.review.queue import Filter

    return Filter()


def test_by_keys_in_a_terminal(out: Path) -> None:
    tmux = pytest.importorskip("review.test_tmux", reason="tmux is not installed", exc_type=pytest.skip.Exception)
    import shlex
    import sys
    import uuid

    socket = Path("/tmp") / f"review-{uuid.uuid4().hex[:8]}.tmux"
    screen = tmux.Screen(socket)
    words = [sys.executable, str(tmux.PROGRAM), "--real-check", str(out), "--reviewer", "Lan"]
    screen.start(f"env LC_ALL=C.UTF-8 {shlex.join(words)}; echo ended with $?; sleep 60", 100, 40)

    def wait_decided(before: int) -> None:
        screen.wait(f"{wait_count(out, before)} decided", 30)

    def count() -> int:
        return count_decided(out)

    def correct(text: str) -> None:
        before = count()
        screen.wait(f"{before} decided", 30)
        screen.type("c")
        until_prompt(screen)
        screen.type("C-u")
        screen.run("send-keys", "-t", "s", "-l", text)
        screen.type("Enter")
        screen.wait("The source supports every number", 30)
        screen.type("Enter")
        wait_decided(before)

    def until_prompt(screen) -> None:
        """A finding with an offer shows it first; e leads to the line."""
        for _ in range(200):
            shown = screen.text()
            if "New text:" in shown:
                return
            if "Enter save" in shown:
                screen.type("e")
                screen.wait("New text:")
                return
            time.sleep(0.05)
        raise AssertionError(screen.text())

    def accept() -> None:
        before = count()
        screen.wait(f"{before} decided", 30)
        screen.type("a")
        wait_decided(before)

    try:
        accepted = decide_all(out, correct, accept)
        screen.type("q")
        screen.wait("All decided.")
    finally:
        screen.close()
    check_outcome(out, accepted)


def test_by_keys_in_the_page(out: Path) -> None:
    browsing = pytest.importorskip("review.test_browser", reason="no browser", exc_type=pytest.skip.Exception)
    server = browsing.Server(out, "--real-check")
    try:
        with browsing.sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=list(browsing.FLAGS))
            page = browser.new_page()
            page.goto(server.address)

            def decided(before: int) -> None:
                shown = page.locator("html.js .progress b")
                browsing.sync_api.expect(shown).to_have_text(str(wait_count(out, before)), timeout=15_000)

            def count() -> int:
                return count_decided(out)

            def correct(text: str) -> None:
                before = count()
                page.keyboard.press("c")
                page.keyboard.press("Control+a")
                page.keyboard.insert_text(text)
                browsing.sync_api.expect(page.locator("#checked")).to_contain_text("✓ The source", timeout=15_000)
                page.keyboard.press("Control+Enter")
                decided(before)

            def accept() -> None:
                before = count()
                page.keyboard.press("a")
                decided(before)

            accepted = decide_all(out, correct, accept)
            browser.close()
    finally:
        server.stop()
    check_outcome(out, accepted)
