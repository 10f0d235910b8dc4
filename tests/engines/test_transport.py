"""What the wire makes of times, errors and strangers' words; and what may be imported where."""

from __future__ import annotations

import email.utils
import random
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import openai
import pytest
from engines.articles import ROOT
from openai.lib._pydantic import to_strict_json_schema

from summarizer.engines.prices import Tally, find_price
from summarizer.engines.transport import explain, is_transient, pause_before, retry_after
from summarizer.errors import ServiceError, UserError
from summarizer.models import DraftSummary
from summarizer.settings import OPENAI_URL, Settings

KEY = "sk-very-secret-key"
REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")


def status(code: int, body: dict[str, Any] | None = None, **headers: str) -> openai.APIStatusError:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx2.Response(code, headers=names, json={"error": body or {}}, request=REQUEST)
    error = openai.OpenAI(api_key="x")._make_status_error_from_response(response)
    assert isinstance(error, openai.APIStatusError)
    return error


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after": "-3"}, 0),
        ({"retry_after_ms": "1500", "retry_after": "9"}, 1.5),
        ({}, None),
        ({"retry_after": ""}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "inf"}, None),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"retry_after": "Wed, 99 Oct 2015 07:28:00 GMT"}, None),
        ({"retry_after_ms": "many"}, None),
    ],
    ids=str,
)
def test_what_the_server_says_about_waiting(headers, seconds):
    assert retry_after(status(429, **headers)) == seconds


def test_a_date_in_the_future_is_waited_for():
    told = retry_after(status(429, retry_after=email.utils.formatdate(time.time() + 60, usegmt=True)))

    assert told is not None
    assert 58 < told <= 60


@pytest.mark.parametrize("told", [0, 0.2, 5, 120])
def test_the_pause_is_never_shorter_than_told_and_differs_from_time_to_time(told):
    error = status(429, retry_after=str(told))
    state = SimpleNamespace(outcome=SimpleNamespace(exception=lambda: error), attempt_number=1)
    random.seed(1)

    pauses = {pause_before(state) for _ in range(50)}  # type: ignore[arg-type]

    assert min(pauses) >= told
    assert max(pauses) <= told * 1.1 + 1.1
    assert len(pauses) > 40


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (status(500), True),
        (status(502), True),
        (status(503), True),
        (status(529), True),
        (status(408), True),
        (status(409), True),
        (status(429), True),
        (status(429, {"code": "insufficient_quota"}), False),
        (status(429, {"type": "insufficient_quota"}), False),
        (status(500, {"message": "response_format is not supported"}), False),
        (status(400), False),
        (status(401), False),
        (status(403), False),
        (status(404), False),
        (status(422), False),
        (openai.APITimeoutError(REQUEST), True),
        (openai.APIConnectionError(request=REQUEST), True),
        (ValueError(), False),
    ],
    ids=repr,
)
def test_what_may_heal_by_waiting(error, transient):
    assert is_transient(error) is transient


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (status(401), UserError),
        (status(403), UserError),
        (status(404), UserError),
        (status(400), UserError),
        (status(422), UserError),
        (status(400, {"code": "context_length_exceeded"}), UserError),
        (status(400, {"code": "content_filter"}), ServiceError),
        (status(429), ServiceError),
        (status(429, {"code": "insufficient_quota"}), ServiceError),
        (status(500), ServiceError),
        (openai.APITimeoutError(REQUEST), ServiceError),
        (openai.APIConnectionError(request=REQUEST), ServiceError),
        (ValueError("no JSON"), ServiceError),
    ],
    ids=repr,
)
def test_who_must_act_and_that_the_message_is_one_clean_line_without_the_key(error, kind):
    if isinstance(error, openai.APIStatusError):
        error.body = {"message": f"bad\x1b[31m\n{KEY} " + "x" * 1000}
    told = explain(error, Settings(base_url="http://127.0.0.1/v1", api_key=KEY))

    assert type(told).__mro__.index(kind) >= 0
    assert told.exit_code == kind.exit_code
    assert KEY not in str(told)
    assert "\x1b" not in str(told)
    assert "\n" not in str(told)
    assert len(str(told)) < 600


# --- counting ---


def usage(sent: int, written: int, cached: int | None = None) -> Any:
    details = None if cached is None else SimpleNamespace(cached_tokens=cached)
    return SimpleNamespace(prompt_tokens=sent, completion_tokens=written, prompt_tokens_details=details)


def test_the_cost_is_the_sum_over_all_tries():
    tally = Tally("gpt-5-mini", OPENAI_URL)
    tally.count_usage(usage(1_000_000, 100_000))
    tally.count_usage(usage(1_000_000, 0, cached=1_000_000))

    assert (tally.usage.input_tokens, tally.usage.output_tokens) == (2_000_000, 100_000)
    assert tally.usage.cost_usd == pytest.approx(0.25 + 0.2 + 0.025)


def test_one_try_without_usage_makes_the_cost_unknown():
    tally = Tally("gpt-5-mini", OPENAI_URL)
    tally.count_usage(usage(1000, 10))
    tally.count_usage(None)

    assert tally.usage.cost_usd is None
    assert tally.usage.input_tokens == 1000


def test_nothing_asked_costs_nothing():
    assert Tally("of-my-own", "http://127.0.0.1/v1").usage.cost_usd == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:11434/v1", "https://models.example.org/v1"])
def test_a_server_without_a_price_list_has_no_price_whatever_the_models_name(url):
    assert find_price("gpt-5-mini", url, 1000, 10) is None


# --- the schema ---


def test_our_schema_is_already_what_strict_mode_asks_for():
    assert DraftSummary.model_json_schema() == to_strict_json_schema(DraftSummary)


# --- the doors ---


def test_only_two_modules_know_openai_and_instructor():
    """They are imported where a request is really sent, and nowhere on the way to a cached article."""
    found = {
        str(path.relative_to(ROOT / "summarizer"))
        for path in (ROOT / "summarizer").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import openai", "from openai", "import instructor", "from instructor"))
    }

    assert found == {str(Path("engines/asking.py")), str(Path("engines/transport.py"))}
