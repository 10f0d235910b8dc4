"""The shapes that cross the border: what the model fills in, what the summary file holds.

Field descriptions of the `Draft` classes reach the model through the JSON Schema: they are prompt text.
Every field there is required and closed, so that strict structured output takes the schema.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Scale = Literal["thousand", "million", "billion", "trillion", ""]
BoundName = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range"]
MeasureName = Literal["level", "growth", "share", "plan_completion", "count"]
DirectionName = Literal["up", "down", "unchanged", ""]
StatusName = Literal["actual", "estimate", "target"]


class Closed(BaseModel):
    """A model that takes no unknown field."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Figure(Closed):
    """One number of a statement, taken apart."""

    indicator: str = Field(
        description="What the number measures, in English, in the words of the glossary where it lists the indicator."
    )
    value: str = Field(
        description="The digits as the statement writes them, with a dot as the decimal mark and no separators "
        "between thousands; the lower end where it is a range."
    )
    high: str | None = Field(description="The upper end of a range, written like the value; null otherwise.")
    scale: Scale = Field(description="The scale word that the statement writes after the digits, or empty.")
    unit: str = Field(
        description="ISO 4217 code for money, % for per cent, pp for percentage points, x for times, a unit "
        "symbol such as ha, t, MW, kWh, or the counted noun in English."
    )
    bound: BoundName = Field(description="How the source bounds the number.")
    measure: MeasureName = Field(
        description="level: an amount. growth: a change against a base. share: a part of a whole. "
        "plan_completion: a part of a plan fulfilled, or by how much the plan was exceeded. count: a number of things."
    )
    direction: DirectionName = Field(description="For growth: up, down or unchanged; empty otherwise.")
    period: str = Field(description="The period or date that the number belongs to, in English; empty if not said.")
    base: str = Field(description="What it is compared with, in English; empty if not said.")
    status: StatusName = Field(
        description="actual: achieved. estimate: estimated by the source (ước). target: planned, aimed at or forecast."
    )


class DraftItem(Closed):
    """One achievement or target."""

    statement: str = Field(description="One English sentence that stands on its own.")
    quote: str = Field(
        description="The Vietnamese passage that the statement rests on, copied from the article letter by letter."
    )
    figures: list[Figure] = Field(description="Every number of the statement; empty if it has none.")


class DraftDirective(DraftItem):
    """One instruction of a leader or an authority."""

    issued_by: str = Field(description="Who instructs, name and office in English; empty if not said.")
    addressed_to: str = Field(description="Who is to act, in English; empty if not said.")


class DraftSummary(Closed):
    """An English summary of one Vietnamese article."""

    headline: str = Field(description="One English line that tells what the article reports.")
    overview: str = Field(description="Two or three English sentences: who, where, when, and the gist.")
    achievements: list[DraftItem] = Field(description="Results achieved or estimated for a period already reported.")
    targets: list[DraftItem] = Field(description="What is planned, aimed at or forecast.")
    directives: list[DraftDirective] = Field(description="What leaders or authorities instruct or request, and whom.")


class SpanModel(Closed):
    """Half-open offsets in code points of the article's text."""

    start: int
    end: int


class Item(Closed):
    """One statement of the summary with the passage it rests on."""

    id: str
    statement: str
    quote: str
    quote_span: SpanModel | None = Field(description="Where the quote stands in the article; null if it does not.")
    figures: list[Figure]
    issued_by: str | None = None
    addressed_to: str | None = None
    draft_note: str | None = Field(
        default=None, description="What the offline engine could not render, in English; null otherwise."
    )


Section = Literal["achievements", "targets", "directives"]
SECTIONS: tuple[Section, ...] = ("achievements", "targets", "directives")


class Summary(Closed):
    """An English summary: headline, overview and three sections of items."""

    headline: str
    overview: str
    achievements: list[Item]
    targets: list[Item]
    directives: list[Item]

    def items(self) -> list[tuple[Section, Item]]:
        """Return every item with the section it stands in, in reading order."""
        return [(section, item) for section in SECTIONS for item in getattr(self, section)]

    @property
    def text(self) -> str:
        """Headline, overview and statements, one a line: the text that claim spans refer to."""
        return "\n".join([self.headline, self.overview, *(item.statement for _, item in self.items())])


class MentionModel(Closed):
    """A mention as JSON; see `summarizer.quantities.types.Mention`."""

    start: int
    end: int
    text: str
    kind: Literal["quantity", "date", "period", "ordinal", "identifier"]
    value: str | None
    high: str | None
    unit: str
    bound: BoundName
    iso: str | None
    rule: str = ""
    note: str | None = None


class FindingModel(Closed):
    """A finding as JSON; see `summarizer.findings.Finding`."""

    id: str
    item: str | None
    claim_span: SpanModel
    claim_text: str
    verdict: Literal["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"]
    reason: str | None
    evidence: list[MentionModel]
    note: str
    suggestion: str | None


class ReviewModel(Closed):
    """A decision as JSON; see `summarizer.findings.Review`."""

    finding_id: str
    decision: Literal["accept", "correct", "drop", "postpone", "note", "undo"]
    before: str
    after: str | None
    note: str
    reviewer: str
    time: str
    source_sha256: str
    claim_sha256: str
    claim_text: str = Field(default="", description="The words of the claim that was decided.")
    verdict: Literal["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO", ""] = Field(
        default="", description="What the cross-check had said of it."
    )
    reason: str | None = Field(default=None, description="Why the cross-check had flagged it.")


class Reviewed(Closed):
    """Who decided, when last, and what is left."""

    by: list[str]
    on: str = Field(description="ISO 8601 time in UTC of the newest decision.")
    decided: int = Field(description="Flagged findings with a standing decision, or settled by one on their statement.")
    open: int = Field(description="Flagged findings without one, the postponed ones among them.")


class Article(Closed):
    """The source text and what was read from its head."""

    name: str
    sha256: str
    title: str
    published: str | None = Field(description="ISO 8601 date, to the precision the article gives, or null.")
    place: str | None = Field(description="The province or city, in English, or null.")
    text: str


class Usage(Closed):
    """Tokens and cost over all tries."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = Field(default=None, description="US dollars; null where the price is unknown.")


class Provenance(Closed):
    """How the summary came about."""

    engine: Literal["llm", "offline"]
    model: str | None
    prompt: str | None
    prompt_sha256: str | None
    schema_sha256: str
    lexicon_sha256: str
    version: str
    created: str
    cached: bool
    attempts: int
    usage: Usage


class Unreviewed(Closed):
    """The summary as the engine wrote it and what the cross-check said of that."""

    summary: Summary
    findings: list[FindingModel]
    omitted: list[MentionModel]
    flagged: bool


class SummaryFile(Closed):
    """`NAME.summary.json`."""

    schema_version: Literal["1"] = "1"
    article: Article
    summary: Summary
    findings: list[FindingModel]
    omitted: list[MentionModel]
    flagged: bool
    reviews: list[ReviewModel]
    provenance: Provenance
    reviewed: Reviewed | None = Field(
        default=None, description="The state of the review; null before the first decision."
    )
    unreviewed: Unreviewed | None = Field(
        default=None,
        description="What stood before the review, where standing decisions changed the summary; null otherwise.",
    )
