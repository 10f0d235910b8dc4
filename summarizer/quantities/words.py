"""Numerals in words: what both languages share."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Word(NamedTuple):
    """A word of the text, folded, and where it ends."""

    word: str
    end: int


class Worded(NamedTuple):
    """A numeral in words.

    Attributes:
        end: where it ends.
        value: what it is worth, scales multiplied out.
        words: of how many words it is made.
        step: the worth of the last unit named; `None` for fractions.
        scaled: whether it ends with a scale word.
        fraction: whether it is a part of one ("a third").
    """

    end: int
    value: Decimal
    words: int
    step: Decimal | None = Decimal(1)
    scaled: bool = False
    fraction: bool = False


END = Word("", -1)


class WordList:
    """Words of a text, read from an offset on; beyond its end stands the empty word."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words

    def __getitem__(self, index: int) -> str:
        return self._words[index].word if 0 <= index < len(self._words) else ""

    def end(self, index: int) -> int:
        """Return where word number `index` ends."""
        return self._words[index].end

    def __len__(self) -> int:
        return len(self._words)
