"""One text while it is being read: its folded twin, its language, its habit of writing decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.quantities.tables import Language, Tables

# One character for one, so that offsets stay: spaces, dashes, and letters that only look right.
_FOLDS = (
    *((space, " ") for space in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"),
    *((zero, " ") for zero in "\u200b\ufeff\u00ad"),
    *((dash, "-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"),
    ("\u00f0", "đ"),
    ("\u2044", "/"),
    ("\u2215", "/"),
    ("\uff05", "%"),
    ("\uff0c", ","),
    *zip("асеорхукмтвн", "aceopxykmtbh", strict=True),
)

_SPACES = re.compile(r"[ \t]{0,3}(?:\r?\n[ \t]{0,3})?")
_BLANKS = " \t\r\n"
_MEASURE = r"(?![\d.,]) ?(?:%|tỷ|tỉ|triệu|nghìn|ngàn|tấn|điểm|lần|tạ|ha|km|kwh|mw)"
_DECIMAL_COMMA = re.compile(rf",(?<=\d,)\d{{1,2}}{_MEASURE}|\.\d{{3}},\d")
_DECIMAL_DOT = re.compile(rf"\.(?<=\d\.)\d{{1,2}}{_MEASURE}|,\d{{3}}\.\d{{1,2}}(?!\d)|,\d{{3}},\d{{3}}(?![\d,])")


def fold_text(text: str) -> str:
    """Return `text` in lower case, with look-alikes replaced, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if low.isascii():
        return low
    for found, wanted in _FOLDS:
        if found in low:
            low = low.replace(found, wanted)
    return low


@dataclass(slots=True)
class Reading:
    """One text being read; `low` is its folded twin, with the same offsets."""

    text: str
    low: str
    tables: Tables
    lang: Language = field(init=False)
    _habit: str | None = field(default=None)

    def __post_init__(self) -> None:
        self.lang = self.tables.lang

    @property
    def habit(self) -> str:
        """How this text marks decimals: "comma", "dot", "both" or "unknown"."""
        if self._habit is None:
            comma = _DECIMAL_COMMA.search(self.low) is not None
            dot = _DECIMAL_DOT.search(self.low) is not None
            self._habit = "both" if comma and dot else "comma" if comma else "dot" if dot else "unknown"
        return self._habit

    def skip_spaces(self, at: int) -> int:
        """Return the offset after a few spaces and at most one line break."""
        low = self.low
        first = low[at : at + 1]
        if first not in _BLANKS:
            return at
        if first == " " and low[at + 1 : at + 2] not in _BLANKS:
            return at + 1
        found = _SPACES.match(low, at)
        return found.end() if found else at

    def back_over_spaces(self, at: int) -> int:
        """Return the offset before a few spaces and at most one line break."""
        low = self.low
        last = low[at - 1 : at]
        if last not in _BLANKS:
            return at
        if last == " " and low[at - 2 : at - 1] not in _BLANKS:
            return at - 1
        first, breaks = max(0, at - 6), 0
        while at > first and low[at - 1] in _BLANKS:
            breaks += low[at - 1] == "\n"
            if breaks > 1:
                break
            at -= 1
        return at

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether nothing but spaces and a full stop stands around the span."""
        if len(self.text) > 400:
            return False
        return not self.text[: max(0, start)].strip() and not self.text[end:].strip(" .\n\t")
