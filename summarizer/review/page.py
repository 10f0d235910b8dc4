"""What the page shows: both texts cut at their numbers, partners tied together; and the static report."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.findings import Report
from summarizer.models import SummaryFile
from summarizer.report import finding_model
from summarizer.review.excerpt import Mark, Piece, cut
from summarizer.review.outcome import basis, replay
from summarizer.review.statements import Statement, locate, split
from summarizer.review.visible import make_line, make_visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment

    from summarizer.lexicon import Language
    from summarizer.models import FindingModel, Reviewed
    from summarizer.quantities.types import Mention
    from summarizer.review.outcome import Replay

SECTION_TITLES = {
    "headline": "Headline",
    "overview": "Overview",
    "achievements": "Achievements",
    "targets": "Targets",
    "directives": "Directives",
    "text": "English text",
}
VERDICTS = {"SUPPORTED": "Supported", "REFUTED": "Refuted", "NOT_ENOUGH_INFO": "Not enough information"}
REASONS = {
    "MAGNITUDE": "another value",
    "SCALE": "off by a power of ten",
    "UNIT": "another unit",
    "PRECISION": "finer than the source, or wrongly rounded",
    "RANGE": "another range",
    "BOUND": "“at least” lost, added or turned round",
    "DATE": "another date",
    "INDICATOR": "the number belongs to another indicator",
    "DIRECTION": "rose or fell",
    "PERIOD": "another period",
    "BASE": "compared with something else",
    "STATUS": "target told as a result, or the reverse",
    "MEASURE": "level, growth, share or plan completion mixed up",
    "PLACE": "another place",
    "COUNT_NOUN": "counts something else",
    "QUOTE": "the quotation is not in the source",
    "NO_EVIDENCE": "the number is nowhere in the source",
    "LANGUAGE": "not English",
    "UNPARSED": "could not be read",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A piece of a text as the page shows it.

    Attributes:
        text: the words, made visible.
        id: its id in the page; "" for words without a mark.
        partners: ids of what it answers to on the other side.
        state: "supported", "refuted", "not_enough_info", "evidence" or "number".
        title: what to say on pointing at it.
        finding: id of the finding it may be decided under; "" for none.
        current: it belongs to the finding being decided.
    """

    text: str
    id: str = ""
    partners: tuple[str, ...] = ()
    state: str = ""
    title: str = ""
    finding: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One statement of the summary as the page shows it."""

    section: str
    pieces: tuple[Number, ...]
    was: str = ""
    dropped: bool = False
    current: bool = False
    doubts: tuple[FindingModel, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article and its summary, ready to show side by side."""

    name: str
    title: str
    origin: str
    source: tuple[Number, ...]
    blocks: tuple[Block, ...]
    findings: tuple[FindingModel, ...]
    reviewed: Reviewed | None = None
    omitted: tuple[Number, ...] = ()


