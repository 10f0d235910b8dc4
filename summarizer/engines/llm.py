"""The model engine: the only door to the network.

    article ─► parts that fit the window ─► each: answer ─► judged ─► mended once ─► merged ─► Draft

Every valid answer is cached as soon as it is there, under the hash of what was asked, and the finished draft
under the hash of everything: a run that is killed and started again pays for nothing twice.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from pydantic import model_validator

from summarizer.cache import Cache, make_key, open_cache
from summarizer.engines import Draft, Judge
from summarizer.engines.failures import NoAnswerError, TooLongError
from summarizer.engines.prices import Tally
from summarizer.engines.splitting import (
    CHARACTERS_PER_TOKEN,
    count_tokens,
    merge_parts,
    split_paragraphs,
)
from summarizer.errors import ServiceError, UserError
from summarizer.models import SECTIONS, DraftSummary
from summarizer.prompts import Prompt, fence_for, load_prompt, select_glossary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.documents import Document
    from summarizer.settings import Settings

log = logging.getLogger(__name__)

SHORTEST_PART = 500
"""Characters; a window that does not take this much is of no use."""

Message = dict[str, str]


class Answer(DraftSummary):
    """An English summary of one Vietnamese article."""

    # The docstring reaches the model in mode `tools`. What is added here is checked, not shown.

    @model_validator(mode="after")
    def _check_words(self) -> Self:
        blank = [name for name in ("headline", "overview") if not getattr(self, name).strip()]
        for section in SECTIONS:
            for index, item in enumerate(getattr(self, section)):
                blank += [f"{section}.{index}.{n}" for n in ("statement", "quote") if not getattr(item, n).strip()]
        if blank:
            raise ValueError(f"must not be empty: {', '.join(blank)}")
        return self


@dataclass(frozen=True, slots=True)
class _Work:
    """What the steps of one draft share."""

    document: Document
    settings: Settings
    judge: Judge
    glossary: str
    prompt: Prompt
    cache: Cache
    tally: Tally

    @property
    def patience(self) -> float:
        """Seconds that another process may take for the same article before we give up on it."""
        return 4 * self.settings.deadline + 60


def draft(document: Document, settings: Settings, judge: Judge, glossary: str) -> Draft:
    """Have the model write a draft summary of the document, or take it from the cache.

    Args:
        document: the article.
        settings: where and how to ask.
        judge: names what is refuted in an answer; asked once for every part.
        glossary: lines `vi | vi -> en`; those whose Vietnamese the article uses are sent.

    Raises:
        UserError: the user must fix something (key, model, address, setting).
        ServiceError: the service failed, refused, or never answered validly; what was paid for is cached.
    """
    prompt = load_prompt()
    with open_cache(settings) as cache:
        work = _Work(document, settings, judge, glossary, prompt, cache, Tally(settings.model, settings.url))
        key = _draft_key(work)
        summary = cache.load(key, Answer)
        if summary is None:
            with cache.lock(key, work.patience):
                summary = cache.load(key, Answer) or _write(work, key)
    return Draft(
        summary=DraftSummary.model_validate(summary.model_dump()),
        engine="llm",
        model=settings.model,
        prompt=prompt.name,
        prompt_sha256=prompt.sha256,
        cached=work.tally.attempts == 0,
        attempts=work.tally.attempts,
        usage=work.tally.usage,
    )


def _write(work: _Work, key: str) -> Answer:
    """Write the draft, in shorter parts where the window proves too small, and keep it if complete."""
    limit = _part_limit(work)
    while True:
        try:
            parts = _render_parts(work, limit)
            results = [_write_part(work, messages) for messages in parts]
        except TooLongError:
            limit = min(limit, len(work.document.text)) // 2
            if limit < SHORTEST_PART:
                raise
            log.info("the window of %s is smaller than thought: reading in shorter parts", work.settings.model)
            continue
        summary = Answer.model_validate(merge_parts([result.answer for result in results]).model_dump())
        if all(result.complete for result in results):
            work.cache.save(key, summary)
        return summary


@dataclass(frozen=True, slots=True)
class _Part:
    """The answer on one part; incomplete where the mending may yet be had."""

    answer: Answer
    complete: bool = True


def _write_part(work: _Work, messages: Sequence[Message]) -> _Part:
    """Get an answer; where the judge refutes some of it, ask once more and keep the better one."""
    first = _answer(work, messages)
    complaints = _complaints(work, first)
    if not complaints or not work.settings.mend:
        return _Part(first)
    try:
        mended = _answer(work, [*messages, *_mend_messages(work, first, complaints)])
    except (ServiceError, TooLongError) as error:
        log.warning("%s: the answer could not be mended (%s); what is wrong stays and is flagged",
                    work.document.name, error)  # fmt: skip
        return _Part(first, complete=isinstance(error, NoAnswerError | TooLongError))
    return _Part(_better(first, mended, len(complaints), len(_complaints(work, mended))))


def _complaints(work: _Work, answer: Answer) -> Sequence[str]:
    if not _count_items(answer):
        return ["The answer holds no achievement, no target and no directive."]
    return list(work.judge(DraftSummary.model_validate(answer.model_dump())))


def _better(first: Answer, mended: Answer, before: int, after: int) -> Answer:
    """Choose the answer with fewer refuted claims, unless it got there by dropping other items."""
    dropped = _count_items(first) - _count_items(mended)
    return mended if after < before and dropped <= before else first


def _count_items(answer: DraftSummary) -> int:
    return sum(len(getattr(answer, section)) for section in SECTIONS)


def _answer(work: _Work, messages: Sequence[Message]) -> Answer:
    """Return the valid answer to these messages, from the cache or from the model."""
    key = _request_key(work.settings, messages)
    return work.cache.fetch(key, Answer, lambda: _ask(work, messages), work.patience)


def _ask(work: _Work, messages: Sequence[Message]) -> Answer:
    from summarizer.engines.asking import ask
    from summarizer.engines.transport import Transport, open_client

    schema = _schema()
    words = work.prompt.render("schema", schema=json.dumps(schema, ensure_ascii=False))
    with open_client(work.settings) as client:
        return ask(messages, Answer, schema, words, Transport(client, work.settings, work.tally))


def _render_parts(work: _Work, limit: int) -> list[list[Message]]:
    """Render the messages of every part, each of at most `limit` characters of article."""
    document = work.document
    groups = split_paragraphs(document.text, document.paragraphs, limit)
    if not any(groups):
        raise UserError(f"{document.name}: there is no article in this text")
    texts = ["\n\n".join(span.of(document.text).strip() for span in group) for group in groups]
    names = [work.prompt.render("part", part=f"{number} of {len(texts)}") for number in range(1, len(texts) + 1)]
    return [_render(work, text, name if len(texts) > 1 else "") for text, name in zip(texts, names, strict=True)]


def _render(work: _Work, text: str, part: str) -> list[Message]:
    article = f"{work.document.title}\n\n{text}" if work.document.title else text
    fence = fence_for(article)
    glossary = select_glossary(work.glossary, article)
    system = work.prompt.render("system", fence=fence, glossary=glossary)
    published = work.document.published or "date unknown"
    user = work.prompt.render("article", fence=fence, article=article, published=published, part=part)
    return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def _mend_messages(work: _Work, answer: Answer, complaints: Sequence[str]) -> list[Message]:
    findings = "\n".join(f"- {' '.join(complaint.split())}" for complaint in complaints)
    user = work.prompt.render("mend", fence=fence_for(findings), findings=findings)
    return [{"role": "assistant", "content": answer.model_dump_json()}, {"role": "user", "content": user}]


def _part_limit(work: _Work) -> int:
    """Return the characters of article that one request has room for."""
    rules = work.prompt.render("system", fence="", glossary=select_glossary(work.glossary, work.document.text))
    free = work.settings.max_input_tokens - count_tokens(rules)
    if free * CHARACTERS_PER_TOKEN < SHORTEST_PART:
        needed = count_tokens(rules) + SHORTEST_PART // CHARACTERS_PER_TOKEN
        raise UserError(
            f"the instructions alone take about {count_tokens(rules)} tokens: set "
            f"SUMMARIZER_MAX_INPUT_TOKENS to {needed} or more"
        )
    return free * CHARACTERS_PER_TOKEN


def _request_key(settings: Settings, messages: Sequence[Message]) -> str:
    return make_key(
        model=settings.model,
        url=settings.url,
        messages=list(messages),
        schema=_schema(),
        sampling=_sampling(settings),
    )


def _draft_key(work: _Work) -> str:
    """Return the key of the finished draft: all that its requests depend on, and whether it is mended."""
    return make_key(
        kind="draft",
        model=work.settings.model,
        url=work.settings.url,
        messages=_render_parts(work, _part_limit(work)),
        schema=_schema(),
        sampling=_sampling(work.settings),
        mend=work.settings.mend,
    )


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    """Return what the model is shown of the answer; computing it takes 10 ms."""
    return DraftSummary.model_json_schema()


def _sampling(settings: Settings) -> dict[str, float | int | None]:
    return {"temperature": settings.temperature, "max_output_tokens": settings.max_output_tokens}
