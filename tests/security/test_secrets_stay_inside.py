"""No line turns a Secret into a text that somebody may read: by its type, by how the house is written, and by both.

tests/test_secret.py tries what prints, formats and copies; tests/test_architecture.py lists who may look inside. Here:
what else makes a text of an object, the ways around `.reveal()`, and where a revealed text goes.
"""

from __future__ import annotations

import ast
import configparser
import copy
import csv
import io
import json
import logging
import pprint
import reprlib
import sqlite3
import string
import textwrap
import traceback
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, fields, replace
from typing import Any

import httpx
import pytest

from aexdesk.secret import Secret
from tests.test_architecture import PACKAGE, REVEALERS

CANARY = "unmistakable" + "-" + "CANARY"


@dataclass(frozen=True)
class Holder:
    name: str
    secret: Secret


def _logged(secret: Secret) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s %(given)s %(holder)s"))
    logger = logging.Logger("alone")
    logger.addHandler(handler)
    logger.error("x %(a)s", {"a": secret}, extra={"given": secret, "holder": Holder("x", secret)})
    return stream.getvalue()


def _csv(secret: Secret) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow([secret, [secret]])
    return stream.getvalue()


def _traceback(secret: Secret) -> str:
    def deep(given: Secret, holder: Holder) -> None:
        assert not given, (given, holder)

    try:
        deep(secret, Holder("x", secret))
    except AssertionError as error:
        found = traceback.TracebackException.from_exception(error, capture_locals=True)
        return "".join(found.format()) + repr(error.__dict__) + repr(error.args)
    raise AssertionError


def _rich(secret: Secret) -> str:
    pretty = pytest.importorskip("rich.pretty")
    told: str = pretty.pretty_repr({"a": secret, "b": Holder("x", secret)})
    return told


def _pytest(secret: Secret) -> str:
    from _pytest._io.saferepr import saferepr

    return saferepr(secret) + saferepr([Holder("x", secret)])


TOLD_BY: Mapping[str, Callable[[Secret], object]] = {
    "logging, by name and as extra": _logged,
    "a row of CSV": _csv,
    "a traceback with locals": _traceback,
    "rich": _rich,
    "pytest": _pytest,
    "reprlib": reprlib.repr,
    "pprint": lambda secret: pprint.pformat([secret, Holder("x", secret)]),
    "astuple": lambda secret: repr(astuple(Holder("x", secret))),
    "asdict": lambda secret: json.dumps(asdict(Holder("x", secret)), default=str),
    "replace": lambda secret: repr(replace(Holder("x", secret), name="y")),
    "a template": lambda secret: string.Template("$a").substitute(a=secret),
    "a format of a field": lambda secret: "{0.secret} {0!r}".format(Holder("x", secret)),
    "ascii": ascii,
    "an address": lambda secret: urllib.parse.urlencode({"a": secret}),
    "a form of httpx": lambda secret: str(httpx.URL("http://x/", params={"a": str(secret)})),
    "its state": lambda secret: repr(secret.__getstate__()),
    "its copy's state": lambda secret: repr(copy.copy(secret).__reduce_ex__(4)),
    "what it tells of itself": lambda secret: repr([one for one in secret.__reduce_ex__(2)]),
    "an exception's notes": lambda secret: repr(_noted(secret)),
    "a wrapped text": lambda secret: textwrap.fill(f"{secret}"),
    "a dict's keys": lambda secret: repr({secret: 1}),
}  # fmt: skip


def _noted(secret: Secret) -> list[str]:
    error = ValueError(secret)
    error.add_note(f"with {secret}")
    return [*error.__notes__, str(error), repr(error)]


@pytest.mark.parametrize("how", TOLD_BY)
def test_nothing_makes_a_text_of_it(how: str) -> None:
    assert CANARY not in str(TOLD_BY[how](Secret(CANARY)))


def _ask_database(secret: Secret) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("SELECT ?", (secret,))


REFUSING: Mapping[str, Callable[[Any], object]] = {
    "json": json.dumps,
    "vars": vars,
    "bytes": bytes,
    "joining": "".join,
    "adding": lambda secret: "a" + secret,
    "length": len,
    "letters": list,
    "a part of it": lambda secret: secret[:1],
    "what is in it": lambda secret: "x" in secret,
    "an order": lambda secret: sorted([secret, secret]),
    "fields": fields,
    "SQLite": _ask_database,
    "a settings file": lambda secret: configparser.ConfigParser().read_dict({"a": secret}),
}  # fmt: skip


@pytest.mark.parametrize("how", REFUSING)
def test_what_would_look_inside_is_refused(how: str) -> None:
    with pytest.raises((TypeError, AttributeError, sqlite3.Error)) as raised:
        REFUSING[how](Secret(CANARY))
    assert CANARY not in str(raised.value)


