"""What Markdown and the terminal both show: marked statements, and places in the source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from summarizer.models import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summarizer.models import FindingModel, Item, MentionModel, ReviewModel, Section, Summary, SummaryFile

CONTEXT = 60
"""Code points of the source shown on either side of a mention."""
_CLAUSE = re.compile(r"[;\n]|[.:](?=\s)|,(?=\s)")

HEADINGS: dict[Section, str] = {
    "achievements": "Achievements",
    "targets": "Targets",
    "directives": "Directives",
}

OFFLINE_LABEL = (
    "Offline draft, written by rules without a language model. It renders what the rules know "
    "and leaves out the rest; read it beside the article."
)


class Segment(NamedTuple):
    """A piece of a statement.

    Attributes:
        text: the words.
        strong: whether to show them in bold: a quantity that was checked, or anything to review.
        refs: numbers of the findings to review that speak of them.
    """

    text: str
    strong: bool = False
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the summary, cut where findings speak of it; `item` is `None` for headline and overview."""

    segments: tuple[Segment, ...]
    refs: tuple[int, ...]
    item: Item | None = None

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Passage:
    """A mention of the source with the words around it."""

    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The summary as a reader meets it."""

    headline: Statement
    overview: Statement
    sections: dict[Section, list[Statement]]
    to_review: list[FindingModel]
    decisions: dict[str, ReviewModel]


def lay_out(file: SummaryFile) -> Layout:
    """Cut every statement at its findings and number the findings to review."""
    summary = file.summary
    to_review = sorted((f for f in file.findings if f.verdict != "SUPPORTED"), key=lambda f: f.claim_span.start)
    numbers = {id(finding): number for number, finding in enumerate(to_review, 1)}
    statements: list[Statement] = []
    start = 0
    for text, item in _lines(summary):
        end = start + len(text)
        inside = [f for f in file.findings if start <= f.claim_span.start < max(end, start + 1)]
        statements.append(_cut(text, start, inside, numbers, item))
        start = end + 1
    headline, overview, *of_items = statements
    sections: dict[Section, list[Statement]] = {section: [] for section in SECTIONS}
    for (section, _), statement in zip(summary.items(), of_items, strict=True):
        sections[section].append(statement)
    return Layout(headline, overview, sections, to_review, standing_decisions(file.reviews))


def _lines(summary: Summary) -> list[tuple[str, Item | None]]:
    """Return the lines of `Summary.text`."""
    items = ((item.statement, item) for _, item in summary.items())
    return [(summary.headline, None), (summary.overview, None), *items]


def _cut(
    text: str, start: int, findings: Sequence[FindingModel], numbers: dict[int, int], item: Item | None
) -> Statement:
    """Cut one statement; a finding on all of it is told at its end."""
    claims: dict[tuple[int, int], tuple[int, ...]] = {}
    strong: set[tuple[int, int]] = set()
    whole: tuple[int, ...] = ()
    for finding in findings:
        span = (finding.claim_span.start - start, min(finding.claim_span.end - start, len(text)))
        refs: tuple[int, ...] = (numbers[id(finding)],) if id(finding) in numbers else ()
        if span == (0, len(text)) or span[1] <= span[0]:
            whole += refs
            continue
        claims[span] = claims.get(span, ()) + refs
        if refs or any(mention.kind == "quantity" for mention in finding.evidence):
            strong.add(span)
    segments: list[Segment] = []
    position = 0
    for (begin, end), marks in sorted(claims.items()):
        if begin < position:  # overlaps the claim before it: only its mark is shown
            segments[-1] = segments[-1]._replace(refs=(*segments[-1].refs, *marks))
            continue
        segments.append(Segment(text[position:begin]))
        segments.append(Segment(text[begin:end], (begin, end) in strong, marks))
        position = end
    segments.append(Segment(text[position:]))
    return Statement(tuple(s for s in segments if s.text), whole, item)


def by_issuer(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """Yield neighbours that have one issuer and one addressee, with both in words; "" where neither is said."""
    for who, group in groupby(statements, key=_issuer):
        yield who, list(group)


def _issuer(statement: Statement) -> str:
    item = statement.item
    by = plain(item.issued_by or "") if item else ""
    to = plain(item.addressed_to or "") if item else ""
    if by and to:
        return f"{by}, to {to}"
    return f"To {to}" if to else by


def standing_decisions(reviews: Iterable[ReviewModel]) -> dict[str, ReviewModel]:
    """Return the newest decision on each finding that was not taken back."""
    stacks: dict[str, list[ReviewModel]] = {}
    for review in reviews:
        stack = stacks.setdefault(review.finding_id, [])
        if review.decision == "undo":
            del stack[-1:]
        elif review.decision != "note":
            stack.append(review)
    return {finding_id: stack[-1] for finding_id, stack in stacks.items() if stack}


def line_of(source: str, offset: int) -> int:
    """Return the number of the source's line, from 1."""
    return source.count("\n", 0, offset) + 1


