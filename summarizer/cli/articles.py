"""Words of the command line to articles, each with a name of its own."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.documents import Document

STDIN = "-"
ENDINGS = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from.

    Attributes:
        path: its file; `None` for standard input.
        name: what its output files are called; no two of one run are equal, in any case.
        problem: why there is nothing to read.
    """

    path: Path | None
    name: str
    problem: str = ""

    def read(self) -> Document:
        """Return the article.

        Raises:
            UserError: it cannot be read, or is none.
        """
        from dataclasses import replace

        from summarizer.cli.console import read_input
        from summarizer.documents import parse_document

        if self.problem:
            raise UserError(self.problem)
        raw, _ = read_input(STDIN if self.path is None else str(self.path))
        where = "standard input" if self.path is None else str(self.path)
        return replace(parse_document(raw, where), name=self.name)


def find_sources(words: Sequence[str]) -> list[Source]:
    """Return the articles that the words mean: files, folders, globs, "-"; each file once.

    A word that means nothing becomes a source with a problem, so that the others are done all the same.
    """
    found: dict[str, Source] = {}
    for word in words:
        for source in _expand(word):
            key = str(source.path.absolute().resolve()) if source.path else f"{source.name}\0{source.problem}"
            found.setdefault(key, source)
    return _name_apart(list(found.values()))


def _expand(word: str) -> Iterator[Source]:
    path = Path(word)
    if word == STDIN:
        yield Source(None, "stdin")
    elif path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
        yield from (Source(file, file.stem) for file in files)
        if not files:
            yield Source(path, path.name, f"{word}: no {' or '.join(ENDINGS)} file is in this folder")
    elif not path.exists() and glob.has_magic(word):
        files = sorted(Path(name) for name in glob.glob(word, recursive=True))  # noqa: PTH207  # absolute too
        yield from (Source(file, file.stem) for file in files if file.is_file())
        if not files:
            yield Source(path, path.name, f"{word}: no file matches")
    else:
        yield Source(path, path.stem)


def _name_apart(sources: list[Source]) -> list[Source]:
    """Tell equal names apart by their endings, then by their folders, then by number."""
    from dataclasses import replace

    for rename in (_with_ending, _with_folder):
        clashing = _clashes(sources)
        sources = [replace(s, name=rename(s)) if s.name.casefold() in clashing else s for s in sources]
    seen: dict[str, int] = {}
    named = []
    for source in sources:
        name = source.name
        while name.casefold() in seen:
            seen[source.name.casefold()] += 1
            name = f"{source.name}-{seen[source.name.casefold()]}"
        seen.setdefault(name.casefold(), 1)
        named.append(replace(source, name=name))
    return named


def _clashes(sources: list[Source]) -> set[str]:
    names = [source.name.casefold() for source in sources]
    return {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()


def _with_ending(source: Source) -> str:
    same = source.path is None or source.path.suffix.lower() in ENDINGS
    return source.name if same or source.path is None else source.path.name


def _with_folder(source: Source) -> str:
    folder = source.path.absolute().parent.name if source.path else ""
    return f"{folder}-{source.name}" if folder else source.name
