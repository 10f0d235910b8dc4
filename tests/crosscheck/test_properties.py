"""What holds for every source and every summary."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import group, jumbles

from summarizer.crosscheck import check
from summarizer.findings import Report, Verdict
from summarizer.quantities import find_mentions

anything = st.text(max_size=120) | jumbles()
slow = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def flagged(report: Report) -> list[tuple[str, str]]:
    return [(f.claim_text, str(f.reason)) for f in report.findings if f.verdict is not Verdict.SUPPORTED]


@given(source=anything, summary=anything)
@example(source="", summary="")
@example(source="1", summary="0 %")
@example(source="0 tỷ", summary="0 billion")
@slow
def test_check_never_raises_and_its_spans_hold(source: str, summary: str) -> None:
    report = check(source, summary)
    is_composed = summary == unicodedata.normalize("NFC", summary)  # else: a gap, see test_checking.py

    for finding in report.findings:
        assert finding.claim_span.of(report.summary_text) == finding.claim_text or not is_composed
        assert all(mention.span.of(report.source) == mention.text for mention in finding.evidence)
        assert (finding.reason is None) or finding.verdict is not Verdict.SUPPORTED
        assert finding.verdict is Verdict.SUPPORTED or finding.note


@pytest.mark.parametrize(("source", "summary"), [("\ud800 5 tỷ", "5 billion"), ("5 tỷ", "\ud800 5 billion")])
def test_check_never_raises_on_what_no_file_can_hold(source: str, summary: str) -> None:
    assert check(source, summary).findings


WORDS = (
    "exports",
    "the province",
    "enterprises",
    "is",
    "are",
    "the",
    "of",
    "kept",
    "improving",
    "markets",
    "and",
    "to",
)


@given(words=st.lists(st.sampled_from(WORDS), max_size=20), source=anything)
@slow
def test_a_text_without_numbers_has_no_finding_on_numbers(words: list[str], source: str) -> None:
    text = " ".join(words)
    assume(not find_mentions(text, "en"))

    assert [f for f in check(source, text).findings if f.claim_text in WORDS and f.reason in NUMBERS] == []


NUMBERS = {"MAGNITUDE", "SCALE", "UNIT", "PRECISION", "RANGE", "BOUND", "NO_EVIDENCE", "UNPARSED"}

INDICATORS = (
    ("Kim ngạch xuất khẩu", "Export turnover"),
    ("Kim ngạch nhập khẩu", "Import turnover"),
    ("Giá trị sản xuất công nghiệp", "Industrial production value"),
    ("Tổng mức bán lẻ hàng hóa", "Total retail sales of goods"),
)
UNITS = (("tỷ đồng", "VND {} billion"), ("triệu USD", "USD {} million"), ("triệu đồng", "VND {} million"))


@dataclass(frozen=True)
class Stated:
    """One fact in both languages."""

    source: str
    summary: str
    digits: str


@st.composite
def levels(draw: st.DrawFn) -> Stated:
    """Return a level with two significant digits at least, and its growth."""
    vi, en = draw(st.sampled_from(INDICATORS))
    unit, written = draw(st.sampled_from(UNITS))
    value = draw(st.integers(min_value=11, max_value=999_999))
    growth = Decimal(draw(st.integers(min_value=11, max_value=899))) / 10
    year = draw(st.integers(min_value=2015, max_value=2024))
    up = draw(st.booleans())
    return Stated(
        f"Năm {year}, {vi.lower()} đạt {group(str(value), '.')} {unit}, {'tăng' if up else 'giảm'} "
        f"{str(growth).replace('.', ',')}% so với năm trước.",
        f"{en} reached {written.format(group(str(value), ','))} in {year}, {'up' if up else 'down'} {growth}% "
        "on the previous year.",
        group(str(value), ","),
    )


@given(stated=levels())
@slow
def test_what_a_formatter_says_of_a_fact_is_supported(stated: Stated) -> None:
    assert flagged(check(stated.source, stated.summary)) == []


@given(stated=levels(), at=st.integers(min_value=0), step=st.integers(min_value=1, max_value=8))
@slow
def test_a_changed_digit_is_refuted(stated: Stated, at: int, step: int) -> None:
    places = [i for i, letter in enumerate(stated.digits) if letter.isdigit()]
    place = places[at % len(places)]
    digit = (int(stated.digits[place]) - 1 + step) % 9 + 1
    assume(str(digit) != stated.digits[place])
    wrong = stated.digits[:place] + str(digit) + stated.digits[place + 1 :]

    found = check(stated.source, stated.summary.replace(stated.digits, wrong, 1)).findings

    assert [f.verdict for f in found if f.claim_text.startswith(("VND", "USD"))] == [Verdict.REFUTED]


@given(stated=levels())
@slow
def test_the_other_direction_is_refuted(stated: Stated) -> None:
    turned = stated.summary.replace(", up ", ", \0").replace(", down ", ", up ").replace("\0", "down ")

    assert [reason for _, reason in flagged(check(stated.source, turned))] == ["DIRECTION"]


@given(one=levels(), other=levels())
@slow
def test_what_stands_before_does_not_make_a_true_statement_false(one: Stated, other: Stated) -> None:
    """A second fact in the source may make a statement doubtful only where it tells of the same indicator."""
    assume(one.source.split(",")[1].split(" đạt")[0] != other.source.split(",")[1].split(" đạt")[0])

    assert flagged(check(f"{other.source}\n\n{one.source}", one.summary)) == []