def passage_of(source: str, mention: MentionModel) -> Passage:
    """Return a mention with the words around it, cut at a clause or at a word."""
    before = source[max(0, mention.start - CONTEXT) : mention.start]
    after = source[mention.end : mention.end + CONTEXT]
    breaks = [match.end() for match in _CLAUSE.finditer(before, 0, max(0, len(before) - 25))]
    if breaks:
        before = before[breaks[-1] :]
    elif mention.start > CONTEXT:
        before = "… " + before.partition(" ")[2]
    ending = _CLAUSE.search(after)
    if ending:
        after = after[: ending.start()]
    elif mention.end + CONTEXT < len(source):
        after = after.rpartition(" ")[0] + " …"
    return Passage(line_of(source, mention.start), before.lstrip(), mention.text, after.rstrip())


def unquoted_evidence(finding: FindingModel) -> list[MentionModel]:
    """Return the evidence that the note does not quote already; three passages are enough."""
    return [mention for mention in finding.evidence if mention.text not in finding.note][:3]


def plain(text: str) -> str:
    """Return text on one line without control, escape and direction characters."""
    kept = (" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in kept if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}).split())


def keep_blanks(text: str, words: Callable[[str], str]) -> str:
    """Return `words(text)` with a blank at either end where the text has one: a piece of a longer line."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return lead + words(text) + trail


def verdict_words(finding: FindingModel) -> str:
    """Return the verdict as a reader meets it ("Wrong (MAGNITUDE)")."""
    word = "Contradicted by the source" if finding.verdict == "REFUTED" else "Not settled by the source"
    return f"{word} ({finding.reason})" if finding.reason else word


def decision_words(review: ReviewModel) -> str:
    """Return a person's decision in words."""
    verb = {"accept": "accepted", "correct": "corrected", "drop": "dropped", "postpone": "postponed"}.get(
        review.decision, review.decision
    )
    note = f": {plain(review.note)}" if review.note else ""
    return f"{verb} by {plain(review.reviewer)} on {review.time[:10]}{note}"


def checked_words(file: SummaryFile) -> str:
    """Return how many claims were checked and how many need review, in one sentence."""
    total = len(file.findings)
    flagged = sum(finding.verdict != "SUPPORTED" for finding in file.findings)
    if not total:
        return "No number in this summary could be checked."
    if not flagged:
        return f"All {total} checks agree with the source." if total > 1 else "The one check agrees with the source."
    accepted = _count_accepted(file)
    if accepted == flagged:
        return f"{flagged} of {total} checks were flagged and accepted by a reviewer: see “To review” below."
    rest = f", {accepted} more are accepted by a reviewer" if accepted else ""
    return f"{flagged - accepted} of {total} checks need review{rest}: see “To review” below."


def _count_accepted(file: SummaryFile) -> int:
    """Return how many flagged findings a reviewer accepted as they stand."""
    decisions = standing_decisions(file.reviews)
    flagged = (decisions.get(one.id) for one in file.findings if one.verdict != "SUPPORTED")
    return sum(one is not None and one.decision == "accept" for one in flagged)
