"""Long articles: every word in exactly one part, no part too long, no item twice."""

from __future__ import annotations

import pytest
from engines.articles import (
    GLOSSARY,
    LONG,
    LONG_ANSWERS,
    LONG_PARAGRAPHS,
    LONG_TOKENS,
    accept_all,
    answer,
    golden,
    item,
    refute,
    seed,
    settings,
)
from fake_server import good, too_long
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm import draft
from summarizer.engines.splitting import merge_parts, split_paragraphs
from summarizer.errors import UserError
from summarizer.models import DraftSummary
from summarizer.quantities.types import Span


@given(
    st.lists(st.text("đồng tỷ. ,;\n", min_size=1, max_size=300), min_size=1, max_size=12),
    st.integers(10, 400),
)
def test_every_word_is_in_exactly_one_part_and_no_part_is_too_long(paragraphs, limit):
    text = "\n\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2

    parts = split_paragraphs(text, spans, limit)

    assert "".join(span.of(text) for part in parts for span in part) == "".join(paragraphs)
    for part in parts:
        assert sum(span.end - span.start for span in part) <= limit


def test_an_article_that_fits_is_one_part():
    document = seed(0)

    assert split_paragraphs(document.text, document.paragraphs, 100_000) == [list(document.paragraphs)]


def test_a_long_paragraph_is_cut_after_a_sentence_and_never_inside_a_number():
    text = "Kim ngạch đạt 2.627 triệu USD. " * 40

    (*parts, _) = split_paragraphs(text, [Span(0, len(text))], 100)

    assert all(part[-1].of(text).endswith("USD. ") for part in parts)


# --- merging ---


def summary(*items, headline="Exports rose", **sections) -> DraftSummary:
    return DraftSummary.model_validate(answer(*items, headline=headline, **sections))


ONE = item("Exports rose 25.5%.", "xuất khẩu tăng 25,5%", "25.5")
TWO = item("Retail sales rose 12%.", "bán lẻ tăng 12%", "12")


def test_headline_and_overview_are_those_of_the_beginning():
    merged = merge_parts([summary(ONE, headline="First"), summary(TWO, headline="Second")])

    assert merged.headline == "First"
    assert [found.statement for found in merged.achievements] == [ONE["statement"], TWO["statement"]]


@pytest.mark.parametrize(
    "double",
    [
        item("Exports were up 25.5%.", "Xuất khẩu  tăng 25,5%", "1"),
        item("Exports grew by 25.5%.", "kim ngạch tăng 25,5%", "25.5"),
        item("exports rose 25.5%.", "kim ngạch tăng 25,5%"),
    ],
    ids=["same quote", "same figures", "same statement"],
)
def test_a_double_of_an_earlier_part_is_left_out(double):
    merged = merge_parts([summary(ONE), summary(double, TWO)])

    assert [found.statement for found in merged.achievements] == [ONE["statement"], TWO["statement"]]


def test_a_double_is_found_across_sections():
    merged = merge_parts([summary(ONE), summary(TWO, targets=[ONE])])

    assert not merged.targets


def test_two_items_of_one_part_may_share_a_quote():
    other = item("Exports beat the plan.", ONE["quote"])

    assert len(merge_parts([summary(ONE, other), summary(TWO)]).achievements) == 3


def test_the_same_number_of_another_indicator_is_no_double():
    other = item("Retail sales rose 25.5%.", "bán lẻ tăng 25,5%", "25.5")
    other["figures"][0]["indicator"] = "retail sales"

    assert len(merge_parts([summary(ONE), summary(other)]).achievements) == 2


def test_the_summary_of_one_part_is_left_alone():
    whole = DraftSummary.model_validate(golden(1))

    assert merge_parts([whole]) is whole


# --- through the engine ---


def test_a_long_article_is_read_in_parts(server):
    for name, given_answer in LONG_ANSWERS.items():
        server.answer_for(f"ngành {name}", given_answer)

    result = draft(LONG, settings(server, max_input_tokens=LONG_TOKENS), accept_all, GLOSSARY)

    assert result.attempts == len(server.requests) > 1
    assert len(result.summary.achievements) == result.attempts
    assert "This is part 1 of" in server.requests[0].text
    for paragraph in LONG_PARAGRAPHS:
        assert any(paragraph.strip() in request.text for request in server.requests)


def test_the_second_run_of_a_long_article_asks_nothing(server):
    for name, given_answer in LONG_ANSWERS.items():
        server.answer_for(f"ngành {name}", given_answer)
    few = settings(server, max_input_tokens=LONG_TOKENS)

    first, second = (draft(LONG, few, accept_all, GLOSSARY) for _ in range(2))

    assert second.cached
    assert second.attempts == 0
    assert second.summary == first.summary


def test_each_part_is_judged_and_mended_by_itself(server):
    for name, given_answer in LONG_ANSWERS.items():
        server.answer_for(f"ngành {name}", given_answer)
    parts = draft(LONG, settings(server, max_input_tokens=LONG_TOKENS), accept_all, GLOSSARY).attempts

    again = draft(LONG, settings(server, max_input_tokens=LONG_TOKENS, temperature=1), refute("22.5"), GLOSSARY)

    assert again.attempts == parts + 1


def test_a_window_that_is_smaller_than_thought_halves_the_parts(server):
    three = list(LONG_ANSWERS.values())[:3]  # half of the text takes two of the four paragraphs, less some letters
    server.script(too_long(), *map(good, three))

    result = draft(LONG, settings(server), accept_all, GLOSSARY)

    assert len(result.summary.achievements) == 3
    assert result.attempts == 4


def test_a_window_that_takes_nothing_is_the_users_to_mend(server):
    server.always(too_long(100))

    with pytest.raises(UserError, match="SUMMARIZER_MAX_INPUT_TOKENS"):
        draft(LONG, settings(server), accept_all, GLOSSARY)
    assert len(server.requests) < 10


def test_a_setting_that_leaves_no_room_for_the_article_is_told(server):
    with pytest.raises(UserError, match="set SUMMARIZER_MAX_INPUT_TOKENS to"):
        draft(LONG, settings(server, max_input_tokens=600), accept_all, GLOSSARY)
    assert not server.requests
