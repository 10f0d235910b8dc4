"""Time the command from start to end, as a shell sees it.

    python bench/startup.py [--runs 7]

The cached article is written once against the scripted server of the tests; the timed runs make no request.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from fake_server import FakeServer  # noqa: E402

SEED = ROOT / "seeds" / "002_6ffa8ed9f492db8e.txt"
ANSWER = ROOT / "tests" / "golden" / "answers" / f"{SEED.stem}.json"
OURS = ("OPENAI_", "SUMMARIZER_")
SUMMARIZE = [sys.executable, "-m", "summarizer.cli"]
AIMS = {"--help": 0.4, "cached article": 0.8}
"""Seconds that a run may take, from the issue this was built for."""


def main() -> None:
    """Print one line a case: median, quickest, processor time, and the aim where there is one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home, FakeServer() as server:
        server.always(json.loads(ANSWER.read_text(encoding="utf-8")))
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(OURS)},
            "HOME": home, "XDG_CACHE_HOME": home, "PYTHONPATH": str(ROOT), "SUMMARIZER_ENV_FILE": "",
        }  # fmt: skip
        online = environment | {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-bench"}
        cases: list[tuple[str, list[str], dict[str, str]]] = [
            ("bare Python", [sys.executable, "-c", "pass"], environment),
            ("--help", [*SUMMARIZE, "--help"], environment),
            ("quantities", [*SUMMARIZE, "quantities", str(SEED)], environment),
            ("check", [*SUMMARIZE, "check", str(SEED), str(ANSWER)], environment),
            ("offline draft", [*SUMMARIZE, "--engine", "offline", str(SEED)], environment),
            ("cached article", [*SUMMARIZE, str(SEED)], online),
        ]
        subprocess.run([*SUMMARIZE, str(SEED)], env=online, capture_output=True, check=False)
        asked = len(server.requests)
        print(f"{'start-up':<16} {'median':>8} {'best':>8} {'CPU':>8} {'aim':>8}")
        for name, command, variables in cases:
            before = cpu_seconds()
            seconds = sorted(time_once(command, variables) for _ in range(runs))
            cpu = (cpu_seconds() - before) / runs
            aim = f"{AIMS[name]:.2f} s" if name in AIMS else ""
            print(f"{name:<16} {statistics.median(seconds):6.2f} s {seconds[0]:6.2f} s {cpu:6.2f} s {aim:>8}")
        assert len(server.requests) == asked, "a cached article asked the server"


def cpu_seconds() -> float:
    """Return the processor time of all runs so far: steadier than the clock on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def time_once(command: list[str], environment: dict[str, str]) -> float:
    """Return the seconds of one run."""
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
