"""The review in a browser: a small server on 127.0.0.1 that renders every page itself.

Whoever asks must know the random token in the address, name this server as Host, and come from no other
origin; a decision must carry a second token. Pages load nothing from elsewhere and run no inline script.
"""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from summarizer.errors import UserError
from summarizer.findings import Decision
from summarizer.review.corrections import Trial, offer, try_out
from summarizer.review.excerpt import claim_pieces, source_pieces
from summarizer.review.page import REASONS, environment, make_sheet, static_text
from summarizer.review.queue import Entry, Filter, Queue, next_open
from summarizer.review.record import Choice, ConflictError
from summarizer.review.screen import DONE
from summarizer.review.visible import clean_input, make_line

try:
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
    from starlette.routing import Route
except ImportError as error:  # pragma: no cover
    raise UserError("the page needs starlette and uvicorn: pip install starlette uvicorn") from error

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
MOST_BYTES = 256 * 1024
WINDOW = 40
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
STATIC = ("review.css", "partners.js", "review.js", "icon.svg")
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a request must know: `token` in the address, `form` in every form."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class Guard:
    """Refuses requests from elsewhere before anything reads them, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[str]) -> None:
        self._app = app
        self._prefix = f"/{token}/"
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        app = PlainTextResponse(refusal, 403) if refusal else self._app
        await app(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> str:
        """Return why a request is refused; "" where it is welcome."""
        if request.headers.get("host", "") not in self._hosts:
            return "Refused: another host.\n"
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return "Refused: another origin.\n"
        path = request.scope["path"].encode("utf-8", "surrogateescape")[: len(self._prefix)]
        if not secrets.compare_digest(path, self._prefix.encode()):
            return "Refused: open the address that the command printed, with its token.\n"
        return ""


@dataclass(slots=True)
class Desk:
    """Answers requests about one queue."""

    queue: Queue
    chosen: Filter
    reviewer: str
    secrets: Secrets

    def routes(self) -> list[Route]:
        """Return what is served."""
        root = f"/{self.secrets.token}"
        return [
            Route(f"{root}/", self.show, methods=["GET"]),
            Route(f"{root}/decide", self.decide, methods=["POST"]),
            Route(f"{root}/check", self.check, methods=["POST"]),
            Route(f"{root}/static/{{name}}", self.static, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show one finding."""
        return await run_in_threadpool(self._page, dict(request.query_params))

    async def decide(self, request: Request) -> Response:
        """Write a decision, then go to the next finding."""
        values = await _form(request)
        return await run_in_threadpool(self._decide, values) if self._trusts(values) else _foreign()

    async def check(self, request: Request) -> Response:
        """Check a wording while it is typed."""
        values = await _form(request)
        return await run_in_threadpool(self._check, values) if self._trusts(values) else _foreign()

    async def static(self, request: Request) -> Response:
        """Serve one of our own files."""
        name = request.path_params["name"]
        if name not in STATIC:
            return PlainTextResponse("Not here.\n", 404)
        return Response(static_text(name), media_type=TYPES[name.rpartition(".")[2]])

    def _trusts(self, values: Values) -> bool:
        """Tell whether a form carries our token."""
        return secrets.compare_digest(values.get("csrf", "").encode(), self.secrets.form.encode())

    def _filter(self, values: Values) -> Filter:
        """Return what the page shows: what the command line asked for, narrowed in the page."""
        reason, article = values.get("reason", ""), values.get("article", "").strip()
        return Filter(
            frozenset([reason]) if reason else self.chosen.reasons,
            (article,) if article else self.chosen.articles,
            values.get("undecided") == "1" or self.chosen.undecided,
        )

    def _entries(self, values: Values) -> list[Entry]:
        """Return the queue as the page shows it; the finding shown stays in it."""
        chosen = self._filter(values)
        return [one for one in self.queue.entries() if chosen.takes(one) or self._is(one, values)]

    def _is(self, entry: Entry, values: Values) -> bool:
        """Tell whether `values` name `entry`."""
        return values.get("finding") == entry.key and values.get("file") == self._number(entry)

    def _number(self, entry: Entry) -> str:
        """Return the number by which the page names the file of `entry`."""
        return str(entry.place[0])

    def _at(self, entries: list[Entry], values: Values) -> int:
        """Return the position of the finding that `values` name, else where one left off."""
        named = next((at for at, one in enumerate(entries) if self._is(one, values)), None)
        return named if named is not None else next_open(entries) or 0

    def _page(self, values: Values, *, error: str = "", status: int = 200) -> Response:
        """Render the page."""
        entries = self._entries(values)
        template = environment().get_template("review.html")
        common = self._common(entries, values) | {"error": error}
        if not entries:
            return HTMLResponse(template.render(**common, entry=None), status)
        at = self._at(entries, values)
        entry = entries[at]
        file = self.queue.file(entry.path)
        offered = offer(file, entry.finding)
        first = max(0, min(at - WINDOW // 2, len(entries) - WINDOW))
        shown = self._around(entries, at, values)
        html = template.render(
            **common,
            **shown,
            entry=entry,
            at=at,
            sheet=make_sheet(file, entry.finding),
            english=claim_pieces(entry.finding, entry.statement, entry.text),
            vietnamese=source_pieces(file, entry.finding, entry.statement, whole=False),
            offered=clean_input(offered) if offered else "",
            trial=try_out(file, entry.finding, offered) if offered else None,
            typed=values.get("after") if error else None,
            window=[(one, self._link(values, one)) for one in entries[first : first + WINDOW]],
            first=first,
            flagged={one.finding.id: self._link(values, one) for one in entries if one.path == entry.path},
        )
        return HTMLResponse(html, status)

    def _common(self, entries: list[Entry], values: Values) -> dict[str, Any]:
        """Return what every page needs."""
        everything = self.queue.entries()
        chosen = replace(self._filter(values), undecided=False)
        meant = [one for one in everything if chosen.takes(one)]
        return {
            "root": f"/{self.secrets.token}",
            "csrf": self.secrets.form,
            "reviewer": self.reviewer,
            "shown": len(entries),
            "total": len(meant),
            "decided": sum(one.decided for one in meant),
            "postponed": sum(one.postponed for one in meant),
            "filter": {name: make_line(values.get(name, "")) for name in ("reason", "article", "undecided")},
            "present": [one for one in REASONS if one in {entry.finding.reason for entry in everything}],
            "files": len(self.queue.paths),
            "problems": [make_line(one) for one in self.queue.problems.values()],
            "fallen": [(path.name, one) for path, one in self.queue.fallen()],
            "saved": DONE.get(values.get("saved", ""), ""),
            "supported": values.get("supported", ""),
            "last": {
                "file": make_line(values.get("last_file", "")),
                "finding": make_line(values.get("last_finding", "")),
            },
        }

    def _around(self, entries: list[Entry], at: int, values: Values) -> dict[str, str]:
        """Return the links to the neighbours of a finding."""
        onward = next_open(entries, at)
        return {
            "previous": self._link(values, entries[at - 1]),
            "following": self._link(values, entries[(at + 1) % len(entries)]),
            "open_next": self._link(values, entries[onward]) if onward is not None else "",
        }

    def _link(self, values: Values, entry: Entry) -> str:
        """Return the address of the page that shows `entry`, under the same filter."""
        kept = {name: values[name] for name in ("reason", "article", "undecided") if values.get(name)}
        return f"/{self.secrets.token}/?" + urlencode({**kept, "file": self._number(entry), "finding": entry.key})

    def _decide(self, values: Values) -> Response:
        """Write a decision and answer with the way to the next finding."""
        entries = self._entries(values)
        position = next((at for at, one in enumerate(entries) if self._is(one, values)), None)
        if position is None:
            return self._page(values, error="This finding is no longer in the summary.", status=409)
        entry = entries[position]
        try:
            choice = self._choice(values, entry)
            supported = self._verdict(entry, choice)
            self.queue.decide(entry, choice)
        except UserError as problem:
            conflict = isinstance(problem, ConflictError)
            return self._page(values, error=str(problem), status=409 if conflict else 400)
        stay = choice.decision in {Decision.UNDO, Decision.NOTE}
        entries = self._entries(values)
        onward = position if stay else next_open(entries, position)
        target = entries[onward if onward is not None else position]
        told = {
            "saved": choice.decision.value,
            "last_file": values["file"],
            "last_finding": values["finding"],
        }
        query = self._link(values, target) + "&" + urlencode(told | {"supported": supported})
        return RedirectResponse(query, 303)

    def _choice(self, values: Values, entry: Entry) -> Choice:
        """Read a decision from a form.

        Raises:
            UserError: it names no decision.
        """
        try:
            decision = Decision(values.get("decision", ""))
        except ValueError as problem:
            raise UserError("the form names no decision") from problem
        after = clean_input(values.get("after", "")) if decision is Decision.CORRECT else None
        seen = values.get("seen", "")
        return Choice(
            entry.finding.id,
            decision,
            self.reviewer,
            after,
            clean_input(values.get("note", "")),
            int(seen) if seen.isdecimal() and len(seen) < 9 else None,
        )

    def _verdict(self, entry: Entry, choice: Choice) -> str:
        """Return whether a correction is supported; "" for other decisions."""
        if not choice.after:
            return ""
        return "yes" if try_out(self.queue.file(entry.path), entry.finding, choice.after).supported else "no"

    def _check(self, values: Values) -> Response:
        """Check a wording."""
        entry = next((one for one in self.queue.entries() if self._is(one, values)), None)
        text = clean_input(values.get("after", ""))
        if entry is None or not text:
            return JSONResponse({"supported": False, "message": "Nothing to check."}, 409 if entry is None else 200)
        trial: Trial = try_out(self.queue.file(entry.path), entry.finding, text)
        return JSONResponse({"supported": trial.supported, "message": make_line(trial.message)})


def _foreign() -> Response:
    """Refuse a form that is not ours."""
    return PlainTextResponse("Refused: the form is from elsewhere or too old; open the page again.\n", 403)


async def _form(request: Request) -> Values:
    """Read a form of moderate size; a bigger one reads as empty, and is refused for want of its token."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))


def make_app(queue: Queue, chosen: Filter, reviewer: str, port: int, known: Secrets) -> ASGIApp:
    """Return the guarded application for a server on `port`."""
    desk = Desk(queue, chosen, reviewer, known)
    hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
    return Guard(Starlette(routes=desk.routes()), known.token, hosts)


def serve(queue: Queue, chosen: Filter, reviewer: str, port: int) -> None:
    """Serve the page until the person stops it.

    Raises:
        UserError: the port is taken.
    """
    import click
    import uvicorn

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)  # before the address is told: whoever opens it at once waits, and is not refused
    except OSError as error:
        raise UserError(f"port {port} is not free: {error.strerror}; try --port 0") from error
    taken = listener.getsockname()[1]
    known = Secrets()
    app = make_app(queue, chosen, reviewer, taken, known)
    click.echo(f"{len(queue.entries(chosen))} findings to review; open this address; Ctrl-C stops:", err=True)
    click.echo(f"http://{LOOPBACK}:{taken}/{known.token}/")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=3,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        click.echo("Stopped; every decision is saved.", err=True)
