"""Templates: marks, conditions, repeated lines; a mistake in one is no silent gap."""

from __future__ import annotations

import pytest

from aexdesk import resources
from aexdesk.interchange.recipe import recipe_of
from aexdesk.interchange.snippets.languages import LANGUAGES
from aexdesk.interchange.snippets.writing import write_code
from aexdesk.interchange.templates import TemplateError, fill
from tests.interchange.recorded import PRODUCT, Told, leave

TEMPLATE = """«if a»
a is «x»
«if not b»
and b is not
«else»
and b is
«end»
«end»
«each items»
- «name»
«end»
the end"""


@pytest.mark.parametrize(
    ("flags", "names", "lines"),
    [
        ("", (), ["the end"]),
        ("a", ("p", "q"), ["a is 1", "and b is not", "- p", "- q", "the end"]),
        ("ab", (), ["a is 1", "and b is", "the end"]),
        ("b", (), ["the end"]),
    ],
)
def test_it_is_filled_in(flags: str, names: tuple[str, ...], lines: list[str]) -> None:
    filled = fill(TEMPLATE, {"x": "1"}, set(flags), {"items": [{"name": name} for name in names]})
    assert filled.splitlines() == lines


def test_a_value_that_looks_like_a_mark_is_a_value() -> None:
    items = {"items": [{"name": "«x»"}]}
    assert fill(TEMPLATE, {"x": "«end»"}, "a", items).splitlines()[0] == "a is «end»"
    assert "- «x»" in fill(TEMPLATE, {"x": "«end»"}, "a", items)


@pytest.mark.parametrize("template", ["«nobody»", "«if a»", "«end»", "«else»", "«each items»\n«if a»\n«end»"])
def test_a_mistake_is_told(template: str) -> None:
    with pytest.raises(TemplateError):
        fill(template, {})


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("sign_method", ["sha256", "md5", "hmac"])
@pytest.mark.parametrize("http_method", ["GET", "POST"])
@pytest.mark.parametrize("has_file", [False, True])
def test_code_of_every_language_is_whole(name: str, sign_method: str, http_method: str, has_file: bool) -> None:
    files = [("image", "a.jpg", b"x")] if has_file else []
    for api in (PRODUCT, "/auth/token/refresh"):
        told = Told(api, {"a": "b"}, http_method, sign_method, files=files, has_session=False)
        language = LANGUAGES[name]
        code = write_code(recipe_of(leave(told)), language, resources.read_text(f"snippets/{language.template}"))
        assert "«" not in code
        assert "AE_APP_SECRET" in code
        assert "AE_SESSION" not in code
        assert len(code.splitlines()) < 125
        if name == "python":
            compile(code, name, "exec")
