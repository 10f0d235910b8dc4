"""Article to report: read, let an engine write, ground the quotations, cross-check, tell how it came about.

Document ─► engine ─► DraftSummary ─► Summary (ids, quote spans) ─► cross-check ─► Report
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.documents import Document, parse_document, read_document
from summarizer.findings import Verdict
from summarizer.models import (
    SECTIONS,
    Article,
    DraftDirective,
    DraftSummary,
    Item,
    Provenance,
    SpanModel,
    Summary,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.engines import Draft
    from summarizer.findings import Report
    from summarizer.models import DraftItem, Section, SummaryFile
    from summarizer.settings import Settings, Strictness

GLOSSARY_TABLES = ("indicator", "agency", "commodity")


def summarize(article: Document | Path | str, **settings: object) -> Report:
    """Summarise one article in English and check every number against it.

    Args:
        article: a file, a document, or the Vietnamese text itself.
        settings: as on the command line: `engine="offline"`, `model="…"`, `base_url="…"`, `use_cache=False`.

    Raises:
        UserError: the article or a setting is at fault.
        ServiceError: the model failed or never answered validly.
    """
    from summarizer.settings import Settings

    return report_on(_document(article), Settings.resolve(**settings))


def report_on(document: Document, settings: Settings) -> Report:
    """Return the checked summary of a document."""
    draft = _draft(document, settings)
    summary = ground(draft.summary, document.text, draft.notes)
    return replace(
        _check(document.text, summary, settings.strictness),
        article=_article(document),
        provenance=_provenance(draft),
    )


def ground(draft: DraftSummary, source: str, notes: Mapping[tuple[str, int], str] | None = None) -> Summary:
    """Give each item its id and the place of its quotation; nothing the engine wrote is changed."""
    found = notes or {}
    sections = {
        section: [
            _item(section, index, item, source, found.get((section, index)))
            for index, item in enumerate(getattr(draft, section))
        ]
        for section in SECTIONS
    }
    return Summary(headline=_nfc(draft.headline), overview=_nfc(draft.overview), **sections)


def recheck(file: SummaryFile, strictness: Strictness = "normal") -> Report:
    """Return a summary file's report with findings computed afresh."""
    from summarizer.report import report_of

    kept = report_of(file)
    checked = _check(file.article.text, file.summary, strictness)
    return replace(kept, findings=checked.findings, omitted=checked.omitted)


def _document(article: Document | Path | str) -> Document:
    if isinstance(article, Document):
        return article
    return read_document(article) if isinstance(article, Path) else parse_document(article, "article")


def _draft(document: Document, settings: Settings) -> Draft:
    """Let the chosen engine write; openai is imported for the model only."""
    if settings.chosen_engine == "offline":
        from summarizer.engines import offline

        return offline.draft(document)
    from summarizer.engines import llm

    def judge(draft: DraftSummary) -> list[str]:
        report = _check(document.text, ground(draft, document.text), "normal")
        return [finding.note for finding in report.findings if finding.verdict is Verdict.REFUTED]

    return llm.draft(document, settings, judge, glossary())


def _check(source: str, summary: Summary, strictness: Strictness) -> Report:
    from summarizer.crosscheck import check

    return check(source, summary, strictness)


@cache
def glossary() -> str:
    """Return the terms of the lexicon for the prompt, one a line: `vi | vi -> en | en`."""
    from summarizer.lexicon import load_lexicon

    terms = load_lexicon().terms
    return "\n".join(
        f"{' | '.join(term.vi)} -> {' | '.join(term.en[:2])}"
        for table in GLOSSARY_TABLES
        for term in terms[table].values()
    )


def _item(section: Section, index: int, item: DraftItem, source: str, note: str | None) -> Item:
    quote = _nfc(item.quote)
    start = source.find(quote) if quote.strip() else -1
    directive = item if isinstance(item, DraftDirective) else None
    return Item(
        id=f"{section[0]}{index + 1}",
        statement=_nfc(item.statement),
        quote=quote,
        quote_span=SpanModel(start=start, end=start + len(quote)) if start >= 0 else None,
        figures=item.figures,
        issued_by=_nfc(directive.issued_by) or None if directive else None,
        addressed_to=_nfc(directive.addressed_to) or None if directive else None,
        draft_note=note,
    )


def _article(document: Document) -> Article:
    return Article(
        name=document.name,
        sha256=document.sha256,
        title=document.title,
        published=document.published,
        place=document.place,
        text=document.text,
    )


def _provenance(draft: Draft) -> Provenance:
    from summarizer.lexicon import load_lexicon

    return Provenance(
        engine=draft.engine,
        model=draft.model,
        prompt=draft.prompt,
        prompt_sha256=draft.prompt_sha256,
        schema_sha256=_schema_sha256(),
        lexicon_sha256=load_lexicon().sha256,
        version=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        cached=draft.cached,
        attempts=draft.attempts,
        usage=draft.usage,
    )


@cache
def _schema_sha256() -> str:
    """Hash the schema that engines fill in."""
    text = json.dumps(DraftSummary.model_json_schema(), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _nfc(text: str) -> str:
    """Compose, and mend lone surrogates that no file could hold."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
