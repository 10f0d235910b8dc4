"""What follows from the record: which decisions stand, and the summary as they leave it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.models import SECTIONS, Reviewed, Unreviewed
from summarizer.review.statements import HEADLINE, OVERVIEW, digest, locate, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.models import Figure, Item, ReviewModel, Summary, SummaryFile
    from summarizer.review.statements import Statement

DECIDED = ("accept", "correct", "drop")
_WORD_EDGE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d]+")


def basis(file: SummaryFile) -> Unreviewed:
    """Return the summary and findings as they stood before the review: what decisions refer to."""
    return file.unreviewed or Unreviewed(
        summary=file.summary, findings=file.findings, omitted=file.omitted, flagged=file.flagged
    )


@dataclass(slots=True)
class Replay:
    """The state that a record leads to.

    Attributes:
        stacks: per finding, the decisions that stand on it, the newest last.
        texts: per statement key, the words as they are now.
        fallen: decisions on another source or another statement; they have no effect.
    """

    stacks: dict[str, list[ReviewModel]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    fallen: list[ReviewModel] = field(default_factory=list)

    @property
    def standing(self) -> dict[str, ReviewModel]:
        """The newest standing decision on each finding."""
        return {finding_id: stack[-1] for finding_id, stack in self.stacks.items() if stack}

    @property
    def dropped(self) -> set[str]:
        """Keys of the statements that a standing decision drops."""
        return {
            self.keys[one.finding_id] for one in self.standing.values() if one.decision == "drop" and one.after is None
        }

    def follow(self, review: ReviewModel, key: str) -> None:
        """Take one decision into account."""
        stack = self.stacks.setdefault(review.finding_id, [])
        self.keys[review.finding_id] = key
        if review.decision == "note":
            return
        if review.decision != "undo":
            self._take_back(stack, key)
            stack.append(review)
            if review.after is not None:
                self.texts[key] = review.after
        elif stack:
            self._take_back(stack, key)
            stack.pop()
            if stack and stack[-1].after is not None:
                self.texts[key] = patch(self.texts[key], stack[-1].before, stack[-1].after)

    def _take_back(self, stack: Sequence[ReviewModel], key: str) -> None:
        """Take the words of the newest standing decision out of the statement."""
        if stack and stack[-1].after is not None:
            self.texts[key] = patch(self.texts[key], stack[-1].after, stack[-1].before)


def replay(file: SummaryFile) -> Replay:
    """Follow the record from its beginning."""
    base = basis(file)
    statements = split(base.summary)
    state = Replay(texts={one.key: one.text for one in statements})
    if not file.reviews:
        return state
    keys = {finding.id: locate(finding, statements) for finding in base.findings}
    source = digest(file.article.text)
    for review in file.reviews:
        statement = _statement(review, keys, statements) if review.source_sha256 == source else None
        if statement is None:
            state.fallen.append(review)
        else:
            state.follow(review, statement.key)
    return state


def _statement(
    review: ReviewModel, by_finding: dict[str, Statement], statements: Iterable[Statement]
) -> Statement | None:
    """Return the statement that `review` was made on, if it still reads the same."""
    own = by_finding.get(review.finding_id)
    if own is not None:
        return own if own.sha256 == review.claim_sha256 else None
    return next((one for one in statements if one.sha256 == review.claim_sha256), None)


def standing(file: SummaryFile) -> dict[str, ReviewModel]:
    """Return the newest standing decision on each finding."""
    return replay(file).standing


def fallen(file: SummaryFile) -> list[ReviewModel]:
    """Return the decisions that fell away because the source or the statement changed."""
    return [one for one in replay(file).fallen if one.decision in DECIDED]


def corrected(file: SummaryFile) -> Summary:
    """Return the summary as the standing decisions leave it."""
    return _apply(basis(file).summary, replay(file))


def _apply(summary: Summary, state: Replay) -> Summary:
    """Return `summary` with the words of `state` and without the dropped statements."""
    dropped = state.dropped
    sections: dict[str, list[Item]] = {
        section: [reword(item, state.texts[item.id]) for item in getattr(summary, section) if item.id not in dropped]
        for section in SECTIONS
    }
    return summary.model_copy(
        update={
            "headline": state.texts[HEADLINE],
            "overview": "" if OVERVIEW in dropped else state.texts[OVERVIEW],
            **sections,
        }
    )


def reword(item: Item, statement: str) -> Item:
    """Return `item` with another statement and the figures that still take it apart.

    A figure is left out where the new statement no longer has its number, gives it another role, or lost
    a word of its indicator: a person corrected the sentence, and nobody the figure.
    """
    if statement == item.statement:
        return item
    lost = _words(item.statement) - _words(statement)
    figures = [one for one in item.figures if not lost & _words(one.indicator)]
    return item.model_copy(update={"statement": statement, "figures": agreeing_figures(figures, statement)})


def _words(text: str) -> set[str]:
    """Return the words of a text in lower case."""
    return set(_WORD.findall(text.lower()))


def agreeing_figures(figures: list[Figure], statement: str) -> list[Figure]:
    """Return the figures that agree with a statement in number and role."""
    if not figures:
        return []
    from summarizer.crosscheck.figures import compare_roles, find_in_statement, read_figure
    from summarizer.facts import find_facts

    facts = find_facts(statement, "en")
    claims = [(one, find_in_statement(read, facts)) for one in figures if (read := read_figure(one)) is not None]
    return [one for one, claim in claims if claim is not None and compare_roles(one, claim) is None]


def patch(text: str, before: str, after: str) -> str:
    """Return `text` with the change from `before` to `after` made in it, where its place is plain.

    Where several corrections of one statement stand and one is taken back, the others must stay.
    """
    if text == before:
        return after
    start = _common_prefix(before, after)
    tail = _common_prefix(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - tail], after[start : len(after) - tail]
    for width in (len(before), 24, 12, 6, 0):
        left = before[max(0, start - width) : start]
        right = before[len(before) - tail :][:width]
        if (left + old + right).strip() and text.count(left + old + right) == 1:
            return text.replace(left + old + right, left + new + right)
    return text


def _common_prefix(one: str, other: str) -> int:
    """Return the length of the common beginning, back to a word's edge, so that numbers stay whole."""
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    while 0 < length < max(len(one), len(other)) and not _WORD_EDGE.match(one[length - 1]):
        length -= 1
    return length


