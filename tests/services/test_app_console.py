"""The App Console's address, and the ticks of a checklist: kept, and gone where the value is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.services.app_console import DEFAULT_URL, FIELDS, KEPT_TICKS, KEPT_URL, STEPS, value_of
from aexdesk.workspace.order_test_case import OrderTestCase
from tests.services.worlds import a_desk

CASE = OrderTestCase("c1", "live", "Mug", "buyer01@example.test", "1005990000000001", 2, "US", "Checkout test")


async def test_the_address_is_a_setting(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        console = desk.app_console
        assert (console.url, DEFAULT_URL) == ("https://openservice.aliexpress.com",) * 2
        assert list(console.fill_origins) == [DEFAULT_URL, "https://*.aliexpress.com"]
        await console.set_url(" https://console.example.test:8443/app?x=1 ")
        assert console.url == "https://console.example.test:8443/app?x=1"
        assert list(console.fill_origins) == ["https://console.example.test:8443"]
        await console.set_url("http://127.0.0.1:8080/")
        assert list(console.fill_origins) == ["http://127.0.0.1:8080"]
        await console.set_url("https://notaliexpress.com")
        assert list(console.fill_origins) == ["https://notaliexpress.com"]
        await console.set_url("")
        assert desk.preferences.value(KEPT_URL) is None


@pytest.mark.parametrize(
    "url",
    ["openservice.aliexpress.com", "http://openservice.aliexpress.com", "file:///etc/passwd", "javascript:alert(1)",
     "https://", "https://user:word@console.example.test", "https://a b.example.test", "https://x:99999", "//x"],
)  # fmt: skip
async def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="bad_console_url"):
            await desk.app_console.set_url(url)
        await desk.preferences.set(KEPT_URL, url)
        assert desk.app_console.url == DEFAULT_URL, "somebody wrote it into the settings by hand"


async def test_ticks_are_kept_for_each_case(tmp_path: Path) -> None:
    other = replace(CASE, id="c2")
    async with a_desk(tmp_path) as desk:
        await desk.app_console.tick(CASE, dict.fromkeys(STEPS, True))
        await desk.app_console.tick(CASE, {"send": False})
        await desk.app_console.tick(other, {"log_in": True})
    async with a_desk(tmp_path) as desk:
        assert desk.app_console.ticked(CASE) == frozenset(STEPS) - {"send"}
        assert desk.app_console.ticked(other) == {"log_in"}
        await desk.app_console.tick(other, {"log_in": False})
        await desk.app_console.tick(CASE, dict.fromkeys(STEPS, False))
        assert desk.preferences.value(KEPT_TICKS) is None


@pytest.mark.parametrize("field", FIELDS)
async def test_a_field_with_another_value_is_to_be_typed_anew(tmp_path: Path, field: str) -> None:
    changed: dict[str, object] = {field: 3 if field == "quantity" else "another"}
    async with a_desk(tmp_path) as desk:
        await desk.app_console.tick(CASE, dict.fromkeys(STEPS, True))
        edited = replace(CASE, **changed)  # type: ignore[arg-type] # one of its fields
        assert desk.app_console.ticked(edited) == frozenset(STEPS) - {field}
        assert value_of(edited, field) == str(changed[field])


@pytest.mark.parametrize("broken", [5, "x", [1], {"c1": 5}, {"c1": {"log_in": 5}}])
async def test_ticks_that_cannot_be_read(tmp_path: Path, broken: object) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.preferences.set(KEPT_TICKS, broken)
        assert desk.app_console.ticked(CASE) == frozenset()
        await desk.app_console.tick(CASE, {"log_in": True})
        assert desk.app_console.ticked(CASE) == {"log_in"}
