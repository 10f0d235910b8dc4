"""Bytes become one text: NFC, plain line ends and spaces, nothing invisible."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.decoding import decode, normalize, tables, vietnamese_share
from summarizer.errors import UserError

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SENTENCE = "Giá trị xuất khẩu của tỉnh ước đạt 2 tỷ 627 triệu USD, tăng 25,5% so với cùng kỳ năm trước."
# The same words as a typist of the 1990s left them: .VnTime and VNI-Times fonts over 8-bit codes.
TCVN3 = "Gi¸ trÞ xuÊt khÈu cña tØnh ­íc ®¹t 2 tû 627 triÖu USD, t¨ng 25,5% so víi cïng kú n¨m tr­íc."
VNI = "Giaù trò xuaát khaåu cuûa tænh öôùc ñaït 2 tyû 627 trieäu USD, taêng 25,5% so vôùi cuøng kyø naêm tröôùc."


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_its_own_text(seed: Path) -> None:
    raw = seed.read_bytes()

    assert decode(raw, "seed") == raw.decode("utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "raw",
    [
        SENTENCE.encode("utf-8"),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        b"\xfe\xff" + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
        unicodedata.normalize("NFD", SENTENCE).encode("utf-8"),
        unicodedata.normalize("NFD", SENTENCE).encode("utf-16"),
        TCVN3.encode("latin-1"),
        TCVN3.encode("utf-8"),
        VNI.encode("cp1252"),
        VNI.encode("utf-8"),
        SENTENCE.encode("utf-8").decode("latin-1").encode("utf-8"),
    ],
    ids=["utf8", "bom", "utf16", "le", "be", "be-bom", "utf32", "nfd", "nfd16", "tcvn3", "tcvn3-utf8", "vni", "vni-utf8",
         "twice"],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(raw: bytes) -> None:
    assert decode(raw, "article") == SENTENCE


def test_windows_1258_is_read_although_its_tones_are_combining() -> None:
    # The code page has ă â ê ô ơ ư đ as letters and five tones as marks: split "ế" as "ê" and a mark.
    split = []
    for char in SENTENCE:
        base = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323")
        split.append(unicodedata.normalize("NFC", "".join(mark for mark in base if mark not in tones)) + tones)

    assert decode("".join(split).encode("cp1258"), "article") == SENTENCE


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("dòng một\r\ndòng hai\rdòng ba", "dòng một\ndòng hai\ndòng ba"),
        ("52.711\u00a0tỷ\u202fđồng", "52.711 tỷ đồng"),
        ("tỷ\u200b đồng\ufeff\u2060", "tỷ đồng"),
        ("ti\u00adêu dùng", "tiêu dùng"),
        ("\u202e%99 gnăt\u202c", "%99 gnăt"),
        ("ty\u200b\u0309 đồng", "tỷ đồng"),
        ("ÐỒNG ðồng", "ĐỒNG đồng"),
        ("GRDР tăng; Сông Thương", "GRDP tăng; Công Thương"),
        ("Россия и Việt Nam", "Россия и Việt Nam"),
        ("\x1b[31mtăng\x1b[0m 5%\x1b]0;title\x07\x07", "tăng 5%"),
        ("tăng\x005%\x08", "tăng5%"),
        ("Covid\u201119", "Covid-19"),
        ("a\tb", "a\tb"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("5 μm và 3 Ω", "5 μm và 3 Ω"),
    ],
)
def test_letters_are_mended(written: str, text: str) -> None:
    assert normalize(written) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_mending_twice_changes_nothing(text: str) -> None:
    once = normalize(text)

    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_clear_message(raw: bytes) -> None:
    try:
        text = decode(raw, "article.txt")
    except UserError:
        return

    assert normalize(text) == text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "pandoc"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (bytes(range(256)) * 4, "binary"),
        ("<!DOCTYPE html><html><body>tỉnh</body></html>".encode(), "web page"),
        ("\ufeff<?xml version='1.0'?>\n<html lang='vi'>tỉnh".encode(), "web page"),
        ("Où êtes-vous? À l'été, ça va être très élevé.".encode("latin-1"), "save it as UTF-8"),
        (b"x" * 10_000_001, "limit"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(raw: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        decode(raw, "article")


def test_a_file_cut_in_the_middle_of_a_letter_is_read() -> None:
    raw = (SENTENCE + " Tỷ").encode()[:-1]

    assert decode(raw, "article").startswith(SENTENCE)


def test_tags_in_an_article_do_not_make_it_a_web_page() -> None:
    text = SENTENCE + " <html><script>alert(1)</script>"

    assert decode(text.encode(), "article") == text


def test_an_english_text_may_be_in_windows_1252() -> None:
    assert (
        decode("Exports rose 5% – to £2 billion".encode("cp1252"), "s", lang="en") == "Exports rose 5% – to £2 billion"
    )


def test_unmended_the_letters_stay_as_they_are_written() -> None:
    written = "tỷ\u00a0đồng\u200b Ð\r\nGRDР"

    assert decode(unicodedata.normalize("NFD", written).encode("utf-16"), "a", mend=False) == written.replace(
        "\r\n", "\n"
    )


@pytest.mark.parametrize("text", [SENTENCE, *(seed.read_text(encoding="utf-8") for seed in SEEDS)])
def test_vietnamese_is_told_from_its_own_text_without_accents(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

    assert vietnamese_share(text) > 0.25
    assert vietnamese_share(bare.replace("đ", "d").replace("Đ", "D")) < 0.02


def test_the_tables_are_whole() -> None:
    letters = tables()["encodings"]["tcvn3"]

    assert len(letters["from"]) == len(set(letters["from"])) == len(letters["to"]) == len(set(letters["to"]))
    assert all(unicodedata.is_normalized("NFC", word) for word in tables()["language"]["words"].split())
