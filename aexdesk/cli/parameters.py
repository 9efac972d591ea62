"""Reads the parameters of a call: the JSON object of --params, then each -p. Trims and drops nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.openplatform.exact_json import Number, Object, read_exactly, write_compactly

_SHOWN = 12


def read_parameters(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Names and texts, in the order given. Raises BadInput, also for a name that stands there twice."""
    pairs = [*_read_file(options.params), *map(_read_pair, options.parameters)]
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise BadInput("parameter_twice", name=name)
        seen.add(name)
    return tuple(pairs)


def shortened(text: str) -> str:
    """What was typed in a wrong place: enough to find it there, too little to give a secret away."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _read_pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise BadInput("bad_parameter", found=shortened(text))
    return name, value


def _read_file(file: str | None) -> Iterator[tuple[str, str]]:
    if file is None:
        return
    found = _parse(file)
    if not isinstance(found, Object):
        raise BadInput("bad_json", path=file, reason="no_json_object")
    for name, value in found.pairs:
        yield name, value if isinstance(value, str) and not isinstance(value, Number) else write_compactly(value)


def _parse(file: str) -> Any:
    try:
        return read_exactly(Path(file).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput("file_unreadable", path=file, reason=error.strerror or type(error).__name__) from error
    except UnicodeDecodeError:
        raise BadInput("bad_json", path=file, reason="not_utf8") from None
    except RecursionError:
        raise BadInput("bad_json", path=file, reason="too_deep") from None
    except ValueError as error:
        raise BadInput("bad_json", path=file, reason=str(error)) from None
