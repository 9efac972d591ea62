"""Reads the secrets that a command is given: from stdin or from an environment variable, never from an argument."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping

from aexdesk.cli.parameters import shortened
from aexdesk.cli.terminal import Terminal
from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.secret import Secret

_LIKE_A_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*", re.ASCII)


def read_app_secret(options: argparse.Namespace, terminal: Terminal) -> Secret | None:
    """What --secret-stdin or --secret-env gives; None where neither stands there."""
    if options.secret_stdin:
        return _not_empty(_read_stdin(terminal))
    return read_variable(options.secret_env, terminal.environ)


def read_variable(name: str | None, environ: Mapping[str, str]) -> Secret | None:
    """The secret in an environment variable; None where no name is given. Raises BadInput for one that is not set."""
    if name is None:
        return None
    if name not in environ:
        # What does not look like a variable may be the secret itself, typed in the wrong place.
        raise BadInput(
            "environment_variable_missing", name=name if _LIKE_A_VARIABLE.fullmatch(name) else shortened(name)
        )
    return _not_empty(Secret(environ[name]))


def _not_empty(secret: Secret) -> Secret:
    if not secret:
        raise BadInput("secret_empty")
    return secret


def _read_stdin(terminal: Terminal) -> Secret:
    if terminal.stdin is None:
        return Secret("")
    if terminal.stdin.isatty():
        import getpass

        return Secret(getpass.getpass(_("App secret: ")))
    try:
        text = terminal.stdin.read().decode()
    except UnicodeDecodeError:
        raise BadInput("not_utf8") from None
    return Secret(text.removesuffix("\n").removesuffix("\r"))
