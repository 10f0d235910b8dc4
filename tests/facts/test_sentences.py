"""What stands in the sentences of a text, those with a number and those without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.facts import find_facts, read_text
from summarizer.facts.extracts import Extract
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


def test_a_sentence_that_nobody_asks_is_not_looked_through() -> None:
    text = "Tỉnh họp. Hội chợ đông vui. Sắt thép khan hiếm. Xuất khẩu đạt 5 tỷ USD. Chè bán chạy."
    find_facts(text, "vi")
    extracts = [sentence.extract for sentence in read_text(text, "vi").sentences]
    assert extracts[0] is extracts[2] is extracts[3]
    assert extracts[1] is extracts[4] is not extracts[0]
    assert "_shown" in vars(extracts[0])
    assert "_shown" not in vars(extracts[1])


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")), ids=lambda path: path.stem
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n- ", "\n- ", "\n120\n"])
def test_extracts_find_what_the_whole_text_has(path: Path, gap: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n\n", gap)
    read = read_text(text, "vi")
    whole = Extract(text, "vi", [sentence.span for sentence in read.sentences], read.mentions)
    for sentence in read.sentences:
        assert sentence.topics == whole.topics_of(sentence.span)
        assert sentence.cues == whole.cues_of(sentence.span)
        assert sentence.ends == whole.clause_ends_of(sentence.span)


def test_a_number_in_a_line_before_makes_no_unit_of_a_name() -> None:
    text = "Tỉnh họp.\nSố đại biểu: 500\nKhông khí sôi nổi.\nKCN Amata đông vui.\nHuyện Lộc Ninh thu 700 tỷ đồng."
    assert "KCN Amata" in names(text, "vi")[3]
