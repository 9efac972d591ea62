"""The pytest fixture: other people's test files run with it, in a pytest of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
BY_NAME = ("-p", "aexdesk.pytest_plugin")

IS_INSTALLED = any(found.value == "aexdesk.pytest_plugin" for found in entry_points(group="pytest11"))


def run_pytest(folder: Path, text: str, *arguments: str, autoload: bool = False, ini: str = "") -> str:
    """Runs `text` as a test file, warnings as errors; what pytest printed. With `autoload`, beside every plugin."""
    (folder / "test_theirs.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text(f"[pytest]\nfilterwarnings = error\n{ini}", encoding="utf-8")
    way = () if autoload else BY_NAME
    env = {**os.environ, **({} if autoload else {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *way, "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        # The tree that is tested, where it is not the one that is installed.
        env={**env, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    return done.stdout + done.stderr


THEIRS = '''
import hashlib, hmac, json, time, urllib.parse, urllib.request
import pytest


def call(gateway, api, **params):
    """As any program would."""
    sent = {"app_key": gateway.app_key, "method": api, "sign_method": "sha256", "session": gateway.access_token,
            "timestamp": str(time.time_ns() // 1_000_000), **params}
    text = "".join(name + sent[name] for name in sorted(sent))
    sent["sign"] = hmac.new(gateway.app_secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
    with urllib.request.urlopen(gateway.sync_url, urllib.parse.urlencode(sent).encode()) as answer:
        return json.loads(answer.read())


def buy(gateway, quantity=1):
    case = gateway.test_case
    return call(gateway, "aliexpress.ds.order.create",
        param_place_order_request4_open_api_d_t_o=json.dumps({
            "product_items": [{"product_id": case["item_id"], "product_count": quantity, "sku_attr": "",
                               "logistics_service_name": "CAINIAO_STANDARD"}],
            "logistics_address": {"contact_person": "Test Person", "address": "1 Test Street", "city": "Vineland",
                                  "province": "New Jersey", "zip": "08360", "country": case["country"],
                                  "phone_country": "+1", "mobile_no": "5550100000"}}))


'''

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
