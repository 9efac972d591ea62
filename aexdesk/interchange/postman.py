"""Writes exchanges as a Postman collection 2.1 that signs by itself. Pure; takes what is redacted.

A script before each request sets timestamp and signature; app secret and session are variables, and empty.
Source: the schema of collection 2.1.0, schema.getpostman.com.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from aexdesk.interchange.har import phrase_of
from aexdesk.interchange.recipe import Recipe, recipe_of
from aexdesk.workspace.exchange import Exchange

_SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_ABOUT: Final = (
    "Recorded with AExDesk. Each request is signed anew before it is sent: give `app_secret` and `session` in the "
    "variables of the collection, or on newman's command line."
)


def write_postman(exchanges: Sequence[Exchange], script: str) -> str:
    """The collection; `script` is resources/postman/sign.js. Where apps differ, that of the first is the variable."""
    recipes = [recipe_of(one) for one in exchanges]
    first = recipes[0]
    secrets = dict.fromkeys(variable for one in recipes for _name, variable in one.secret_parameters)
    collection = {
        "info": {"name": "AliExpress Open Platform", "description": _ABOUT, "schema": _SCHEMA},
        "item": [_item(*both, first) for both in zip(exchanges, recipes, strict=True)],
        "event": [
            {"listen": "prerequest", "script": {"type": "text/javascript", "exec": script.rstrip("\n").split("\n")}}
        ],
        "variable": [
            {"key": "base_url", "value": first.base_url},
            {"key": "app_key", "value": first.app_key},
            {"key": "app_secret", "value": "", "type": "string"},
            {"key": "session", "value": "", "type": "string"},
            *({"key": name.removeprefix("AE_").lower(), "value": "", "type": "string"} for name in secrets),
        ],
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _item(exchange: Exchange, recipe: Recipe, first: Recipe) -> dict[str, Any]:
    request = _request(recipe, first)
    item: dict[str, Any] = {"name": exchange.api, "request": request, "response": []}
    response = exchange.response
    if response is not None:
        item["response"] = [
            {
                "name": f"{exchange.at:%Y-%m-%d %H:%M:%S} UTC",
                "originalRequest": request,
                "status": phrase_of(response.status),
                "code": response.status,
                "header": [{"key": name, "value": value} for name, value in response.headers],
                "body": response.body.text(),
                "_postman_previewlanguage": "json",
            }
        ]
    return item


def _request(recipe: Recipe, first: Recipe) -> dict[str, Any]:
    pairs = _pairs(recipe, first)
    base = "{{base_url}}" if recipe.base_url == first.base_url else recipe.base_url
    raw = base + recipe.path
    url: dict[str, Any] = {"raw": raw, "host": [base], "path": recipe.path.strip("/").split("/")}
    if recipe.http_method == "GET" and not recipe.files:
        # Postman encodes but a part of what must be encoded in a query; what is encoded already it leaves alone.
        query = [{"key": quote(name, safe=""), "value": _encoded(value)} for name, value in pairs]
        url |= {"raw": raw + "?" + "&".join(f"{one['key']}={one['value']}" for one in query), "query": query}
        return {"method": "GET", "header": [], "url": url}
    if not recipe.is_multipart:
        form = [{"key": name, "value": value, "type": "text"} for name, value in pairs]
        body: dict[str, Any] = {"mode": "urlencoded", "urlencoded": form}
    else:
        parts: list[dict[str, Any]] = [{"key": name, "value": value, "type": "text"} for name, value in pairs]
        parts += [
            {"key": one.parameter, "type": "file", "src": one.file_name, "contentType": one.content_type}
            for one in recipe.files
        ]
        body = {"mode": "formdata", "formdata": parts}
    return {"method": "POST", "header": [], "body": body, "url": url}


def _pairs(recipe: Recipe, first: Recipe) -> list[tuple[str, str]]:
    """Names and values, those that are computed or secret as variables."""
    computed = [("app_key", "{{app_key}}" if recipe.app_key == first.app_key else recipe.app_key)]
    if not recipe.is_system:
        computed.append(("method", recipe.api))
    computed += [("timestamp", "{{timestamp}}"), ("sign_method", recipe.sign_method)]
    given = [*recipe.settings, *recipe.parameters]
    secret = [(name, "{{" + variable.removeprefix("AE_").lower() + "}}") for name, variable in recipe.variables]
    return [*computed, *secret, *given, ("sign", "{{sign}}")]


def _encoded(value: str) -> str:
    return value if value.startswith("{{") and value.endswith("}}") else quote(value, safe="")
