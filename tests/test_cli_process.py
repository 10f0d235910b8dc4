"""The command as the shell runs it: signals, pipes, start-up."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from drafts import ARTICLE, ROOT, small_answer
from fake_server import good, stalled

if TYPE_CHECKING:
    from pathlib import Path

    from fake_server import FakeServer

SUMMARIZE = [sys.executable, "-m", "summarizer.cli"]


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    """Write three articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"a{number}.txt").write_text(f"{ARTICLE}\nBài số {number} của tỉnh.\n", encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def environment(server: FakeServer | None = None) -> dict[str, str]:
    more = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-test"} if server else {}
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def test_ctrl_c_keeps_what_is_done(server: FakeServer, articles: list[str], tmp_path: Path) -> None:
    answer = small_answer().model_dump()
    server.script(good(answer), stalled(60), good(answer))
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*SUMMARIZE, *articles, "--jobs", "1", "--out", str(out)],
        env=environment(server), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 40
    while not list(out.glob("*.summary.md")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "1 of 3 articles are done" in err
    assert "Traceback" not in err
    assert sorted(path.name for path in out.iterdir()) == ["a1.summary.json", "a1.summary.md"]


def test_a_reader_that_goes_away_is_no_error(articles: list[str]) -> None:
    line = f"{sys.executable} -m summarizer.cli --engine offline -f jsonl {' '.join(articles)} | head -c 10; exit ${{PIPESTATUS[0]}}"

    done = subprocess.run(["bash", "-c", line], env=environment(), capture_output=True, text=True, timeout=60)

    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
    assert len(done.stdout) == 10


def test_a_full_disk_under_the_result_is_told(articles: list[str]) -> None:
    line = f"{sys.executable} -m summarizer.cli --engine offline {articles[0]} > /dev/full"

    done = subprocess.run(["bash", "-c", line], env=environment(), capture_output=True, text=True, timeout=60)

    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_result_is_utf_8_in_every_locale(articles: list[str]) -> None:
    plain = environment() | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    done = subprocess.run([*SUMMARIZE, "--engine", "offline", articles[0]], env=plain, capture_output=True, timeout=60)

    assert "kim ngạch xuất khẩu" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["quantities", "{article}"], ["check", "{article}", "{article}"],
     ["--engine", "offline", "{article}"], ["cache", "path"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_no_client_is_imported_where_none_is_needed(words: list[str], articles: list[str]) -> None:
    filled = [word.format(article=articles[0]) for word in words]

    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "summarizer.cli", *filled],
        env=environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    imported = set(re.findall(r"\| +([a-z_0-9]+)$", done.stderr, re.MULTILINE))
    assert "click" in imported
    assert not imported & {"openai", "instructor", "httpx2", "starlette", "uvicorn"}
    if words[0] in {"--help", "--version"}:
        assert not imported & {"pydantic", "rich", "diskcache"}


def test_a_request_that_was_given_up_does_not_meet_the_interpreters_end() -> None:
    program = (
        "import atexit, threading, time\n"
        "import summarizer.cli as cli\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "atexit.register(print, 'the interpreter ended')\n"
        "cli.dispatch = lambda args: cli.INTERRUPTED\n"
        "cli.main()\n"
    )

    run = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True, timeout=30)

    assert (run.returncode, run.stdout) == (130, "")
