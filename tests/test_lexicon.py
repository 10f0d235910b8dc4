"""The tables of the lexicon load, and words are met as the rules say."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.errors import BrokenFileError
from summarizer.lexicon import Lexicon, Matcher, Term, fold, load_lexicon

HEAD = "id\tvi\ten\tnote\n"
ROW = "rice\tgạo|lúa gạo\trice|milled rice\t\n"


def test_every_table_loads_with_forms_of_both_languages() -> None:
    terms = [term for table in load_lexicon().terms.values() for term in table.values()]
    assert terms
    assert all(form.strip() for term in terms for form in (*term.vi, *term.en))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id\tvi\ten\n" + ROW, "first line"),
        (HEAD + ROW + ROW, "line 3"),
        (HEAD + "rice\tgạo\n", "line 2"),
        (HEAD + "\tgạo\trice\t\n", "line 2"),
        (HEAD + ROW + "tea\tchè|chè\ttea\t\n", "line 3"),
        (HEAD + ROW + "tea\tchè\ttea||green tea\t\n", "line 3"),
        (HEAD + "tea\tche\u0300\ttea\t\n", "line 2"),
        ("", "first line"),
    ],
    ids=["columns", "id twice", "cells", "no id", "form twice", "empty form", "decomposed", "empty"],
)
def test_a_broken_table_names_itself_and_the_line(text: str, line: str) -> None:
    with pytest.raises(BrokenFileError, match=line) as error:
        Lexicon({"commodity": text})
    assert "commodity" in str(error.value)


def test_comments_and_empty_lines_are_skipped() -> None:
    assert list(Lexicon({"commodity": HEAD + "# crops\n\n" + ROW}).terms["commodity"]) == ["rice"]


@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("hoà", "hòa", "vi"),
        ("thuỷ", "thủy", "vi"),
        ("tỷ", "tỉ", "vi"),
        ("Kỹ", "kĩ", "vi"),
        ("centre", "centers", "en"),
        ("Labour", "labor", "en"),
        ("urbanisation", "urbanization", "en"),
        ("factories", "factory", "en"),
        ("businesses", "business", "en"),
        ("branches", "branch", "en"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str, lang: str) -> None:
    assert fold(one, lang) == fold(other, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("tai", "tay"), ("nghỉ", "nghĩ")])
def test_different_syllables_stay_apart(one: str, other: str) -> None:
    assert fold(one, "vi") != fold(other, "vi")


def _matcher(*forms: str) -> Matcher:
    return Matcher([Term(form, "commodity", (form,), (form,), "") for form in forms], "en")


def test_the_longest_form_wins_and_its_parts_stay_known() -> None:
    matcher = _matcher("rice", "rice exports", "exports")
    text = "Rice exports rose."
    (match,) = matcher.find(text)
    assert text[match.start : match.end] == "Rice exports"
    assert [part.ids for part in matcher.parts(text, match)] == [{"rice"}, {"exports"}]


@pytest.mark.parametrize("text", ["rice. Exports", "rice; exports", "rice (exports)"])
def test_no_form_runs_over_a_hard_stop(text: str) -> None:
    assert _matcher("rice exports").find(text) == []


@pytest.mark.parametrize(("text", "met"), [("PII rose", True), ("Pii rose", False), ("pii rose", False)])
def test_a_form_in_capitals_is_met_in_capitals_only(text: str, met: bool) -> None:
    assert bool(_matcher("PII").find(text)) is met


def _ids(text: str, lang: str) -> set[str]:
    found = load_lexicon().find(text, lang, "indicator", "commodity", "count_noun", "directive_object")  # type: ignore[arg-type]
    return set().union(*(match.ids for match in found))


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("dịch vụ lưu trú, ăn uống", "hotels and restaurants"),
        ("dịch vụ khác", "other services"),
        ("du lịch lữ hành", "tour operators"),
        ("bán lẻ hàng hóa", "goods retailing"),
        ("tổng mức lưu chuyển bán lẻ hàng hóa", "total retail sales of goods"),
        ("ngành khai khoáng", "mining and quarrying"),
        ("thu nội địa", "domestic collections"),
        ("tiền sử dụng đất", "land-use fees"),
        ("chi đầu tư phát triển", "development spending"),
        ("xuất khẩu", "overseas shipments"),
        ("nhập khẩu", "purchases from abroad"),
        ("vốn cấp mới", "fresh pledges"),
        ("điều chỉnh tăng vốn", "additional capital"),
        ("nhà máy năng lượng mặt trời", "solar farm"),
        ("doanh nghiệp", "firms"),
        ("lao động", "employees"),
        ("du khách", "holidaymakers"),
        ("giải ngân", "payouts"),
    ],
)
def test_short_and_plain_forms_of_both_languages_meet(vi: str, en: str) -> None:
    assert _ids(vi, "vi") & _ids(en, "en")


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("xuất khẩu", "imports"),
        ("nhập khẩu", "exports"),
        ("thủy sản khai thác", "farmed fish"),
        ("khách quốc tế", "domestic visitors"),
        ("vốn cấp mới", "additional capital"),
        ("siêu thị", "shopping malls"),
        ("chợ hạng 1", "class-2 markets"),
        ("cụm công nghiệp đang hoạt động", "industrial clusters established"),
        ("sản phẩm cấp tỉnh", "district-level products"),
        ("tổ hợp tác", "cooperatives"),
        ("pháo nổ", "fireworks"),
        ("nhà bán lẻ", "wholesale markets"),
    ],
)
def test_opposites_and_siblings_do_not_meet(vi: str, en: str) -> None:
    assert not _ids(vi, "vi") & _ids(en, "en")


def test_a_first_word_is_met_with_all_its_forms_while_they_are_put_in_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of a batch share one matcher."""
    matcher = Matcher([Term("rice", "commodity", ("gạo", "gạo nếp"), ("rice", "glutinous rice"), "")], "vi")
    add, found = Matcher._add, []

    def add_and_look(self: Matcher, *args: Any) -> None:
        add(self, *args)
        if not found:
            found.append("")
            found[0] = "".join("gạo nếp"[m.start : m.end] for m in self.find("gạo nếp"))

    monkeypatch.setattr(Matcher, "_add", add_and_look)
    matcher.find("gạo nếp")

    assert found == ["gạo nếp"]


def test_no_form_begins_behind_the_last_word() -> None:
    matcher = load_lexicon().matcher("vi", "count_noun")

    assert matcher.match("chợ", 0) is not None
    assert matcher.match("chợ", 1) is None
    assert matcher.match("", 0) is None
