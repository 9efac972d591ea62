"""Every note that a gateway makes has words; one that is unknown keeps its code."""

from __future__ import annotations

import ast

import pytest

from aexdesk.services.call_marks import SIGNATURE_WRONG
from aexdesk.wording.call_notes import describe_note
from tests.wording.raisers import PACKAGE

SOURCES = {
    "gateway/request_notes.py": ("SIGNATURE_WRONG", "OUT_ORDER_ID_MISSING", "NOT_KEPT"),
}


def constant(path: str, name: str) -> str:
    """The text of a constant, by reading the source: wording and gateway do not know each other."""
    for node in ast.parse((PACKAGE / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == [name]:
            return str(ast.literal_eval(node.value))
    raise AssertionError(f"{path} has no {name}")


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in SOURCES.items() for name in names])
def test_each_note_has_words(path: str, name: str) -> None:
    said = describe_note(constant(path, name))
    assert said.message.endswith(".")
    assert "_" not in said.message.replace("out_order_id", "")


def test_the_service_knows_the_gateway_s_code() -> None:
    assert constant("gateway/request_notes.py", "SIGNATURE_WRONG") == SIGNATURE_WRONG


def test_an_unknown_note_keeps_its_code() -> None:
    assert describe_note("brand_new").message == "brand_new"
