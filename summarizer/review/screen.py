"""Draws one finding as lines of text for a terminal of any width, with colour or without."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from summarizer.review.excerpt import REACH, Piece, claim_pieces, source_pieces
from summarizer.review.visible import make_line, make_visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.models import ReviewModel, SummaryFile
    from summarizer.review.corrections import Trial
    from summarizer.review.queue import Entry

WIDE = 110
TALL = 34
NEAR = 110
GAP = " │ "
STYLES = {
    "evidence": "bold reverse green",
    "claim": "bold reverse yellow",
    "REFUTED": "bold red",
    "NOT_ENOUGH_INFO": "bold yellow",
    "SUPPORTED": "bold green",
    "label": "bold cyan",
    "quiet": "dim",
}
DONE = {
    "accept": "accepted as it stands",
    "correct": "corrected",
    "drop": "dropped",
    "postpone": "postponed",
    "note": "noted",
    "undo": "undone",
}
SETTLED = "SETTLED: a decision on another number dropped or mended this statement."
FOOTER = (
    "a accept  t take offer  c correct  d drop  p postpone  n note  u undo",
    "→ next  ← back  ↑↓ scroll  m whole article  o next open  ? help  q quit",
)
HELP = """\
a   accept: the summary is right as it stands, the check was wrong
t   take the offered value into the statement (shown under OFFER)
c   correct: edit the statement; it is checked before it is saved
d   drop the statement from the summary
p   postpone: it comes again at the end
n   write a note
u   undo the decision just made, else the one on this finding
→ ← next and previous finding (also j k, Enter); o next open finding
↑ ↓ scroll; Space and PageUp by pages; m the whole article or the passage
g G first and last finding
q   quit; every decision is already saved, and you go on here next time
"""


@dataclass(frozen=True, slots=True)
class View:
    """What the screen shows.

    Attributes:
        entry: the finding.
        file: its summary file.
        position: its number in the queue, from 1.
        total: findings in the queue.
        decided: how many of them are decided.
        offer: the statement with the source's value, where there is one.
        trial: a new wording that waits for confirmation.
        whole: show the whole article.
        message: one line on what just happened.
        scroll: lines of the body that are scrolled away.
        help: show the keys instead.
    """

    entry: Entry
    file: SummaryFile
    position: int
    total: int
    decided: int
    offer: str | None = None
    trial: Trial | None = None
    whole: bool = False
    message: str = ""
    scroll: int = 0
    help: bool = False
    footer: Sequence[str] = field(default=FOOTER)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the terminal can do."""

    width: int = 80
    height: int = 24
    colour: bool = False


def draw(view: View, terminal: Terminal) -> list[str]:
    """Return the lines of one screen, never more or wider than the terminal."""
    width = max(terminal.width, 20)
    head = [_fit(_header(view), width), Text("─" * width, style=STYLES["quiet"])]
    foot = [Text("─" * width, style=STYLES["quiet"]), *_footer(view, width)]
    room = max(terminal.height - len(head) - len(foot), 3)
    body = _body(view, terminal, width)
    scroll = min(view.scroll, max(len(body) - room, 0))
    shown = body[scroll : scroll + room]
    hidden = len(body) - scroll - len(shown)
    if hidden > 0:
        more = Text(f"… {hidden + 1} more lines: ↓ or Space", style=STYLES["quiet"])
        shown = [*shown[:-1], _fit(more, width)]
    shown += [Text("")] * (room - len(shown))
    return [_render(line, terminal.colour, width) for line in (*head, *shown, *foot)]


def draw_plain(view: View, width: int) -> list[str]:
    """Return all lines without filling or cutting to a height, for line mode."""
    head = [_fit(_header(view), width), Text("-" * width)]
    return [_render(line, False, width) for line in (*head, *_body(view, Terminal(width=width, height=TALL), width))]


def _header(view: View) -> Text:
    """Return the line that tells what this is and how far one is."""
    finding = view.entry.finding
    text = Text(f"{view.position}/{view.total} ")
    text.append(finding.verdict.replace("_", " "), style=STYLES.get(finding.verdict, ""))
    text.append(f" {finding.reason or ''}  {view.decided} decided  ")
    text.append(make_line(f"{view.entry.name} · {view.entry.statement.section}"), style=STYLES["quiet"])
    return text


def _footer(view: View, width: int) -> list[Text]:
    """Return the message and the keys."""
    message = [_fit(Text(make_line(view.message), style="bold"), width)] if view.message else []
    return [*message, *(_fit(Text(line, style=STYLES["quiet"]), width) for line in view.footer)]


