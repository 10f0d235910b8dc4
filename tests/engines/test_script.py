"""Every row of the server's script, at the level of the engine: how it ends, what it says, what it costs."""

from __future__ import annotations

import pytest
from engines.articles import (
    ARTICLE,
    GLOSSARY,
    RIGHT,
    accept_all,
    answer,
    golden,
    item,
    refute,
    seed,
    settings,
)
from fake_server import (
    FakeServer,
    cut_off,
    dropped,
    empty_choices,
    filtered,
    good,
    invalid_json,
    not_found,
    quota_exhausted,
    rate_limited,
    refusal,
    server_error,
    stalled,
    too_long,
    unauthorized,
    web_page,
    wrong_number,
    wrong_quote,
    wrong_shape,
)

from summarizer.engines import Draft, asking
from summarizer.engines.llm import draft
from summarizer.errors import ServiceError, SummarizerError, UserError


@pytest.fixture(autouse=True)
def _forget_modes():
    asking._taken.clear()


def run(server: FakeServer, judge=accept_all, **more) -> Draft:
    return draft(ARTICLE, settings(server, **more), judge, GLOSSARY)


def fails(server: FakeServer, error: type[SummarizerError], words: str, **more) -> None:
    """Expect this end, no second request for the same failure in the cache, and the cache still in use."""
    with pytest.raises(error, match=words) as caught:
        run(server, **more)
    assert "sk-" not in str(caught.value)
    asked = len(server.requests)
    server.script(good(RIGHT))
    assert run(server).attempts == 1, "a failure was stored"
    assert len(server.requests) == asked + 1


# --- what succeeds ---


@pytest.mark.parametrize("number", range(5))
def test_a_good_answer_is_returned_as_it_was_given(server, number):
    server.script(good(golden(number)))

    result = draft(seed(number), settings(server), accept_all, "")

    assert result.summary.model_dump() == golden(number)
    assert (result.engine, result.prompt, result.attempts, result.cached) == ("llm", "summarize/v1", 1, False)


