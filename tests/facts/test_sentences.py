"""What stands in the sentences of a text, those with a number and those without one."""

from __future__ import annotations

import pytest

from summarizer.facts import find_facts, read_text
from summarizer.lexicon import Language


def names(text: str, lang: Language) -> list[list[str]]:
    return [[text[t.start : t.end] for t in sentence.topics] for sentence in read_text(text, lang).sentences]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "vi",
            "Tỉnh Đồng Nai họp báo. Sắt thép và xi măng khan hiếm. Dệt may hồi phục. Xuất khẩu gạo đạt 5 tỷ USD.",
            [["Đồng Nai"], ["Sắt thép", "xi măng"], ["Dệt may"], ["Xuất khẩu gạo"]],
        ),
        (
            "en",
            "Dong Nai met. Steel and cement were scarce. Tea sold well. Rice exports were worth USD 5 billion.",
            [["Dong Nai"], ["Steel", "cement"], ["Tea"], ["Rice exports"]],
        ),
    ],
)
def test_every_sentence_has_its_own_topics(lang: Language, text: str, expected: list[list[str]]) -> None:
    wanted = {name for own in expected for name in own}
    assert [sorted(wanted.intersection(found)) for found in names(text, lang)] == expected


def test_every_sentence_has_its_own_cues() -> None:
    text = "Imports fell. Exports rose. Sales were brisk. The target is USD 5 billion."
    found = [
        [text[cue.start : cue.end] for role in ("direction", "status") for cue in sentence.cues[role]]
        for sentence in read_text(text, "en").sentences
    ]
    assert found == [["fell", "fell"], ["rose", "rose"], ["were"], ["target"]]


def test_no_term_reaches_over_the_sentences_between() -> None:
    named = names("Tỉnh có nhiều khu… Hội nghị kết thúc! Công nghiệp phát triển. Xuất khẩu tăng 5%.", "vi")
    assert "Công nghiệp" in named[2]
    assert not any(name.startswith("khu") and name.endswith("nghiệp") for own in named for name in own)


@pytest.mark.parametrize("between", ["", "Thôi nhé. ", "Thôi nhé. Thôi nhé. "])
def test_a_sentence_lends_its_subject_over_those_that_name_nothing(between: str) -> None:
    (fact,) = find_facts(f"Tỉnh họp. Xuất khẩu gạo thuận lợi. {between}Nay đạt 5 tỷ USD.", "vi")
    assert any("exports" in topic.ids | topic.parts for topic in fact.context)


def test_a_new_paragraph_forgets_the_subject() -> None:
    (fact,) = find_facts("Tỉnh họp. Xuất khẩu gạo thuận lợi.\nNay đạt 5 tỷ USD.", "vi")
    assert not fact.context
