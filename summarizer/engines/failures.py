"""Ends that the engine itself acts on, before they become an error for the user."""

from __future__ import annotations

from summarizer.errors import ServiceError, UserError


class FormatRefusedError(ServiceError):
    """The server does not take the response format; a plainer one may do."""


class NoAnswerError(ServiceError):
    """The model refused, stopped before the end, or never answered validly; asking again would cost again."""


class TooLongError(UserError):
    """The request is longer than the model's window; shorter parts may do."""
