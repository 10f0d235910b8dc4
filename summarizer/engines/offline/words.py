"""The words of one clause, numbers and names among them, and what the vocabulary says of them."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.engines.offline.phrases import Known
from summarizer.engines.offline.vocabulary import Entry, load_vocabulary, tokenise

_SEPARATORS = frozenset({",", ";"})
_JOINERS = frozenset({"và", "cùng", "hoặc", "-", "&"})


class Words:
    """Words and marks by number; what is known in English counts as one word, "<number>" or the like."""

    def __init__(self, text: str, known: tuple[Known, ...]) -> None:
        self._known: dict[int, Known] = {}
        self._offsets: list[int] = []
        self.keys: tuple[str, ...] = tuple(self._read(text, known))
        self._vocabulary = load_vocabulary()

    def __len__(self) -> int:
        return len(self.keys)

    def _read(self, text: str, known: tuple[Known, ...]) -> Iterator[str]:
        index, end = 0, 0
        pending = sorted(known, key=lambda item: item.start)
        for token in tokenise(text):
            if token.start < end:
                continue
            item = next((item for item in pending if item.start <= token.start < item.end), None)
            if item:
                end = item.end
                if item.kind == "silent":
                    continue
                self._known[index] = item
            self._offsets.append(token.start)
            yield f"<{item.kind}>" if item else token.key
            index += 1

    def known_at(self, index: int) -> Known:
        """Return the number, time or name that word number `index` is."""
        return self._known[index]

    def offset(self, index: int) -> int:
        """Return where word number `index` begins in the text."""
        return self._offsets[index]

    def entries(self, start: int, *kinds: str) -> Iterator[tuple[int, Entry]]:
        """Return the entries of some kinds that begin at a word, with where they end."""
        if start < len(self):
            yield from (item for item in self._vocabulary.find(self.keys, start) if item[1].kind in kinds)

    def joins(self, index: int) -> bool:
        """Tell whether a word is "and" or the like."""
        return self.keys[index] in _JOINERS

    def separator(self, start: int) -> int | None:
        """Return the offset after a comma, a joiner, or both."""
        position = start
        if position < len(self) and self.keys[position] in _SEPARATORS:
            position += 1
        if position < len(self) and self.keys[position] in _JOINERS:
            position += 1
            if position < len(self) and self.keys[position] == "của":
                position += 1
        return position if position > start else None
