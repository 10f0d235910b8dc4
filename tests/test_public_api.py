"""The Python API: what `from summarizer import …` promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import summarizer

SEED = Path(__file__).parents[1] / "seeds" / "002_6ffa8ed9f492db8e.txt"
HEAVY = {"openai", "instructor", "pydantic", "diskcache", "rich", "httpx2", "click", "tenacity"}


def test_all_names_are_sorted_and_there() -> None:
    assert summarizer.__all__ == sorted(summarizer.__all__)
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None


def test_all_names_are_those_with_a_home() -> None:
    assert set(summarizer.__all__) == set(summarizer._HOME)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sumarize'"):
        summarizer.sumarize  # type: ignore[attr-defined]  # noqa: B018


def _modules_after(code: str) -> set[str]:
    listing = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in listing.stdout.split("\n")[-2].split()}


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not HEAVY & _modules_after("import summarizer")


def test_a_check_and_an_offline_summary_import_no_client() -> None:
    code = (
        "from pathlib import Path; import summarizer\n"
        f"summarizer.summarize(Path({str(SEED)!r}), engine='offline')\n"
        "summarizer.check('Xuất khẩu đạt 4 tỷ USD.', 'Exports reached USD 4 billion.')"
    )

    assert not {"openai", "instructor", "httpx2", "tenacity", "diskcache"} & _modules_after(code)


def test_check_is_the_contracts() -> None:
    report = summarizer.check(
        "Năm 2021, xuất khẩu đạt 4 tỷ USD, tăng 6,4%.", "In 2021, exports reached USD 5 billion, up 6.4%."
    )

    wrong = [finding for finding in report.findings if finding.verdict != summarizer.Verdict.SUPPORTED]
    assert report.flagged
    assert [(finding.claim_text, finding.reason) for finding in wrong] == [
        ("USD 5 billion", summarizer.Reason.MAGNITUDE)
    ]
    assert [mention.text for mention in wrong[0].evidence] == ["4 tỷ USD"]


def test_find_mentions_is_the_contracts() -> None:
    text = "giá trị xuất khẩu ước đạt 2 tỷ 627 triệu USD, tăng 25,5%"

    mentions = summarizer.find_mentions(text, lang="vi")

    assert [(m.text, str(m.value), m.unit) for m in mentions] == [
        ("2 tỷ 627 triệu USD", "2627000000", "USD"),
        ("25,5%", "25.5", "%"),
    ]
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.parametrize("article", [SEED, SEED.read_text(encoding="utf-8"), summarizer.read_document(SEED)])
def test_summarize_takes_a_path_a_text_and_a_document(article: object) -> None:
    report = summarizer.summarize(article, engine="offline")  # type: ignore[arg-type]

    assert isinstance(report.summary, summarizer.Summary)
    assert report.provenance is not None
    assert report.provenance.engine == "offline"


def test_an_unknown_setting_is_the_users_mistake() -> None:
    with pytest.raises(summarizer.UserError, match="engin"):
        summarizer.summarize(SEED, engin="offline")
