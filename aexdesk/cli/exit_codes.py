"""Exit codes: what a script learns from how a command ended. Other programs rely on the numbers."""

from __future__ import annotations

from enum import IntEnum

from aexdesk.faults import (
    AexError,
    BadInput,
    GuardRefused,
    NetworkFault,
    PlatformError,
    StorageFault,
    VaultUnavailable,
)


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1  # an assertion, or what nobody expected
    BAD_INPUT = 2  # argparse uses the same number
    PLATFORM_ERROR = 3
    REFUSED = 4
    NETWORK = 5
    STORAGE = 6  # data folder, database or keyring
    INTERRUPTED = 130  # as shells count: 128 and the signal
    TERMINATED = 143


_BY_FAULT: tuple[tuple[type[AexError], ExitCode], ...] = (
    (BadInput, ExitCode.BAD_INPUT),
    (GuardRefused, ExitCode.REFUSED),
    (PlatformError, ExitCode.PLATFORM_ERROR),
    (NetworkFault, ExitCode.NETWORK),
    (VaultUnavailable, ExitCode.STORAGE),
    (StorageFault, ExitCode.STORAGE),
)


def exit_code_of(error: AexError) -> ExitCode:
    """The exit code for an error that ended a command."""
    return next((code for kind, code in _BY_FAULT if isinstance(error, kind)), ExitCode.FAILED)
