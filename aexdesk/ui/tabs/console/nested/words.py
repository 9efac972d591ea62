"""What the form of a nested parameter says: kinds, hints, complaints."""

from __future__ import annotations

from aexdesk.i18n import _, ngettext
from aexdesk.openplatform.catalogue import Field
from aexdesk.ui.tabs.console.nested.plan import Row, Shape
from aexdesk.ui.tabs.console.nested.spans import Kind
from aexdesk.ui.tabs.console.nested.values import fits_type

_BREAK_HERE = "\u200b"


def name_row(row: Row) -> str:
    """What stands before the field."""
    if row.is_item:
        return _("no. {number}").format(number=row.name)
    star = " *" if row.field.is_required else ""
    return row.name.replace("_", "_" + _BREAK_HERE).replace(".", "." + _BREAK_HERE) + star


def name_kind(row: Row) -> str:
    """The type of the catalogue; of what nobody knows, what stands there."""
    if row.field.type:
        return row.field.type
    return {
        Kind.STRING: "String",
        Kind.NUMBER: "Number",
        Kind.OBJECT: "Object",
        Kind.ARRAY: "[]",
        Kind.WORD: "null" if row.text == "null" else "Boolean",
        Kind.VARIABLE: _("variable"),
        None: "",
    }[row.stands]


def describe_field(field: Field) -> str:
    """What it is, unless its name says the same."""
    said = _(field.description)
    return "" if field.description.casefold() == field.name.casefold().replace("_", " ") else said


def note_on(row: Row) -> str:
    """What always stands under it."""
    if row.stands is Kind.VARIABLE:
        if not row.path:
            return _("The variable {text} stands for all of it. It is edited as JSON.").format(text=row.text)
        return _("A variable: what it stands for is sent without quotation marks.")
    return "" if row.is_item else describe_field(row.field)


def hint_at(row: Row) -> str:
    """What stands in an empty field."""
    if row.stands is Kind.STRING:
        return _("empty text")
    if row.stands is Kind.WORD and row.text == "null":
        return "null"
    return _("for example {example}").format(example=row.field.example) if row.field.example else ""


def complain_about(row: Row) -> str:
    """What is wrong with a value."""
    if row.stands is Kind.VARIABLE:
        return ""
    if row.shape is Shape.ODD:
        return _("The catalogue has {type} here. Edit this as JSON, or take it out.").format(type=row.field.type)
    if row.stands is not None and row.text != "null" and not fits_type(row.text, row.field):
        if row.field.type == "Number":
            return _("This is no number: it is sent as a text.")
        return _("This is neither true nor false: it is sent as a text.")
    return ""


def count_inside(row: Row) -> str:
    """How much a group or list holds."""
    if row.stands is None:
        return _("left out")
    if row.shape is Shape.LIST:
        return ngettext("{count} item", "{count} items", row.count).format(count=row.count)
    return ngettext("{count} field", "{count} fields", row.count).format(count=row.count)
