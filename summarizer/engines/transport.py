"""The wire: one request, sent again where waiting can help, and counted.

Imported only when a request is really sent, since openai takes two seconds to import.

    429, 5xx, 408, 409, timeout, dropped connection   again, not before the server allows, until the deadline
    401, 403, 404, 400, exhausted quota               never again: the user must act
"""

from __future__ import annotations

import logging
import random
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import openai
import tenacity
from openai.types.chat import ChatCompletion

from summarizer.engines.failures import FormatRefusedError, NoAnswerError, TooLongError
from summarizer.engines.prices import Tally
from summarizer.errors import ServiceError, SummarizerError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.settings import Settings

log = logging.getLogger(__name__)

LONGEST_PAUSE = 20
"""Seconds between two tries, where the server names no time."""

_BACKOFF = tenacity.wait_random_exponential(multiplier=0.5, max=LONGEST_PAUSE)
_TRANSIENT = (
    openai.APIConnectionError,
    openai.RateLimitError,
    openai.InternalServerError,
    openai.ConflictError,
)
_NEVER_HEALS = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "access_terminated"}
_ABOUT_FORMAT = re.compile(
    r"response[_ ]?format|json[_ ]?schema|json[_ ]?object|json mode|structured[_ ]output|tool_choice|"
    r"tool call|\btools\b|grammar",
    re.IGNORECASE,
)
_ABOUT_LENGTH = re.compile(
    r"context[_ ](length|window|size)|maximum context|too many tokens|prompt is too long|"
    r"exceeds the maximum number of tokens",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Transport:
    """Sends requests of one article to one server; `tally` counts them."""

    client: openai.OpenAI
    settings: Settings
    tally: Tally

    def create(self, **request: Any) -> ChatCompletion:
        """Send one chat completion, with all its tries.

        Raises:
            ServiceError: the service failed, refused or stopped short; `FormatRefusedError`, `NoAnswerError`.
            UserError: the key, the model's name, the address or a setting is wrong; `TooLongError`.
        """
        deadline = time.monotonic() + self.settings.deadline
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(is_transient),
            wait=pause_before,
            stop=self._stop,
            before_sleep=_tell,
            reraise=True,
        )
        try:
            response = retrying(lambda: self._send(deadline, request))
        except SummarizerError:
            raise
        except (openai.OpenAIError, ValueError) as error:
            raise explain(error, self.settings) from error
        return checked(response, self.settings)

    def _send(self, deadline: float, request: dict[str, Any]) -> ChatCompletion:
        remaining = deadline - time.monotonic()
        self.tally.count_attempt()
        response: ChatCompletion = self.client.chat.completions.create(
            **request, timeout=max(1.0, min(self.settings.timeout, remaining))
        )
        self.tally.count_usage(getattr(response, "usage", None))
        return response

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        """Give up after the last try, and now rather than sleep past the deadline."""
        if state.attempt_number >= self.settings.max_attempts:
            return True
        return (state.seconds_since_start or 0) + state.upcoming_sleep > self.settings.deadline


def open_client(settings: Settings) -> openai.OpenAI:
    """Return a client that never tries again by itself; a server of one's own needs no key."""
    key = settings.api_key.get_secret_value() if settings.api_key else "none"
    return openai.OpenAI(base_url=settings.url, api_key=key, max_retries=0, timeout=settings.timeout)


def is_transient(error: BaseException) -> bool:
    """Tell whether the same request may succeed later."""
    if isinstance(error, openai.APIStatusError):
        if error.code in _NEVER_HEALS or getattr(error, "type", None) in _NEVER_HEALS:
            return False
        if _is_format_refusal(error):
            return False
        return isinstance(error, _TRANSIENT) or error.status_code == 408
    return isinstance(error, _TRANSIENT)


def pause_before(state: tenacity.RetryCallState) -> float:
    """Return the seconds to wait: what the server says and a little more, else growing at random."""
    error = state.outcome.exception() if state.outcome else None
    told = retry_after(error) if isinstance(error, openai.APIStatusError) else None
    if told is None:
        return float(_BACKOFF(state))
    return told + random.uniform(0.01, 0.05 + min(1.0, 0.1 * told))  # noqa: S311


