"""The record of decisions inside the summary file: appended, fsynced and replaced under a lock.

A crash at any moment leaves the old file or the new one. Two reviewers at once lose nothing, because
each re-reads the file under the lock before appending.
"""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.models import ReviewModel
from summarizer.report import read_summary_file, render_markdown
from summarizer.review.corrections import without_sentence
from summarizer.review.outcome import basis, refresh, replay
from summarizer.review.statements import HEADLINE, digest, locate, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.models import FindingModel, SummaryFile

ENDING = ".summary.json"
LOCK_SECONDS = 20.0


class ConflictError(UserError):
    """Somebody else decided about the finding since it was shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reviewer chose about one finding.

    Attributes:
        finding_id: the finding.
        decision: what to do.
        reviewer: who.
        after: the whole statement as it shall read, for a correction.
        note: a remark.
        seen: how many decisions on the finding the reviewer had seen; `None` does not ask.
    """

    finding_id: str
    decision: Decision
    reviewer: str
    after: str | None = None
    note: str = ""
    seen: int | None = None


def read(path: Path) -> SummaryFile:
    """Read a summary file.

    Raises:
        UserError: it cannot be read or is none.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error
    return read_summary_file(raw, str(path))


def decide(path: Path, choice: Choice) -> SummaryFile:
    """Append `choice` to the record of `path`, follow it up, and return the new file.

    Raises:
        UserError: the finding is not in the file, the choice is not possible, or the file cannot be written.
        ConflictError: others decided about the finding since it was shown.
    """
    with locked(path):
        _sweep(path)
        file = read(path)
        file.reviews.append(_review(file, choice))
        refresh(file)
        write(path, file)
    return file


def replace_summary(path: Path, file: SummaryFile) -> SummaryFile:
    """Write `file` to `path`; the record of the file that stood there is kept and followed.

    For a new summary of an article that was reviewed before: decisions on unchanged statements stand,
    the others fall away but stay in the record.
    """
    with locked(path):
        if path.exists():
            with suppress(UserError):
                file = file.model_copy(update={"reviews": [*read(path).reviews, *file.reviews]})
        if file.reviews:
            refresh(file)
        write(path, file)
    return file


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the folder of `path`; another process waits."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.parent / ".summarize-review.lock", timeout=LOCK_SECONDS)
    try:
        with lock:
            yield
    except Timeout as error:
        raise UserError(f"{path.parent} is locked by another program for {LOCK_SECONDS:.0f} s; try again") from error
    except OSError as error:
        raise UserError(f"{path.parent}: cannot be written ({error.strerror}); nothing was changed") from error


def write(path: Path, file: SummaryFile) -> None:
    """Replace the summary file durably, then the Markdown beside it, which can be made again at any time."""
    markdown = render_markdown(file)
    replace(path, file.model_dump_json(indent=2) + "\n", durable=True)
    try:
        replace(markdown_path(path), markdown, durable=False)
    except OSError as error:
        logging.getLogger(__name__).warning("%s is out of date: %s", markdown_path(path), error.strerror)


def markdown_path(path: Path) -> Path:
    """Return the Markdown's path beside a summary file."""
    return path.with_name(path.name.removesuffix(".json") + ".md")


def replace(path: Path, text: str, *, durable: bool) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _sweep(path: Path) -> None:
    """Remove what a killed program left half written; under the lock nobody else is writing."""
    beginning = f".{path.name.removesuffix('.json')}."[:100]
    for left in path.parent.glob(".*.tmp"):
        if left.name.startswith(beginning):
            left.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _review(file: SummaryFile, choice: Choice) -> ReviewModel:
    """Return the record entry of `choice`, once it is known to be possible."""
    finding = _find(file, choice.finding_id)
    draft = locate(finding, split(basis(file).summary))
    _refuse_conflict(file, choice)
    state = replay(file)
    _refuse_impossible(choice, draft.key, decided=finding.id in state.standing)
    review = ReviewModel(
        finding_id=finding.id,
        decision=choice.decision.value,
        before=state.texts[draft.key],
        after=_after(file, finding, choice),
        note=choice.note,
        reviewer=choice.reviewer,
        time=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        source_sha256=digest(file.article.text),
        claim_sha256=draft.sha256,
        claim_text=finding.claim_text,
        verdict=finding.verdict,
        reason=finding.reason,
    )
    if choice.decision is Decision.UNDO:
        state.follow(review, draft.key)
        review.after = state.texts[draft.key]
    return review


def _after(file: SummaryFile, finding: FindingModel, choice: Choice) -> str | None:
    """Return the statement as it shall read; `None` where the decision changes no words."""
    if choice.decision is Decision.CORRECT:
        return choice.after
    return without_sentence(file, finding) if choice.decision is Decision.DROP else None


def _refuse_impossible(choice: Choice, key: str, *, decided: bool) -> None:
    """Raise where `choice` makes no sense on the statement `key`."""
    if choice.decision is Decision.CORRECT and not (choice.after or "").strip():
        raise UserError("a correction needs words; to remove the statement, drop it")
    if choice.decision is Decision.DROP and key == HEADLINE:
        raise UserError("the headline cannot be dropped; correct it instead")
    if choice.decision is Decision.NOTE and not choice.note.strip():
        raise UserError("a note needs words")
    if choice.decision is Decision.UNDO and not decided:
        raise UserError("nothing to undo: no decision stands on this finding")


def _find(file: SummaryFile, finding_id: str) -> FindingModel:
    """Return the finding as it stood before the review."""
    for finding in basis(file).findings:
        if finding.id == finding_id:
            return finding
    raise UserError(f"finding {finding_id!r} is not in this summary any more; open the queue again")


def _refuse_conflict(file: SummaryFile, choice: Choice) -> None:
    """Raise where the reviewer had not seen the newest decision on the finding."""
    entries = [one for one in file.reviews if one.finding_id == choice.finding_id and one.decision != "note"]
    if choice.seen is None or choice.seen == len(entries):
        return
    last = entries[-1] if entries else None
    who = f"{last.reviewer} chose “{last.decision}”" if last else "the record was replaced"
    raise ConflictError(f"meanwhile {who}; look again and decide anew if you still want to")
