"""The review in a terminal: one key per decision, the next finding by itself."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.review import keys
from summarizer.review.corrections import offer, try_out
from summarizer.review.queue import Entry, Filter, Queue, next_open
from summarizer.review.record import Choice
from summarizer.review.screen import DONE, HELP, Terminal, View, draw, draw_plain
from summarizer.review.visible import clean_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.models import SummaryFile
    from summarizer.review.corrections import Trial

Key = tuple[Path, str]
SIMPLE = {"a": Decision.ACCEPT, "d": Decision.DROP, "p": Decision.POSTPONE}
TRIAL_FOOTER = ("Enter save  e edit  Esc cancel",)


def _key(entry: Entry) -> Key:
    """Return what names a finding over all files."""
    return (entry.path, entry.finding.id)


@dataclass(slots=True)
class Session:
    """One reviewer's walk through a queue, whatever draws it and reads the keys.

    Attributes:
        queue: the summaries.
        chosen: what of the queue to show.
        reviewer: who decides.
        at: the position of the finding shown.
        anchor: the finding on the screen; a decision is about this one, however the files changed.
        message: what just happened.
        made: the findings decided in this session, the newest last.
        fresh: the last thing done was a decision, so that undo means that one.
    """

    queue: Queue
    chosen: Filter
    reviewer: str
    at: int = 0
    anchor: Key | None = None
    message: str = ""
    made: list[Key] = field(default_factory=list)
    fresh: bool = False
    whole: bool = False
    scroll: int = 0
    helping: bool = False

    def entries(self) -> list[Entry]:
        """Return the queue; what this session decided stays in it, so that it can be seen and undone."""
        return [one for one in self.queue.entries() if self.chosen.takes(one) or _key(one) in self.made]

    def start(self) -> None:
        """Go to where one left off: the first open finding."""
        self.at = next_open(self.entries()) or 0

    @property
    def entry(self) -> Entry:
        """The finding shown; it is found again where the files changed meanwhile.

        Raises:
            UserError: the files hold no finding any more.
        """
        entries = self.entries()
        if not entries:
            raise UserError("the summaries hold no finding to review any more; open them again")
        places = {_key(one): place for place, one in enumerate(entries)}
        self.at = max(0, min(self.at, len(entries) - 1))
        if self.anchor is not None:
            self.at = places.get(self.anchor, self.at)
        return entries[self.at]

    def go(self, position: int) -> None:
        """Show another finding."""
        self.at, self.anchor, self.scroll, self.fresh = position, None, 0, False

    def file(self) -> SummaryFile:
        """Return the file of the finding shown."""
        return self.queue.file(self.entry.path)

    def view(self, trial: Trial | None = None) -> View:
        """Return what to draw."""
        entries, entry = self.entries(), self.entry
        self.anchor = _key(entry)
        file = self.queue.file(entry.path)
        return View(
            entry=entry,
            file=file,
            position=self.at + 1,
            total=len(entries),
            decided=sum(one.decided for one in entries),
            offer=offer(file, entry.finding),
            trial=trial,
            whole=self.whole,
            message=self.message,
            scroll=self.scroll,
            help=self.helping,
            **({"footer": TRIAL_FOOTER} if trial else {}),
        )

    def move(self, step: int) -> None:
        """Go on or back by `step`, round the ends."""
        _ = self.entry
        self.go((self.at + step) % len(self.entries()))
        self.message = ""

    def move_open(self) -> None:
        """Go to the next open finding."""
        position = next_open(self.entries(), self.at)
        if position is None:
            self.message = f"{self.message} Everything here is decided; q quits.".strip()
        else:
            self.go(position)

    def decide(self, decision: Decision, after: str | None = None, note: str = "") -> bool:
        """Write a decision on the finding shown and go on; a refusal becomes the message."""
        entry = self.entry
        if self.anchor not in {None, _key(entry)}:
            self.anchor, self.message = None, "That finding is gone: the summary was made anew. This is another one."
            return False
        choice = Choice(entry.finding.id, decision, self.reviewer, after, note, entry.seen)
        try:
            self.queue.decide(entry, choice)
        except UserError as error:
            self.message = str(error)
            return False
        self.made = [*(one for one in self.made if one != _key(entry)), _key(entry)]
        self.message = f"Saved: {DONE[decision.value]}."
        if decision not in {Decision.NOTE, Decision.UNDO}:
            self.move_open()
            self.fresh = True
        return True

    def undo(self) -> None:
        """Take back the decision just made, else the one on the finding shown, else this session's last."""
        if self.made and (self.fresh or self.entry.decision is None):
            order = [_key(one) for one in self.entries()]
            standing = {_key(one) for one in self.entries() if one.decision is not None}
            last = next((one for one in reversed(self.made) if one in standing), None)
            self.go(order.index(last) if last else self.at)
        self.decide(Decision.UNDO)


