"""Lets the modes of files count for root too, who may else write anywhere: so a test runs the same for everybody."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522
_PASSING_BY = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Rights(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


@contextmanager
def modes_count() -> Iterator[None]:
    """For this thread, and those that it starts, until the end; skips the test where that cannot be had."""
    if sys.platform == "win32":
        pytest.skip("modes are not Windows'")
    if os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("root may write anywhere")
    rights = (_Rights * 2)()
    _ask("capget", rights)
    before = rights[0].effective
    rights[0].effective &= ~_PASSING_BY
    _ask("capset", rights)
    try:
        yield
    finally:
        rights[0].effective = before
        _ask("capset", rights)


def _ask(what: str, rights: ctypes.Array[_Rights]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc[what](ctypes.byref(_Header(_VERSION, 0)), rights) != 0:
        raise OSError(ctypes.get_errno(), f"{what} was refused")
