"""Review a queue of 2,000 findings over 300 articles: how long to open it, to decide, to show a page.

    python bench/review.py

The articles are the five seeds, the summaries their golden answers with a digit changed in every second
statement, judged by the real cross-check. Aims: open in under 1 s, a decision in under 50 ms.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.crosscheck import check  # noqa: E402
from summarizer.findings import Decision  # noqa: E402
from summarizer.models import Article, DraftSummary, Item, Provenance, Summary, SummaryFile, Usage  # noqa: E402
from summarizer.report import finding_model  # noqa: E402
from summarizer.review.corrections import current_text, try_out  # noqa: E402
from summarizer.review.queue import Filter, open_queue  # noqa: E402
from summarizer.review.record import Choice  # noqa: E402

ARTICLES, FINDINGS, DECISIONS = 300, 2000, 40
DIGIT = re.compile(r"\d(?=\D*$)")


def make_file(name: str) -> SummaryFile:
    """Summarise a seed with a wrong digit in every second statement."""
    text = unicodedata.normalize("NFC", (ROOT / f"seeds/{name}.txt").read_text(encoding="utf-8"))
    draft = DraftSummary.model_validate_json((ROOT / f"tests/golden/answers/{name}.json").read_bytes())
    sections: dict[str, list[Item]] = {}
    for kind in ("achievements", "targets", "directives"):
        sections[kind] = [
            Item(id=f"{kind[0]}{n}", quote_span=None, **one.model_dump() | {"figures": []})
            for n, one in enumerate(getattr(draft, kind))
        ]
        for item in sections[kind][::2]:
            item.statement = DIGIT.sub(lambda match: str((int(match[0]) + 4) % 10), item.statement)
    summary = Summary(headline=draft.headline, overview=draft.overview, **sections)
    report = check(text, summary)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return SummaryFile(
        article=Article(name=name, sha256=sha, title="", published=None, place=None, text=text),
        summary=summary,
        findings=[finding_model(one) for one in report.findings],
        omitted=[],
        flagged=True,
        reviews=[],
        provenance=Provenance(
            engine="offline",
            model=None,
            prompt=None,
            prompt_sha256=None,
            schema_sha256="",
            lexicon_sha256="",
            version="",
            created="",
            cached=False,
            attempts=0,
            usage=Usage(),
        ),
    )


def write_folder(folder: Path) -> None:
    """Write the summary files; findings are marked flagged or supported so that the number comes out."""
    files = [make_file(path.stem) for path in sorted((ROOT / "tests/golden/answers").glob("*.json"))]
    left = FINDINGS
    for number in range(ARTICLES):
        file = files[number % len(files)].model_copy(deep=True)
        wanted = left // (ARTICLES - number)
        findings = sorted(file.findings, key=lambda one: one.verdict == "SUPPORTED")
        for place, finding in enumerate(findings):
            finding.verdict = "REFUTED" if place < wanted else "SUPPORTED"
        left -= min(wanted, len(findings))
        file.article.name = f"article-{number:03}"
        path = folder / f"article-{number:03}.summary.json"
        path.write_text(file.model_dump_json(indent=2), encoding="utf-8")


def timed(action) -> tuple[float, object]:
    started = time.perf_counter()
    result = action()
    return (time.perf_counter() - started) * 1000, result


def tell(what: str, times: list[float], aim: float | None = None) -> bool:
    """Print the median and the worst; tell whether the median meets the aim."""
    median = statistics.median(times)
    verdict = "" if aim is None else f"  aim < {aim:,.0f} ms: {'met' if median < aim else 'MISSED'}"
    print(f"{what:<46} median {median:8.1f} ms  worst {max(times):8.1f} ms{verdict}")
    return aim is None or median < aim


def measure_decisions(folder: Path) -> bool:
    """Decide one by one, as the terminal does; a correction is checked before, as the person sees it."""
    queue = open_queue([folder])
    entries = queue.entries()
    accepted = [
        timed(lambda e=entry: queue.decide(e, Choice(e.finding.id, Decision.ACCEPT, "bench")))[0]
        for entry in entries[:DECISIONS]
    ]
    tried, written = [], []
    for number, entry in enumerate(entries[DECISIONS : 2 * DECISIONS]):
        file = queue.file(entry.path)
        text = current_text(file, entry.finding) + f" So it was: {number}."
        tried.append(timed(lambda f=file, e=entry, t=text: try_out(f, e.finding, t))[0])
        choice = Choice(entry.finding.id, Decision.CORRECT, "bench", text)
        written.append(timed(lambda e=entry, c=choice: queue.decide(e, c))[0])
    again = [timed(queue.entries)[0] for _ in range(20)]
    good = tell("write a decision (accept, fsynced)", accepted, 50)
    good &= tell("write a correction", written, 50)
    tell("check a correction before it is written", tried)
    tell("list the queue again", again)
    return good


def measure_page(folder: Path) -> None:
    """Ask the page's application itself, without a socket."""
    from summarizer.review.web import Secrets, make_app

    known = Secrets()
    app = make_app(open_queue([folder]), Filter(), "bench", 1, known)
    path = f"/{known.token}/"
    headers = [(b"host", b"127.0.0.1:1")]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": headers,
        "root_path": "",
    }

    async def ask() -> int:
        size = 0

        async def send(message) -> None:
            nonlocal size
            size += len(message.get("body", b""))

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        await app(dict(scope), receive, send)
        return size

    first, size = timed(lambda: asyncio.run(ask()))
    times = [timed(lambda: asyncio.run(ask()))[0] for _ in range(10)]
    tell("render the first page (reads 300 files)", [first])
    tell(f"render a page ({size / 1024:.0f} KB)", times)


def main() -> int:
    """Print the figures; 1 where an aim is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        used = time.process_time()
        opened, found = timed(lambda: open_queue([folder]).entries())
        used = (time.process_time() - used) * 1000
        print(f"{len(found)} findings, {ARTICLES} articles, {size:.1f} MB, {os.cpu_count()} cores")
        good = tell("open the queue", [opened], 1000)
        print(f"{'':<46} of it {used:.0f} ms on the processor; the rest waits for others on this machine")
        code = f"from summarizer.review.command import command; command([{name!r}, '--stats'])"
        whole = timed(lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True))
        tell("the whole command with --stats, start to end", [whole[0]])
        good &= measure_decisions(folder)
        measure_page(folder)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