def _body(view: View, terminal: Terminal, width: int) -> list[Text]:
    """Return everything between header and footer."""
    if view.help:
        return [line for row in HELP.splitlines() for line in _wrap(Text(row), width)]
    colour, reach = terminal.colour, REACH if terminal.height >= TALL else NEAR
    entry, finding = view.entry, view.entry.finding
    english = _text(claim_pieces(finding, entry.statement, entry.text), colour)
    source = _text(source_pieces(view.file, finding, entry.statement, whole=view.whole, reach=reach), colour)
    if view.trial is not None:
        return _paragraph("SUMMARY (English)", english, width) + _trial(view.trial, width) + _source(source, width)
    lines = _passages(source, english, width)
    lines += _paragraph("WHY", Text(make_visible(finding.note or "No reason given.")), width)
    if finding.suggestion and view.offer:
        offered = Text(make_line(finding.suggestion), style="bold")
        lines += _paragraph("OFFER", offered.append(f"   (t takes it) {make_line(view.offer)}", "not bold"), width)
    return lines + _history(entry, width)


def _passages(source: Text, english: Text, width: int) -> list[Text]:
    """Return the two passages: side by side where there is room, else one under the other."""
    labels = ("SOURCE (Vietnamese)", "SUMMARY (English)")
    if width < WIDE:
        return _paragraph(labels[1], english, width) + _paragraph(labels[0], source, width)
    half = (width - len(GAP)) // 2
    left = [Text(labels[0], style=STYLES["label"]), *_wrap(source, half)]
    right = [Text(labels[1], style=STYLES["label"]), *_wrap(english, half)]
    rows = []
    for number in range(max(len(left), len(right))):
        one = left[number].copy() if number < len(left) else Text("")
        one.pad_right(max(half - one.cell_len, 0))
        one.append(GAP, style=STYLES["quiet"])
        rows.append(one.append_text(right[number]) if number < len(right) else one)
    return [*rows, Text("")]


def _source(source: Text, width: int) -> list[Text]:
    """Return the Vietnamese passage by itself."""
    return _paragraph("SOURCE (Vietnamese)", source, width)


def _trial(trial: Trial, width: int) -> list[Text]:
    """Return the new wording and what the check says of it."""
    verdict = "SUPPORTED" if trial.supported else "NOT SUPPORTED"
    style = STYLES["SUPPORTED" if trial.supported else "REFUTED"]
    checked = Text(verdict, style=style).append(f"  {make_line(trial.message)}", style="not bold default")
    return _paragraph("NEW", Text(make_line(trial.text), style="bold"), width) + _paragraph("CHECK", checked, width)


def _history(entry: Entry, width: int) -> list[Text]:
    """Return the record of the finding."""
    lines: list[Text] = []
    for review in entry.history:
        lines += _wrap(Text(_told(review), style=STYLES["quiet"]), width)
    if entry.settled:
        lines = [*_wrap(Text(SETTLED, style="bold"), width), *lines]
    if entry.decision is not None:
        state = Text(f"DECIDED: {DONE[entry.decision.decision]}", style="bold")
        lines = [*_wrap(state, width), *lines]
    return lines


def _told(review: ReviewModel) -> str:
    """Return one record entry as a line."""
    what = DONE.get(review.decision, review.decision)
    note = f": {review.note}" if review.note else ""
    return make_line(f"{review.time[:16].replace('T', ' ')} {review.reviewer} {what}{note}")


def _paragraph(label: str, text: Text, width: int) -> list[Text]:
    """Return a label line, the wrapped text, and an empty line."""
    if len(label) <= 6:
        return [*_wrap(Text(f"{label:<6}", style=STYLES["label"]).append_text(text), width), Text("")]
    return [Text(label, style=STYLES["label"]), *_wrap(text, width), Text("")]


def _text(pieces: Iterable[Piece], colour: bool) -> Text:
    """Return pieces with their marks: as styles with colour, as »…« without."""
    text = Text()
    for piece in pieces:
        words = make_visible(piece.text)
        if piece.mark and not colour:
            words = f"»{words}«"
        text.append(words, style=STYLES.get(piece.mark, "") if colour else "")
    return text


_RULER = Console(file=io.StringIO(), width=80, color_system=None, legacy_windows=False)


def _wrap(text: Text, width: int) -> list[Text]:
    """Break `text` into lines of `width` cells; long words are cut."""
    return list(text.wrap(_RULER, width, overflow="fold")) or [Text("")]


def _fit(text: Text, width: int) -> Text:
    """Cut one line to `width` cells."""
    text.truncate(width, overflow="ellipsis")
    return text


def _render(text: Text, colour: bool, width: int) -> str:
    """Return a line as a string, with escapes where colour is wanted."""
    if not colour:
        return text.plain.rstrip()
    out = io.StringIO()
    console = Console(file=out, width=width + 1, force_terminal=True, color_system="standard", legacy_windows=False)
    console.print(text, end="", soft_wrap=True, no_wrap=True, highlight=False, markup=False, emoji=False)
    return out.getvalue()
