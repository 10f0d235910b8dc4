"""Puts the draft together: figures first, then counted events, then directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines import Draft
from summarizer.engines.offline.deeds import find_deeds
from summarizer.engines.offline.directives import Directive, find_directives
from summarizer.engines.offline.english import inflect, join, sentence
from summarizer.engines.offline.events import find_events
from summarizer.engines.offline.known import find_known
from summarizer.engines.offline.opening import write_headline, write_overview
from summarizer.engines.offline.source import Source
from summarizer.engines.offline.statements import Written, write_series
from summarizer.engines.offline.subjects import by_period, find_series, quantities
from summarizer.facts import Status, find_facts
from summarizer.lexicon import load_lexicon
from summarizer.models import DraftDirective, DraftItem, DraftSummary
from summarizer.quantities import find_mentions
from summarizer.quantities.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.documents import Document
    from summarizer.engines.offline.people import Person
    from summarizer.facts import Fact

_BASE_LEAD = re.compile(r"so với năm (\d{4}),", re.IGNORECASE)
NOTE = "Not rendered in English by the offline draft; see the quotation."


class Told(NamedTuple):
    """One statement with its words in the article."""

    span: Span
    written: Written


def draft(document: Document) -> Draft:
    """Write a draft summary of an article by table and rule."""
    mentions = tuple(find_mentions(document.text, "vi"))
    source = Source(document, mentions, find_known(document.text, mentions))
    directives = find_directives(source)
    told = list(_tell(source, find_facts(document.text, "vi"), directives))
    taken = [item.span for item in told] + [item.span for item in directives]
    told += [Told(*deed) for deed in find_deeds(source, taken, "the sector")]
    achievements = [item for item in told if item.written.status in {Status.ACTUAL, Status.ESTIMATE}]
    targets = [item for item in told if item.written.status in {Status.TARGET, Status.FORECAST}]
    results, aims = [item.written for item in achievements], [item.written for item in targets]
    summary = DraftSummary(
        headline=write_headline(source, results, aims),
        overview=write_overview(source, results, aims, directives),
        achievements=[_item(source, item) for item in achievements],
        targets=[_item(source, item) for item in targets],
        directives=_write_directives(source, directives),
    )
    notes = {("directives", index): NOTE for index, item in enumerate(directives) if item.action is None}
    return Draft(summary, "offline", notes=notes)


def _tell(source: Source, facts: list[Fact], directives: list[Directive]) -> Iterator[Told]:
    for paragraph in source.document.paragraphs:
        for words in source.sentences(paragraph):
            inside = [fact for fact in quantities(facts, words) if not _instructed(fact, directives)]
            yield from sorted(_tell_sentence(source, words, inside), key=lambda item: item.span.start)


def _tell_sentence(source: Source, words: Span, facts: list[Fact]) -> Iterator[Told]:
    lead = _BASE_LEAD.search(words.of(source.text))
    base = f"on {lead[1]}" if lead else ""
    said: set[Span] = set()
    taken: list[Span] = []
    for series in find_series(source, words, facts):
        for part in by_period(series):
            written = write_series(part, source, words, base)
            if written:
                taken.append(part.span)
                said.update(fact.mention.span for fact in part.facts)
                yield Told(part.span, written)
    left = [fact for fact in facts if fact.mention.span not in said]
    for event in find_events(source, words, left, "the sector", taken):
        yield Told(event.span, event.written)


def _instructed(fact: Fact, directives: list[Directive]) -> bool:
    return any(item.span.start <= fact.mention.start < item.span.end for item in directives)


def _item(source: Source, told: Told) -> DraftItem:
    return DraftItem(statement=told.written.statement, quote=told.span.of(source.text), figures=told.written.figures)


def _write_directives(source: Source, directives: list[Directive]) -> list[DraftDirective]:
    written: list[DraftDirective] = []
    last: tuple[Person, str] | None = None
    for item in directives:
        key = (item.issuer, item.addressee)
        statement = _theme(source, item) if item.action is None else _instruct(item, first=key != last)
        last = key if item.action else last
        written.append(
            DraftDirective(
                statement=statement,
                quote=item.span.of(source.text),
                figures=[],
                issued_by=str(item.issuer),
                addressed_to=item.addressee,
            )
        )
    return written


def _instruct(item: Directive, first: bool) -> str:
    """Name who instructs once, and whom; then say what they should do."""
    action = inflect(item.action or "", "base")
    who = item.addressee or "the sector"
    if first and (item.issuer.name or item.issuer.office):
        issuer = (
            f"{item.issuer},"
            if item.issuer.name and item.issuer.office
            else f"the {item.issuer}".replace("the The", "the")
        )
        if item.order.endswith(" that"):
            return sentence(f"{issuer} {item.order} {who} {action}")
        return sentence(f"{issuer} {item.order} {who} to {action}")
    return sentence(f"{_shorter(who)} should {action}")


def _shorter(addressee: str) -> str:
    """Cut what a reader knows already: "the Departments of Industry and Trade of the provinces" and so on."""
    parts = addressee.split(" of the ")
    return parts[0] if len(parts) > 1 and not parts[0].endswith("Committees") else addressee


def _theme(source: Source, item: Directive) -> str:
    names: list[str] = []
    for match in load_lexicon().find(item.span.of(source.text), "vi", "theme"):
        name = match.terms[0].en[0]
        if name not in names:
            names.append(name)
    subject = "; ".join(name[:1].lower() + name[1:] for name in names[:2]) or join(source.clause(item.span).topics())
    about = f"Directive on {subject}" if subject else "Directive"
    return f"{about}; not rendered in English by the offline draft, see the quotation."
