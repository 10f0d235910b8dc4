"""Articles, answers and judges for the tests of the model engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.documents import Document, parse_document, read_document
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fake_server import FakeServer

    from summarizer.models import DraftSummary

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def seed(number: int) -> Document:
    return read_document(SEEDS[number])


def golden(number: int) -> dict[str, Any]:
    path = ROOT / "tests" / "golden" / "answers" / f"{SEEDS[number].stem}.json"
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer


def article(*paragraphs: str, title: str = "Ngành công thương tỉnh tổng kết năm 2021") -> Document:
    return parse_document("\n\n".join([title, *paragraphs]), "article")


def figure(value: str, indicator: str = "export turnover", unit: str = "%") -> dict[str, Any]:
    return {
        "indicator": indicator,
        "value": value,
        "high": None,
        "scale": "",
        "unit": unit,
        "bound": "exact",
        "measure": "growth",
        "direction": "up",
        "period": "2021",
        "base": "",
        "status": "actual",
    }


def item(statement: str, quote: str, *values: str) -> dict[str, Any]:
    return {"statement": statement, "quote": quote, "figures": [figure(value) for value in values]}


def answer(*items: dict[str, Any], headline: str = "Exports rose", **sections: Any) -> dict[str, Any]:
    return {
        "headline": headline,
        "overview": "The Department of Industry and Trade reviewed the year.",
        "achievements": list(items),
        "targets": sections.get("targets", []),
        "directives": sections.get("directives", []),
    }


ARTICLE = article(
    "Năm 2021, kim ngạch xuất khẩu của tỉnh tăng 25,5% so với năm 2020, vượt kế hoạch tỉnh giao.",
    "Năm 2022, ngành Công Thương phấn đấu kim ngạch xuất khẩu tăng 12% so với năm 2021.",
)
RIGHT = answer(item("Export turnover rose 25.5% in 2021.", "kim ngạch xuất khẩu của tỉnh tăng 25,5%", "25.5"))
GLOSSARY = "kim ngạch xuất khẩu | giá trị xuất khẩu -> export turnover\nthan sạch -> clean coal"


SECTORS = {"dệt may": 21, "da giày": 22, "chế biến gỗ": 23, "hóa dược": 24}
LONG_PARAGRAPHS = [
    f"Kim ngạch xuất khẩu của ngành {name} năm 2021 tăng {number},5% so với cùng kỳ năm trước. " * 12
    for name, number in SECTORS.items()
]
LONG = article(*LONG_PARAGRAPHS)
LONG_ANSWERS = {
    name: answer(item(f"Exports of sector {number} rose.", f"ngành {name} năm 2021 tăng {number},5%", f"{number}.5"))
    for name, number in SECTORS.items()
}
LONG_TOKENS = 2_500
"""Room for the rules of the prompt and for one of the four paragraphs."""


def accept_all(_: DraftSummary) -> Sequence[str]:
    return []


def refute(*numbers: str) -> Any:
    """A judge that refutes these numbers wherever a statement writes them."""

    def judge(draft: DraftSummary) -> list[str]:
        text = draft.model_dump_json()
        return [f'"{number}" stands nowhere in the source' for number in numbers if number in text]

    return judge


def settings(server: FakeServer, **more: Any) -> Settings:
    return Settings.resolve(**{"base_url": server.url, "timeout": 5, "deadline": 20, "jobs": 2} | more)
