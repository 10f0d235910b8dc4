"""A terminal session under tmux, as over ssh: keys in, screen out."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarizer.review.record import read

if shutil.which("tmux") is None:
    pytest.skip("tmux is not installed (apt-get install tmux)", allow_module_level=True)

PROGRAM = Path(__file__).with_name("command_planted.py")


class Screen:
    """One tmux session of its own server."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)
        self._socket.unlink(missing_ok=True)

    def run(self, *arguments: str) -> str:
        done = subprocess.run([*self._tmux, *arguments], capture_output=True, text=True, check=True, timeout=20)
        return done.stdout

    def start(self, command: str, width: int = 80, height: int = 24) -> None:
        self.run("new-session", "-d", "-s", "s", "-x", str(width), "-y", str(height), command)

    def type(self, *keys: str) -> None:
        self.run("send-keys", "-t", "s", *keys)

    def text(self, *options: str) -> str:
        return self.run("capture-pane", "-p", "-t", "s", *options)

    def wait(self, words: str, seconds: float = 20) -> str:
        """Wait until the screen shows `words`."""
        until = time.monotonic() + seconds
        while words not in (text := self.text()):
            assert time.monotonic() < until, f"{words!r} did not come up:\n{text}"
            time.sleep(0.05)
        return text


@pytest.fixture
def screen() -> Iterator[Screen]:
    socket = Path("/tmp") / f"review-{uuid.uuid4().hex[:8]}.tmux"  # a socket's path must be short
    made = Screen(socket)
    yield made
    made.close()


@pytest.fixture
def start(screen: Screen, folder: Path) -> Callable[..., Screen]:
    def begin(*options: str, settings: str = "", width: int = 80, height: int = 24) -> Screen:
        words = [sys.executable, str(PROGRAM), str(folder), "--reviewer", "Lan", *options]
        command = f"cd / && env LC_ALL=C.UTF-8 {settings} {shlex.join(words)}; echo ended with $?; sleep 100"
        screen.start(command, width, height)
        return screen

    return begin


def wait_for_record(path: Path, *decisions: str) -> None:
    until = time.monotonic() + 20
    while [one.decision for one in read(path).reviews] != list(decisions):
        assert time.monotonic() < until, read(path).reviews
        time.sleep(0.05)


def test_a_whole_review_by_single_keys(start: Callable[..., Screen], folder: Path) -> None:
    screen = start()
    text = screen.wait("1/5 REFUTED MAGNITUDE")
    assert "110 tonnes" in text
    assert max(len(line) for line in text.splitlines()) <= 80

    screen.type("t")
    screen.wait("2/5")
    screen.type("c")
    screen.wait("SUPPORTED")
    screen.type("Escape")
    screen.wait("OFFER")
    screen.type("a")
    screen.wait("3/5")
    screen.type("d")
    screen.wait("4/5")
    screen.type("p")
    screen.wait("5/5")
    screen.type("n")
    screen.wait("Note:")
    screen.type("hỏi lại", "Enter")
    screen.wait("hỏi lại")
    screen.type("a")
    screen.wait("4/5")
    screen.type("u", "q")
    text = screen.wait("ended with 0")

    assert "2 of 5 findings are still open." in text
    wait_for_record(folder / "one.summary.json", "correct", "accept")
    wait_for_record(folder / "two.summary.json", "drop", "postpone", "note", "accept", "undo")


def test_a_correction_is_typed_checked_and_saved(start: Callable[..., Screen], folder: Path) -> None:
    screen = start("--article", "two", "--reason", "NO_EVIDENCE")
    screen.wait("1/1 NOT ENOUGH INFO")
    screen.type("c")
    screen.wait("New text: Output 9 reached 5 tonnes in the year.")
    screen.type("C-u")
    screen.type("Output 1 reached 405 tonnes, sản lượng.", "Enter")
    screen.wait("NOT SUPPORTED")
    screen.type("e")
    screen.wait("New text: Output 1 reached 405")
    screen.type("C-u")
    screen.type("Output 1 reached 404 tonnes.", "Enter")
    screen.wait("The source supports every number")
    screen.type("Enter")
    screen.wait("Saved: corrected.")

    review = read(folder / "two.summary.json").reviews[0]
    assert (review.before, review.after) == (
        "Output 9 reached 5 tonnes in the year.",
        "Output 1 reached 404 tonnes.",
    )


def test_the_screen_follows_a_resize(start: Callable[..., Screen]) -> None:
    screen = start(width=80)
    screen.wait("SUMMARY (English)")
    screen.run("resize-window", "-t", "s", "-x", "130", "-y", "40")
    screen.wait("SOURCE (Vietnamese)" + " " * 40)
    screen.run("resize-window", "-t", "s", "-x", "46", "-y", "20")
    text = screen.wait("1/5")
    time.sleep(0.3)
    assert max(len(line) for line in screen.text().splitlines()) <= 46
    assert "1/5" in text


@pytest.mark.parametrize("settings", ["NO_COLOR=1", "TERM=dumb"])
def test_without_colour_the_numbers_are_marked_by_signs(start: Callable[..., Screen], settings: str) -> None:
    screen = start(settings=settings)

    assert "»110 tonnes«" in screen.wait("1/5")
    assert "\x1b[" not in screen.text("-e")


def test_a_kill_loses_no_confirmed_decision_and_one_goes_on_there(start: Callable[..., Screen], folder: Path) -> None:
    screen = start()
    screen.wait("1/5")
    screen.type("a")
    screen.wait("2/5")
    shell = int(screen.run("display-message", "-p", "-t", "s", "#{pane_pid}"))
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="utf-8").split()
    os.kill(int(children[0]), signal.SIGKILL)
    screen.wait("ended with 137")

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["accept"]
    screen.run("respawn-pane", "-k", "-t", "s")
    screen.wait("2/5")
