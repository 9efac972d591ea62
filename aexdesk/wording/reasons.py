"""Words for the short codes that stand inside a sentence: why a file cannot be read, what kind of value is wanted."""

from __future__ import annotations

from aexdesk.i18n import _

WORDED = ("reason", "expected")
"""The values of an error that may hold such a code."""


def word_reason(code: str) -> str:
    """The words for a code; what is none, such as what the system says, stands as it is."""
    return reasons().get(code, code)


def reasons() -> dict[str, str]:
    """By code."""
    return _json() | _data() | _kinds()


def _json() -> dict[str, str]:
    return {
        "extra_text": _("nothing more should stand behind the end"),
        "too_deep": _("it is nested too deeply"),
        "no_value": _("a value should stand here"),
        "bad_string": _("the text that begins here is broken, or does not end"),
        "half_character": _("the text holds half a character"),
        "no_name": _("a name in quotation marks should stand here"),
        "name_twice": _("the name stands there twice"),
        "no_colon": _("a colon should stand here"),
        "no_comma": _("a comma or the closing bracket should stand here"),
    }


def _data() -> dict[str, str]:
    return {
        "no_rows": _("there are no rows"),
        "column_twice": _("a column stands there twice"),
        "cells": _("the row has more or fewer cells than the first line"),
        "no_array": _("an array should stand here"),
        "not_utf8": _("it is no text in UTF-8"),
        "no_json_object": _("an object should stand here"),
        "no_object": _("the row is no object"),
        "not_a_file": _("it is no file"),
        "no_http_answer": _("what came is no HTTP answer"),
        "no_answer": _("no answer came"),
        "other_format": _("it has another format"),
        "other_fields": _("fields are missing, or of another kind"),
    }


def _kinds() -> dict[str, str]:
    return {
        "object": _("an object in braces"),
        "text": _("a text in quotation marks"),
        "list": _("a list in square brackets"),
        "true_or_false": _("true or false"),
    }
