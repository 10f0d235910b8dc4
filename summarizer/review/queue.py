"""The queue: every flagged finding of the given summaries, worst first."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UserError
from summarizer.review import record
from summarizer.review.outcome import DECIDED, basis, find_settled, replay
from summarizer.review.statements import Statement, digest, locate, split
from summarizer.review.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.models import FindingModel, ReviewModel, SummaryFile

Stamp = tuple[int, int, int]
NEAR = 90
RANK = {"REFUTED": 0, "NOT_ENOUGH_INFO": 1}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue to show; empty shows all.

    Attributes:
        reasons: names of reasons.
        articles: parts of article names or of paths.
        undecided: only what nobody has decided; postponed findings count as undecided.
    """

    reasons: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    undecided: bool = False

    def takes(self, entry: Entry) -> bool:
        """Tell whether the filter shows `entry`."""
        if self.reasons and (entry.finding.reason or "") not in self.reasons:
            return False
        where = f"{entry.name}\n{entry.path}".casefold()
        if self.articles and not any(part.casefold() in where for part in self.articles):
            return False
        return not (self.undecided and entry.decided)


@dataclass(frozen=True, slots=True)
class Entry:
    """One flagged finding in the queue.

    Attributes:
        path: its summary file.
        name: the article's name.
        finding: as the cross-check made it, before any decision.
        statement: what it stands in, as the engine wrote it.
        text: that statement as the standing decisions leave it.
        decision: the newest standing decision; `None` where there is none.
        history: the whole record of the finding, the oldest first.
        settled: nobody decided it, but a decision on another finding dropped or mended the statement.
        weight: how much the indicator matters.
        place: number of the file and of the finding in it, which orders equals.
    """

    path: Path
    name: str
    finding: FindingModel
    statement: Statement
    text: str
    decision: ReviewModel | None
    history: tuple[ReviewModel, ...]
    settled: bool
    weight: int
    place: tuple[int, int]

    @property
    def key(self) -> str:
        """A name of the finding that is safe in an address, whatever its id holds."""
        return digest(self.finding.id)[:20]

    @property
    def decided(self) -> bool:
        """Whether somebody accepted, corrected or dropped, here or on the same statement."""
        return self.settled or (self.decision is not None and self.decision.decision in DECIDED)

    @property
    def postponed(self) -> bool:
        """Whether it waits for later."""
        return self.decision is not None and self.decision.decision == "postpone"

    @property
    def seen(self) -> int:
        """How many decisions there are on it, undone ones among them."""
        return sum(one.decision != "note" for one in self.history)

    @property
    def notes(self) -> list[ReviewModel]:
        """What reviewers remarked."""
        return [one for one in self.history if one.note]

    @property
    def order(self) -> tuple[int, int, tuple[int, int]]:
        """Sort key: refuted first, then the weightiest indicator, then reading order."""
        return (RANK.get(self.finding.verdict, 1), -self.weight, self.place)


@dataclass(slots=True)
class Loaded:
    """A summary file as it was when last read."""

    stamp: Stamp
    file: SummaryFile
    entries: list[Entry]
    fallen: list[ReviewModel]


@dataclass(slots=True)
class Queue:
    """The summaries given, read again when they change on disk.

    Attributes:
        paths: the summary files.
        roots: the folders given; nothing is written outside them.
        problems: per file that could not be read, why.
    """

    paths: list[Path]
    roots: list[Path]
    problems: dict[Path, str] = field(default_factory=dict)
    _loaded: dict[Path, Loaded] = field(default_factory=dict)

    def entries(self, chosen: Filter | None = None) -> list[Entry]:
        """Return the findings that `chosen` shows, worst first."""
        self.refresh()
        found = [entry for path in self.paths if path in self._loaded for entry in self._loaded[path].entries]
        return sorted((one for one in found if chosen is None or chosen.takes(one)), key=lambda one: one.order)

    def file(self, path: Path) -> SummaryFile:
        """Return the file at `path` as last read."""
        return self._loaded[path].file

    def fallen(self) -> list[tuple[Path, ReviewModel]]:
        """Return the decisions that fell away, with their files."""
        return [(path, one) for path in self.paths if path in self._loaded for one in self._loaded[path].fallen]

    def files(self) -> list[tuple[Path, SummaryFile]]:
        """Return every file that could be read."""
        self.refresh()
        return [(path, self._loaded[path].file) for path in self.paths if path in self._loaded]

    def refresh(self) -> None:
        """Read what changed since it was last read."""
        with _without_collection():
            for number, path in enumerate(self.paths):
                self._refresh(path, number)

    def _refresh(self, path: Path, number: int) -> None:
        """Read one file if it changed."""
        try:
            if path not in self._loaded or self._loaded[path].stamp != _stamp(path):
                self._loaded[path] = _load(path, number)
            self.problems.pop(path, None)
        except (UserError, OSError) as error:
            self._loaded.pop(path, None)
            self.problems[path] = str(error)

    def decide(self, entry: Entry, choice: record.Choice) -> None:
        """Write a decision to the record of the file of `entry`.

        Raises:
            UserError: the file lies outside the folders given, or the record refuses the choice.
        """
        real = entry.path.resolve()
        if not any(real.is_relative_to(root) for root in self.roots):
            raise UserError(f"{entry.path} leads out of the folders given; nothing was written")
        record.decide(entry.path, choice)
        self._loaded[entry.path] = _load(entry.path, entry.place[0])


