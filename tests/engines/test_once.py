"""Nothing is paid for twice: not by a second run, not by many at a time, not after kill -9."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from engines.articles import (
    ARTICLE,
    GLOSSARY,
    LONG_ANSWERS,
    RIGHT,
    ROOT,
    accept_all,
    article,
    golden,
    refute,
    seed,
    settings,
)
from fake_server import good, stalled, wrong_number

from summarizer.engines.llm import draft

CHILD = """
import json, sys
sys.path[:0] = [{tests!r}]
from engines.articles import GLOSSARY, LONG, LONG_TOKENS, accept_all
from summarizer.engines.llm import draft
from summarizer.settings import Settings
result = draft(LONG, Settings.resolve(timeout=60, max_input_tokens=LONG_TOKENS), accept_all, GLOSSARY)
print(json.dumps({{"attempts": result.attempts, "items": len(result.summary.achievements)}}))
""".format(tests=str(ROOT / "tests"))


@pytest.fixture
def child(server, monkeypatch):
    """Start the engine in a process of its own."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, text=True, cwd=ROOT)

    return start


def finish(process: subprocess.Popen[str]) -> dict:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(out)


def wait_for_request(server, number: int) -> None:
    until = time.monotonic() + 60
    while len(server.requests) < number and time.monotonic() < until:
        time.sleep(0.02)
    assert len(server.requests) == number


def test_the_second_run_asks_nothing_and_says_so(server):
    server.script(good(RIGHT))

    first, second = (draft(ARTICLE, settings(server), accept_all, GLOSSARY) for _ in range(2))

    assert second.summary == first.summary
    assert (second.cached, second.attempts, second.usage.input_tokens, second.usage.cost_usd) == (
        True,
        0,
        0,
        0,
    )


def test_the_second_run_does_not_judge_again(server):
    server.script(wrong_number(RIGHT, "25.5", "52.5"), good(RIGHT))
    draft(ARTICLE, settings(server), refute("52.5"), GLOSSARY)

    result = draft(ARTICLE, settings(server), refute("25.5"), GLOSSARY)

    assert result.attempts == 0


def test_no_cache_asks_every_time(server):
    server.always(RIGHT)

    for _ in range(2):
        draft(ARTICLE, settings(server, use_cache=False), accept_all, GLOSSARY)

    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"model": "another"},
        {"temperature": 0.1},
        {"max_output_tokens": 5000},
    ],
    ids=str,
)
def test_what_changes_the_answer_changes_the_key(server, change):
    server.always(RIGHT)
    draft(ARTICLE, settings(server), accept_all, GLOSSARY)

    assert draft(ARTICLE, settings(server, **change), accept_all, GLOSSARY).attempts == 1


@pytest.mark.parametrize(
    "change",
    [
        {"timeout": 7},
        {"api_key": "sk-another"},
        {"jobs": 3},
        {"max_attempts": 2},
        {"mode": "json"},
        {"strictness": "strict"},
    ],
    ids=str,
)
def test_what_does_not_change_the_answer_does_not_change_the_key(server, change):
    server.always(RIGHT)
    draft(ARTICLE, settings(server, api_key="sk-one"), accept_all, GLOSSARY)

    assert draft(ARTICLE, settings(server, **change), accept_all, GLOSSARY).cached


def test_another_article_or_glossary_is_another_request(server):
    server.always(RIGHT)
    draft(ARTICLE, settings(server), accept_all, GLOSSARY)
    other = article(*(span.of(ARTICLE.text).replace("25,5%", "25,6%") for span in ARTICLE.paragraphs))

    assert draft(other, settings(server), accept_all, GLOSSARY).attempts == 1
    assert draft(ARTICLE, settings(server), accept_all, GLOSSARY + "\nphấn đấu -> aim").attempts == 1
    unused = GLOSSARY + "\nđiện mặt trời -> solar power"
    assert draft(ARTICLE, settings(server), accept_all, unused).cached, "a term that the article lacks"


def test_the_cache_holds_no_key(server, own_home):
    server.always(RIGHT)
    one = settings(server, api_key="sk-very-secret")
    draft(ARTICLE, one, accept_all, GLOSSARY)

    for path in one.cache_path.rglob("*"):
        assert not path.is_file() or b"sk-very-secret" not in path.read_bytes()
    assert server.requests[0].headers["authorization"] == "Bearer sk-very-secret"


def test_many_articles_at_a_time_get_each_its_own_answer(server):
    numbers = range(5)
    for number in numbers:
        server.answer_for(seed(number).title, golden(number))
    server.delay = 0.1

    def one(number: int):
        return draft(seed(number), settings(server), accept_all, GLOSSARY)

    with ThreadPoolExecutor(5) as pool:
        results = list(pool.map(one, [*numbers, *numbers]))

    assert [result.summary.model_dump() for result in results] == [golden(n) for n in [*numbers, *numbers]]
    assert len(server.requests) == 5


def test_kill_in_the_middle_of_a_long_article_pays_for_no_part_twice(child, server):
    for name, answer in LONG_ANSWERS.items():
        server.answer_for(f"ngành {name}", answer)
    server.script_for("ngành chế biến gỗ", stalled(60))
    first = child()
    wait_for_request(server, 3)
    first.kill()
    first.communicate()

    assert finish(child()) == {"attempts": 2, "items": 4}
    assert [server.count(f"ngành {name}") for name in LONG_ANSWERS] == [1, 1, 2, 1]


def test_when_the_leader_is_killed_another_one_goes_on(child, server):
    for name, answer in LONG_ANSWERS.items():
        server.answer_for(f"ngành {name}", answer)
    server.script(stalled(60))
    leader = child()
    wait_for_request(server, 1)
    followers = [child(), child()]
    time.sleep(1)
    leader.kill()
    leader.communicate()

    results = [finish(process) for process in followers]

    assert sorted(result["attempts"] for result in results) == [0, 4]
    assert len(server.requests) == 5


def test_an_answer_that_was_tampered_with_is_asked_for_again(server, caplog):
    import sqlite3

    server.always(RIGHT)
    one = settings(server)
    draft(ARTICLE, one, accept_all, GLOSSARY)
    with sqlite3.connect(one.cache_path / "cache.db") as database:
        database.execute("UPDATE Cache SET value = replace(value, 'achievements', 'achivements')")
    database.close()

    assert draft(ARTICLE, one, accept_all, GLOSSARY).attempts == 1
    assert "broken" in caplog.text
