"""Asks an ASGI application, without a network and without a client library."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from summarizer.review.queue import Filter, open_queue
from summarizer.review.web import Secrets, make_app

PORT = 8123
HOST = f"127.0.0.1:{PORT}"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Asker:
    """A page on the summaries of a folder, and a browser that knows its secrets."""

    def __init__(self, folder: Path, chosen: Filter | None = None, reviewer: str = "Lan") -> None:
        self.known = Secrets()
        self.app = make_app(open_queue([folder]), chosen or Filter(), reviewer, PORT, self.known)

    def get(self, query: str = "", **options: Any) -> Answer:
        return self.ask("GET", f"/{self.known.token}/{query}", **options)

    def post(self, path: str, values: dict[str, str], **options: Any) -> Answer:
        values = {"csrf": self.known.form, **values}
        return self.ask("POST", f"/{self.known.token}/{path}", body=urlencode(values).encode(), **options)

    def decide(self, answer: Answer, decision: str, **values: str) -> Answer:
        """Submit the form of a page as a browser would, and follow the way it shows."""
        fields = dict(
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text.split("</form>")[1])
        )
        told = self.post("decide", {**fields, "decision": decision, **values})
        if told.status != 303:
            return told
        return self.get("?" + urlsplit(told.headers["location"]).query)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        host: str = HOST,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        return asyncio.run(self._ask(method, path, body, {"host": host, **(headers or {})}))

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(path)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", PORT),
        }
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(scope, receive, send)
        found = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        return Answer(messages[0]["status"], found, b"".join(one.get("body", b"") for one in messages[1:]))
