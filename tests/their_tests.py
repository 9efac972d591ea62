"""Test files of other people, and a pytest of their own that runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BY_NAME = ("-p", "aexdesk.pytest_plugin")


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
