"""Takes foreign JSON apart: whatever stands where, nothing raises. Pure."""

from __future__ import annotations

import json
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.interchange.importing.imported import Pairs


def read_document(text: str) -> dict[str, Any]:
    """The object that a file holds. Raises BadInput("import_not_json") with line and column."""
    try:
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise BadInput("import_not_json", line=error.lineno, column=error.colno, reason=error.msg) from None
    except (RecursionError, ValueError):
        raise BadInput("import_not_json", line=0, column=0, reason="too_deep") from None
    if not isinstance(found, dict):
        raise BadInput("import_not_json", line=1, column=1, reason="no_json_object")
    return found


def an_object(value: Any) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def a_list(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def a_text(value: Any) -> str:
    """Texts as they are, true and false as JSON has them, all else as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def pairs_in(value: Any, key: str, most: int) -> Pairs:
    """The pairs of a list such as `[{"name": "a", "value": "b"}]`; those that are disabled are left out."""
    found = [an_object(one) for one in a_list(value)[:most]]
    return tuple((a_text(one.get(key)), a_text(one.get("value"))) for one in found if one.get("disabled") is not True)
