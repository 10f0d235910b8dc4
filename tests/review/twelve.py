"""The five seeds, summarised as the golden answers say, but for twelve mistakes."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from review.planted import make_provenance, sha

from summarizer.crosscheck import check
from summarizer.models import Article, DraftSummary, Item, SpanModel, Summary, SummaryFile
from summarizer.report import finding_model
from summarizer.review.outcome import reword

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


def golden_summary(name: str) -> Summary:
    """The golden answer of a seed as a summary."""
    text = article_text(name)
    draft = DraftSummary.model_validate_json((ROOT / f"tests/golden/answers/{name}.json").read_bytes())

    def items(kind: str) -> list[Item]:
        made = []
        for number, one in enumerate(getattr(draft, kind), 1):
            at = text.find(one.quote)
            span = SpanModel(start=at, end=at + len(one.quote)) if at >= 0 else None
            made.append(Item(id=f"{kind[0]}{number}", quote_span=span, **one.model_dump()))
        return made

    return Summary(
        headline=draft.headline,
        overview=draft.overview,
        achievements=items("achievements"),
        targets=items("targets"),
        directives=items("directives"),
    )


def with_mistakes(summary: Summary, name: str) -> Summary:
    """Make the mistakes of a seed."""
    made = summary.model_copy(deep=True)
    for mistake in MISTAKES:
        if not name.startswith(mistake.seed):
            continue
        if mistake.key == "overview":
            assert made.overview.count(mistake.right) == 1
            made.overview = made.overview.replace(mistake.right, mistake.wrong)
            continue
        item = next(item for _, item in made.items() if item.id == mistake.key)
        assert item.statement.count(mistake.right) == 1
        item.statement = item.statement.replace(mistake.right, mistake.wrong)
        item.figures = reword(item.model_copy(update={"statement": ""}), item.statement).figures
    return made


def write_seeds(folder: Path) -> list[Path]:
    """Write the five summary files, checked by the real cross-check."""
    paths = []
    for name in seeds():
        text = article_text(name)
        summary = with_mistakes(golden_summary(name), name)
        report = check(text, summary)
        file = SummaryFile(
            article=Article(name=name, sha256=sha(text), title=summary.headline, published=None, place=None, text=text),
            summary=summary,
            findings=[finding_model(one) for one in report.findings],
            omitted=[],
            flagged=report.flagged,
            reviews=[],
            provenance=make_provenance(),
        )
        path = folder / f"{name}.summary.json"
        path.write_text(file.model_dump_json(indent=2), encoding="utf-8")
        paths.append(path)
    return paths
