"""The one tree of errors. A message says what is wrong, where, and what to do next."""

from __future__ import annotations


class GuanxiError(Exception):
    """Anything that guanxi tells a user about in one line."""


class DocumentError(GuanxiError):
    """A file cannot be read as an article; a build goes on without it."""


class InputError(GuanxiError):
    """Nothing of what was asked for can be read, or an option does not fit."""


class ModelError(GuanxiError):
    """The language pipeline cannot be loaded."""


class OutputError(GuanxiError):
    """The output folder cannot be written or read; what it held before is whole."""


class QueryError(GuanxiError):
    """A query cannot be parsed, is not allowed or does not exist."""
