"""What a text says about each of its numbers.

`vi.tsv` and `en.tsv`: a text, one of its numbers, the words of the topic that it is about (empty: not looked at), and
the fields expected: `field=value`, `-` for unknown, `|` between values of which either will do. `\n` breaks a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.facts import Fact, find_facts, parse_period

HERE = Path(__file__).parent
REACHED = "“đạt” alone settles no status"
GAPS = {
    ("Năm 2022, kim ngạch xuất khẩu đạt 4 tỷ USD, tăng 6,4% so với năm 2021.", "4 tỷ USD"): REACHED,
    ("Năm 2022, kim ngạch xuất khẩu đạt 4 tỷ USD, tăng 6,4% so với năm 2021.", "6,4%"): REACHED,
}


def rows(lang: str) -> list[object]:
    lines = (HERE / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [as_case(lang, *line.split("\t")) for line in lines if line and not line.startswith("#")]


def as_case(lang: str, text: str, number: str, head: str, expected: str) -> object:
    reason = GAPS.get((text, number))
    marks = [pytest.mark.xfail(reason=reason)] if reason else []
    return pytest.param(lang, text.replace("\\n", "\n"), number, head, expected, id=f"{number} in {text}", marks=marks)


def fact_of(text: str, number: str, lang: str) -> Fact:
    """Return the fact of a number, told by the first words of it."""
    facts = find_facts(text, lang)  # type: ignore[arg-type]
    found = [fact for fact in facts if fact.mention.text.startswith(number) or number.startswith(fact.mention.text)]
    assert found, f"{number} is not among {[fact.mention.text for fact in facts]}"
    return found[0]


def said(fact: Fact, field: str, text: str) -> str:
    """Return a field in words, "-" where it is unknown."""
    if field in ("period", "base_period"):
        period = getattr(fact, field)
        return "-" if period is None else repr((period.year, period.last_year, period.first_month, period.last_month))
    if field == "counted":
        return text[fact.whole[0].start : fact.whole[0].end] if fact.whole else "-"
    return str(getattr(fact, field) or "-")


def wanted(field: str, value: str) -> str:
    if field in ("period", "base_period") and (period := parse_period(value)):
        return repr((period.year, period.last_year, period.first_month, period.last_month))
    return value


@pytest.mark.parametrize(("lang", "text", "number", "head", "expected"), [*rows("vi"), *rows("en")])
def test_fields(lang: str, text: str, number: str, head: str, expected: str) -> None:
    fact = fact_of(text, number, lang)
    fields = dict(pair.split("=", 1) for pair in expected.replace(" ", "\0").split("\0") if "=" in pair)
    if "counted=" in expected:
        fields["counted"] = expected.partition("counted=")[2]
    found = {field: said(fact, field, text) for field in fields}

    assert all(found[f] in {wanted(f, v) for v in value.split("|")} for f, value in fields.items()), (found, expected)
    if head:
        assert fact.head is not None
        assert head.casefold() in text[fact.head.start : fact.head.end].casefold()


def test_a_fact_for_each_quantity_and_none_for_dates() -> None:
    facts = find_facts("Ngày 10/1/2024, xuất khẩu đạt 5 tỷ USD, tăng 4% theo Nghị quyết số 01/NQ-CP.", "vi")

    assert [fact.mention.text for fact in facts] == ["5 tỷ USD", "4%"]


@pytest.mark.parametrize("text", ["", "\n\n", "Không có số nào ở đây.", "....", "():;,"])
def test_a_text_without_numbers_has_no_facts(text: str) -> None:
    assert find_facts(text, "vi") == []
