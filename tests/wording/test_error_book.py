"""The error book in words, the codes that are chosen at run time, and what must never be shown."""

from __future__ import annotations

import ast
import errno
from pathlib import Path

import pytest

from aexdesk import i18n, resources
from aexdesk.faults import AexError, BadInput, GuardRefused, NetworkFault, PlatformError, StorageFault, VaultUnavailable
from aexdesk.openplatform.envelope import CallError
from aexdesk.openplatform.errorbook import ErrorBook, ErrorEntry
from aexdesk.storage.folder import fault_of
from aexdesk.wording import describe, describe_call_error
from aexdesk.wording.errors import _words
from tests.wording.raisers import PACKAGE, trees

BOOK = ErrorBook.from_json(resources.read_json("error_book.json"))
FAMILY = (AexError, BadInput, GuardRefused, PlatformError, NetworkFault, StorageFault, VaultUnavailable)


@pytest.mark.parametrize("entry", BOOK.entries, ids=lambda entry: entry.code)
def test_every_page_of_the_book_is_told_with_its_remedies(entry: ErrorEntry) -> None:
    for code in (entry.code, *entry.aliases):
        error = CallError("platform", code, "Said {by} the %s platform", sub_message="and more")
        message, remedies = describe_call_error(error, BOOK)
        assert message.message == entry.cause
        assert message.hint == "Said {by} the %s platform · and more"
        assert remedies == entry.remedies
        assert remedies, "a person must be able to do something"
        for sentence in (message.message, *remedies):
            assert "!" not in sentence
            assert sentence.endswith((".", "?", ")")), sentence
            assert not any(word in sentence.casefold() for word in ("oops", "sorry", "whoops")), sentence


def test_the_book_is_told_in_the_chosen_language_and_the_platforms_own_words_are_not() -> None:
    try:
        i18n.use_language(i18n.PSEUDO)
        for entry in BOOK.entries:
            message, remedies = describe_call_error(CallError("platform", entry.code, "own words"), BOOK)
            assert message.message.startswith("⟦"), entry.code
            assert message.hint == "own words"
            assert all(remedy.startswith("⟦") for remedy in remedies), entry.code
    finally:
        i18n.use_language("en")


def test_a_refusal_of_the_guard_is_no_mistake_of_the_platform() -> None:
    message, remedies = describe_call_error(CallError("guard", "GuardRefused"), BOOK)
    assert "guard" in message.message
    assert remedies == (message.hint,)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EISDIR])
def test_what_the_operating_system_refuses_is_told_with_its_place(number: int) -> None:
    words = describe(fault_of(OSError(number, "why it was"), Path("/data/x")))
    assert "/data/x" in words.message
    assert "–" not in words.message + words.hint
    assert "This failed" not in words.message


def _chosen_codes() -> set[str]:
    """The texts that a variable or attribute named `code` or `taken` is given: what is raised by that name."""
    found = set()
    for where, tree in trees():
        if where.startswith(("ui/", "openplatform/", "practice/", "services/key_check.py")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(isinstance(one, ast.Name) and one.id in ("code", "taken") for one in targets):
                    found |= {
                        one.value
                        for one in ast.walk(node.value)
                        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.islower()
                    }
    return found - {"sqlite_errorcode"}  # the name of an attribute that is asked for


def test_every_code_that_is_chosen_at_run_time_has_words() -> None:
    chosen = _chosen_codes()
    assert {"disk_full", "folder_unwritable", "email_taken", "name_taken"} <= chosen
    assert chosen <= set(_words())


def test_no_words_are_left_for_what_nobody_raises() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if "wording" not in path.parts)
    assert {code for code in _words() if f'"{code}"' not in written} == set()


@pytest.mark.parametrize(
    "error",
    [
        ValueError("CANARY"), OSError(5, "CANARY", "/CANARY"), KeyError("CANARY"), RuntimeError("CANARY"),
        UnicodeDecodeError("utf-8", b"CANARY", 0, 1, "CANARY"), ExceptionGroup("CANARY", [ValueError("CANARY")]),
        KeyboardInterrupt("CANARY"),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_the_text_of_a_foreign_error_is_never_shown(error: BaseException) -> None:
    words = describe(error)
    assert "CANARY" not in words.message + words.hint
    assert type(error).__name__ in words.message


@pytest.mark.parametrize("kind", FAMILY)
def test_the_cause_behind_an_error_of_ours_is_never_shown(kind: type[AexError]) -> None:
    for code in ("disk_full", "never_heard_of"):
        error = kind(code, path="/x", secret="CANARY")
        error.__cause__ = OSError(28, "CANARY")
        words = describe(error)
        assert "CANARY" not in words.message + words.hint


def test_values_are_shown_as_they_are_and_never_read_as_patterns() -> None:
    odd = "{0} {name} {name.__class__} {{}} %s %(x)s ⟦"
    assert describe(BadInput("name_taken", name=odd)).message == f"The name {odd} is in use already."
    try:
        i18n.use_language(i18n.PSEUDO)
        assert odd in describe(BadInput("name_taken", name=odd)).message
    finally:
        i18n.use_language("en")
