"""What an answer costs: tokens over all tries, and dollars where the price is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.models import Usage
from summarizer.settings import OPENAI_URL

if TYPE_CHECKING:
    from openai.types import CompletionUsage


@dataclass(slots=True)
class Tally:
    """Counts requests and tokens of one article; every try counts, also those that failed."""

    model: str
    url: str
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = field(default_factory=Decimal)

    def count_attempt(self) -> None:
        """Count a request that is about to be sent."""
        self.attempts += 1

    def count_usage(self, usage: CompletionUsage | None) -> None:
        """Add what the server says a response took; nothing said makes the cost unknown."""
        if usage is None:
            self.cost = None
            return
        details = usage.prompt_tokens_details
        cached = (details.cached_tokens if details else None) or 0
        self.input_tokens += usage.prompt_tokens
        self.output_tokens += usage.completion_tokens
        price = find_price(self.model, self.url, usage.prompt_tokens, usage.completion_tokens, cached)
        self.cost = None if self.cost is None or price is None else self.cost + price

    @property
    def usage(self) -> Usage:
        """The sums, as the summary file holds them."""
        cost = None if self.cost is None else float(round(self.cost, 6))
        return Usage(input_tokens=self.input_tokens, output_tokens=self.output_tokens, cost_usd=cost)


def find_price(model: str, url: str, input_tokens: int, output_tokens: int, cached: int = 0) -> Decimal | None:
    """Return the dollars for one response; `None` for a model or a server without a known price."""
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    tokens = Tokens(input_tokens=input_tokens, output_tokens=output_tokens, cache_read_tokens=cached)
    try:
        if url == OPENAI_URL:
            return calc_price(tokens, model, provider_id="openai").total_price
        return calc_price(tokens, model, provider_api_url=url).total_price
    except (LookupError, ValueError):
        return None
