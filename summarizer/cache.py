"""The cache of model answers: text only, private to the user, one request however many ask.

An entry is the JSON text of an answer under the hash of what was asked. It is validated on every read, so a
stricter model takes effect and a broken entry is a miss. diskcache unpickles what it finds in its database
(CVE-2025-69872); `TextDisk` stores and loads text and refuses everything else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import diskcache  # type: ignore[import-untyped]
from diskcache.core import MODE_RAW  # type: ignore[import-untyped]
from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from summarizer.errors import ServiceError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from summarizer.settings import Settings

log = logging.getLogger(__name__)

BUSY_SECONDS = 60
"""How long one process waits for another one's write."""

_UNREADABLE = (sqlite3.Error, OSError, ValueError, TypeError, KeyError, diskcache.Timeout)

M = TypeVar("M", bound=BaseModel)


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Stores and loads text in the row itself; refuses pickles, files and paths, whatever the rows say."""

    def put(self, key: object) -> tuple[str, bool]:
        """Take keys that are text."""
        if not isinstance(key, str):
            raise TypeError("keys are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Give back keys that are text."""
        if not raw or not isinstance(key, str):
            raise ValueError("a key that is no text")
        return key

    def store(self, value: object, read: bool, key: object = None) -> tuple[int, int, None, str]:  # noqa: ARG002
        """Put text into the row, however long."""
        if read or not isinstance(value, str):
            raise TypeError("values are text")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> str:
        """Take text from the row, and nothing from anywhere else."""
        if mode != MODE_RAW or filename is not None or read or not isinstance(value, str):
            raise ValueError("an entry that is no text")
        return value

    def remove(self, file_path: str) -> None:
        """Remove nothing: no entry of ours has a file."""


@dataclass(frozen=True, slots=True)
class CacheStats:
    """What `summarize cache stats` shows."""

    path: Path
    entries: int
    bytes: int
    limit: int


class Cache:
    """Answers by key; open it with `open_cache`.

    Without a store (`--no-cache`, or a damaged database) it finds nothing and keeps nothing.
    """

    def __init__(self, folder: Path, store: diskcache.Cache | None) -> None:
        self.folder = folder
        self._store = store

    def load(self, key: str, model: type[M]) -> M | None:
        """Return the answer under `key`; a broken entry counts as none, with a note in the log."""
        if self._store is None:
            return None
        try:
            text = self._store.get(key, retry=True)
            return None if text is None else model.model_validate_json(text, strict=True)
        except (ValidationError, *_UNREADABLE) as error:
            log.warning("the cache entry %s is broken and is not used (%s)", key[:12], type(error).__name__)
            return None

    def save(self, key: str, answer: BaseModel) -> None:
        """Keep a valid answer; a full or damaged disk costs the entry, not the answer."""
        if self._store is None:
            return
        try:
            self._store.set(key, answer.model_dump_json(), retry=True)
        except _UNREADABLE as error:
            log.warning("the answer could not be kept in the cache: %s", error)

    @contextmanager
    def lock(self, key: str, patience: float) -> Iterator[None]:
        """Let one process or thread at a time work on `key`; the lock dies with its holder.

        Raises:
            ServiceError: another one has held it longer than `patience` seconds.
        """
        if self._store is None:
            yield
            return
        try:
            with FileLock(self.folder / "locks" / f"{key}.lock", timeout=patience):
                yield
        except Timeout:
            raise ServiceError(
                f"another run has been working on this article for {patience:.0f} seconds; wait for it, or "
                "stop it and try again"
            ) from None

    def fetch(self, key: str, model: type[M], make: Callable[[], M], patience: float) -> M:
        """Return the answer under `key`, made by one caller only, however many ask at a time."""
        found = self.load(key, model)
        if found is not None:
            return found
        with self.lock(key, patience):
            found = self.load(key, model)
            if found is None:
                found = make()
                self.save(key, found)
            return found


@contextmanager
def open_cache(settings: Settings) -> Iterator[Cache]:
    """Open the cache for one piece of work; a damaged database is left alone and done without.

    Raises:
        UserError: the folder cannot be made, or belongs to somebody else.
    """
    folder = settings.cache_path
    if not settings.use_cache:
        yield Cache(folder, None)
        return
    _make_private(folder)
    try:
        store = _open_store(folder, settings.cache_size_limit)
    except _UNREADABLE as error:
        log.warning("the cache in %s is damaged (%s): going on without it; `summarize cache clear` mends it",
                    folder, error)  # fmt: skip
        yield Cache(folder, None)
        return
    try:
        yield Cache(folder, store)
    finally:
        store.close()


def _open_store(folder: Path, limit: int) -> diskcache.Cache:
    return diskcache.Cache(
        str(folder),
        timeout=BUSY_SECONDS,
        disk=TextDisk,
        eviction_policy="least-recently-used",
        size_limit=limit,
        statistics=0,
    )


def _make_private(folder: Path) -> None:
    """Make the folder, readable by its owner alone."""
    try:
        for path in (folder, folder / "locks"):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
                raise UserError(f"the cache folder {path} belongs to somebody else; set SUMMARIZER_CACHE_DIR")
            path.chmod(0o700)
    except OSError as error:
        raise UserError(
            f"the cache folder {folder} cannot be made: {error.strerror}; set SUMMARIZER_CACHE_DIR to a "
            "folder that you can write to, or run with --no-cache"
        ) from None


def cache_stats(settings: Settings) -> CacheStats:
    """Count the entries and the bytes on disk."""
    folder = settings.cache_path
    if not (folder / "cache.db").exists():
        return CacheStats(folder, 0, 0, settings.cache_size_limit)
    with open_cache(settings.model_copy(update={"use_cache": True})) as cache:
        if cache._store is None:
            raise UserError(f"the cache in {folder} is damaged; `summarize cache clear` mends it")
        return CacheStats(folder, len(cache._store), cache._store.volume(), settings.cache_size_limit)


def clear_cache(settings: Settings) -> int:
    """Remove every answer; return how many there were. Files that are not ours stay."""
    folder = settings.cache_path
    try:
        entries = cache_stats(settings).entries
    except UserError:
        entries = 0
    for path in folder.glob("cache.db*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(folder / "locks", ignore_errors=True)
    return entries


def make_key(**parts: Any) -> str:
    """Return the hash of everything that an answer depends on."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
