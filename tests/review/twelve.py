"""The five seeds, summarised as the golden answers say, but for twelve mistakes."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from fake_server import FakeServer

from summarizer.documents import read_document
from summarizer.models import DraftSummary, Summary
from summarizer.pipeline import ground, report_on
from summarizer.report import summary_file
from summarizer.review import record
from summarizer.review.outcome import agreeing_figures
from summarizer.settings import Settings

ROOT = Path(__file__).parents[2]


class Mistake(NamedTuple):
    """What a statement should say, and what it says; `reason` is what a careful reader would call it."""

    seed: str
    key: str
    right: str
    wrong: str
    reason: str


MISTAKES = (
    Mistake("000", "a2", "USD 2.627 billion", "USD 2.672 billion", "MAGNITUDE"),
    Mistake("000", "a3", "VND 52,711 billion", "VND 52.711 billion", "SCALE"),
    Mistake("000", "t1", "by at least 14.0%", "by at most 14.0%", "BOUND"),
    Mistake("001", "overview", "23 September 2022", "24 September 2022", "DATE"),
    Mistake("001", "a4", "up 17%", "down 17%", "DIRECTION"),
    Mistake("001", "a5", "export turnover", "import turnover", "INDICATOR"),
    Mistake("002", "a7", "87%", "78%", "MAGNITUDE"),
    Mistake("002", "a6", "6,180 MW", "6,180 kW", "UNIT"),
    Mistake("002", "t2", "are planned at USD 4 billion", "reached USD 4 billion", "STATUS"),
    Mistake("003", "t1", "6.5–7%", "6.5–8%", "RANGE"),
    Mistake("003", "t3", "VND 96,400 billion", "VND 69,400 billion", "MAGNITUDE"),
    Mistake("004", "a1", "14.5%", "14.57%", "PRECISION"),
)


def seeds() -> list[str]:
    """Names of the five seeds."""
    return sorted(path.stem for path in (ROOT / "tests/golden/answers").glob("*.json"))


def article_text(name: str) -> str:
    return unicodedata.normalize("NFC", (ROOT / "seeds" / f"{name}.txt").read_text(encoding="utf-8"))


def golden_draft(name: str) -> DraftSummary:
    """The golden answer of a seed."""
    return DraftSummary.model_validate_json((ROOT / f"tests/golden/answers/{name}.json").read_bytes())


def golden_summary(name: str) -> Summary:
    """The golden answer of a seed as a summary."""
    return ground(golden_draft(name), article_text(name))


def with_mistakes(name: str) -> DraftSummary:
    """The golden answer of a seed with its mistakes; a model that is wrong is wrong in its figures as well."""
    draft = golden_draft(name)
    for mistake in MISTAKES:
        if not name.startswith(mistake.seed):
            continue
        if mistake.key == "overview":
            assert draft.overview.count(mistake.right) == 1
            draft.overview = draft.overview.replace(mistake.right, mistake.wrong)
            continue
        section = {"a": draft.achievements, "t": draft.targets, "d": draft.directives}[mistake.key[0]]
        item = section[int(mistake.key[1:]) - 1]
        assert item.statement.count(mistake.right) == 1
        item.statement = item.statement.replace(mistake.right, mistake.wrong)
        item.figures = agreeing_figures(item.figures, item.statement)
    return draft


def write_seeds(folder: Path) -> list[Path]:
    """Let a scripted model summarise the five seeds, with its twelve mistakes, and write the files."""
    paths = []
    with FakeServer() as server:
        for name in seeds():
            document = read_document(ROOT / "seeds" / f"{name}.txt")
            server.answer_for(document.text[200:260], with_mistakes(name).model_dump())
            settings = Settings.resolve(engine="llm", base_url=server.url, timeout=10, deadline=30, use_cache=False)
            path = folder / f"{name}.summary.json"
            record.write(path, summary_file(report_on(document, settings)))
            paths.append(path)
    return paths
