"""The pytest fixture: other people's test files run with it, in a pytest of their own."""

from __future__ import annotations

import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.their_tests import THEIRS, run_pytest

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
IS_INSTALLED = any(found.value == "aexdesk.pytest_plugin" for found in entry_points(group="pytest11"))


TESTS = """
@pytest.mark.parametrize("turn", [1, 2])
def test_each_begins_anew(aexdesk_practice, turn):
    assert aexdesk_practice.orders() == aexdesk_practice.log() == []
    buy(aexdesk_practice)
    (order,) = aexdesk_practice.orders()
    assert order["free"] and order["test_case"] == aexdesk_practice.test_case["name"]
    (entry,) = aexdesk_practice.log("aliexpress.ds.order.create")
    assert entry["verdict"] == "ok"
    assert aexdesk_practice.log("aliexpress.ds.product.get") == []


def test_faults(aexdesk_practice):
    aexdesk_practice.fault("error", api="aliexpress.ds.order.create", value="ServiceUnavailable")
    assert buy(aexdesk_practice)["error_response"]["code"] == "ServiceUnavailable"
    assert aexdesk_practice.orders() == []
    aexdesk_practice.fault("throttle", times=2)
    aexdesk_practice.reset()
    assert "error_response" not in buy(aexdesk_practice)


def test_a_fault_that_does_not_exist(aexdesk_practice):
    with pytest.raises(ValueError, match="answered 400"):
        aexdesk_practice.fault("sulking")


def test_all_is_told(aexdesk_practice):
    assert aexdesk_practice.rest_url == aexdesk_practice.told["rest_url"] == aexdesk_practice.url + "/rest"
    assert aexdesk_practice.admin("/object") == aexdesk_practice.told
"""


def test_their_file_runs(tmp_path: Path) -> None:
    """A reset left out turns the second turn red; a gateway left running keeps pytest from ending."""
    assert "5 passed" in run_pytest(tmp_path, THEIRS + TESTS)


@pytest.mark.skipif(not IS_INSTALLED, reason="this installation is older than the entry point: install it again")
def test_it_is_found_without_a_word_and_lives_beside_every_other_plugin(tmp_path: Path) -> None:
    """pytest-randomly among them, which shuffles and reseeds."""
    # pytest-asyncio, of our own tests, warns where this is not said.
    ini = "asyncio_default_fixture_loop_scope = function\n"
    assert "5 passed" in run_pytest(tmp_path, THEIRS + TESTS, autoload=True, ini=ini)
    (tmp_path / "test_theirs.py").unlink()
    text = "def test_without(request):\n    assert not request.config.pluginmanager.hasplugin('aexdesk')\n"
    assert "1 passed" in run_pytest(tmp_path, text, "-p", "no:aexdesk", autoload=True, ini=ini)


def test_the_entry_point_names_it() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"aexdesk": "aexdesk.pytest_plugin"}
    assert not any(text.startswith("pytest") for text in project["dependencies"])


MISMATCH = """
def test_of_two(aexdesk_practice):
    buy(aexdesk_practice, quantity=2)
    assert [order["free"] for order in aexdesk_practice.orders()] == {expected}
"""


@pytest.mark.parametrize(("setting", "expected"), [("refuse", "[]"), ("charge", "[False]")])
def test_the_setting(setting: str, expected: str, tmp_path: Path) -> None:
    text = THEIRS + MISMATCH.replace("{expected}", expected)
    assert "1 passed" in run_pytest(tmp_path, text, ini=f"aexdesk_order_mismatch = {setting}\n")


def test_a_setting_that_does_not_exist(tmp_path: Path) -> None:
    text = "def test_of_two(aexdesk_practice): pass"
    told = run_pytest(tmp_path, text, ini="aexdesk_order_mismatch = haggle\n")
    assert "must be one of refuse, charge, not haggle" in told


def test_who_does_not_ask_does_not_pay(tmp_path: Path) -> None:
    """Neither the gateway nor its libraries are imported by a run that uses no fixture of ours."""
    text = (
        "import sys\n"
        "def test_nothing_came_along():\n"
        "    mine = {name for name in sys.modules if name.startswith('aexdesk')}\n"
        "    assert mine == {'aexdesk', 'aexdesk.pytest_plugin'}\n"
        "    assert not {'starlette', 'uvicorn', 'httpx', 'PySide6'} & set(sys.modules)\n"
    )
    assert "1 passed" in run_pytest(tmp_path, text)
