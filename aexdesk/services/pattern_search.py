"""Looks for a regular expression in a text, in a child process that is ended when it takes too long."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from typing import Final

from aexdesk.bodies.reader_child import NO_WINDOW, child_environment, program_command
from aexdesk.faults import BadInput, StorageFault

COMMAND: Final = "pattern-search"
LIMIT_S: Final = 5
"""Seconds, the start of the child included. A choice of ours: what is quick takes a tenth of one."""


async def search_within(pattern: str, text: str, limit_s: float = LIMIT_S) -> bool:
    """Whether the pattern is found. Raises BadInput: bad_pattern, pattern_slow; StorageFault where no child starts."""
    try:
        process = await asyncio.create_subprocess_exec(
            *program_command(COMMAND),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=child_environment(),
            creationflags=NO_WINDOW,
        )
    except OSError as error:
        raise StorageFault("pattern_no_start", reason=error.strerror or type(error).__name__) from error
    try:
        async with asyncio.timeout(limit_s):
            said, _errors = await process.communicate(json.dumps([pattern, text]).encode())
    except TimeoutError:
        raise BadInput("pattern_slow") from None
    finally:
        await _end(process)
    return read_answer(said)


def answer(asked: bytes) -> bytes:
    """What the child says to what it was asked."""
    pattern, text = json.loads(asked)
    try:
        return json.dumps({"found": re.search(pattern, text) is not None}).encode()
    except (re.error, OverflowError, RecursionError) as error:
        return json.dumps({"reason": str(error)}).encode()


def read_answer(said: bytes) -> bool:
    """Raises BadInput where the pattern is none, StorageFault where the child said nothing."""
    try:
        told = json.loads(said)
    except ValueError:
        raise StorageFault("pattern_no_start", reason="no_answer") from None
    if "reason" in told:
        raise BadInput("bad_pattern", reason=told["reason"])
    return bool(told["found"])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
    # The pipes close on the loop; left to the collector they complain.
    transport = getattr(process, "_transport", None)
    if transport is not None:
        transport.close()
