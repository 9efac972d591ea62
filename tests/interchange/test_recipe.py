"""Recipes: what is computed is left out, what is secret is read elsewhere, whatever layout was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aexdesk.interchange.recipe import RecipeFile, recipe_of, variable_of
from aexdesk.openplatform.request import Origin, Parameter
from aexdesk.workspace.exchange import Exchange
from tests.interchange.recorded import PRODUCT, Told, leave, with_parameter


def test_a_business_call() -> None:
    recipe = recipe_of(leave(Told(PRODUCT, {"b": "", "a": "1"}, "GET", "md5", {"simplify": "true"})))
    assert (recipe.parameters, recipe.settings) == ((("b", ""), ("a", "1")), (("simplify", "true"),))
    assert (recipe.http_method, recipe.sign_method, recipe.needs_session) == ("GET", "md5", True)
    assert (recipe.base_url, recipe.path) == ("https://api-sg.aliexpress.com", "/sync")
    assert recipe.variables == (("session", "AE_SESSION"),)


def test_a_token_call_reads_its_code_from_the_environment() -> None:
    recipe = recipe_of(leave(Told("/auth/token/create", {"code": "3_a-code", "uuid": "u"}, has_session=False)))
    assert recipe.parameters == (("uuid", "u"),)
    assert recipe.variables == (("code", "AE_CODE"),)
    assert (recipe.base_url, recipe.path) == ("https://api-sg.aliexpress.com", "/rest/auth/token/create")


def _at(exchange: Exchange, url: str) -> Exchange:
    return replace(exchange, request=replace(exchange.request, url=url))


@pytest.mark.parametrize(
    ("api", "url", "base_url", "path"),
    [
        (PRODUCT, "http://h.test/a/sync?x=1", "http://h.test/a", "/sync"),
        (PRODUCT, "http://h.test/router/rest", "http://h.test", "/router/rest"),
        ("/auth/token/refresh", "http://h.test/rest", "http://h.test", "/rest/auth/token/refresh"),
        (
            "/auth/token/refresh",
            "http://h.test/rest/auth/token/refresh?a=b",
            "http://h.test",
            "/rest/auth/token/refresh",
        ),
    ],
)
def test_addresses(api: str, url: str, base_url: str, path: str) -> None:
    recipe = recipe_of(_at(leave(Told(api)), url))
    assert (recipe.base_url, recipe.path) == (base_url, path)


def test_the_path_as_method_is_what_the_documented_form_has_in_its_url() -> None:
    """The second form of /rest, of the official SDKs. Protocol, section 1."""
    recipe = recipe_of(with_parameter(leave(Told("/auth/token/refresh")), "method", "/auth/token/refresh"))
    assert recipe.parameters == ()


def test_of_a_doubled_parameter_the_first_counts() -> None:
    exchange = with_parameter(leave(Told(PRODUCT, {"a": "1"})), "a", "2")
    assert recipe_of(exchange).parameters == (("a", "1"),)


def test_halves_of_characters_become_whole_ones() -> None:
    exchange = with_parameter(leave(Told(PRODUCT)), "a", "x\ud83dy")
    assert recipe_of(exchange).parameters == (("a", "x\N{REPLACEMENT CHARACTER}y"),)


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.jpg", "b.jpg"),
        ('q"$(x)`.jpg', "q_(x)_.jpg"),
        ("..", "image"),
        ("ü.png", "ü.png"),
    ],
)
def test_a_file_lies_in_the_folder_at_hand(told: str, bare: str) -> None:
    sent = told.replace("\\", "\\\\").replace('"', '\\"')
    recipe = recipe_of(leave(Told(PRODUCT, {"a": "b"}, files=[("image", sent, b"x")])))
    assert recipe.files == (RecipeFile("image", bare, "image/jpeg"),)
    assert recipe.is_multipart


def test_an_unknown_sign_method_is_the_documented_one() -> None:
    exchange = leave(Told(PRODUCT))
    others = [one for one in exchange.request.parameters if one.name != "sign_method"]
    parameters = (*others, Parameter("sign_method", "rot13", Origin.USER))
    recipe = recipe_of(replace(exchange, request=replace(exchange.request, parameters=parameters)))
    assert recipe.sign_method == "sha256"


def test_variables_have_names_that_a_shell_takes() -> None:
    assert variable_of("refreshToken") == "AE_REFRESHTOKEN"
    assert variable_of("a.b-c") == "AE_A_B_C"