# ---------------------------------------------------------------- the house

_BY_NAME = frozenset({"getattr", "attrgetter", "methodcaller", "getattr_static", "__getattribute__"})
_INSIDE = frozenset({"reveal", "_text"})
_TELLING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "print", "say", "warn"})
_KEEPING = frozenset({"write", "write_text", "write_bytes", "writelines", "dump", "dumps", "writestr", "writerow"})
_STARTING = frozenset({"Popen", "create_subprocess_exec", "create_subprocess_shell", "startDetached"})

PASSED_ON: Mapping[tuple[str, str], str] = {
    (
        "gateway/practice_admin.py",
        "dumps",
    ): "the made-up password of a lent account, for the practice gateway on loopback",
    ("cli/sign.py", "print"): "shows the string to sign as it is digested: the contract of `aexdesk sign`",
    ("ui/web/filling.py", "dumps"): "into the script that types it, which Chromium runs in a world of its own",
}
"""Where the text of a secret is given to what writes or tells; each a review."""


def ways_around(tree: ast.AST, path: str) -> Iterator[str]:
    """Looks into a Secret that a search for `.reveal` would miss."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _BY_NAME:
            named = {one.value for one in node.args if isinstance(one, ast.Constant)}
            if named & _INSIDE:
                yield f"{path}:{node.lineno}: {ast.unparse(node)}"


def hand_overs(tree: ast.AST, path: str) -> Iterator[str]:
    """Calls that tell, keep or start something, and exceptions, with the text of a secret in what they are given."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            continue
        names = _names_of_texts(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name(node.func) in _TELLING | _KEEPING | _STARTING:
                given: list[ast.AST] = [*node.args, *(word.value for word in node.keywords)]
                if (path, _name(node.func)) not in PASSED_ON and any(_holds_text(one, names) for one in given):
                    yield f"{path}:{node.lineno}: {ast.unparse(node)[:80]}"
            if isinstance(node, ast.Raise) and node.exc is not None and _holds_text(node.exc, names):
                yield f"{path}:{node.lineno}: {ast.unparse(node)[:80]}"


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _names_of_texts(function: ast.AST) -> set[str]:
    """Names that are given what was revealed, in this function."""
    found: set[str] = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) or node.value is None:
            continue
        if any(isinstance(one, ast.Attribute) and one.attr == "reveal" for one in ast.walk(node.value)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


def _holds_text(node: ast.AST, names: set[str]) -> bool:
    """Whether the text itself is in there: not its hash, nor a length or a comparison."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and _name(one.func) in ("len", "sha256", "hmac", "digest", "hide"):
            return False
        if isinstance(one, ast.Attribute) and one.attr == "reveal":
            return True
        if isinstance(one, ast.Name) and one.id in names:
            return True
    return False


def test_nobody_goes_around_reveal() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if any(f'"{name}"' in text or f"'{name}'" in text for name in _INSIDE):
            found += list(ways_around(ast.parse(text), path.relative_to(PACKAGE).as_posix()))
    assert found == []


def test_the_house_hands_no_text_of_a_secret_to_what_tells_or_keeps() -> None:
    found = [
        spot for path in REVEALERS for spot in hand_overs(ast.parse((PACKAGE / path).read_text(encoding="utf-8")), path)
    ]
    assert found == []


def test_what_is_passed_on_is_still_passed_on() -> None:
    for path, called in PASSED_ON:
        assert path in REVEALERS
        assert f".{called}(" in (PACKAGE / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "_log.info('using %s', secret.reveal())", "_log.info(f'using {secret.reveal()}')", 
        "raise ValueError(secret.reveal())",
        "raise BadInput('x', found='%s' % secret.reveal())", "print(secret.reveal())",
        "path.write_text(secret.reveal())",
        "json.dumps({'a': secret.reveal()})", "text = secret.reveal()\n    _log.warning('x', extra={'a': text})",
        "text: str = secret.reveal()\n    file.write(text.encode())", "subprocess.Popen(['x', secret.reveal()])",
        "if (text := secret.reveal()):\n        pickle.dump(text, file)", "terminal.say('{}'.format(secret.reveal()))",
    ],
)  # fmt: skip
def test_a_planted_line_is_found(line: str) -> None:
    assert list(hand_overs(ast.parse(f"def f():\n    {line}"), "x.py"))


@pytest.mark.parametrize(
    "line", ["getattr(secret, 'reveal')()", "operator.attrgetter('_text')(secret)", "methodcaller('reveal')(secret)"]
)
def test_a_way_around_is_found(line: str) -> None:
    assert list(ways_around(ast.parse(line), "x.py"))
