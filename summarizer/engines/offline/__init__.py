"""The offline engine: an English draft by table and rule, without a model or the network."""

from summarizer.engines.offline.drafting import draft

__all__ = ["draft"]
