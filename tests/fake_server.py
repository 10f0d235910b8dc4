"""A real HTTP server on 127.0.0.1 that speaks chat completions and does what a script says.

    with FakeServer() as server:
        server.script(rate_limited(seconds=1), good(ANSWER))
        ...                                     # point OPENAI_BASE_URL at server.url
        assert len(server.requests) == 2

A request takes the first of: the next step of the script of the article that it holds (`script_for`), the
next step of the common script, the answer for the article (`answer_for`), the standing answer
(`server.answer`). Nothing left means 418, which no client tries again: a test that asks too often fails.
"""

from __future__ import annotations

import copy
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, Self


@dataclass(frozen=True)
class Step:
    """What the server does with one request; named so that a failing test can say so."""

    name: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    error: dict[str, Any] | None = None
    body: bytes | None = None
    delay: float = 0
    drop: bool = False
    usage: bool = True
    date_in: float | None = None


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    time: float

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))

    @property
    def text(self) -> str:
        """All that was said, one text."""
        return "\n".join(str(message.get("content") or "") for message in self.messages)

    @property
    def format(self) -> str:
        """The form that was asked for: strict, json_schema, json_object, tools or text."""
        if "tools" in self.body:
            return "tools"
        asked = self.body.get("response_format", {"type": "text"})
        strict = asked.get("json_schema", {}).get("strict")
        return "strict" if strict else str(asked["type"])


# --- the steps of the script ---


def good(answer: dict[str, Any] | str, **more: Any) -> Step:
    content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return Step("good", content=content, **more)


def wrong_number(answer: dict[str, Any], right: str, wrong: str) -> Step:
    """The answer with one number changed wherever its statement and figures write it."""
    changed = copy.deepcopy(answer)
    hits = 0
    for section in ("achievements", "targets", "directives"):
        for item in changed[section]:
            if right in item["statement"]:
                item["statement"] = item["statement"].replace(right, wrong)
                hits += 1
            for figure in item["figures"]:
                if figure["value"] == right.replace(",", ""):
                    figure["value"] = wrong.replace(",", "")
    assert hits, f"{right} is in no statement"
    return Step("wrong_number", content=json.dumps(changed, ensure_ascii=False))


def wrong_quote(answer: dict[str, Any], index: int = 0) -> Step:
    """The answer with one word of one quote replaced."""
    changed = copy.deepcopy(answer)
    item = changed["achievements"][index]
    first, _, rest = item["quote"].partition(" ")
    item["quote"] = f"{first} khoảng chừng {rest}"
    return Step("wrong_quote", content=json.dumps(changed, ensure_ascii=False))


def invalid_json() -> Step:
    return Step("invalid_json", content='{"headline": "Output rose", "overview": }')


def wrong_shape() -> Step:
    return Step("wrong_shape", content='{"title": "Output rose", "items": [1, 2]}')