def open_queue(given: Iterable[Path]) -> Queue:
    """Find the summary files in folders and files.

    Raises:
        UserError: a path does not exist, is no summary file, or nothing was found.
    """
    paths: dict[Path, None] = {}
    roots: list[Path] = []
    for one in given:
        found = _summaries(one)
        roots.append((one if one.is_dir() else one.parent).resolve())
        paths.update(dict.fromkeys(found))
    return Queue(list(paths), roots)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off the garbage collector: what is read all stays, and looking through it takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _summaries(given: Path) -> Sequence[Path]:
    """Return the summary files that `given` names, in order."""
    if given.is_dir():
        found = sorted(path for path in given.rglob(f"*{record.ENDING}") if path.is_file())
        if not found:
            raise UserError(f"{given}: no *{record.ENDING} in it; make some with: summarize ARTICLE… --out {given}")
        return found
    if not given.exists():
        raise UserError(f"{given}: no such file or folder")
    if not given.name.endswith(record.ENDING):
        raise UserError(f"{given}: not a summary file; its name must end in {record.ENDING}")
    return [given]


def _stamp(path: Path) -> Stamp:
    """Return what tells one version of a file from the next; each replacement is a new inode."""
    status = path.stat()
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _load(path: Path, number: int) -> Loaded:
    """Read a file; its stamp is taken before, so that a change meanwhile is seen the next time."""
    stamp = _stamp(path)
    return _digest(path, number, stamp, record.read(path))


def _digest(path: Path, number: int, stamp: Stamp, file: SummaryFile) -> Loaded:
    """List the flagged findings of a file."""
    base = basis(file)
    statements = split(base.summary)
    state = replay(file)
    settled = find_settled(file, state)
    standing, gone = state.standing, {id(one) for one in state.fallen}
    entries = []
    for place, finding in enumerate(base.findings):
        if finding.verdict == "SUPPORTED":
            continue
        statement = locate(finding, statements)
        history = tuple(one for one in file.reviews if one.finding_id == finding.id and id(one) not in gone)
        entries.append(
            Entry(
                path=path,
                name=file.article.name,
                finding=finding,
                statement=statement,
                text=state.texts[statement.key],
                decision=standing.get(finding.id),
                history=history,
                settled=finding.id in settled,
                weight=weigh(_around(finding, statement)),
                place=(number, place),
            )
        )
    return Loaded(stamp, file, entries, [one for one in state.fallen if one.decision in DECIDED])


def _around(finding: FindingModel, statement: Statement) -> str:
    """Return the words round the claim, which name its indicator."""
    start = max(0, finding.claim_span.start - statement.start)
    end = max(start, finding.claim_span.end - statement.start)
    return statement.text[max(0, start - NEAR) : end + NEAR]


def next_open(entries: Sequence[Entry], after: int = -1) -> int | None:
    """Return the position of the next undecided entry after `after`, round the end; postponed ones last."""
    order = [*range(after + 1, len(entries)), *range(after + 1)]
    waiting = [position for position in order if not entries[position].decided]
    fresh = [position for position in waiting if not entries[position].postponed]
    return next(iter(fresh or waiting), None)