@dataclass(slots=True)
class _Ties:
    """Ids of the page, and which claim rests on which mention."""

    spans: dict[tuple[int, int], str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    rests: dict[str, list[str]] = field(default_factory=dict)

    def tie(self, findings: Iterable[FindingModel]) -> None:
        """Give every claim and every piece of evidence an id, and tie them."""
        for number, finding in enumerate(findings):
            claim = self.claims.setdefault(finding.id, f"c{number}")
            for mention in finding.evidence:
                source = self.spans.setdefault((mention.start, mention.end), f"m{len(self.spans)}")
                self.rests.setdefault(source, []).append(claim)


def make_sheet(file: SummaryFile, current: FindingModel | None = None) -> Sheet:
    """Lay out a summary file; the words of `current`, a finding from before the review, are marked."""
    base, state = basis(file), replay(file)
    shown = [*file.findings, *([current] if current and current not in file.findings else [])]
    ties = _Ties()
    ties.tie(shown)
    evidence = {(one.start, one.end) for one in current.evidence} if current else set()
    article = file.article
    return Sheet(
        name=article.name,
        title=make_line(article.title),
        origin=" · ".join(make_line(one) for one in (article.place, article.published) if one),
        source=tuple(_source(article.text, ties, evidence)),
        blocks=tuple(_blocks(file, state, split(base.summary), ties, current)),
        findings=tuple(file.findings),
        reviewed=file.reviewed,
    )


def _source(text: str, ties: _Ties, evidence: set[tuple[int, int]]) -> Iterable[Number]:
    """Yield the pieces of the article: evidence first, then every other number that the parser sees."""
    titles = dict(_mentions(text))
    marks = [Mark(start, end, "evidence") for start, end in ties.spans]
    taken = {start for start, _ in ties.spans}
    marks += [Mark(start, end, "number") for start, end in titles if start not in taken]
    at = 0
    for piece in cut(text, marks):
        start, at = at, at + len(piece.text)
        yield _source_number(piece, (start, at), ties, titles.get((start, at), ""), (start, at) in evidence)


def _source_number(piece: Piece, span: tuple[int, int], ties: _Ties, title: str, current: bool) -> Number:
    """Return one piece of the article."""
    words = make_visible(piece.text)
    if piece.mark == "evidence" and span in ties.spans:
        key = ties.spans[span]
        return Number(words, key, tuple(ties.rests.get(key, ())), "evidence", title, current=current)
    return Number(words, state=piece.mark, title=title)


@lru_cache(maxsize=32)
def _mentions(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Return every number of the Vietnamese text with its reading, as spans and titles."""
    return tuple(((one.start, one.end), _reading(one)) for one in find_mentions(text, lang="vi"))


def find_mentions(text: str, lang: Language) -> list[Mention]:
    """Find the numbers, imported at the point of use; tests put another reader here."""
    from summarizer import quantities

    return quantities.find_mentions(text, lang)


def _reading(mention: Mention) -> str:
    """Return a reading in words: value and unit, or the date."""
    if mention.iso:
        return f"{mention.kind}: {mention.iso}"
    if mention.value is None:
        return f"{mention.kind}"
    high = f"–{mention.high:,f}" if mention.high is not None else ""
    return f"{mention.value:,f}{high} {mention.unit}".strip()


def _blocks(
    file: SummaryFile, state: Replay, drafts: Sequence[Statement], ties: _Ties, current: FindingModel | None
) -> Iterable[Block]:
    """Yield the statements in the order of the draft, as the decisions leave them."""
    now = split(file.summary)
    present = {one.key: one for one in now}
    by_key: dict[str, list[FindingModel]] = {}
    for finding in file.findings:
        by_key.setdefault(locate(finding, now).key, []).append(finding)
    at = locate(current, drafts).key if current else ""
    for draft in drafts:
        statement = present.get(draft.key)
        dropped = statement is None or draft.key in state.dropped or (not statement.text and bool(draft.text))
        if statement is None or dropped:
            yield Block(draft.section, (Number(make_visible(draft.text)),), dropped=True, current=draft.key == at)
            continue
        found = by_key.get(draft.key, [])
        was = make_visible(draft.text) if draft.text != statement.text else ""
        pieces = tuple(_claims(statement, found, ties, current))
        yield Block(draft.section, pieces, was, current=draft.key == at, doubts=_doubts(statement, found))


def _claims(
    statement: Statement, findings: Sequence[FindingModel], ties: _Ties, current: FindingModel | None
) -> Iterable[Number]:
    """Yield the pieces of one statement, its claims marked."""
    whole = len(statement.text)
    named = {
        (one.claim_span.start - statement.start, one.claim_span.end - statement.start): one
        for one in sorted(findings, key=lambda one: one.verdict != "SUPPORTED")
    }
    marks = [Mark(start, end, "claim") for start, end in named if 0 <= start < end and end - start < whole]
    partners: dict[str, list[str]] = {}
    for source, claims in ties.rests.items():
        for claim in claims:
            partners.setdefault(claim, []).append(source)
    at = 0
    for piece in cut(statement.text, marks):
        start, at = at, at + len(piece.text)
        finding = named.get((start, at)) if piece.mark else None
        yield _claim(piece, finding, ties, partners, current)


def _claim(
    piece: Piece,
    finding: FindingModel | None,
    ties: _Ties,
    partners: dict[str, list[str]],
    current: FindingModel | None,
) -> Number:
    """Return one piece of a statement."""
    if finding is None:
        return Number(make_visible(piece.text))
    claim = ties.claims[finding.id]
    return Number(
        make_visible(piece.text),
        claim,
        tuple(partners.get(claim, ())),
        finding.verdict.lower(),
        make_line(f"{VERDICTS[finding.verdict]}. {finding.note}"),
        "" if finding.verdict == "SUPPORTED" else finding.id,
        current is not None and finding.id == current.id,
    )


def _doubts(statement: Statement, findings: Sequence[FindingModel]) -> tuple[FindingModel, ...]:
    """Return the findings on a statement as a whole, which have no words of their own to mark."""
    whole = len(statement.text)
    return tuple(
        one for one in findings if one.verdict != "SUPPORTED" and one.claim_span.end - one.claim_span.start >= whole > 0
    )


@cache
def environment() -> Environment:
    """Return the templates: everything made visible and escaped, a missing name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("summarizer.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: make_visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=make_visible, line=make_line, groupby_order=_by_section)
    made.globals.update(section_titles=SECTION_TITLES, verdicts=VERDICTS, reasons=REASONS)
    return made


def _by_section(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Group statements by section, keeping their order."""
    return [(section, list(group)) for section, group in groupby(blocks, key=lambda one: one.section)]


def static_text(name: str) -> str:
    """Return one of our style sheets or scripts."""
    return files("summarizer.review").joinpath("static", name).read_text(encoding="utf-8")


def render_static(what: Report | SummaryFile) -> str:
    """Render one self-contained HTML page: both texts side by side, no requests to anywhere."""
    sheet = make_sheet(what) if isinstance(what, SummaryFile) else _report_sheet(what)
    style, script = static_text("review.css"), static_text("partners.js")
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return (
        environment()
        .get_template("report.html")
        .render(
            sheet=sheet,
            style=style,
            script=script,
            policy=f"default-src 'none'; {allowed}; base-uri 'none'",
            flagged=[one for one in sheet.findings if one.verdict != "SUPPORTED"],
        )
    )


def _hash(text: str) -> str:
    """Return the source expression by which a Content-Security-Policy knows an inline text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _report_sheet(report: Report) -> Sheet:
    """Lay out a report, whose summary may be any English text."""
    findings = [finding_model(one) for one in report.findings]
    ties = _Ties()
    ties.tie(findings)
    statements = split(report.summary) if not isinstance(report.summary, str) else _plain(report.summary)
    by_key: dict[str, list[FindingModel]] = {}
    for finding in findings:
        by_key.setdefault(locate(finding, statements).key, []).append(finding)
    blocks = [
        Block(
            one.section,
            tuple(_claims(one, by_key.get(one.key, []), ties, None)),
            doubts=_doubts(one, by_key.get(one.key, [])),
        )
        for one in statements
    ]
    article = report.article
    return Sheet(
        name=article.name if article else "",
        title=make_line(article.title) if article else "",
        origin=" · ".join(make_line(one) for one in (article.place, article.published) if one) if article else "",
        source=tuple(_source(report.source, ties, set())),
        blocks=tuple(blocks),
        findings=tuple(findings),
    )


def _plain(text: str) -> list[Statement]:
    """Return the lines of a plain text as statements."""
    statements, start = [], 0
    for number, line in enumerate(text.split("\n")):
        statements.append(Statement(str(number), "text", line, start))
        start += len(line) + 1
    return statements