def cut_off(answer: dict[str, Any], *, told: bool = True) -> Step:
    """Half an answer; `told` is whether the server admits it with finish_reason "length"."""
    text = json.dumps(answer, ensure_ascii=False)
    return Step("cut_off", content=text[: len(text) // 2], finish="length" if told else "stop")


def refusal(words: str = "I cannot help with that.") -> Step:
    return Step("refusal", refusal=words)


def filtered() -> Step:
    return Step("filtered", content="", finish="content_filter")


def rate_limited(seconds: float | None = None, *, date_in: float | None = None) -> Step:
    """429 with Retry-After in seconds, or as an HTTP date so many seconds from then, or without."""
    headers = {} if seconds is None else {"Retry-After": f"{seconds:g}"}
    error = {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}
    return Step("rate_limited", 429, headers, error=error, date_in=date_in)


def server_error(status: int = 500, message: str = "The server had an error") -> Step:
    return Step("server_error", status, error={"message": message, "type": "server_error", "code": None})


def dropped() -> Step:
    return Step("dropped", drop=True)


def stalled(seconds: float) -> Step:
    return Step("stalled", content="{}", delay=seconds)


def unauthorized(key: str = "sk-wrong") -> Step:
    message = f"Incorrect API key provided: {key}."
    return Step("unauthorized", 401, error={"message": message, "code": "invalid_api_key"})


def quota_exhausted() -> Step:
    message = "You exceeded your current quota, please check your plan and billing details."
    return Step("quota", 429, error={"message": message, "type": "insufficient_quota", "code": "insufficient_quota"})


def format_refused(kind: str = "response_format") -> Step:
    message = f"Invalid parameter: '{kind}' of this type is not supported with this model."
    return Step("format_refused", 400, error={"message": message, "param": kind, "code": None})


def too_long(limit: int = 4096) -> Step:
    message = f"This model's maximum context length is {limit} tokens. Please reduce the length of the messages."
    return Step("too_long", 400, error={"message": message, "code": "context_length_exceeded"})


def not_found(model: str = "nope") -> Step:
    message = f"The model `{model}` does not exist or you do not have access to it."
    return Step("not_found", 404, error={"message": message, "code": "model_not_found"})


def web_page() -> Step:
    return Step("web_page", headers={"Content-Type": "text/html"}, body=b"<html><body>Welcome</body></html>")


def empty_choices() -> Step:
    body = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}
    return Step("empty_choices", body=json.dumps(body).encode())


# --- the server ---


class FakeServer:
    """The server; safe for many threads and processes at a time."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answer: Step | None = None
        self.delay: float = 0
        self.refused_formats: set[str] = set()
        self._steps: deque[Step] = deque()
        self._scripts: dict[str, deque[Step]] = {}
        self._answers: dict[str, Step] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.fake = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def script(self, *steps: Step) -> None:
        """Add steps that the next requests take, whatever they ask."""
        with self._lock:
            self._steps.extend(steps)

    def script_for(self, marker: str, *steps: Step) -> None:
        """Add steps that the next requests take whose messages hold `marker`."""
        with self._lock:
            self._scripts.setdefault(marker, deque()).extend(steps)

    def answer_for(self, marker: str, answer: dict[str, Any] | Step) -> None:
        """Set the answer to every request whose messages hold `marker`."""
        with self._lock:
            self._answers[marker] = answer if isinstance(answer, Step) else good(answer)

    def always(self, answer: dict[str, Any] | Step) -> None:
        """Set the standing answer."""
        self.answer = answer if isinstance(answer, Step) else good(answer)

    def count(self, marker: str = "") -> int:
        """Return how many requests held `marker`."""
        with self._lock:
            return sum(marker in request.text for request in self.requests)

    def gaps(self) -> list[float]:
        """Return the seconds between one request and the next."""
        times = [request.time for request in self.requests]
        return [later - earlier for earlier, later in pairwise(times)]

    def take(self, request: Request) -> Step:
        """Record a request and choose the step for it."""
        with self._lock:
            self.requests.append(request)
            if request.format in self.refused_formats:
                return format_refused("tools" if request.format == "tools" else "response_format")
            for marker, steps in self._scripts.items():
                if steps and marker in request.text:
                    return steps.popleft()
            if self._steps:
                return self._steps.popleft()
            for marker, step in self._answers.items():
                if marker in request.text:
                    return step
            return self.answer or Step("script at its end", 418, error={"message": "the script is at its end"})

    def wait(self, seconds: float) -> None:
        """Sleep, but not beyond the end of the test."""
        self._stopping.wait(seconds)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    fake: FakeServer

    def handle_error(self, *_: object) -> None:
        """A client that went away is part of the plan."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        started = time.time()
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {key.lower(): value for key, value in self.headers.items()}
        request = Request(self.path, headers, json.loads(raw), started)
        step = self.server.fake.take(request)
        self.server.fake.wait(step.delay or (self.server.fake.delay if step.status == 200 else 0))
        if step.drop:
            self.close_connection = True
            self.connection.close()
            return
        self._send(step, request)

    def _send(self, step: Step, request: Request) -> None:
        if step.body is not None:
            body = step.body
        elif step.error is not None:
            body = json.dumps({"error": step.error}).encode()
        else:
            body = json.dumps(_completion(step, request), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **step.headers}
        if step.date_in is not None:
            headers["Retry-After"] = formatdate(time.time() + step.date_in, usegmt=True)
        self.send_response(step.status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)


def _completion(step: Step, request: Request) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": step.content, "refusal": step.refusal}
    finish = step.finish
    if request.format == "tools" and step.content is not None:
        name = request.body["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": step.content}}
        message |= {"content": None, "tool_calls": [call]}
        finish = "tool_calls" if finish == "stop" else finish
    completion: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request.body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    if step.usage:
        prompt, written = len(request.text) // 3, len(step.content or "") // 3
        completion["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": written,
            "total_tokens": prompt + written,
        }
    return completion