def test_tokens_are_counted_over_all_tries_and_the_price_of_an_unknown_server_is_unknown(server):
    server.script(invalid_json(), good(RIGHT))

    usage = run(server).usage

    sent = sum(len(request.text) // 3 for request in server.requests)
    assert usage.input_tokens == sent
    assert usage.output_tokens > 0
    assert usage.cost_usd is None


def test_an_answer_without_usage_is_no_error(server):
    server.script(good(RIGHT, usage=False))

    assert run(server).usage.cost_usd is None


@pytest.mark.parametrize("bad", [invalid_json(), wrong_shape(), cut_off(RIGHT, told=False)], ids=lambda s: s.name)
def test_an_answer_of_a_wrong_shape_is_sent_back_with_what_is_wrong(server, bad):
    server.script(bad, good(RIGHT))

    result = run(server)

    assert result.summary.model_dump() == RIGHT
    assert result.attempts == 2
    assert [len(request.messages) for request in server.requests] == [2, 4]


@pytest.mark.parametrize("field", ["headline", "overview"])
def test_an_empty_text_is_sent_back(server, field):
    server.script(good(RIGHT | {field: " "}), good(RIGHT))

    assert run(server).summary.model_dump() == RIGHT
    assert field in server.requests[1].messages[-1]["content"]


def test_json_in_a_code_fence_or_after_thoughts_is_taken(server):
    import json

    server.script(good(f"```json\n{json.dumps(RIGHT)}\n```"))
    assert run(server, model="a").attempts == 1
    server.script(good(f"<think>\nLet me {{see}}.\n</think>\n\n{json.dumps(RIGHT)}"))
    assert run(server, model="b").attempts == 1


# --- what heals by waiting ---


def test_three_failures_of_the_server_are_waited_out(server):
    server.script(server_error(500), server_error(502), server_error(503), good(RIGHT))

    assert run(server).attempts == 4


def test_a_dropped_connection_is_tried_again(server):
    server.script(dropped(), good(RIGHT))

    assert run(server).attempts == 2


def test_a_stall_past_the_timeout_is_tried_again(server):
    server.script(stalled(30), good(RIGHT))

    assert run(server, timeout=1).attempts == 2


def test_retry_after_in_seconds_is_never_cut_short(server):
    server.script(rate_limited(seconds=1.2), good(RIGHT))

    assert run(server).attempts == 2
    assert 1.2 <= server.gaps()[0] < 4


def test_retry_after_as_a_date_is_never_cut_short(server):
    server.script(rate_limited(date_in=2), good(RIGHT))  # a date has whole seconds

    assert run(server).attempts == 2
    assert 1.0 <= server.gaps()[0] < 5


def test_both_kinds_of_trying_again_add_up_and_do_not_multiply(server):
    server.script(rate_limited(seconds=0.1), invalid_json(), server_error(), invalid_json(), good(RIGHT))

    assert run(server).attempts == 5
    assert [len(request.messages) for request in server.requests] == [2, 2, 4, 4, 6]


# --- what ends in an error ---


def test_a_wait_past_the_deadline_is_given_up_at_once(server):
    server.script(rate_limited(seconds=300))

    fails(server, ServiceError, "asks to wait 300 s, longer than the deadline.*SUMMARIZER_DEADLINE")


def test_a_server_that_always_fails_is_given_up_after_the_allowed_tries(server):
    server.script(*[server_error(500, "boom")] * 3)

    fails(server, ServiceError, r"failed \(500\) at every try: boom", max_attempts=3)
    assert len(server.requests) == 4


def test_a_server_that_never_answers_in_time_is_given_up(server):
    server.script(stalled(30), stalled(30))

    fails(server, ServiceError, "did not answer in time.*SUMMARIZER_TIMEOUT", timeout=1, max_attempts=2)


def test_one_try_never_outlasts_the_deadline(server):
    server.script(stalled(30))

    fails(server, ServiceError, "did not answer in time", timeout=60, deadline=1, max_attempts=1)


def test_an_address_where_nobody_listens_is_named(server):
    from summarizer.settings import Settings

    nobody = Settings.resolve(base_url="http://127.0.0.1:9/v1", max_attempts=1)

    with pytest.raises(ServiceError, match=r"127\.0\.0\.1:9/v1 cannot be reached"):
        draft(ARTICLE, nobody, accept_all, "")


def test_a_refused_key_is_the_users_to_mend_and_is_not_shown(server):
    key = "sk-secret-0123456789"
    server.script(unauthorized(key))

    fails(server, UserError, r"refused the key \(401\); check OPENAI_API_KEY", api_key=key)
    assert len(server.requests) == 2


def test_a_missing_key_is_told_from_a_wrong_one(server):
    server.script(unauthorized())

    fails(server, UserError, r"wants a key \(401\)")


def test_an_exhausted_quota_is_not_tried_again(server):
    server.script(quota_exhausted())

    fails(server, ServiceError, "quota .* is used up")
    assert len(server.requests) == 2


def test_an_unknown_model_is_the_users_to_mend(server):
    server.script(not_found("nope"))

    fails(server, UserError, "knows no model 'nope'.*--model", model="nope")


def test_a_refusal_is_told_in_the_models_words_and_not_stored(server):
    server.script(refusal("I cannot\x1b[31m summarise this."))

    fails(server, ServiceError, r"refused to summarise: I cannot \[31m summarise this\.")


def test_a_filtered_answer_is_told(server):
    server.script(filtered())

    fails(server, ServiceError, "content filter")


def test_an_answer_that_was_cut_off_is_not_asked_for_again(server):
    server.script(cut_off(RIGHT))

    fails(server, ServiceError, "cut off.*SUMMARIZER_MAX_OUTPUT_TOKENS")
    assert len(server.requests) == 2


def test_answers_that_never_validate_end_after_the_re_asks(server):
    server.script(*[invalid_json()] * 3)

    fails(server, ServiceError, r"never answered in the shape.*3 answers; last: json_invalid")


@pytest.mark.parametrize("step", [web_page(), empty_choices()], ids=lambda s: s.name)
def test_a_server_that_speaks_something_else_is_told(server, step):
    server.script(step)

    fails(server, ServiceError, "no chat completion; check the base URL")


# --- modes ---


@pytest.mark.parametrize(
    ("refused", "taken"),
    [
        (set(), ["strict"]),
        ({"strict"}, ["strict", "json_schema"]),
        ({"strict", "json_schema"}, ["strict", "json_schema", "json_object"]),
        ({"strict", "json_schema", "json_object"}, ["strict", "json_schema", "json_object", "text"]),
    ],
)
def test_a_server_that_refuses_a_response_format_is_asked_more_plainly(server, refused, taken):
    server.refused_formats = refused
    server.always(RIGHT)

    assert run(server).summary.model_dump() == RIGHT
    assert [request.format for request in server.requests] == taken
    assert "JSON Schema" in server.requests[-1].text, "the model must see the schema"


def test_the_mode_that_a_server_took_is_remembered(server):
    server.refused_formats = {"strict", "json_schema"}
    server.always(RIGHT)

    run(server)
    run(server, temperature=0.5)

    assert [request.format for request in server.requests][3:] == ["json_object"]


def test_a_mode_that_was_chosen_is_not_changed(server):
    server.refused_formats = {"strict"}
    server.always(RIGHT)

    with pytest.raises(ServiceError, match="--mode auto"):
        run(server, mode="strict")
    assert len(server.requests) == 1


def test_a_tool_call_is_used_where_it_is_chosen(server):
    server.script(invalid_json(), good(RIGHT))

    assert run(server, mode="tools").summary.model_dump() == RIGHT
    assert {request.format for request in server.requests} == {"tools"}


def test_a_refused_format_is_not_waited_for_when_told_as_a_failure(server):
    server.script(server_error(500, "json_schema: failed to compile the grammar"), good(RIGHT))

    assert run(server).attempts == 2
    assert server.gaps()[0] < 0.4


def test_an_error_about_another_parameter_is_no_step_down(server):
    from fake_server import Step

    message = "Unsupported value: 'temperature' does not support 0.5 with this model."
    server.script(Step("bad", 400, error={"message": message, "param": "temperature", "code": "unsupported_value"}))

    fails(server, UserError, r"refused the request \(400\): Unsupported value: 'temperature'", temperature=0.5)


def test_sampling_settings_are_sent_only_if_set(server):
    server.always(RIGHT)

    run(server)
    run(server, temperature=0.5, max_output_tokens=900)

    first, second = (request.body for request in server.requests)
    assert not {"temperature", "max_tokens", "max_completion_tokens"} & first.keys()
    assert (second["temperature"], second["max_tokens"]) == (0.5, 900)


# --- mending ---


def test_a_refuted_number_is_shown_to_the_model_once(server):
    wrong = wrong_number(RIGHT, "25.5", "52.5")
    server.script(wrong, good(RIGHT))

    result = run(server, refute("52.5"))

    assert result.summary.model_dump() == RIGHT
    assert result.attempts == 2
    roles = [message["role"] for message in server.requests[1].messages]
    assert roles == ["system", "user", "assistant", "user"]
    assert '"52.5" stands nowhere in the source' in server.requests[1].messages[-1]["content"]


def test_what_is_still_wrong_after_mending_is_kept(server):
    server.script(wrong_number(RIGHT, "25.5", "52.5"), wrong_number(RIGHT, "25.5", "52.5"))

    result = run(server, refute("52.5"))

    assert "52.5%" in result.summary.achievements[0].statement
    assert result.attempts == 2


def test_a_wrong_quote_is_not_repaired_behind_the_readers_back(server):
    server.script(wrong_quote(RIGHT))

    assert run(server).summary.achievements[0].quote == "kim khoảng chừng ngạch xuất khẩu của tỉnh tăng 25,5%"


def test_the_answer_with_fewer_refuted_numbers_is_kept(server):
    one, two = wrong_number(RIGHT, "25.5", "52.5"), wrong_number(RIGHT, "25.5", "52.5 to 99.1")
    server.script(one, two)

    assert "99.1" not in run(server, refute("52.5", "99.1")).summary.achievements[0].statement


def test_a_mended_answer_that_drops_other_items_is_not_better(server):
    items = [item(f"Sector {letter} rose 25.5%.", "tăng 25,5%", "25.5") for letter in "ABCD"]
    server.script(good(answer(*items, item("Exports rose 52.5%.", "tăng 25,5%", "52.5"))), good(answer(items[0])))

    assert len(run(server, refute("52.5")).summary.achievements) == 5


def test_an_answer_without_a_single_item_is_sent_back(server):
    server.script(good(answer()), good(RIGHT))

    assert run(server).summary.model_dump() == RIGHT


def test_mending_can_be_switched_off(server):
    server.script(wrong_number(RIGHT, "25.5", "52.5"))

    assert run(server, refute("52.5"), mend=False).attempts == 1


def test_a_failure_while_mending_costs_nothing_that_was_paid_for(server):
    server.script(wrong_number(RIGHT, "25.5", "52.5"), quota_exhausted())

    result = run(server, refute("52.5"))
    assert "52.5" in result.summary.achievements[0].statement

    server.script(good(RIGHT))
    again = run(server, refute("52.5"))
    assert again.summary.model_dump() == RIGHT
    assert again.attempts == 1, "only the mending is asked for again"


@pytest.mark.parametrize(
    "steps",
    [[too_long()], [refusal()], [cut_off(RIGHT)], [invalid_json()] * 3],
    ids=lambda steps: steps[0].name,
)
def test_a_mending_that_the_model_cannot_give_is_not_asked_and_paid_for_again(server, steps):
    server.script(wrong_number(RIGHT, "25.5", "52.5"), *steps)

    assert "52.5" in run(server, refute("52.5")).summary.achievements[0].statement
    assert run(server, refute("52.5")).cached
