"""Vietnamese verb phrases of this genre become the English that stands beside them, or nothing at all."""

from __future__ import annotations

import re

import pytest

from summarizer.engines.offline.english import conjugate, inflect, join, pluralise, singularise
from summarizer.engines.offline.transfer import Clause

RENDERED = [
    ("tháo gỡ khó khăn cho doanh nghiệp", "help businesses overcome difficulties"),
    ("đẩy mạnh xúc tiến thương mại", "step up trade promotion"),
    (
        "đẩy nhanh tiến độ các dự án đầu tư hạ tầng cụm công nghiệp",
        "speed up industrial cluster infrastructure projects",
    ),
    (
        "cải tạo, nâng cấp hệ thống lưới điện",
        "renovate and upgrade the power grid",
    ),
    (
        "phối hợp chặt chẽ với các sở, ngành, địa phương tháo gỡ khó khăn cho các dự án",
        "work with departments, agencies and localities to help projects overcome difficulties",
    ),
    (
        "chủ động theo dõi diễn biến thị trường, bảo đảm cân đối cung cầu các mặt hàng thiết yếu",
        "proactively monitor market developments and keep supply and demand in balance for essential goods",
    ),
    (
        "tăng cường công tác quản lý thị trường, chống buôn lậu, gian lận thương mại và hàng giả",
        "strengthen market control and combat smuggling, trade fraud and counterfeits",
    ),
    (
        "đẩy nhanh tiến độ thi công các cụm công nghiệp đã khởi công",
        "speed up construction of industrial clusters already under way",
    ),
    (
        "hỗ trợ doanh nghiệp đổi mới công nghệ, thực hiện chuyển đổi số",
        "help businesses upgrade technology and carry out digital transformation",
    ),
    (
        "tiếp tục triển khai đồng bộ các biện pháp phục hồi sản xuất kinh doanh trên địa bàn",
        "continue to comprehensively implement measures for restoring production and business in the province",
    ),
    (
        "ban hành các quy định về phát triển công nghiệp theo quy hoạch",
        "issue regulations on the development of industry under the approved master plans",
    ),
    (
        "không để xảy ra thiếu điện trong mọi tình huống",
        "prevent power shortages in all situations",
    ),
]

UNRENDERED = [
    "tháo gỡ khó khăn cho những con chim xanh",
    "đẩy mạnh lung linh huyền ảo",
    "phát huy tinh thần chín bỏ làm mười",
    "",
]


@pytest.mark.parametrize(("vietnamese", "english"), RENDERED)
def test_a_covered_phrase_is_rendered_whole(vietnamese: str, english: str) -> None:
    verb = Clause(vietnamese).verb_phrase()
    assert verb is not None
    assert inflect(verb.en, "base") == english


@pytest.mark.parametrize("vietnamese", UNRENDERED)
def test_a_word_that_is_not_covered_leaves_no_half_translation(vietnamese: str) -> None:
    assert Clause(vietnamese).verb_phrase() is None


def test_every_verb_of_a_list_takes_the_form() -> None:
    verb = Clause("rà soát, điều chỉnh quy hoạch và đẩy mạnh xuất khẩu").verb_phrase()
    assert verb is not None
    assert inflect(verb.en, "past") == "reviewed and adjusted master plans, and boosted exports"
    assert inflect(verb.en, "ing") == "reviewing and adjusting master plans, and boosting exports"


@pytest.mark.parametrize(
    "vietnamese",
    [
        "xử lý nghiêm hành vi đầu cơ, găm hàng",
        "ngăn chặn buôn lậu, vận chuyển hàng cấm",
        "tăng cường kiểm tra, xử lý nghiêm các hành vi sản xuất, buôn bán hàng giả",
        "ngăn chặn đầu cơ, tăng giá",
    ],
)
def test_what_is_to_be_fought_is_never_told_as_what_is_asked_for(vietnamese: str) -> None:
    verb = Clause(vietnamese).verb_phrase()
    heads = re.findall(r"\[\[(\w+)\]\]", verb.en) if verb else []
    assert not {"hoard", "speculate", "trade", "transport", "produce", "increase"} & set(heads)


def test_nonsense_in_great_length_ends_in_time() -> None:
    assert Clause("phát triển xuất khẩu, " * 60).verb_phrase() is None


@pytest.mark.parametrize(
    ("verb", "past", "ing", "third"),
    [
        ("build", "built", "building", "builds"),
        ("control", "controlled", "controlling", "controls"),
        ("supply", "supplied", "supplying", "supplies"),
        ("stabilise", "stabilised", "stabilising", "stabilises"),
        ("oversee", "oversaw", "overseeing", "oversees"),
        ("step", "stepped", "stepping", "steps"),
    ],
)
def test_english_verbs_are_conjugated(verb: str, past: str, ing: str, third: str) -> None:
    assert (conjugate(verb, "past"), conjugate(verb, "ing"), conjugate(verb, "s")) == (past, ing, third)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("industrial cluster", "industrial clusters"),
        ("cooperative", "cooperatives"),
        ("company", "companies"),
        ("commune meeting new rural standards", "communes meeting new rural standards"),
        ("person", "people"),
        ("branch", "branches"),
    ],
)
def test_english_nouns_are_counted(one: str, many: str) -> None:
    assert pluralise(one) == many
    assert pluralise(many) == many


def test_the_singular_of_a_plural_is_found() -> None:
    assert [singularise(noun) for noun in ("companies", "goods", "businesses", "branches", "plans")] == [
        "company",
        "goods",
        "business",
        "branch",
        "plan",
    ]


def test_a_list_has_a_comma_before_and_only_where_a_part_has_its_own_and() -> None:
    assert join(["a", "b", "c"]) == "a, b and c"
    assert join(["a and b", "c"]) == "a and b, and c"
    assert join(["a"]) == "a"
