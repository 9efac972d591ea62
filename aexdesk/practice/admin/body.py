"""Reads what is posted to the admin address: a JSON object of bounded size."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from aexdesk.practice.admin.input import BadAdminInput
from aexdesk.practice.door.reading import read_body
from aexdesk.practice.numbers import read_object
from aexdesk.practice.refusal import Refusal

MOST_BODY_BYTES = 1024 * 1024


async def read_fields(request: Request) -> dict[str, Any]:
    """The fields; BadAdminInput for whatever is no JSON object, or too long."""
    try:
        return read_object(await read_body(request, MOST_BODY_BYTES))
    except (ValueError, Refusal):
        raise BadAdminInput("the body must be a JSON object of at most 1 MiB") from None
