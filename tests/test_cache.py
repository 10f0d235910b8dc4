"""The cache: text only, private, validated on every read, one request however many ask."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarizer.cache import Cache, cache_stats, clear_cache, make_key, open_cache
from summarizer.errors import ServiceError, UserError
from summarizer.settings import Settings


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")
    words: str


class LongNote(Note):
    words: str = Field(min_length=100)


KEY = make_key(question="?")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings.resolve(cache_dir=tmp_path / "cache")


def change_row(settings: Settings, assignment: str, *values: object) -> None:
    with sqlite3.connect(settings.cache_path / "cache.db") as database:
        database.execute(f"UPDATE Cache SET {assignment}", values)
    database.close()


def keep(settings: Settings, words: str = "kim ngạch xuất khẩu") -> None:
    with open_cache(settings) as cache:
        cache.save(KEY, Note(words=words))


def find(settings: Settings, model: type[Note] = Note) -> Note | None:
    with open_cache(settings) as cache:
        return cache.load(KEY, model)


def test_what_was_kept_is_found_letter_by_letter(settings):
    words = 'kim ngạch "xuất khẩu"\n\x00\u2028 🙂 ' + "đồng " * 50_000
    keep(settings, words)

    assert find(settings) == Note(words=words)


def test_what_was_not_kept_is_not_found(settings):
    assert find(settings) is None


def test_the_folder_is_the_users_alone(settings):
    settings.cache_path.mkdir(mode=0o755)
    keep(settings)

    for folder in (settings.cache_path, settings.cache_path / "locks"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_stricter_model_makes_an_old_entry_a_miss_with_a_note(settings, caplog):
    keep(settings)

    assert find(settings, LongNote) is None
    assert "is broken and is not used" in caplog.text


class Payload:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("where", ["value", "file", "key"])
def test_a_poisoned_row_runs_nothing_and_is_a_miss(settings, tmp_path, where, caplog):
    keep(settings)
    payload = pickle.dumps(Payload(tmp_path / "PWNED"))
    if where == "value":
        change_row(settings, "mode = 4, value = ?, filename = NULL", sqlite3.Binary(payload))
    elif where == "file":
        (settings.cache_path / "x.val").write_bytes(payload)
        change_row(settings, "mode = 4, value = NULL, filename = 'x.val'")
    else:
        change_row(settings, "raw = 0, key = ?", sqlite3.Binary(payload))

    assert find(settings) is None
    assert cache_stats(settings).entries == 1
    assert not (tmp_path / "PWNED").exists()


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "inside.val"])
def test_no_row_makes_us_read_or_remove_a_file(settings, tmp_path, name, caplog):
    keep(settings)
    (tmp_path / "secret.txt").write_text('{"words": "stolen"}', encoding="utf-8")
    (settings.cache_path / "inside.val").write_text('{"words": "planted"}', encoding="utf-8")
    change_row(settings, "mode = 3, value = NULL, filename = ?", name)

    assert find(settings) is None
    keep(settings)
    assert find(settings) == Note(words="kim ngạch xuất khẩu")
    assert (tmp_path / "secret.txt").exists()


@pytest.mark.parametrize("value", [b"\xff\xfe", 7, 1.5, '{"words": 7}', "", "{", '{"words": "a", "more": 1}'])
def test_a_broken_entry_is_a_miss_and_is_overwritten(settings, value, caplog):
    keep(settings)
    change_row(settings, "value = ?", value)

    assert find(settings) is None
    keep(settings)
    assert find(settings) is not None


def test_a_damaged_database_is_done_without_and_cleared_on_request(settings, caplog):
    keep(settings)
    for path in settings.cache_path.glob("cache.db*"):
        path.write_bytes(b"this is no database" * 100)

    keep(settings)
    assert find(settings) is None
    assert "`summarize cache clear` mends it" in caplog.text
    with pytest.raises(UserError, match="damaged"):
        cache_stats(settings)

    clear_cache(settings)
    keep(settings)
    assert find(settings) is not None


def test_without_a_cache_nothing_is_read_or_written(settings):
    off = settings.model_copy(update={"use_cache": False})
    keep(settings)

    assert find(off) is None
    clear_cache(settings)
    keep(off)
    assert find(settings) is None


def test_a_folder_that_cannot_be_made_is_the_users_to_mend(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings.resolve(cache_dir=tmp_path / "file" / "cache")

    with pytest.raises(UserError, match="SUMMARIZER_CACHE_DIR"):
        keep(settings)


def test_stats_and_clear(settings):
    assert cache_stats(settings).entries == 0
    assert not settings.cache_path.exists(), "looking makes no folder"
    assert clear_cache(settings) == 0
    with open_cache(settings) as cache:
        for number in range(3):
            cache.save(make_key(number=number), Note(words="x"))
            with cache.lock(make_key(number=number), 1):
                pass
    (settings.cache_path / "mine.txt").write_text("", encoding="utf-8")

    stats = cache_stats(settings)
    assert (stats.entries, stats.path) == (3, settings.cache_path)
    assert 0 < stats.bytes < stats.limit
    assert clear_cache(settings) == 3
    assert cache_stats(settings).entries == 0
    assert [path.name for path in settings.cache_path.iterdir()] == ["mine.txt"]


def test_the_least_recently_used_entries_go_first_when_the_cache_is_full(tmp_path):
    small = Settings.resolve(cache_dir=tmp_path / "cache", cache_size_limit=2**20)
    with open_cache(small) as cache:
        for number in range(60):
            cache.save(make_key(number=number), Note(words="x" * 50_000))
            assert cache.load(make_key(number=0), Note) is not None, "the entry in use stays"

        assert cache.load(make_key(number=1), Note) is None
        assert cache.load(make_key(number=59), Note) is not None
    assert cache_stats(small).bytes < 2 * 2**20


def test_keys_differ_where_any_part_differs():
    parts = [{"a": "b"}, {"a": "c"}, {"b": "a"}, {"a": ["b"]}, {"a": "b", "c": None}, {"a": "đ"}, {"a": "d"}]

    assert len({make_key(**part) for part in parts}) == len(parts)
    assert make_key(a=1, b=2) == make_key(b=2, a=1)


def test_one_thread_of_many_makes_the_answer(settings):
    made = []

    def make() -> Note:
        made.append(1)
        time.sleep(0.3)
        return Note(words="x")

    def ask() -> None:
        with open_cache(settings) as cache:
            assert cache.fetch(KEY, Note, make, 10) == Note(words="x")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_other_keys_do_not_wait(settings):
    with open_cache(settings) as cache, cache.lock(make_key(n=1), 1), cache.lock(make_key(n=2), 0.5):
        pass


def test_a_lock_that_is_held_too_long_is_told(settings):
    def hold() -> None:
        with open_cache(settings) as cache, cache.lock(KEY, 1):
            held.set()
            release.wait(10)

    held, release = threading.Event(), threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        with (
            open_cache(settings) as cache,
            pytest.raises(ServiceError, match="another run"),
            cache.lock(KEY, 0.2),
        ):
            pass
    finally:
        release.set()
        thread.join()


def test_a_lock_dies_with_its_holder(settings):
    program = """
import sys, time
from summarizer.cache import open_cache
from summarizer.settings import Settings
with open_cache(Settings.resolve(cache_dir=sys.argv[1])) as cache, cache.lock(sys.argv[2], 5):
    print("held", flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", program, str(settings.cache_path), KEY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.send_signal(signal.SIGKILL)

    with open_cache(settings) as cache:
        started = time.monotonic()
        with cache.lock(KEY, 5):
            assert time.monotonic() - started < 2


def test_an_interrupted_maker_keeps_nobody_waiting(settings):
    def interrupted() -> Note:
        raise KeyboardInterrupt

    with open_cache(settings) as cache:
        with pytest.raises(KeyboardInterrupt):
            cache.fetch(KEY, Note, interrupted, 1)
        assert cache.fetch(KEY, Note, lambda: Note(words="y"), 1) == Note(words="y")


def test_a_cache_without_a_store_is_silent():
    nothing = Cache(Path("/nonexistent"), None)

    with nothing.lock(KEY, 0):
        nothing.save(KEY, Note(words="x"))
    assert nothing.load(KEY, Note) is None
