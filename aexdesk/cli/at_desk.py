"""Runs a command's work at a desk: opens it, waits, closes it, and says what went wrong beside the work."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aexdesk.cli.exit_codes import ExitCode, exit_code_of
from aexdesk.cli.home import find_home
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.wording import Message, describe
from aexdesk.workspace.environment import Environment

T = TypeVar("T")


def at_desk(
    options: argparse.Namespace,
    terminal: Terminal,
    work: Callable[[Desk], Awaitable[ExitCode]],
    *,
    records: bool = False,
) -> ExitCode:
    """The exit code of `work`; storage trouble beside work that went well (a record not written) counts too.

    `records`: it makes calls; once they are made, what the history has held too long goes, at most once a day.
    """
    troubles: list[AexError] = []

    async def work_and_age(desk: Desk) -> ExitCode:
        code = await work(desk)
        await _age(desk, terminal)
        return code

    code = asyncio.run(_work(options, terminal, troubles, work_and_age if records else work))
    for trouble in troubles:
        tell(describe(trouble), terminal)
    return exit_code_of(troubles[0]) if troubles and code is ExitCode.DONE else code


def find_environment(options: argparse.Namespace, terminal: Terminal) -> Environment:
    """The environment that --environment names. Raises BadInput."""
    return asyncio.run(_work(options, terminal, [], lambda desk: desk.environments.get(options.environment)))


async def _work(
    options: argparse.Namespace,
    terminal: Terminal,
    troubles: list[AexError],
    work: Callable[[Desk], Awaitable[T]],
) -> T:
    desk = terminal.make_desk(find_home(options, terminal))
    desk.on_trouble = troubles.append
    try:
        await desk.open()
        return await work(desk)
    finally:
        await desk.close()


async def _age(desk: Desk, terminal: Terminal) -> None:
    """Told only where it fails: the work was done all the same."""
    try:
        await desk.history_keeping.age_daily()
    except AexError as trouble:
        tell(describe(trouble), terminal)


async def keep_what_can_be(work: Awaitable[object], terminal: Terminal, otherwise: str) -> ExitCode:
    """Awaits `work`, which stores or deletes a secret last; `otherwise` says what is done where the keyring is shut."""
    try:
        await work
    except VaultUnavailable as trouble:
        tell(describe(trouble), terminal)
        terminal.say(otherwise)
        return ExitCode.STORAGE
    return ExitCode.DONE


def tell(words: Message, terminal: Terminal) -> None:
    """Both sentences, to stderr."""
    terminal.say(f"{words.message} {words.hint}".rstrip())
