"""The static report: one file, both texts, no requests."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

from review.planted import find_planted, judge, make_file, planted_article, planted_summary
from review.test_web import POISON, Inspector, poisoned

from summarizer.findings import Finding, Report, Verdict
from summarizer.quantities.types import Span
from summarizer.review.page import render_static
from summarizer.review.record import read


def hashes(text: str, tag: str) -> set[str]:
    bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    assert bodies
    return {"'sha256-" + base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() + "'" for one in bodies}


def test_it_holds_both_texts_and_every_flagged_finding() -> None:
    file = make_file(planted_article([10, 20]), planted_summary(["1 reached 11 tonnes", "2 reached 20 tonnes"]))
    page = render_static(file)
    text = html.unescape(re.sub(r"<[^>]*>", "", page))

    assert "1 flagged of 2 checked" in text
    assert "Dòng 1: sản lượng" in text
    assert "The source says 10 tấn in line 1." in text
    assert 'class="n refuted"' in page
    assert 'class="n supported"' in page


def test_its_policy_lets_only_its_own_style_and_script_run() -> None:
    text = render_static(make_file(planted_article([10]), planted_summary(["1 reached 11 tonnes"])))
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])

    assert policy.startswith("default-src 'none'")
    assert hashes(text, "style") | hashes(text, "script") <= set(policy.replace(";", "").split())
    assert "unsafe" not in policy


def test_it_asks_nothing_of_anybody() -> None:
    tags = Inspector(render_static(make_file(planted_article([10]), planted_summary(["1 reached 11 tonnes"]))))

    assert not tags.find("link")
    assert not tags.find("img")
    assert all("src" not in one for one in tags.find("script"))
    assert all(one["href"].startswith("#") for one in tags.find("a"))


def test_poison_stays_text(tmp_path: Path) -> None:
    text = render_static(read(poisoned(tmp_path)))

    assert len(Inspector(text).find("script")) == 1
    assert not set(text) & {"\u202e", "\u2066", "\x1b", "\x00"}


def test_a_report_on_any_english_text_can_be_shown(monkeypatch) -> None:
    article = planted_article([10])
    english = f"First line.\nOutput 1 reached 11 tonnes. {POISON}"
    finding = Finding("x", Span(29, 38), english[29:38], Verdict.REFUTED, note="No.")
    text = html.unescape(render_static(Report(article, english, [finding], [])))

    assert "First line." in text
    assert "English text" in text
    assert "1 flagged of 1 checked" in text


def test_a_report_on_a_summary_can_be_shown() -> None:
    report = judge(planted_article([10]), planted_summary(["1 reached 11 tonnes"]))

    assert find_planted(report.source)
    assert "11 tonnes" in render_static(report)
