"""ae_sdk (npm) sorts names with localeCompare. For which requests is that another order, and is it named?

Code point: digits, capitals, `_`, small letters. localeCompare: `_`, digits, letters in either case. So it breaks where
two names differ first at a `_` beside a capital or a digit, or at a capital beside a small letter.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import subprocess

import pytest

from aexdesk.doctor.examining import examine
from aexdesk.doctor.received import Received
from aexdesk.resources import read_text
from aexdesk.secret import Secret

_SECRET = "AExDeskVectorSecret0123456789abc"
_JAVASCRIPT = """
const lists = JSON.parse(require("fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(lists.map((names) => [...names].sort((a, b) => a.localeCompare(b)))));
"""

with_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node.js says what localeCompare does")


def _as_node_sorts(lists: list[list[str]]) -> list[list[str]]:
    done = subprocess.run(
        ["node", "-e", _JAVASCRIPT], input=json.dumps(lists), capture_output=True, text=True, timeout=60, check=True
    )
    return [list(names) for names in json.loads(done.stdout)]


def _names_by_api() -> dict[str, list[str]]:
    """Every name that the catalogue knows of an API, and the common ones."""
    catalogue = json.loads(read_text("catalogue.json"))
    common = {one["name"] for one in catalogue["common_parameters"]} - {"sign"}
    return {
        api["name"]: sorted({one["name"] for one in api["params"]} | (common - ({"method"} & _unsent(api["kind"]))))
        for api in catalogue["apis"]
    }


def _unsent(kind: str) -> set[str]:
    return set() if kind == "business" else {"method"}


def _with_sign(api: str, names: list[str], order: list[str]) -> Received:
    values = {name: f"value{at}" for at, name in enumerate(names)} | {"sign_method": "sha256", "method": api}
    values["timestamp"] = "1767225600123"
    text = "".join(name + values[name] for name in order)
    sign = hmac.new(_SECRET.encode(), text.encode(), hashlib.sha256).hexdigest().upper()
    return Received(api, (*((name, values[name]) for name in names), ("sign", sign)))


@with_node
def test_of_the_documented_apis_it_breaks_one() -> None:
    """specialinfo has appKey beside app_key. Every other API's names stand alike in both orders."""
    names = _names_by_api()
    sorted_by_node = dict(zip(names, _as_node_sorts(list(names.values())), strict=True))
    assert len(names) > 50
    assert [api for api in names if sorted_by_node[api] != names[api]] == ["aliexpress.ds.product.specialinfo.get"]


@with_node
def test_the_doctor_names_it_for_that_api() -> None:
    api = "aliexpress.ds.product.specialinfo.get"
    names = _names_by_api()[api]
    (order,) = _as_node_sorts([names])
    finding = examine(_with_sign(api, names, order), Secret(_SECRET), {}, {})
    assert [one.id for one in finding.mistakes] == ["sorted-locale"]


_BREAKING = [
    ["page_no", "pageNo"],  # `_` beside a capital
    ["param_1", "param0"],  # `_` beside a digit
    ["sign_type", "signType", "sign_method"],
    ["Zone", "address"],  # a capital beside a small letter
    ["keyWord", "keyword"],  # alike but for the case
    ["a_b", "aB", "ab", "a1", "A", "a"],
]


@with_node
@pytest.mark.parametrize("own", _BREAKING, ids=" ".join)
def test_names_that_break_it_are_named(own: list[str]) -> None:
    """As the SDK does: sorted so, and sent in that order; or sent in another one."""
    names = sorted({"app_key", "method", "session", "sign_method", "timestamp", *own})
    (order,) = _as_node_sorts([names])
    assert order != names
    for sent in (order, names, [*own, *(name for name in names if name not in own)]):
        finding = examine(_with_sign("aliexpress.ds.some.get", sent, order), Secret(_SECRET), {}, {})
        ids = [[one.id for one in some] for some in (finding.mistakes, *finding.alternatives)]
        assert ["sorted-locale"] in ids, (sent, ids)
        assert ids[0] in (["sorted-locale"], ["sorted-case-insensitive"]), ids


@with_node
def test_names_that_do_not_break_it_are_valid() -> None:
    names = sorted(["app_key", "countryCode", "currency", "keyWord", "local", "method", "pageIndex", "pageSize",
                    "session", "sign_method", "sortBy", "timestamp"])  # fmt: skip
    (order,) = _as_node_sorts([names])
    assert order == names
