"""Sentences and clauses, the numbers in them left whole."""

from __future__ import annotations

import pytest

from summarizer.facts.segments import clause_ends, split_sentences
from summarizer.facts.tables import load_cues
from summarizer.lexicon import Language
from summarizer.quantities import find_mentions


def sentences(text: str, lang: Language) -> list[str]:
    spans = split_sentences(text, find_mentions(text, lang), load_cues(lang).frame.abbreviations)
    return [span.of(text).strip() for span in spans]


def clauses(text: str, lang: Language) -> list[str]:
    ends = clause_ends(text, find_mentions(text, lang))
    return [text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if text[a:b].strip()]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "Xuất khẩu tăng. Nhập khẩu giảm.", ["Xuất khẩu tăng.", "Nhập khẩu giảm."]),
        ("vi", "Đạt 1.612,9 nghìn tỷ đồng. Tăng 5%.", ["Đạt 1.612,9 nghìn tỷ đồng.", "Tăng 5%."]),
        ("vi", "Đạt 3.5%. Giảm 2.1%.", ["Đạt 3.5%.", "Giảm 2.1%."]),
        ("vi", "Tại TP. Lạc Sơn, hội nghị diễn ra.", ["Tại TP. Lạc Sơn, hội nghị diễn ra."]),
        ("vi", "Ngày 5.5.2017 họp. Ngày 6.5.2017 nghỉ.", ["Ngày 5.5.2017 họp.", "Ngày 6.5.2017 nghỉ."]),
        ("vi", "Một dòng\nDòng hai", ["Một dòng", "Dòng hai"]),
        ("vi", "“Tốt lắm.” Ông nói.", ["“Tốt lắm.”", "Ông nói."]),
        ("vi", "Tăng mạnh! Vì sao? Vì xuất khẩu…", ["Tăng mạnh!", "Vì sao?", "Vì xuất khẩu…"]),
        ("en", "Mr. Anh spoke. Dr. Lan listened.", ["Mr. Anh spoke.", "Dr. Lan listened."]),
        ("en", "It rose 3.5%. It fell 2.1%.", ["It rose 3.5%.", "It fell 2.1%."]),
        ("en", "Resolution No. 01 was issued. It rose.", ["Resolution No. 01 was issued.", "It rose."]),
        ("en", "On Jan. 7 it rose. On Feb. 8 it fell.", ["On Jan. 7 it rose.", "On Feb. 8 it fell."]),
        ("en", "U.S. exports rose. They fell.", ["U.S. exports rose.", "They fell."]),
        ("en", "", []),
        ("en", " \n ", []),
    ],
)
def test_sentences(lang: Language, text: str, expected: list[str]) -> None:
    assert sentences(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "đạt 2,6 tỷ, tăng 5,1%; giảm 3%", ["đạt 2,6 tỷ,", "tăng 5,1%;", "giảm 3%"]),
        ("vi", "có 36 dự án (vốn 22 tỷ đồng) mới", ["có 36 dự án (", "vốn 22 tỷ đồng)", "mới"]),
        ("vi", "chỉ tiêu: xuất khẩu tăng 5%", ["chỉ tiêu:", "xuất khẩu tăng 5%"]),
        ("vi", "tăng 6,5 - 7% so với năm trước", ["tăng 6,5 - 7% so với năm trước"]),
        ("en", "came to 2,627 million, up 5%", ["came to 2,627 million,", "up 5%"]),
        ("en", "on 7 January 2022, it rose", ["on 7 January 2022,", "it rose"]),
    ],
)
def test_clauses(lang: Language, text: str, expected: list[str]) -> None:
    assert clauses(text, lang) == expected
