"""The offline draft of whole articles: the five seeds, and articles of other provinces and styles."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from summarizer.crosscheck import check
from summarizer.documents import parse_document, read_document
from summarizer.engines import Draft
from summarizer.engines.offline import draft
from summarizer.pipeline import ground

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
GOLDEN = ROOT / "tests" / "golden" / "offline"

# What a reader of the Vietnamese holds to be the key figures, by article and section.
KEY_FIGURES = {
    "000_bbf45f2fc4466c0e": {
        "achievements": ["rose 14% in 2021", "USD 2.627 billion", "up 25.5% on 2020", "exceeding the provincial plan",
                         "more than VND 52,711 billion", "up 11.9%", "50 district-level", "22 provincial-level"],
        "targets": ["at least 14.0% in 2022", "at least USD 3 billion"],
    },
    "001_868e4ddf995b679e": {
        "achievements": ["21 provinces and cities", "more than 11%", "more than 30% year on year", "VND 1,612.9 trillion",
                         "up 27.6%", "USD 160.87 billion", "up 17%", "18%", "VND 38,490 billion",
                         "In Hòa Bình province, export turnover was estimated at USD 1,056.8 million"],
        "targets": ["forecast at 10.3%"],
    },
    "002_6ffa8ed9f492db8e": {
        "achievements": ["95% of capacity", "four legal documents", "two resolutions", "6,180 MW", "87%",
                         "VND 141,640 billion in 2020, up 12.3%", "USD 3.76 billion in 2020, up 1.6%",
                         "more than VND 113,000 billion in 2020, up 4.1%"],
        "targets": ["13.8%", "USD 4 billion in 2021, up 6.4%", "VND 125,000 billion in 2021, up 10.5%",
                    "no less than 97.5% of capacity"],
    },
    "003_b36288c5cd14000e": {
        "achievements": [],
        "targets": ["6.5–7%", "grow 7% in 2022", "VND 96,400 billion", "USD 6.4 billion", "USD 5 billion", "99.97%",
                    "at least two more", "one solar power plant", "49 MWp", "at least 10 more convenience stores",
                    "at least one logistics centre"],
    },
    "004_188c159ee8a99b43": {
        "achievements": ["rose 14.5% in 2019, exceeding the plan", "rose 24.5% in 2019, exceeding the plan by 17.9%"],
        "targets": ["VND 83,365 billion in 2020, up by at least 16% on 2019", "USD 2,200 million",
                    "VND 50,200 billion in 2020, up 12% on 2019"],
    },
    "half_year": {
        "achievements": ["15.3%", "VND 228,900 billion", "45.7% of the plan", "USD 11.6 billion", "down 3.4%",
                         "2,865 million kWh", "35 rural industrial establishments", "nearly VND 6.2 billion",
                         "three industrial clusters", "61.5%", "412 cases"],
        "targets": ["more than VND 271,000 billion", "at least USD 13 billion", "18–20%"],
    },
    "iip_quarter": {
        "achievements": ["9.36%", "10.12%", "6.48%", "2.75%", "fell 4.9%", "1.2% from the previous month and 8.7% year on year",
                         "8.05%", "6.95 million tonnes", "868.4 thousand tonnes", "132 million litres", "down 1.8%",
                         "128,600 tonnes", "2.3%", "5.6%"],
        "targets": ["8.5–9.5%"],
    },
    "export_markets": {
        "achievements": ["USD 1.58 billion in 2022, up 21.6% on 2021, exceeding the plan by 12.9%",
                         "Exports of processed seafood reached USD 1,086 million", "68.7%", "Exports of rice",
                         "Exports to China reached USD 312 million", "Exports to the EU reached USD 164 million",
                         "trade surplus reached USD 1.16 billion", "126 exporters", "132 countries"],
        "targets": ["USD 1.65 billion in 2023, up 4.4% on 2022"],
    },
    "dashes": {
        "achievements": ["VND 11,250 billion", "down 6.8% on 2022", "97.4% of the plan", "VND 32,140 billion",
                         "exceeding the plan by 4.8%", "690 million kWh", "98.2%", "24 businesses and cooperatives"],
        "targets": ["at least 8.5%", "VND 35,700 billion", "USD 205 million", "at least 98.5%", "two industrial clusters"],
    },
    "party_leader": {
        "achievements": ["10.8%", "57,300 vehicles", "1.62 million", "VND 85,600 billion", "38 FDI projects",
                         "USD 512 million", "about 9%"],
        "targets": ["11–12%", "grow 12%", "at least 75%", "at least two more"],
    },
    "retail_prices": {
        "achievements": ["VND 6,245.8 billion", "up 0.7% from the previous month and 8.6% year on year", "VND 30,786 billion",
                         "41.3% of the plan", "0.15% from the previous month", "fell 2.1%", "1.2 times the previous month's level",
                         "USD 1.045 billion", "98.3% of the year-earlier level"],
        "targets": ["VND 74,500 billion", "at least USD 2.4 billion"],
    },
}  # fmt: skip


@cache
def drafted(path: Path) -> Draft:
    return draft(read_document(path))


@pytest.mark.parametrize("path", [*SEEDS, *ARTICLES], ids=lambda path: path.stem)
def test_every_key_figure_stands_in_its_section(path: Path) -> None:
    summary = drafted(path).summary
    for section, figures in KEY_FIGURES[path.stem].items():
        told = "\n".join(item.statement for item in getattr(summary, section))
        assert [figure for figure in figures if figure not in told] == []


@pytest.mark.parametrize("path", [*SEEDS, *ARTICLES], ids=lambda path: path.stem)
def test_the_cross_check_flags_nothing(path: Path) -> None:
    document = read_document(path)
    result = drafted(path)
    report = check(document.text, ground(result.summary, document.text, result.notes))
    assert [(f.claim_text, f.reason, f.note) for f in report.findings if f.verdict != "SUPPORTED"] == []


@pytest.mark.parametrize("path", [*SEEDS, *ARTICLES], ids=lambda path: path.stem)
def test_every_quote_stands_in_the_article(path: Path) -> None:
    text = read_document(path).text
    summary = drafted(path).summary
    for item in [*summary.achievements, *summary.targets, *summary.directives]:
        assert item.quote
        assert item.quote in text


@pytest.mark.parametrize("path", [*SEEDS, *ARTICLES], ids=lambda path: path.stem)
def test_no_vietnamese_word_but_names_is_left_in_the_english(path: Path) -> None:
    summary = drafted(path).summary
    statements = [summary.headline, summary.overview]
    statements += [item.statement for item in [*summary.achievements, *summary.targets, *summary.directives]]
    for statement in statements:
        words = re.findall(r"[^\W\d_]+", statement)
        assert [word for word in words if not word.isascii() and word[0].islower()] == []


@pytest.mark.parametrize("path", [*SEEDS, *ARTICLES], ids=lambda path: path.stem)
def test_a_number_of_a_statement_is_a_figure_of_it(path: Path) -> None:
    summary = drafted(path).summary
    for item in [*summary.achievements, *summary.targets]:
        assert item.figures or not re.search(r"\d[\d,.]*%|USD|VND", item.statement)
        digits = item.statement.replace(",", "")
        for figure in item.figures:
            assert figure.value in digits or len(figure.value) == 1


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_drafts_of_the_seeds_are_those_that_were_read(path: Path) -> None:
    """Set UPDATE_GOLDEN=1 to write them anew, then read the diff."""
    result = drafted(path)
    notes = {f"{section}/{index}": note for (section, index), note in result.notes.items()}
    written = json.dumps({**result.summary.model_dump(), "notes": notes}, ensure_ascii=False, indent=2)
    golden = GOLDEN / f"{path.stem}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(written + "\n", encoding="utf-8")
    assert written + "\n" == golden.read_text(encoding="utf-8")


def test_the_draft_is_the_same_every_time() -> None:
    document = read_document(SEEDS[0])
    assert draft(document) == draft(document)


def test_what_cannot_be_rendered_is_kept_as_a_quotation_and_said() -> None:
    article = (
        "Hội nghị tổng kết\n\nPhát biểu kết luận hội nghị, đồng chí Nguyễn Văn Bình, Giám đốc Sở Công Thương yêu cầu "
        "các phòng chuyên môn phát huy tinh thần chín bỏ làm mười trong công tác chống buôn lậu, hàng giả; "
        "đẩy mạnh cải cách hành chính."
    )
    result = draft(parse_document(article, "x"))
    first, second = result.summary.directives
    assert "not rendered in English by the offline draft" in first.statement
    assert "smuggling" in first.statement
    assert "chín bỏ làm mười" in first.quote
    assert ("directives", 0) in result.notes
    assert ("directives", 1) not in result.notes
    assert "administrative reform" in second.statement
    assert second.issued_by == "Nguyễn Văn Bình, Director of the Department of Industry and Trade"


def test_an_article_without_figures_still_gets_a_headline_and_an_overview() -> None:
    article = "Ngành Công Thương Lào Cai\n\nNhân dịp này, các đại biểu đã trao đổi nhiều nội dung quan trọng với nhau."
    summary = draft(parse_document(article, "x")).summary
    assert summary.headline
    assert summary.overview
    assert summary.achievements == summary.targets == []