def find_settled(file: SummaryFile, state: Replay) -> set[str]:
    """Return the ids of findings that nobody decided and that a decision on their statement settled.

    The statement was dropped, or it was reworded and the source now supports every number of it.
    """
    if not state.standing:
        return set()
    base = basis(file)
    drafts, now = split(base.summary), split(file.summary)
    doubtful = {locate(one, now).key for one in file.findings if one.verdict != "SUPPORTED"}
    gone = state.dropped
    mended = {one.key for one in drafts if state.texts[one.key] != one.text and one.key not in doubtful}
    decided = {key for key, one in state.standing.items() if one.decision in DECIDED}
    undecided = [one for one in base.findings if one.verdict != "SUPPORTED" and one.id not in decided]
    return {one.id for one in undecided if locate(one, drafts).key in gone | mended}


def refresh(file: SummaryFile) -> None:
    """Bring everything that follows from the record up to date: summary, findings, the mark."""
    base = basis(file)
    state = replay(file)
    summary = _apply(base.summary, state)
    if summary == base.summary:
        file.unreviewed = None
        file.summary, file.findings, file.omitted, file.flagged = (
            summary,
            base.findings,
            base.omitted,
            base.flagged,
        )
    elif file.unreviewed is None or summary != file.summary:
        from summarizer.review.corrections import recheck

        file.unreviewed = base
        file.summary = summary
        file.findings, file.omitted, file.flagged = recheck(file.article.text, summary)
    file.reviewed = _mark(file, base, state)


def _mark(file: SummaryFile, base: Unreviewed, state: Replay) -> Reviewed | None:
    """Return who decided, when last, and what is left; `None` without a decision."""
    flagged = [finding.id for finding in base.findings if finding.verdict != "SUPPORTED"]
    decided = {key for key, one in state.standing.items() if one.decision in DECIDED} | find_settled(file, state)
    if not file.reviews:
        return None
    gone = {id(one) for one in state.fallen}
    made = [one for one in file.reviews if id(one) not in gone] or file.reviews
    return Reviewed(
        by=list(dict.fromkeys(one.reviewer for one in made)),
        on=max(one.time for one in made),
        decided=len(decided.intersection(flagged)),
        open=len([one for one in flagged if one not in decided]),
    )
