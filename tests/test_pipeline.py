"""Article to report: ids, quotation spans, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafts import ARTICLE, SEEDS, answer, small_answer, use_drafts

from summarizer import Reason, Verdict, parse_document, summarize
from summarizer.errors import UserError
from summarizer.models import DraftSummary
from summarizer.pipeline import glossary, ground, recheck, report_on
from summarizer.report import report_of, summary_file
from summarizer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.documents import Document


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_every_quotation_of_a_golden_answer_has_its_place(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda document: answer(document.name))

    report = summarize(seed)

    for _, item in report.summary.items():
        assert item.quote_span is not None, item.quote
        assert report.source[item.quote_span.start : item.quote_span.end] == item.quote


def test_items_are_numbered_in_their_section_and_nothing_is_changed() -> None:
    draft = small_answer()

    summary = ground(draft, ARTICLE)

    assert [item.id for _, item in summary.items()] == ["a1", "t1"]
    assert [item.statement for _, item in summary.items()] == [
        item.statement for item in (*draft.achievements, *draft.targets)
    ]
    assert [item.figures for _, item in summary.items()] == [
        item.figures for item in (*draft.achievements, *draft.targets)
    ]


def test_a_quotation_that_is_not_in_the_source_stays_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = small_answer()
    draft.achievements[0].quote = draft.achievements[0].quote.replace("của tỉnh", "toàn tỉnh")
    use_drafts(monkeypatch, lambda _: draft)

    report = summarize(ARTICLE)

    item = report.summary.achievements[0]
    assert (item.quote, item.quote_span) == (draft.achievements[0].quote, None)
    assert Reason.QUOTE in {finding.reason for finding in report.findings if finding.item == "a1"}


def test_what_an_engine_could_not_render_is_noted_on_its_item() -> None:
    summary = ground(small_answer(), ARTICLE, {("targets", 0): "kept in Vietnamese"})

    assert [item.draft_note for _, item in summary.items()] == [None, "kept in Vietnamese"]


def test_the_report_tells_how_it_came_about(monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda _: small_answer())

    report = summarize(ARTICLE, model="some-model")

    made = report.provenance
    assert made is not None
    assert (made.engine, made.model, made.prompt, made.attempts) == ("llm", "some-model", "summarize/v1", 1)
    assert made.usage.input_tokens == 1200
    assert made.created.endswith("+00:00")
    assert len(made.lexicon_sha256) == len(made.schema_sha256) == 64


def test_a_finding_keeps_its_id_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda _: small_answer(headline="Exports rose 7.4% in 2021"))

    first, second = summarize(ARTICLE), summarize(ARTICLE)

    assert [finding.id for finding in first.findings] == [finding.id for finding in second.findings]
    assert [f.reason for f in first.findings if f.verdict is Verdict.REFUTED] == [Reason.MAGNITUDE]


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "Exports rose 25.5% in 2021.", "Xuat khau cua tinh tang 25,5% so voi cung ky nam truoc."],
)
def test_what_is_no_vietnamese_article_never_reaches_an_engine(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(document: Document) -> DraftSummary:
        raise AssertionError(f"the engine was called for {document.name}")

    use_drafts(monkeypatch, write)

    with pytest.raises(UserError):
        summarize(text)


def test_with_neither_key_nor_server_the_offline_engine_runs() -> None:
    report = report_on(parse_document(ARTICLE, "article"), Settings.resolve())

    assert report.provenance is not None
    assert report.provenance.engine == "offline"


def test_rechecking_a_summary_file_gives_the_same_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda _: small_answer(headline="Exports rose 7.4% in 2021"))
    file = summary_file(summarize(ARTICLE))

    again = summary_file(recheck(file))

    assert again.findings == file.findings
    assert again.omitted == file.omitted


def test_a_report_survives_its_summary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda _: small_answer(headline="Exports rose 7.4% in 2021"))
    file = summary_file(summarize(ARTICLE))

    assert summary_file(report_of(file)) == file


def test_the_glossary_pairs_vietnamese_with_english() -> None:
    lines = glossary().splitlines()

    assert len(lines) > 500
    assert all(line.count(" -> ") == 1 for line in lines)
