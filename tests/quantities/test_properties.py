"""What holds for every text, whatever it says."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import amounts, jumbles

from summarizer.lexicon import load_lexicon
from summarizer.quantities import Mention, explain, find_mentions, mention_to_json

LANGS = ("vi", "en")
anything = st.text(max_size=200) | jumbles()


def readings(mentions: list[Mention]) -> list[tuple[object, ...]]:
    return [(m.kind, m.value, m.high, m.unit, m.bound, m.iso) for m in mentions]


@pytest.mark.parametrize("lang", LANGS)
@given(data=st.data())
@settings(deadline=None)
def test_what_is_formatted_reads_back(lang: str, data: st.DataObject) -> None:
    written = data.draw(amounts(lang))
    sentence = f"Kết quả đạt {written.text}." if lang == "vi" else f"The result was {written.text}."
    (mention,) = find_mentions(sentence, lang)
    assert mention.text == written.text
    assert (mention.value, mention.unit) == (written.value, written.unit)
    assert not mention.others


@pytest.mark.parametrize("lang", LANGS)
@given(text=anything)
@settings(deadline=None)
def test_composed_and_decomposed_read_the_same(lang: str, text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert readings(find_mentions(composed, lang)) == readings(find_mentions(decomposed, lang))


@pytest.mark.parametrize("lang", LANGS)
@given(text=anything)
@example(text="từ 1-2 đến 3/4/2021, 5 tỷ rưỡi 1tr2 trở lên")
@example(text="İ 5 tỷ")
@settings(deadline=None, max_examples=400)
def test_spans_slice_to_their_text_and_never_overlap(lang: str, text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    end = 0
    for mention in find_mentions(text, lang):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.span.of(text) == mention.text
        end = mention.end


@pytest.mark.parametrize("lang", LANGS)
@given(text=anything)
@settings(deadline=None)
def test_every_mention_is_named_and_plain(lang: str, text: str) -> None:
    for mention in find_mentions(text, lang):
        row = mention_to_json(mention)
        assert row["rule"]
        assert row["value"] is None or re.fullmatch(r"-?\d+(\.\d+)?", row["value"])
        if mention.kind.value == "quantity" and mention.value is None:
            assert mention.note
    explain(text, lang)


NUMBER_WORDS = re.compile(
    r"[0-9¼½¾]|\b(một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|đôi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|rưỡi|"
    r"không|âm|trừ|thứ|quý|quí|tháng|[ivxlcdm]+|gấp|đầu|cuối)\b",
    re.IGNORECASE,
)
WORDS = sorted(
    {
        word
        for term in load_lexicon().terms["indicator"].values()
        for form in term.vi
        for word in form.split()
        if not NUMBER_WORDS.search(word)
    }
)


@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
@settings(deadline=None)
def test_text_without_numbers_holds_no_mention(words: list[str]) -> None:
    assert find_mentions(" ".join(words), "vi") == []
