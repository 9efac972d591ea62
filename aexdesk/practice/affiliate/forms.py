"""The forms that affiliate calls share: lists of names, pages, chosen fields, and answers found or empty. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from aexdesk.practice.goods.selection import Page, page_of, read_count
from aexdesk.practice.refusal import invalid_parameter

Json = dict[str, Any]
T = TypeVar("T")
USUAL_PAGE_SIZE = 20
MOST_A_PAGE = 50  # python-aliexpress-api says: between 1 and 50
_MOST_FIELDS = 200


def found(result: Json) -> Json:
    """Success is resp_code 200. Protocol, section 6."""
    return {"resp_result": {"resp_code": 200, "resp_msg": "Call succeeds", "result": result}}


def nothing() -> Json:
    """No results, which is no failure. Protocol, section 7."""
    return {"resp_result": {"resp_code": 405, "resp_msg": "The result is empty"}}


def read_page(params: Mapping[str, str], items: Sequence[T]) -> Page[T]:
    """The page asked for. What the platform does with a size beyond 50 is unknown: refusing it is a choice."""
    number = read_count(params, "page_no", 1, 10**9)
    return page_of(items, number, read_count(params, "page_size", USUAL_PAGE_SIZE, MOST_A_PAGE))


def page_facts(page: Page[Any]) -> Json:
    """What an answer says about its page."""
    return {
        "current_page_no": page.number,
        "current_record_count": len(page.items),
        "total_page_no": page.count,
        "total_record_count": page.total,
    }


def read_names(params: Mapping[str, str], name: str, most: int = MOST_A_PAGE) -> tuple[str, ...]:
    """A comma separated list, without blanks, at most so many. How many the platform takes is unknown."""
    names = params.get(name, "").split(",", most)
    if len(names) > most:
        raise invalid_parameter(name, f"at most {most} values, separated by commas")
    return tuple(one.strip() for one in names if one.strip())


def read_choice(params: Mapping[str, str], name: str, choices: Sequence[str], usual: str = "") -> str:
    """One of the documented words, or the usual one where none is sent. Refusing all else is a choice."""
    value = params.get(name) or usual
    if value and value not in choices:
        raise invalid_parameter(name, f"must be one of {', '.join(choices)}")
    return value


def choose_fields(params: Mapping[str, str], entries: list[Json]) -> list[Json]:
    """The entries with the fields that `fields` names, or all of them. A name that no entry has does nothing."""
    wanted = frozenset(read_names(params, "fields", _MOST_FIELDS))
    if not wanted:
        return entries
    return [{name: value for name, value in entry.items() if name in wanted} for entry in entries]