def run_terminal(queue: Queue, chosen: Filter, reviewer: str) -> None:
    """Review in the terminal, key by key where stdin is one, else line by line."""
    session = Session(queue, chosen, reviewer)
    session.start()
    if keys.can_read_keys():
        KeyFace(session).run()
    else:
        LineFace(session, sys.stdin.readline, _say).run()


def _say(text: str) -> None:
    """Write a line to stdout, whatever its encoding can hold."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


@dataclass(slots=True)
class KeyFace:
    """Draws the whole screen and reads single keys."""

    session: Session

    def run(self) -> None:
        """Draw and obey until the person quits."""
        with keys.reading() as keyboard:
            while self.session.entries():
                self._draw()
                try:
                    key = keyboard.read()
                    if key in {"q", keys.END}:
                        break
                    self._obey(key, keyboard)
                except KeyboardInterrupt:
                    break
        self._clear()

    def _obey(self, key: str, keyboard: keys.Keys) -> None:
        """Do what one key asks for."""
        session = self.session
        helping, session.helping = session.helping, key == "?"
        if key == keys.RESIZE or (helping and key != "?"):
            return
        moves: dict[str, Callable[[], None]] = {
            **dict.fromkeys(("right", "enter", "j"), lambda: session.move(1)),
            **dict.fromkeys(("left", "k"), lambda: session.move(-1)),
            "o": session.move_open,
            "g": lambda: session.move(-session.at),
            "G": lambda: session.move(-session.at - 1),
            "up": lambda: self._scroll(-1),
            "down": lambda: self._scroll(1),
            "pageup": lambda: self._scroll(-10),
            "pagedown": lambda: self._scroll(10),
            "m": self._toggle,
            "u": session.undo,
            "c": lambda: self._correct(keyboard, taking=False),
            "t": lambda: self._correct(keyboard, taking=True),
            "n": self._note,
        }
        if key in SIMPLE:
            session.decide(SIMPLE[key])
        elif key in moves:
            moves[key]()
        elif key != "?":
            session.message = "Unknown key; ? shows the keys."

    def _scroll(self, lines: int) -> None:
        """Scroll the body."""
        self.session.scroll = max(0, self.session.scroll + lines)

    def _toggle(self) -> None:
        """Switch between passage and whole article."""
        self.session.whole, self.session.scroll = not self.session.whole, 0

    def _note(self) -> None:
        """Ask for a note and record it."""
        typed = self._ask("Note: ", "")
        if typed:
            self.session.decide(Decision.NOTE, note=typed)

    def _correct(self, keyboard: keys.Keys, *, taking: bool) -> None:
        """Show a new wording with what the check says of it; save once the person confirms."""
        session = self.session
        offered = session.view().offer
        if taking and offered is None:
            session.message = "The source offers no value here; c lets you type."
            return
        text = offered if offered is not None else self._ask("New text: ", session.entry.text)
        while text:
            trial = try_out(session.file(), session.entry.finding, text)
            if taking and trial.supported:
                session.decide(Decision.CORRECT, after=text)
                return
            session.message = ""
            answer = self._confirm(trial, keyboard)
            if answer == "enter":
                session.decide(Decision.CORRECT, after=text)
                return
            if answer != "e":
                return
            text = self._ask("New text: ", text)

    def _confirm(self, trial: Trial, keyboard: keys.Keys) -> str:
        """Wait for Enter, e or Escape."""
        while True:
            self._draw(trial)
            key = keyboard.read()
            if key in {"enter", "e", "escape", "q", keys.END}:
                return key

    def _ask(self, prompt: str, prefill: str) -> str:
        """Let the person edit one line at the foot of the screen."""
        sys.stdout.write("\n")
        with keys.line_mode():
            return clean_input(keys.edit_line(prompt, clean_input(prefill)) or "")

    def _draw(self, trial: Trial | None = None) -> None:
        """Draw the screen anew."""
        size = _terminal_size()
        terminal = Terminal(size.columns, size.lines - 1, colour=wants_colour())
        self._clear()
        _say("\n".join(draw(self.session.view(trial), terminal)))

    @staticmethod
    def _clear() -> None:
        """Clear the screen, where the terminal can."""
        sys.stdout.write("\n" if os.environ.get("TERM", "dumb") == "dumb" else "\x1b[H\x1b[2J\x1b[3J")
        sys.stdout.flush()


@dataclass(slots=True)
class LineFace:
    """Prints plain text and reads commands line by line, for pipes, scripts and screen readers."""

    session: Session
    read_line: Callable[[], str]
    say: Callable[[str], None]

    def run(self) -> None:
        """Print and obey until the input ends."""
        self._show()
        while self.session.entries() and (line := self.read_line()):
            command, _, rest = line.strip().partition(" ")
            if command == "q":
                return
            self._obey(command, clean_input(rest))
            self._show()

    def _show(self) -> None:
        """Print the finding, where the files still have one."""
        if not self.session.entries():
            return
        width = min(shutil.get_terminal_size().columns, 100)
        for line in draw_plain(self.session.view(), width):
            self.say(line)
        if self.session.message:
            self.say(self.session.message)
        self.say("a accept · t take offer · c TEXT correct · d drop · p postpone · n TEXT note")
        self.say("u undo · j next · k back · o next open · m whole article · ? help · q quit")

    def _obey(self, command: str, rest: str) -> None:
        """Do what one line asks for."""
        session = self.session
        session.message = ""
        if command in SIMPLE:
            session.decide(SIMPLE[command], note=rest)
        elif command in {"c", "t"}:
            self._correct(rest if command == "c" else session.view().offer)
        elif command == "n":
            session.decide(Decision.NOTE, note=rest)
        elif command == "u":
            session.undo()
        elif command in {"", "j", "k"}:
            session.move(-1 if command == "k" else 1)
        elif command == "o":
            session.move_open()
        elif command == "m":
            session.whole = not session.whole
        else:
            session.message = HELP

    def _correct(self, text: str | None) -> None:
        """Check and save a correction, and say what the check made of it."""
        if not text:
            self.session.message = "c needs the whole new statement after it; t needs an offer."
            return
        trial = try_out(self.session.file(), self.session.entry.finding, text)
        if self.session.decide(Decision.CORRECT, after=text):
            verdict = "supported" if trial.supported else "NOT supported"
            self.session.message += f" The new wording is {verdict}. {trial.message}"


def _terminal_size() -> os.terminal_size:
    """Return the size as it is now; COLUMNS and LINES of the environment may be from before a resize."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return shutil.get_terminal_size()
    return size if size.columns > 0 and size.lines > 0 else os.terminal_size((80, 24))


def wants_colour() -> bool:
    """Tell whether to use colour: not with NO_COLOR, and not on a dumb terminal."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") not in {"dumb", "unknown", ""}
