"""Asking for an answer of one shape: the ladder of modes, and sending back what does not validate.

Imported only when a request is really sent, since instructor takes two seconds to import. instructor never
gets `context=`: it would render every message, the article included, as a Jinja template.

    strict        response_format json_schema, strict: the server guarantees the shape
    json_schema   the same, not strict
    json          response_format json_object, the schema in the prompt
    text          the schema in the prompt alone
    tools         a tool call; never chosen by itself
"""

from __future__ import annotations

import logging
import re
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import instructor
from instructor.core import InstructorRetryException
from pydantic import BaseModel, ValidationError

from summarizer.engines.failures import FormatRefusedError, NoAnswerError
from summarizer.errors import SummarizerError
from summarizer.settings import OPENAI_URL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openai.types.chat import ChatCompletion

    from summarizer.engines.transport import Transport
    from summarizer.settings import Settings

log = logging.getLogger(__name__)
logging.getLogger("instructor").addHandler(logging.NullHandler())  # it reports failures that we explain ourselves

LADDER = ("strict", "json_schema", "json", "text")

_WRAPPED = re.compile(r"^\s*(?:<think>.*?</think>\s*)?(?:```(?:json)?\s*\n(.*?)\n?\s*```|(\{.*\}))\s*$", re.DOTALL)

_taken: dict[tuple[str, str], str] = {}
_taken_lock = threading.Lock()

M = TypeVar("M", bound=BaseModel)
Message = dict[str, str]


def ask(
    messages: Sequence[Message],
    model: type[M],
    schema: Mapping[str, Any],
    schema_words: str,
    transport: Transport,
) -> M:
    """Return the model's valid answer, in the most exact mode that the server takes.

    Args:
        messages: what is said, without the schema.
        model: what the answer must validate as.
        schema: what the server is shown of it.
        schema_words: the schema as prompt text, for servers that do not show it to the model.
        transport: where to send it.

    Raises:
        ServiceError: no valid answer after all re-asks, or the service failed.
        UserError: the user must fix something.
    """
    settings = transport.settings
    server = (settings.url, settings.model)
    for mode in _ladder(settings):
        said = _with_schema(messages, schema_words) if _needs_words(mode, settings) else list(messages)
        try:
            answer = _ask_in(mode, said, model, schema, transport)
        except FormatRefusedError:
            if settings.mode != "auto" or mode == LADDER[-1]:
                raise
            log.info("%s does not take mode %s; trying a plainer one", settings.url, mode)
            continue
        with _taken_lock:
            _taken[server] = mode
        return answer
    raise AssertionError("the ladder has a last rung")


def _ladder(settings: Settings) -> Sequence[str]:
    """Return the modes to try: the chosen one, or those from where this server was last content."""
    if settings.mode != "auto":
        return (settings.mode,)
    with _taken_lock:
        known = _taken.get((settings.url, settings.model), LADDER[0])
    return LADDER[LADDER.index(known) :]


def _needs_words(mode: str, settings: Settings) -> bool:
    """Tell whether the model must read the schema: only OpenAI is known to show it in every mode."""
    return mode in {"json", "text"} or settings.url != OPENAI_URL


def _with_schema(messages: Sequence[Message], schema_words: str) -> list[Message]:
    first, *others = messages
    return [{**first, "content": f"{first['content']}\n\n{schema_words}"}, *others]


def _ask_in(mode: str, messages: list[Message], model: type[M], schema: Mapping[str, Any], transport: Transport) -> M:
    """Ask in one mode; instructor sends back what does not validate, a bounded number of times."""
    settings = transport.settings

    def create(**request: Any) -> ChatCompletion:
        request |= {"model": settings.model, **sampling(settings)}
        if mode != "tools":
            request |= {"response_format": _response_format(mode, schema)}
        response = transport.create(**{key: value for key, value in request.items() if value is not None})
        message = response.choices[0].message
        message.content = _bare_json(message.content)
        return response

    kind = instructor.Mode.TOOLS if mode == "tools" else instructor.Mode.JSON_SCHEMA
    asking: Any = instructor.patch(create=create, mode=kind)
    try:
        answer = asking(response_model=model, messages=messages, max_retries=settings.reasks)
    except SummarizerError:
        raise
    except InstructorRetryException as error:
        raise _unwrap(error, settings) from error
    assert isinstance(answer, model)
    return model.model_validate(answer.model_dump())


def sampling(settings: Settings) -> dict[str, float | int]:
    """Return the sampling settings that are sent, and no others: many models refuse them."""
    new_name = settings.url == OPENAI_URL or ".azure.com/" in settings.url
    limit = "max_completion_tokens" if new_name else "max_tokens"
    chosen = {"temperature": settings.temperature, limit: settings.max_output_tokens}
    return {key: value for key, value in chosen.items() if value is not None}


def _response_format(mode: str, schema: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the response format of a mode; instructor never sends `strict` by itself."""
    if mode == "text":
        return None
    if mode == "json":
        return {"type": "json_object"}
    named: dict[str, Any] = {"name": "summary", "schema": schema}
    return {"type": "json_schema", "json_schema": named | ({"strict": True} if mode == "strict" else {})}


def _bare_json(content: str | None) -> str | None:
    """Take off the code fence, and the thoughts, that models like to put around JSON."""
    wrapped = _WRAPPED.match(content or "")
    return (wrapped[1] or wrapped[2]) if wrapped else content


def _unwrap(error: InstructorRetryException, settings: Settings) -> SummarizerError:
    """Return what the user should read: our own error from below, or that no answer was valid."""
    cause = error.__cause__
    if isinstance(cause, SummarizerError):
        return cause
    tries = f"{error.n_attempts} answers" if error.n_attempts != 1 else "the answer"
    return NoAnswerError(
        f"{settings.model} never answered in the shape that was asked for ({tries}; last: "
        f"{_first_problem(cause)}); nothing was stored; try another model or --mode, or --engine offline"
    )


def _first_problem(cause: BaseException | None) -> str:
    """Name the first problem without a word of the answer."""
    if isinstance(cause, ValidationError):
        problem = cause.errors(include_input=False, include_context=False, include_url=False)[0]
        where = ".".join(str(step) for step in problem["loc"])
        return f"{where}: {problem['type']}" if where else problem["type"]
    return type(cause).__name__
