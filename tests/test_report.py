"""What readers get: Markdown an editor would accept, and nothing in it that an article could steer."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from drafts import ARTICLE, SEEDS, answer, small_answer, use_drafts
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from summarizer import summarize
from summarizer.models import Reviewed, ReviewModel, SummaryFile
from summarizer.report import read_summary_file, render_check, render_markdown, summary_file
from summarizer.report.claims import claims_of
from summarizer.report.markdown import escape
from summarizer.report.passages import lay_out, passage_of, plain
from summarizer.report.terminal import print_summary

HOSTILE = "<script>alert(1)</script> **x** [a](http://evil.example) `b` &lt; www.evil.example a@evil.example ![i](x)"
DECISION = {
    "decision": "accept", "before": "", "after": None, "note": "checked by phone", "reviewer": "An <b>",
    "time": "2026-11-22T03:00:00Z", "source_sha256": "", "claim_sha256": "",
}  # fmt: skip


@pytest.fixture
def flagged(monkeypatch: pytest.MonkeyPatch) -> SummaryFile:
    """Return the summary file of an answer with one wrong number in the headline."""
    use_drafts(monkeypatch, lambda _: small_answer(headline="Exports rose 7.4% in 2021"))
    return summary_file(summarize(ARTICLE))


def html(markdown: str) -> str:
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown)


def test_the_parts_stand_in_the_order_of_reading(flagged: SummaryFile) -> None:
    headings = re.findall(r"^#+ (.*)$", render_markdown(flagged), re.MULTILINE)

    assert headings[1:5] == ["Achievements", "Targets", "Directives", "To review"]
    assert headings[-1] == "Provenance"


def test_numbers_are_bold_and_a_flagged_one_is_marked(flagged: SummaryFile) -> None:
    text = render_markdown(flagged)

    assert text.startswith("# Exports rose 7.4% (⚠ 1) in 2021\n")
    assert "- Export turnover reached **USD 4 billion** in 2021, up **6.4%** on 2020." in text


def test_a_flagged_number_is_explained_with_the_sources_words_and_place(flagged: SummaryFile) -> None:
    section = render_markdown(flagged).partition("## To review")[2].partition("\n## ")[0]

    assert "1. “**7.4%**”: Contradicted by the source (MAGNITUDE)." in section
    assert "6,4%" in section
    assert "line 3" in section


def test_each_quotation_is_folded_under_its_statement(flagged: SummaryFile) -> None:
    rendered = html(render_markdown(flagged))

    assert rendered.count("<details>") == rendered.count("</details>") == 2
    assert re.search(r"<summary>Source, line 3</summary>\s*<blockquote>\s*<p>kim ngạch xuất khẩu của tỉnh", rendered)


def test_directives_stand_under_who_instructs_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda document: answer(document.name))
    file = summary_file(summarize(SEEDS[0]))
    leaders = [item.issued_by for item in file.summary.directives]

    section = render_markdown(file).partition("## Directives\n")[2].partition("\n## ")[0]

    assert len(leaders) > 1
    assert len(set(leaders)) == 1
    assert section.count(str(leaders[0])) == 1
    assert section.strip().startswith(f"*{leaders[0]}, to ")
    assert str(leaders[0]) in on_terminal(file)


def test_an_empty_section_says_so(flagged: SummaryFile) -> None:
    assert "## Directives\n\nNone found in the article." in render_markdown(flagged)


def test_an_offline_draft_is_labelled(flagged: SummaryFile) -> None:
    offline = flagged.provenance.model_copy(update={"engine": "offline", "model": None, "prompt": None})
    file = flagged.model_copy(update={"provenance": offline})

    assert "**Offline draft**" in render_markdown(file)
    assert "Offline draft" in on_terminal(file)
    assert "**Offline draft**" not in render_markdown(flagged)


def test_a_review_is_told_with_its_decisions(flagged: SummaryFile) -> None:
    number = next(finding for finding in flagged.findings if finding.verdict != "SUPPORTED")
    decision = ReviewModel.model_validate(DECISION | {"finding_id": number.id})
    state = Reviewed(by=["An <b>"], on="2026-11-22T03:00:00Z", decided=1, open=0)
    file = flagged.model_copy(update={"reviews": [decision], "reviewed": state})

    text = render_markdown(file)

    assert "**Reviewed by An &lt;b&gt; on 2026-11-22**: 1 decided." in text
    assert "accepted by An &lt;b&gt; on 2026-11-22: checked by phone" in text


def test_a_decision_that_was_taken_back_is_not_told(flagged: SummaryFile) -> None:
    number = next(finding for finding in flagged.findings if finding.verdict != "SUPPORTED")
    accept = ReviewModel.model_validate(DECISION | {"finding_id": number.id})
    undo = ReviewModel.model_validate(DECISION | {"finding_id": number.id, "decision": "undo"})

    assert lay_out(flagged.model_copy(update={"reviews": [accept, undo]})).decisions == {}
    assert "accepted" not in render_markdown(flagged.model_copy(update={"reviews": [accept, undo]}))


def test_hostile_words_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = small_answer(headline=HOSTILE, overview=HOSTILE)
    draft.achievements[0].statement = draft.achievements[0].quote = HOSTILE
    use_drafts(monkeypatch, lambda _: draft)
    file = summary_file(summarize(ARTICLE.replace("năm 2021\n", f"năm 2021 {HOSTILE}\n", 1)))

    rendered = html(render_markdown(file))

    ours = {"h1", "h2", "p", "ul", "ol", "li", "blockquote", "details", "summary", "strong", "em", "code"}
    assert set(re.findall(r"<([a-z0-9]+)", rendered)) <= ours
    assert re.findall(r"<code>(.*?)</code>", rendered)[0] == "article"
    assert all(re.fullmatch("article|[0-9a-f]+", words) for words in re.findall(r"<code>(.*?)</code>", rendered))
    assert "<strong>x</strong>" not in rendered


@given(st.text(alphabet=st.sampled_from("ab1 .)#-+=*_`[]()<>&!|~$\\:/@{}\n\x1b\u202e"), max_size=40))
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    rendered = html(escape(text))
    words = re.sub(r"\s+", " ", re.sub(r"</?p>", "", rendered)).strip()

    assert words == (plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"))


def on_terminal(file: SummaryFile, *, verbose: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, color_system=None, highlight=False)
    print_summary(file, verbose=verbose, console=console)
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def test_a_terminal_shows_the_same_parts(flagged: SummaryFile) -> None:
    shown = on_terminal(flagged, verbose=True)

    for words in (
        "Achievements",
        "Targets",
        "Directives",
        "To review",
        "“kim ngạch xuất khẩu của tỉnh",
        "(⚠ 1)",
    ):
        assert words in shown


def test_a_terminal_never_gets_escapes_or_markup_from_an_article(flagged: SummaryFile) -> None:
    hostile = flagged.summary.model_copy(update={"overview": "\x1b[2J[bold red]Hello[/] \u202eolleh\x07"})
    shown = on_terminal(flagged.model_copy(update={"summary": hostile}))

    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)
    assert "[bold red]Hello[/]" in shown


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_every_claim_of_a_golden_summary_is_shown_once(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_drafts(monkeypatch, lambda document: answer(document.name))
    file = summary_file(summarize(seed))
    layout = lay_out(file)

    lines = [
        layout.headline,
        layout.overview,
        *(s for statements in layout.sections.values() for s in statements),
    ]
    assert "\n".join(line.text for line in lines) == file.summary.text


def test_a_passage_shows_the_words_around_a_mention(flagged: SummaryFile) -> None:
    mention = next(m for finding in flagged.findings for m in finding.evidence if m.text == "6,4%")

    passage = passage_of(flagged.article.text, mention)

    assert (passage.line, passage.words) == (3, "6,4%")
    assert passage.before.endswith("tăng ")
    assert passage.after == " so với năm 2020"


def test_a_summary_file_is_read_back(flagged: SummaryFile) -> None:
    assert read_summary_file(flagged.model_dump_json(), "x") == flagged


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_our_own_markdown_makes_the_claims_of_its_summary_and_no_others(
    seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_drafts(monkeypatch, lambda document: answer(document.name))
    file = summary_file(summarize(seed))
    text = render_markdown(file)

    claims = claims_of(text, markdown=True)

    assert len(claims) == len(text)
    lines = ["".join(line.split()).removeprefix("-") for line in claims.splitlines() if line.strip()]
    assert lines == ["".join(plain(line).split()) for line in file.summary.text.splitlines()]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("up **25.5%** on 2020", "up 25.5% on 2020"),
        ("## Exports\n1. rose *sharply* by `5`", "Exports rose sharply by 5"),
        ("see [the report](http://x.vn/2022/01) of <b>2021</b>", "see the report of 2021"),
        ("5*3 and 2 * 3 _x_ 1.5", "5*3 and 2 * 3 _x_ 1.5"),
        ("USD 2.6 billion", "USD 2.6 billion"),
    ],
)
def test_marks_of_markdown_are_blanks_at_the_same_offsets(written: str, read: str) -> None:
    claims = claims_of(written, markdown=True)

    assert " ".join(claims.split()) == read
    assert len(claims) == len(written)
    assert claims_of(written, markdown=False) == written


def test_a_check_is_told_for_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer import check

    agrees = check(ARTICLE, "Exports reached USD 4 billion in 2021.")
    differs = check(ARTICLE, "Exports reached USD 5 billion in 2021.")

    assert render_check(agrees).startswith("# All ")
    assert "need review" in render_check(differs).splitlines()[0]
    assert "“**USD 5 billion**” (summary line 1): Contradicted by the source (MAGNITUDE)." in render_check(differs)
    assert render_check(check(ARTICLE, "Nothing to see.")).startswith("# Nothing to check")
