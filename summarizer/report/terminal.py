"""A summary file on a terminal. Words of articles and models are text, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summarizer.report.markdown import MARK, MOST_OMITTED, refs_words
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
    from summarizer.models import FindingModel, MentionModel, SummaryFile
    from summarizer.report.passages import Layout, Statement

WIDTH = 100


def print_summary(file: SummaryFile, *, verbose: bool = False, console: Console | None = None) -> None:
    """Print a summary; `verbose` shows each quotation under its statement."""
    screen = console or Console(highlight=False)
    screen.width = min(screen.width, WIDTH)
    layout = lay_out(file)
    screen.print(_marked(layout.headline, "bold"))
    screen.print(Text(_where_and_when(file), style="dim"))
    _print_notices(screen, file)
    screen.print()
    screen.print(_marked(layout.overview))
    for section, heading in HEADINGS.items():
        screen.print(Text(f"\n{heading}", style="bold underline"))
        for who, group in by_issuer(layout.sections[section]):
            if who:
                screen.print(Padding(Text(f"{who}:", style="italic"), (0, 0, 0, 2)))
            for statement in group:
                _print_item(screen, file, statement, verbose=verbose)
        if not layout.sections[section]:
            screen.print(Text("  None found in the article.", style="dim"))
    _print_review(screen, file, layout)
    _print_omitted(screen, file, verbose=verbose)


def _where_and_when(file: SummaryFile) -> str:
    article = file.article
    return " · ".join(plain(fact) for fact in (article.place, article.published, article.title, article.name) if fact)


def _print_notices(screen: Console, file: SummaryFile) -> None:
    if file.provenance.engine == "offline":
        screen.print(Text(OFFLINE_LABEL, style="magenta"))
    if file.reviewed:
        names = ", ".join(plain(name) for name in file.reviewed.by)
        screen.print(Text(f"Reviewed by {names} on {file.reviewed.on[:10]}", style="green"))
    style = "yellow" if file.flagged else "green"
    screen.print(Text(f"{MARK + ' ' if file.flagged else ''}{checked_words(file)}", style=style))


def _marked(statement: Statement, style: str = "") -> Text:
    text = Text(style=style)
    for segment in statement.segments:
        style_of = "bold yellow" if segment.refs else "bold" if segment.strong else ""
        text.append(keep_blanks(segment.text, plain), style=style_of)
        text.append(refs_words(segment.refs), style="yellow")
    text.append(refs_words(statement.refs), style="yellow")
    return text


def _print_hanging(screen: Console, bullet: str, text: Text) -> None:
    """Print a list entry whose further lines stand under its first word."""
    grid = Table.grid()
    grid.add_column(width=len(bullet))
    grid.add_column()
    grid.add_row(bullet, text)
    screen.print(grid)


def _print_item(screen: Console, file: SummaryFile, statement: Statement, *, verbose: bool) -> None:
    _print_hanging(screen, "  • ", _marked(statement))
    item = statement.item
    if item is None or not verbose or not item.quote:
        return
    where = f"line {line_of(file.article.text, item.quote_span.start)}" if item.quote_span else "not in the source"
    screen.print(Padding(Text(f"“{plain(item.quote)}” ({where})", style="dim"), (0, 0, 0, 4)))


def _print_review(screen: Console, file: SummaryFile, layout: Layout) -> None:
    if layout.to_review:
        screen.print(Text("\nTo review", style="bold underline"))
    for number, finding in enumerate(layout.to_review, 1):
        head = Text(f"“{plain(finding.claim_text)}”", style="bold yellow")
        head.append(f": {verdict_words(finding)}.", style="not bold default")
        _print_hanging(screen, f"{number:>3}. ", head)
        for line in _explain(file, finding):
            screen.print(Padding(line, (0, 0, 0, 5)))
        if decision := layout.decisions.get(finding.id):
            screen.print(Padding(Text(decision_words(decision), style="green"), (0, 0, 0, 5)))


def _explain(file: SummaryFile, finding: FindingModel) -> list[Text]:
    lines = [Text(plain(finding.note))] if finding.note else []
    lines += [_passage(file.article.text, mention) for mention in unquoted_evidence(finding)]
    return lines + ([Text(f"Suggested: {plain(finding.suggestion)}")] if finding.suggestion else [])


def _passage(source: str, mention: MentionModel) -> Text:
    passage = passage_of(source, mention)
    text = Text(f"Source, line {passage.line}: “{keep_blanks(passage.before, plain)}", style="dim")
    text.append(plain(passage.words), style="bold")
    text.append(f"{keep_blanks(passage.after, plain)}”")
    return text


def _print_omitted(screen: Console, file: SummaryFile, *, verbose: bool) -> None:
    if not file.omitted:
        return
    screen.print(Text("\nNot in the summary", style="bold underline"))
    shown = file.omitted if verbose else file.omitted[: MOST_OMITTED // 2]
    for mention in shown:
        screen.print(Padding(_passage(file.article.text, mention), (0, 0, 0, 2)))
    if len(file.omitted) > len(shown):
        screen.print(Padding(Text(f"and {len(file.omitted) - len(shown)} more", style="dim"), (0, 0, 0, 2)))
