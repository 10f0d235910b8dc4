"""A summary file as Markdown that an editor would accept.

Words of articles and models are escaped: nothing in them can become HTML, a link or markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.report.passages import (
    HEADINGS,
    OFFLINE_LABEL,
    by_issuer,
    checked_words,
    decision_words,
    keep_blanks,
    lay_out,
    line_of,
    passage_of,
    plain,
    unquoted_evidence,
    verdict_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.models import FindingModel, MentionModel, SummaryFile
    from summarizer.report.passages import Layout, Statement

MARK = "⚠"
MOST_OMITTED = 12
_SPECIAL = re.compile(r"[\\`*_\[\]~|$@{}]")
_LINK = re.compile(r"(?i)(\w):(?=//)|\b(www)\.")
_BLOCK_START = re.compile(r"^(?:(#|[-+](?=\s|$)|[-=]+$)|(\d+)([.)])(?=\s|$))")


def render_markdown(file: SummaryFile) -> str:
    """Return `NAME.summary.md`."""
    layout = lay_out(file)
    parts = [
        f"# {_marked(layout.headline, bold=False)}",
        _where_and_when(file),
        *_notices(file),
        _marked(layout.overview),
    ]
    for section, heading in HEADINGS.items():
        statements = layout.sections[section]
        parts.append(f"## {heading}")
        for who, group in by_issuer(statements):
            parts += [f"*{escape(who)}:*"] if who else []
            parts += [_item(file, statement) for statement in group]
        parts += [] if statements else ["None found in the article."]
    parts += [*_to_review(file, layout), *_omitted(file), *_provenance(file)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Return text on one line that Markdown shows as it stands."""
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _LINK.sub(lambda m: f"{m[1]}\\:" if m[1] else f"{m[2]}\\.", text)
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def inline(text: str) -> str:
    """Escape a piece of a line; its blanks at either end stay."""
    return keep_blanks(text, escape)


def passage_words(source: str, mention: MentionModel) -> str:
    """Return where the source has a mention, with the words around it."""
    passage = passage_of(source, mention)
    return f"line {passage.line}: “{inline(passage.before)}**{escape(passage.words)}**{inline(passage.after)}”"


def refs_words(refs: Sequence[int]) -> str:
    """Return the marker behind flagged words, with the numbers of its entries under "To review"."""
    return f" ({MARK} {', '.join(map(str, refs))})" if refs else ""


def _marked(statement: Statement, *, bold: bool = True) -> str:
    words = []
    for segment in statement.segments:
        text = inline(segment.text)
        words.append((f"**{text.strip()}**" if segment.strong and bold else text) + refs_words(segment.refs))
    return "".join(words).strip() + refs_words(statement.refs)


def _where_and_when(file: SummaryFile) -> str:
    article = file.article
    title = f"*{escape(article.title)}*" if article.title else ""
    name = f"article `{plain(article.name).replace('`', '')}`"
    return " · ".join(part for part in (escape(article.place or ""), article.published, title, name) if part)


def _notices(file: SummaryFile) -> Iterator[str]:
    if file.provenance.engine == "offline":
        yield f"> **{OFFLINE_LABEL.split(',')[0]}**,{OFFLINE_LABEL.partition(',')[2]}"
    if file.reviewed:
        state = file.reviewed
        names = ", ".join(escape(name) for name in state.by)
        left = f"; {state.open} still open" if state.open else ""
        yield f"> **Reviewed by {names} on {state.on[:10]}**: {state.decided} decided{left}."
    yield f"> {MARK + ' ' if file.flagged else ''}{checked_words(file)}"


def _item(file: SummaryFile, statement: Statement) -> str:
    """Return one item with its quotation folded under it."""
    item = statement.item
    lines = [f"- {_marked(statement)}"]
    if item is None:
        return lines[0]
    if item.draft_note:
        lines += ["", f"  *Draft note: {escape(item.draft_note)}*"]
    if item.quote.strip():
        place = (
            f", line {line_of(file.article.text, item.quote_span.start)}" if item.quote_span else ": not found there"
        )
        quote = [f"  > {escape(line)}" for line in item.quote.split("\n") if line.strip()]
        lines += ["", f"  <details><summary>Source{place}</summary>", "", *quote, "", "  </details>"]
    return "\n".join(lines)


def _to_review(file: SummaryFile, layout: Layout) -> Iterator[str]:
    if not layout.to_review:
        return
    yield "## To review"
    for number, finding in enumerate(layout.to_review, 1):
        lines = [f"{number}. “**{escape(finding.claim_text)}**”: {verdict_words(finding)}."]
        lines += [f"   - {line}" for line in _explain(file, finding)]
        if decision := layout.decisions.get(finding.id):
            lines.append(f"   - **{escape(decision_words(decision))}**")
        yield "\n".join(lines)


def _explain(file: SummaryFile, finding: FindingModel) -> Iterator[str]:
    if finding.note:
        yield escape(finding.note)
    for mention in unquoted_evidence(finding):
        yield f"Source, {passage_words(file.article.text, mention)}"
    if finding.suggestion:
        yield f"Suggested: {escape(finding.suggestion)}"


def _omitted(file: SummaryFile) -> Iterator[str]:
    if not file.omitted:
        return
    yield "## Not in the summary"
    yield "Numbers of the article that the summary leaves out, the weightiest first:"
    shown = file.omitted[:MOST_OMITTED]
    yield "\n".join(f"- Source, {passage_words(file.article.text, mention)}" for mention in shown)
    if len(file.omitted) > len(shown):
        yield f"and {len(file.omitted) - len(shown)} more, listed in the JSON file."


def _provenance(file: SummaryFile) -> Iterator[str]:
    made = file.provenance
    yield "## Provenance"
    rows = [("Engine", "offline rules, no language model" if made.engine == "offline" else "language model")]
    if made.model:
        rows.append(("Model", escape(made.model) + (", answer from the cache" if made.cached else "")))
    if made.prompt:
        rows.append(("Prompt", f"{escape(made.prompt)} (`{(made.prompt_sha256 or '')[:12]}`)"))
    if made.attempts:
        usage = made.usage
        cost = "cost unknown" if usage.cost_usd is None else f"USD {usage.cost_usd:.4f}"
        rows.append(
            (
                "Requests",
                f"{made.attempts}; {usage.input_tokens:,} tokens in, {usage.output_tokens:,} out; {cost}",
            )
        )
    rows.append(("Article", f"sha256 `{file.article.sha256[:16]}`"))
    rows.append(
        (
            "Made",
            f"{made.created} by vn-report-summarizer {made.version}, lexicon `{made.lexicon_sha256[:12]}`",
        )
    )
    yield "\n".join(f"- {name}: {value}" for name, value in rows)
