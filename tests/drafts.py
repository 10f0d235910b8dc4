"""Drafts for tests of the pipeline and of what comes after it: hand-written answers instead of an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.engines import Draft
from summarizer.models import DraftSummary, Usage

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from summarizer.documents import Document
    from summarizer.settings import Settings

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ANSWERS = ROOT / "tests" / "golden" / "answers"

ARTICLE = (
    "Ngành Công Thương tổng kết năm 2021\n\n"
    "Năm 2021, kim ngạch xuất khẩu của tỉnh đạt 4 tỷ USD, tăng 6,4% so với năm 2020.\n\n"
    "Năm 2022, ngành phấn đấu giá trị sản xuất công nghiệp đạt 83.365 tỷ đồng.\n"
)


def answer(name: str) -> DraftSummary:
    """Return the hand-written answer for a seed."""
    return DraftSummary.model_validate_json((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))


def small_answer(**changes: object) -> DraftSummary:
    """Return a right answer for `ARTICLE`, with some top-level fields changed."""
    figure = {
        "indicator": "export turnover", "value": "4", "high": None, "scale": "billion", "unit": "USD", "bound": "exact",
        "measure": "level", "direction": "", "period": "2021", "base": "", "status": "actual",
    }  # fmt: skip
    growth = figure | {
        "value": "6.4",
        "scale": "",
        "unit": "%",
        "measure": "growth",
        "direction": "up",
        "base": "2020",
    }
    target = figure | {
        "indicator": "industrial production value", "value": "83365", "unit": "VND", "period": "2022", "status": "target",
    }  # fmt: skip
    return DraftSummary.model_validate(
        {
            "headline": "The province's exports rose in 2021",
            "overview": "The industry and trade sector reviewed the year 2021.",
            "achievements": [
                {
                    "statement": "Export turnover reached USD 4 billion in 2021, up 6.4% on 2020.",
                    "quote": "kim ngạch xuất khẩu của tỉnh đạt 4 tỷ USD, tăng 6,4% so với năm 2020",
                    "figures": [figure, growth],
                }
            ],
            "targets": [
                {
                    "statement": "Industrial production value is to reach VND 83,365 billion in 2022.",
                    "quote": "phấn đấu giá trị sản xuất công nghiệp đạt 83.365 tỷ đồng",
                    "figures": [target],
                }
            ],
            "directives": [],
        }
        | changes
    )


def use_drafts(monkeypatch: pytest.MonkeyPatch, write: Callable[[Document], DraftSummary]) -> None:
    """Let `write` stand for the engine."""

    def draft(document: Document, settings: Settings) -> Draft:
        usage = Usage(input_tokens=1200, output_tokens=300, cost_usd=0.0005)
        return Draft(write(document), "llm", settings.model, "summarize/v1", "ab" * 32, False, 1, usage)

    monkeypatch.setattr("summarizer.pipeline._draft", draft)
