"""`python -m tests.benchmarks.sign_bare ROUNDS`: seconds of one signature in this process, ours and bare `hmac`'s, as
JSON. Both end at the same digest; bare `hmac` is given the string to sign, ours makes it of the parameters.
"""

from __future__ import annotations

import hmac
import json
import statistics
import sys
import time
from collections.abc import Callable

from aexdesk.openplatform.signing import Digest, build_string_to_sign, sign
from aexdesk.secret import Secret

_API = "aliexpress.ds.product.get"
_PARAMETERS = {
    "app_key": "12345678", "method": _API, "timestamp": "1772366400123", "sign_method": "sha256",
    "session": "50000600b26test", "product_id": "1005990000000001", "ship_to_country": "US",
}  # fmt: skip
_KEY = "helloworld"
_TIMES = 2_000


def measure(rounds: int) -> dict[str, float]:
    """Medians of the rounds, in turn. Raises AssertionError where the two do not agree."""
    secret = Secret(_KEY)
    text = "".join(name + _PARAMETERS[name] for name in sorted(_PARAMETERS)).encode()

    def ours() -> str:
        return sign(build_string_to_sign(_API, _PARAMETERS, Digest.HMAC_SHA256), secret)

    def bare() -> str:
        return hmac.new(_KEY.encode(), text, "sha256").hexdigest().upper()

    assert ours() == bare()
    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for _round in range(rounds):
        took["ours"].append(_each(ours))
        took["bare"].append(_each(bare))
    return {name: statistics.median(each) for name, each in took.items()}


def _each(work: Callable[[], str]) -> float:
    began = time.perf_counter()
    for _time in range(_TIMES):
        work()
    return (time.perf_counter() - began) / _TIMES


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
