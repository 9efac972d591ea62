"""What is typed into a row as JSON: a number keeps its letters, a text stays a text. Pure."""

from __future__ import annotations

from aexdesk.collection.variables import mask
from aexdesk.openplatform.catalogue import Field
from aexdesk.ui.tabs.console.exact_json import write_value
from aexdesk.ui.tabs.console.nested.spans import Kind


def write_typed(text: str, field: Field, stands: Kind | None) -> str:
    """`text` as the JSON of a value. What stands there bare stays bare where it can; else the type says how.

    A number in a field that the catalogue calls a text stays the number that somebody wrote. A variable in the place of
    a number stands bare like one, so that a number is what is sent.
    """
    if _is_variable(text) and stands is not Kind.STRING and (stands is not None or field.type in ("Number", "Boolean")):
        return text
    if stands is Kind.VARIABLE:
        stands = Kind.NUMBER
    if stands is Kind.NUMBER or (stands is Kind.WORD and field.type not in ("String", "Number")):
        wanted = "Number" if stands is Kind.NUMBER else "Boolean"
        written = write_value(text, wanted)
        if not written.startswith('"'):
            return written
    if stands is Kind.STRING:
        return write_value(text, "String")
    return write_value(text, field.type if field.type in ("Number", "Boolean") else "String")


def _is_variable(text: str) -> bool:
    return "{{" in text and mask(text).isdecimal()


def fits_type(text: str, field: Field) -> bool:
    """Whether `text` is what the catalogue's type wants; what is unknown fits."""
    if not text or field.type not in ("Number", "Boolean"):
        return True
    return not write_value(text, field.type).startswith('"')
