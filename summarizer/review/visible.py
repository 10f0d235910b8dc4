"""Makes foreign text harmless to show: control characters, escapes and direction marks become visible."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_SHORT = {"\x1b": "⟨ESC⟩", "\r": "⟨CR⟩", "\x00": "⟨NUL⟩"}


def _name(match: re.Match[str]) -> str:
    """Return the visible stand-in of one unseen character."""
    character = match.group()
    return _SHORT.get(character) or f"⟨U+{ord(character):04X}⟩"


def make_visible(text: str) -> str:
    """Replace what a terminal or a browser would obey instead of show; tabs become blanks, newlines stay."""
    return _UNSEEN.sub(_name, text.replace("\r\n", "\n").replace("\t", " "))


def make_line(text: str) -> str:
    """Return `text` as one visible line."""
    return " ".join(make_visible(text).split())


def clean_input(text: str) -> str:
    """Return what a person typed or pasted as one NFC line without unseen characters."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
