"""Summaries with planted mistakes, and a judge simple enough to be right by inspection.

Line k of a planted article says how many tonnes output k is; "Output k reached N tonnes" agrees when N is
that number. Anything else about the text is not looked at.
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path

from summarizer.findings import Finding, Reason, Report, Verdict
from summarizer.models import Article, Item, Provenance, SpanModel, Summary, SummaryFile, Usage
from summarizer.quantities.types import Kind, Mention, Quantity, Span
from summarizer.report import finding_model

CLAIM = re.compile(r"Output (\d+) reached ([\d,]+ tonnes)")
NUMBER = re.compile(r"\d[\d.]*")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def planted_article(numbers: list[int]) -> str:
    return "\n".join(f"Dòng {k}: sản lượng {k} đạt {n} tấn so với năm trước." for k, n in enumerate(numbers, 1))


def find_planted(text: str, lang: str = "vi") -> list[Mention]:
    return [
        Mention(
            Span(*m.span()),
            m.group(),
            Kind.QUANTITY,
            Quantity(Decimal(m.group().strip(".").replace(".", ""))),
        )
        for m in NUMBER.finditer(text)
    ]


def judge(source: str, summary: Summary) -> Report:
    """Find one claim per planted statement: supported, refuted, or not to be found."""
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    lines = source.split("\n")
    items = {}
    start = len(summary.headline) + len(summary.overview) + 2
    for item in [*summary.achievements, *summary.targets, *summary.directives]:
        items[start] = item.id
        start += len(item.statement) + 1
    for match in CLAIM.finditer(summary.text):
        number, claim = int(match[1]), match[2]
        item = next((items[at] for at in sorted(items, reverse=True) if at <= match.start()), None)
        seen[match[0]] = seen.get(match[0], 0) + 1
        key = sha(f"{source}\n{match[0]}\n{seen[match[0]]}")[:16]
        span = Span(*match.span(2))
        if number > len(lines):
            findings.append(
                Finding(
                    key,
                    span,
                    claim,
                    Verdict.NOT_ENOUGH_INFO,
                    Reason.NO_EVIDENCE,
                    note="No such line.",
                    item=item,
                )
            )
            continue
        line = lines[number - 1]
        offset = sum(len(one) + 1 for one in lines[: number - 1])
        written = re.search(r"đạt (\d+) tấn", line)
        assert written
        evidence = Mention(
            Span(offset + written.start(1), offset + written.end(1)),
            written[1],
            Kind.QUANTITY,
            Quantity(Decimal(written[1]), unit="t"),
        )
        if claim == f"{written[1]} tonnes":
            findings.append(Finding(key, span, claim, Verdict.SUPPORTED, evidence=[evidence], item=item))
        else:
            note = f"The source says {written[1]} tấn in line {number}."
            findings.append(
                Finding(
                    key,
                    span,
                    claim,
                    Verdict.REFUTED,
                    Reason.MAGNITUDE,
                    [evidence],
                    note,
                    item,
                    f"{written[1]} tonnes",
                )
            )
    return Report(source, summary, findings, [])


def make_item(key: str, statement: str, quote: str = "", article: str = "") -> Item:
    at = article.find(quote) if quote else -1
    span = SpanModel(start=at, end=at + len(quote)) if at >= 0 else None
    return Item(id=key, statement=statement, quote=quote, quote_span=span, figures=[])


def make_provenance() -> Provenance:
    return Provenance(
        engine="offline",
        model=None,
        prompt=None,
        prompt_sha256=None,
        schema_sha256="0" * 64,
        lexicon_sha256="0" * 64,
        version="0.1.0",
        created="2026-11-22T00:00:00Z",
        cached=False,
        attempts=0,
        usage=Usage(),
    )


def make_file(article: str, summary: Summary, name: str = "planted", check=judge) -> SummaryFile:
    report = check(article, summary)
    return SummaryFile(
        article=Article(name=name, sha256=sha(article), title="Planted", published="2022-01", place=None, text=article),
        summary=summary,
        findings=[finding_model(one) for one in report.findings],
        omitted=[],
        flagged=report.flagged,
        reviews=[],
        provenance=make_provenance(),
    )


def planted_summary(claims: list[str], overview: str = "All is said below.") -> Summary:
    """One item per claim: "1 reached 10 tonnes" and so on."""
    items = [make_item(f"a{k}", f"Output {claim} in the year.") for k, claim in enumerate(claims, 1)]
    return Summary(headline="Output", overview=overview, achievements=items, targets=[], directives=[])


def plant(folder: Path, name: str, numbers: list[int], claims: list[str], overview: str = "All is said below.") -> Path:
    """Write a summary file for an article with `numbers`, claiming `claims`."""
    article = planted_article(numbers)
    file = make_file(article, planted_summary(claims, overview), name)
    path = folder / f"{name}.summary.json"
    path.write_text(file.model_dump_json(indent=2), encoding="utf-8")
    return path
