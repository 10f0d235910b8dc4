"""Finds who instructs whom to do what, and words it in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from summarizer.engines.offline.people import Person, read_person
from summarizer.engines.offline.source import BULLET, Source, trim
from summarizer.engines.offline.subjects import skip_openers
from summarizer.engines.offline.transfer import Clause
from summarizer.quantities.types import Span

_SHORTEST = 3  # words of a piece that can stand alone


@dataclass(frozen=True, slots=True)
class Directive:
    """One instruction.

    Attributes:
        span: its words in the article.
        issuer: who instructs.
        addressee: who is to act, in English; "" if not said or not understood.
        action: the English verb phrase, its verbs marked; `None` where it could not be rendered.
        order: the English verb of instructing.
    """

    span: Span
    issuer: Person
    addressee: str
    action: str | None
    order: str = "asked"


class _Cues(NamedTuple):
    orders: dict[str, str]
    soft: frozenset[str]
    actor: re.Pattern[str]
    order: re.Pattern[str]
    not_order: tuple[str, ...]
    opening: re.Pattern[str]
    end: re.Pattern[str]
    modal: re.Pattern[str]
    lead_in: re.Pattern[str]


@cache
def _cues() -> _Cues:
    path = files("summarizer.engines") / "data" / "offline_cues.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    speech = table["speech"]
    return _Cues(
        table["order"],
        frozenset(table["soft"]["words"]),
        re.compile("|".join(table["actors"]["words"]), re.IGNORECASE),
        _any_of(table["order"]),
        tuple(table["not_order"]["words"]),
        _any_of(speech["openings"]),
        _any_of(speech["ends"]),
        _any_of(speech["modals"]),
        re.compile(rf"\s*(?:{_forms(speech['lead_ins'])})\b[^,;:]{{0,40}}?,?\s+", re.IGNORECASE),
    )


def _forms(forms: Sequence[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_forms(list(forms))})(?!\w)", re.IGNORECASE)


class _Speech:
    """What is known while reading on: who speaks, and to whom."""

    def __init__(self) -> None:
        self.issuer = Person("", ())
        self.addressee = ""
        self.order = "asked"
        self.active = False
        self.listing = False


def find_directives(source: Source) -> list[Directive]:
    """Return the directives of an article, in order."""
    directives: list[Directive] = []
    speech = _Speech()
    for paragraph in source.document.paragraphs:
        bullet = BULLET.match(source.text, paragraph.start, paragraph.end)
        if not (bullet and speech.listing):
            speech.active = speech.listing
        for sentence in source.sentences(paragraph):
            directives.extend(_read_sentence(source, sentence, speech))
    return directives


def _read_sentence(source: Source, sentence: Span, speech: _Speech) -> Iterator[Directive]:
    cues, text = _cues(), source.text
    speech.listing = speech.listing and sentence.of(text).rstrip().endswith((";", ":", "."))
    order = _find_order(source, sentence, speech.active)
    if order:
        yield from _read_order(source, sentence, order, speech)
        return
    opening = cues.opening.search(text, sentence.start, sentence.end)
    if opening:
        speech.issuer = source.full_person(_speaker(text[sentence.start : sentence.end], speech.issuer))
        speech.active, speech.addressee, speech.order = True, "", "asked"
    modal = _find_modal(source, sentence) if speech.active else None
    if modal:
        addressee, body = modal
        speech.addressee = addressee or speech.addressee
        yield from _pieces(source, body, speech)
    elif not opening and cues.end.search(text, sentence.start, sentence.end):
        speech.active = speech.listing = False
    elif speech.active and not opening:
        yield from _continue(source, sentence, speech)


def _continue(source: Source, sentence: Span, speech: _Speech) -> Iterator[Directive]:
    """Read a further sentence of what is instructed, which opens with a verb."""
    if not speech.addressee and not speech.listing:
        return
    body = without_lead(source.text, sentence)
    if source.opens_with_verb(body):
        yield from _pieces(source, body, speech)
    else:
        speech.active = speech.listing = False


def _find_order(source: Source, sentence: Span, speaking: bool) -> re.Match[str] | None:
    """Return the verb of instructing that has someone before it."""
    cues, text = _cues(), source.text
    for match in cues.order.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : match.start()].rstrip()
        goes_on = speaking and not before and _names_actor(source, Span(match.end(), sentence.end))
        if goes_on:
            return match  # "Giao Cục Quản lý thị trường …" within a speech
        if not before or before.casefold().endswith(tuple(f" {word}" for word in cues.not_order)):
            continue
        if text[match.end() :].lstrip(" ")[:1] in {";", ",", ".", ")", "\n", ""}:
            continue
        if not source.has_subject(Span(sentence.start, match.start())):
            continue
        if match.group().casefold() in cues.soft and not _names_actor(source, Span(match.end(), sentence.end)):
            continue
        return match
    return None


def _names_actor(source: Source, span: Span) -> bool:
    addressee, _ = _split_addressee(source, trim(source.text, span))
    return bool(addressee)


def _read_order(source: Source, sentence: Span, order: re.Match[str], speech: _Speech) -> Iterator[Directive]:
    text = source.text
    before = text[sentence.start : order.start()]
    speech.issuer = source.full_person(_speaker(before, speech.issuer))
    speech.order = _cues().orders[order.group().casefold()]
    speech.active, speech.addressee = True, ""
    body = trim(text, Span(order.end(), sentence.end))
    speech.listing = body.of(text).endswith(":")
    colon = text.find(":", body.start, body.end)
    if colon != -1:
        speech.addressee = _addressee_before(source, Span(body.start, colon))
        body = trim(text, Span(colon + 1, body.end))
        yield from _pieces(source, body, speech)
        return
    addressee, body = _split_addressee(source, without_lead(text, body))
    speech.addressee = addressee
    yield from _pieces(source, body, speech)


def _speaker(before: str, known: Person) -> Person:
    """Return who speaks; an office or a bare "đồng chí" may mean the one already named."""
    clauses = re.split(r"[;:]", before)
    person = next((found for part in reversed(clauses) if any(found := read_person(part))), Person("", ()))
    if person.name or person.offices:
        same = not person.name and (not known.offices or person.office in known.offices)
        return Person(known.name, person.offices) if same and known.name else person
    return known


def _addressee_before(source: Source, span: Span) -> str:
    """Read "các Sở Công Thương … cần tập trung triển khai một số nội dung sau"."""
    for end in source.word_ends(span):
        clause = source.clause(Span(span.start, end))
        noun = clause.noun_phrase() if isinstance(clause, Clause) else None
        rest = trim(source.text, Span(end, span.end))
        if noun and (
            not rest.of(source.text) or source.opens_with_verb(rest) or _cues().modal.match(source.text, rest.start)
        ):
            return noun.en
    return ""


def _split_addressee(source: Source, body: Span) -> tuple[str, Span]:
    """Split "các doanh nghiệp cần nâng cao…" into who is to act and what."""
    first = Span(body.start, _piece_end(source.text, body))
    best: tuple[float, str, int] | None = None
    clause = source.clause(first)
    for end, noun in clause.noun_phrases(0).items():
        if not is_actor(noun.en):
            continue
        verb = clause.verb_phrase(end) if end < clause.size else None
        if verb and (best is None or noun.cost + verb.cost < best[0]):
            best = (noun.cost + verb.cost, noun.en, clause.offset(end))
    plain = clause.verb_phrase(0)
    if best and not (plain and plain.cost <= best[0] - 0.5):
        return best[1], trim(source.text, Span(first.start + best[2], body.end))
    if plain:
        return "", body
    return _longest_addressee(source, clause, first, body)


def is_actor(noun: str) -> bool:
    """Tell whether a noun phrase names someone who can act."""
    return bool(_cues().actor.search(re.split(r" (?:of|in|on|for|to|with|No\.) ", noun)[0]))


def _longest_addressee(source: Source, clause: Clause, first: Span, body: Span) -> tuple[str, Span]:
    """Take the longest noun phrase after which a verb begins, where the rest cannot be read."""
    for end, noun in sorted(clause.noun_phrases(0).items(), reverse=True):
        if is_actor(noun.en) and end < clause.size and clause.opens_with_verb(end):
            return noun.en, trim(source.text, Span(first.start + clause.offset(end), body.end))
    return "", body


def _find_modal(source: Source, sentence: Span) -> tuple[str, Span] | None:
    """Read "ngành Công Thương cần …" in a sentence of someone who speaks."""
    text = source.text
    start = skip_openers(source, without_lead(text, sentence))
    for match in _cues().modal.finditer(text, start, sentence.end):
        breaks = [m.end() for m in re.finditer(r"[,;:]", text[start : match.start()])]
        if not trim(text, Span(start, match.start())).of(text):
            return "", trim(text, Span(match.end(), sentence.end))
        for begin in (start, *(start + offset for offset in breaks)):
            subject = trim(text, Span(begin, match.start()))
            noun = source.clause(subject).noun_phrase() if subject.of(text) else None
            if noun and is_actor(noun.en):
                return noun.en, trim(text, Span(match.end(), sentence.end))
    return None


def without_lead(text: str, sentence: Span) -> Span:
    """Drop bullets and lead-ins such as "Trong đó,"."""
    start = sentence.start
    bullet = BULLET.match(text, start, sentence.end)
    start = bullet.end() if bullet else start
    while match := _cues().lead_in.match(text, start, sentence.end):
        start = match.end()
    return trim(text, Span(start, sentence.end))


def _piece_end(text: str, body: Span) -> int:
    end = text.find(";", body.start, body.end)
    return body.end if end == -1 else end


def _pieces(source: Source, body: Span, speech: _Speech) -> Iterator[Directive]:
    """Read each part between semicolons as a directive of its own."""
    start = body.start
    while start < body.end:
        end = _piece_end(source.text, Span(start, body.end))
        while end < body.end and not _opens_directive(source, Span(end + 1, body.end)):
            end = _piece_end(source.text, Span(end + 1, body.end))
        piece = without_lead(source.text, trim(source.text, Span(start, end)))
        if len(piece.of(source.text).split()) >= _SHORTEST:
            yield _directive(source, piece, speech)
        start = end + 1


def _opens_directive(source: Source, rest: Span) -> bool:
    """Tell whether what follows a semicolon is an instruction of its own, not more of the last."""
    rest = without_lead(source.text, trim(source.text, rest))
    return source.opens_with_verb(rest) or bool(_split_addressee(source, rest)[0])


def _directive(source: Source, piece: Span, speech: _Speech) -> Directive:
    clause = source.clause(piece)
    verb = clause.verb_phrase(0)
    if verb is None:
        addressee, rest = _split_addressee(source, piece)
        if addressee and rest.start > piece.start:
            verb = source.clause(rest).verb_phrase(0)
            speech.addressee = addressee if verb else speech.addressee
    return Directive(piece, speech.issuer, speech.addressee, verb.en if verb else None, speech.order)
