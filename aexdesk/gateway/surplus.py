"""What comes behind an answer is no answer to the next call: a connection that brought more than was asked for ends.

httpcore keeps such bytes, and would take them for the beginning of the next answer: a call would be told what became of
another. It says so nowhere, hence the look at what is its own.
"""

from __future__ import annotations

import httpcore


def retire_where_more_came(connection: httpcore.AsyncHTTP11Connection) -> None:
    """To be called when an answer was read and is not closed yet: where more came, the connection expires with it."""
    if connection._h11_state.trailing_data[0]:  # noqa: SLF001
        connection._keepalive_expiry = -1.0  # noqa: SLF001