def retry_after(error: openai.APIStatusError) -> float | None:
    """Read `Retry-After`, seconds or a date, or `retry-after-ms`; `None` where it says nothing of use."""
    headers = error.response.headers
    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        else:
            seconds = float(headers["retry-after"])
    except KeyError:
        return None
    except ValueError:
        try:
            seconds = parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time()
        except (KeyError, ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if seconds == seconds and seconds != float("inf") else None


def _tell(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info(
        "try %d failed (%s); again in %.1f s",
        state.attempt_number,
        type(error).__name__,
        state.upcoming_sleep,
    )


def checked(response: object, settings: Settings) -> ChatCompletion:
    """Return the response if it holds an answer that was not cut off.

    Raises:
        NoAnswerError: a refusal, or an answer cut off at the limit.
        ServiceError: no chat completion at all.
    """
    if not isinstance(response, ChatCompletion) or not response.choices or response.choices[0].message is None:
        raise ServiceError(
            f"the server at {settings.url} answered with something that is no chat completion; check the "
            "base URL (it usually ends in /v1)"
        )
    choice = response.choices[0]
    if choice.message.refusal:
        raise NoAnswerError(
            f"the model {settings.model} refused to summarise: {_clean(choice.message.refusal, settings)}; "
            "nothing was stored; try another model, or --engine offline"
        )
    if choice.finish_reason == "content_filter":
        raise NoAnswerError("the service's content filter stopped the answer; try another model, or --engine offline")
    if choice.finish_reason == "length":
        raise NoAnswerError(
            f"the answer of {settings.model} was cut off at its limit of tokens; raise "
            "SUMMARIZER_MAX_OUTPUT_TOKENS, or lower SUMMARIZER_MAX_INPUT_TOKENS so that the article is read "
            "in shorter parts"
        )
    return response


def explain(error: Exception, settings: Settings) -> SummarizerError:
    """Turn a library's error into one that says what happened and what to do."""
    for kind, say in _EXPLANATIONS:
        if isinstance(error, kind):
            return say(error, settings)
    return ServiceError(f"the request to {settings.url} failed: {_clean(str(error), settings)}")


def _explain_refused_key(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    if error.status_code == 401:
        what = "refused the key" if settings.api_key else "wants a key"
        return UserError(f"{settings.url} {what} (401); check OPENAI_API_KEY")
    return UserError(f"the key may not use {settings.model} at {settings.url} (403): {_words(error, settings)}")


def _explain_not_found(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    return UserError(
        f"{settings.url} knows no model {settings.model!r}, or the address is wrong (404): "
        f"{_words(error, settings)}; check --model and --base-url (it usually ends in /v1)"
    )


def _explain_limit(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    if not is_transient(error):
        return ServiceError(
            f"the quota at {settings.url} is used up ({_words(error, settings)}); add credit or use another "
            "key: finished answers are kept and the rest can be run again"
        )
    told = retry_after(error)
    if told is not None and told > settings.deadline:
        return ServiceError(
            f"{settings.url} asks to wait {told:.0f} s, longer than the deadline of {settings.deadline:.0f} "
            "s; run again later, or raise SUMMARIZER_DEADLINE"
        )
    return ServiceError(f"{settings.url} still limits the rate after all tries; run again later, or lower --jobs")


def _explain_timeout(_: Exception, settings: Settings) -> SummarizerError:
    return ServiceError(
        f"{settings.url} did not answer in time; run again, or raise SUMMARIZER_TIMEOUT "
        f"({settings.timeout:.0f} s) and SUMMARIZER_DEADLINE ({settings.deadline:.0f} s)"
    )


def _explain_unreachable(error: Exception, settings: Settings) -> SummarizerError:
    cause = _clean(str(error.__cause__ or error), settings)
    return ServiceError(f"{settings.url} cannot be reached ({cause}); check the address and the network, run again")


def _explain_failure(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    if _is_format_refusal(error):
        return _format_refused(error, settings)
    return ServiceError(
        f"{settings.url} failed ({error.status_code}) at every try: {_words(error, settings)}; try later"
    )


def _explain_bad_request(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    words = _words(error, settings)
    if error.status_code == 413 or error.code == "context_length_exceeded" or _ABOUT_LENGTH.search(error.message):
        return TooLongError(
            f"the article is longer than the window of {settings.model}: {words}; lower SUMMARIZER_MAX_INPUT_TOKENS"
        )
    if error.code == "content_filter":
        return NoAnswerError(f"the service's content filter refused the article: {words}")
    if _is_format_refusal(error):
        return _format_refused(error, settings)
    return UserError(f"{settings.url} refused the request ({error.status_code}): {words}; check the settings")


def _format_refused(error: openai.APIStatusError, settings: Settings) -> SummarizerError:
    return FormatRefusedError(
        f"{settings.url} does not take this form of request: {_words(error, settings)}; use --mode auto or text"
    )


_EXPLANATIONS: tuple[tuple[type[Exception], Callable[[Any, Settings], SummarizerError]], ...] = (
    (openai.AuthenticationError, _explain_refused_key),
    (openai.PermissionDeniedError, _explain_refused_key),
    (openai.NotFoundError, _explain_not_found),
    (openai.RateLimitError, _explain_limit),
    (openai.InternalServerError, _explain_failure),
    (openai.APIStatusError, _explain_bad_request),
    (openai.APITimeoutError, _explain_timeout),
    (openai.APIConnectionError, _explain_unreachable),
)


def _is_format_refusal(error: openai.APIStatusError) -> bool:
    about = f"{error.message} {error.param or ''}"
    return error.status_code in {400, 422, 500, 501} and bool(_ABOUT_FORMAT.search(about))


def _words(error: openai.APIStatusError, settings: Settings) -> str:
    """Return what the server says, in its own words."""
    body = error.body if isinstance(error.body, dict) else {}
    return _clean(str(body.get("message") or error.message), settings)


def _clean(text: str, settings: Settings) -> str:
    """Make a stranger's words fit for a terminal: one short line, no control characters, no key."""
    if settings.api_key and (key := settings.api_key.get_secret_value()):
        text = text.replace(key, "[key]")
    text = _CONTROL.sub(" ", text).strip()
    return text if len(text) <= 300 else text[:297] + "..."
