"""Writes the code of a recipe in a language: the template, filled in. Pure; the template's text is given."""

from __future__ import annotations

import re

from aexdesk.interchange.recipe import Recipe
from aexdesk.interchange.snippets.languages import Language
from aexdesk.interchange.templates import fill
from aexdesk.openplatform.signing import Digest
from aexdesk.secret import MASK

_DIGEST_FLAGS = {Digest.HMAC_SHA256: "sha256", Digest.HMAC_MD5: "hmac_md5", Digest.MD5: "md5"}


def write_code(recipe: Recipe, language: Language, template: str) -> str:
    """The code, whole: it runs as it is where the variables AE_APP_SECRET and AE_SESSION are set."""
    literal = language.literal
    values = {
        "title": title_of(recipe.api),
        "api": literal(recipe.api),
        "path": literal(recipe.path),
        "base_url": literal(recipe.base_url),
        "app_key": literal(recipe.app_key),
        "sign_method": literal(recipe.sign_method),
        "session_name": literal(recipe.session_parameter),
        "variables": _and(("AE_APP_SECRET", *(variable for _name, variable in recipe.variables))),
    }
    return fill(template, values, _flags(recipe), _lists(recipe, language))


def name_of_file(recipe: Recipe, language: Language) -> str:
    """What the file may be called."""
    name = re.sub(r"[^a-z0-9]+", "_", recipe.api.lower()).strip("_")[:80] or "call"
    return language.file_name.format(name=name)


def title_of(api: str) -> str:
    """The API as a comment may name it: what is no name could end the comment."""
    return api if re.fullmatch(r"[A-Za-z0-9._/-]{1,100}", api) else "an API"


def _and(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _flags(recipe: Recipe) -> set[str]:
    is_get = recipe.http_method == "GET" and not recipe.files
    flags = {_DIGEST_FLAGS[recipe.digest], "get" if is_get else "multipart" if recipe.is_multipart else "form"}
    if recipe.is_system:
        flags.add("system")
        if recipe.digest is Digest.HMAC_SHA256:
            flags.add("prefix")
    if recipe.needs_session:
        flags.add("session")
    if any(MASK in value for _name, value in (*recipe.parameters, *recipe.settings)):
        flags.add("masked")
    return flags


def _lists(recipe: Recipe, language: Language) -> dict[str, list[dict[str, str]]]:
    literal = language.literal
    given = [(name, literal(value)) for name, value in (*recipe.settings, *recipe.parameters)]
    given += [(name, language.read_variable(variable)) for name, variable in recipe.secret_parameters]
    return {
        "parameters": [{"name": literal(name), "value": value} for name, value in given],
        "files": [
            {
                "parameter": literal(one.parameter),
                "file_name": literal(one.file_name),
                "content_type": literal(one.content_type),
            }
            for one in recipe.files
        ],
    }
