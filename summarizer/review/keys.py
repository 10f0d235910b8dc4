"""Reads single keys from a terminal; a resize counts as a key, so that the screen is drawn anew."""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RESIZE = "resize"
END = "end"
ESCAPE_SECONDS = 0.1
_SEQUENCES = {
    b"[A": "up",
    b"[B": "down",
    b"[C": "right",
    b"[D": "left",
    b"OA": "up",
    b"OB": "down",
    b"OC": "right",
    b"OD": "left",
    b"[5~": "pageup",
    b"[6~": "pagedown",
    b"[H": "home",
    b"[F": "end-key",
    b"": "escape",
}
_PLAIN = {b"\r": "enter", b"\n": "enter", b"\x04": END, b" ": "pagedown", b"\x7f": "left", b"\x0c": RESIZE}


def can_read_keys() -> bool:
    """Tell whether stdin and stdout are a terminal whose keys can be read one by one."""
    try:
        import termios  # noqa: F401
    except ImportError:
        return False
    return sys.stdin.isatty() and sys.stdout.isatty()


class Keys:
    """The keyboard, while `reading()` holds the terminal."""

    def __init__(self, descriptor: int, wake: int) -> None:
        self._descriptor = descriptor
        self._wake = wake

    def read(self) -> str:
        """Wait for a key and return its name: a letter, "enter", "resize", "end" (of the input) and so on."""
        ready, _, _ = select.select([self._descriptor, self._wake], [], [])
        if self._wake in ready:
            os.read(self._wake, 4096)
            return RESIZE
        first = os.read(self._descriptor, 1)
        if not first:
            return END
        if first == b"\x1b":
            return self._sequence()
        return _PLAIN.get(first) or self._character(first)

    def _sequence(self) -> str:
        """Read what follows an escape, if anything does."""
        rest = b""
        while len(rest) < 8 and select.select([self._descriptor], [], [], ESCAPE_SECONDS)[0]:
            rest += os.read(self._descriptor, 1)
            if rest not in {b"[", b"O"} and (rest[-1:].isalpha() or rest.endswith(b"~")):
                break
        return _SEQUENCES.get(rest, "unknown")

    def _character(self, first: bytes) -> str:
        """Read the rest of a UTF-8 character."""
        length = 4 if first >= b"\xf0" else 3 if first >= b"\xe0" else 2 if first >= b"\xc0" else 1
        rest = b"".join(os.read(self._descriptor, 1) for _ in range(length - 1))
        return (first + rest).decode("utf-8", "replace")


@contextmanager
def reading() -> Iterator[Keys]:
    """Hold the terminal in single-key mode; what was is restored however this ends."""
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    os.set_blocking(wake_read, False)
    old_resize = signal.signal(signal.SIGWINCH, lambda *_: None)
    old_stop = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    old_wake = signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    try:
        tty.setcbreak(descriptor)
        yield Keys(descriptor, wake_read)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        signal.set_wakeup_fd(old_wake)
        signal.signal(signal.SIGWINCH, old_resize)
        signal.signal(signal.SIGTERM, old_stop)
        os.close(wake_read)
        os.close(wake_write)


@contextmanager
def line_mode() -> Iterator[None]:
    """Give the terminal back its line editing for a while."""
    import termios

    descriptor = sys.stdin.fileno()
    single = termios.tcgetattr(descriptor)
    cooked = termios.tcgetattr(descriptor)
    cooked[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSADRAIN, cooked)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, single)


def edit_line(prompt: str, prefill: str) -> str | None:
    """Let the person edit one line; `None` where they cancel with Ctrl-C or Ctrl-D."""
    try:
        import readline
    except ImportError:
        readline = None  # type: ignore[assignment]
    if readline is not None:
        readline.set_startup_hook(lambda: readline.insert_text(prefill))
    try:
        typed = input(prompt)
    except (KeyboardInterrupt, EOFError):
        return None
    finally:
        if readline is not None:
            readline.set_startup_hook(None)
    return typed
