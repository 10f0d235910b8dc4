"""Many articles at a time; one bad article never stops the others."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from summarizer.errors import BrokenFileError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.cli.articles import Source
    from summarizer.models import SummaryFile


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its summary file, or why there is none."""

    source: Source
    file: SummaryFile | None = None
    error: Exception | None = None

    @property
    def exit_code(self) -> int:
        """The exit code that this article alone would give."""
        if isinstance(self.error, SummarizerError):
            return self.error.exit_code
        if self.error is not None or self.file is None:
            return BrokenFileError.exit_code
        return 1 if self.file.flagged else 0


def work_through(sources: Sequence[Source], jobs: int, work: Callable[[Source], SummaryFile]) -> Iterator[Outcome]:
    """Yield the outcomes as they come.

    The threads are daemons: after Ctrl-C nobody waits for a request that is still under way. They only
    compute; whatever is written is written by the caller's thread.
    """
    todo: SimpleQueue[Source] = SimpleQueue()
    done: SimpleQueue[Outcome] = SimpleQueue()
    for source in sources:
        todo.put(source)

    def work_off() -> None:
        while not todo.empty():
            try:
                source = todo.get_nowait()
            except Exception:  # noqa: BLE001  # another thread took the last one
                return
            done.put(_attempt(source, work))

    for _ in range(min(jobs, len(sources))):
        threading.Thread(target=work_off, daemon=True).start()
    for _ in sources:
        yield done.get()


def _attempt(source: Source, work: Callable[[Source], SummaryFile]) -> Outcome:
    try:
        return Outcome(source, file=work(source))
    except Exception as error:  # noqa: BLE001  # told in the table, with the exit code of its kind
        return Outcome(source, error=error)
