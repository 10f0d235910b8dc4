"""Nothing of an article or a model is obeyed instead of shown."""

from __future__ import annotations

import pytest

from summarizer.review.visible import clean_input, make_line, make_visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "⟨ESC⟩[2Jgone"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u202e321\u202c b", "a⟨U+202E⟩321⟨U+202C⟩ b"),
        ("1\u200b2\u2066\ufeff", "1⟨U+200B⟩2⟨U+2066⟩⟨U+FEFF⟩"),
        ("\r\n\r", "\n⟨CR⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("tỷ đồng 1.250,5%", "tỷ đồng 1.250,5%"),
        ("tỷ", "tỷ"),
    ],
)
def test_what_would_be_obeyed_is_shown(text: str, shown: str) -> None:
    assert make_visible(text) == shown


def test_a_line_is_one_line() -> None:
    assert make_line(" a\n b\u2028c\td ") == "a b⟨U+2028⟩c d"


def test_what_is_typed_is_kept_in_nfc_without_unseen_characters() -> None:
    assert clean_input(" ty\u0309 \u202e12\x1b[A\n ") == "tỷ 12[A"
