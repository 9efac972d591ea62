"""Writes a request with its right signature as a cURL command for a POSIX shell. Pure; secrets stand as variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, quote_plus

from aexdesk.interchange.snippets.literals import is_readable, shell

_OPTIONS_BETWEEN: Final = " \\\n  "


def write_corrected(
    url: str,
    http_method: str,
    pairs: Sequence[tuple[str, str]],
    files: Sequence[tuple[str, str]] = (),
    variables: Mapping[str, str] | None = None,
) -> str:
    """`variables`: parameters whose value is read from the shell's environment, and from which variable.

    `files` are parameter and file name; with any, the form is multipart.
    """
    hidden = variables or {}
    is_get = http_method == "GET" and not files
    options = [f"curl {'--get' if is_get else '--request POST'} {shell(quote(url, safe=_SAFE))}"]
    for name, value in pairs:
        if name in hidden:
            options.append(f'{_option(files)} "{_name(name, files)}=${hidden[name]}"')
        elif files:
            options.append(f"--form-string {shell(f'{name}={value}')}")
        elif all(is_readable(letter) or letter == "\n" for letter in value):
            options.append(f"--data-urlencode {shell(f'{quote_plus(name)}={value}')}")
        else:
            options.append(f"--data-raw {shell(f'{quote_plus(name)}={_quoted(value)}')}")
    options += [f"--form {shell(f'{name}=@{file_name}')}" for name, file_name in files]
    return _OPTIONS_BETWEEN.join(options) + "\n"


_SAFE: Final = "%/:?#@!$&'()*+,;=~-._"


def _option(files: Sequence[tuple[str, str]]) -> str:
    return "--form-string" if files else "--data-urlencode"


def _name(name: str, files: Sequence[tuple[str, str]]) -> str:
    return name if files else quote_plus(name)


def _quoted(value: str) -> str:
    return quote_plus(value.encode("utf-8", "surrogateescape"))
