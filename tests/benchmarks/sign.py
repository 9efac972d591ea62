"""One signature by command, beside Python doing nothing and beside httpie building a request that it does not send; and
one in a running program, beside bare `hmac` over the string to sign.
"""

from __future__ import annotations

import json
import sys

from tests.benchmarks import peers
from tests.benchmarks.measuring import aexdesk, imported_by, in_turn, output_of, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

API = "aliexpress.ds.product.get"


def measure(rounds: int) -> Findings:
    ours = aexdesk(
        "sign", "--api", API, "--app-key", "12345678", "--secret-env", "BENCHMARK_SECRET", "-p", "product_id=1"
    )
    http = peers.python_tool("http")
    with surroundings() as plain:
        environment = plain | {"BENCHMARK_SECRET": "helloworld"}
        contenders = {
            "ours": lambda: to_the_end(ours, environment),
            "pass": lambda: to_the_end([sys.executable, "-c", "pass"], environment),
        }
        if http is not None:
            offline = [str(http), "--offline", "--ignore-stdin", "POST", "http://127.0.0.1/sync", f"method={API}"]
            contenders["httpie"] = lambda: to_the_end(offline, environment)
        medians = in_turn(contenders, rounds)
        imported = imported_by(ours, environment)
    told = json.loads(output_of("tests.benchmarks.sign_bare", str(rounds)))
    what = "aexdesk sign"
    figures = [Figure(what, "s", medians["ours"].seconds, "python -c pass", medians["pass"].seconds)]
    if "httpie" in medians:
        figures += [
            Figure(what, "s", medians["ours"].seconds, "httpie --offline", medians["httpie"].seconds, 1.0),
            Figure(f"{what}, peak memory", "MiB", medians["ours"].mib, "httpie --offline", medians["httpie"].mib, 1.0),
        ]
    figures.append(
        Figure("one signature, of its parameters", "µs", told["ours"] * 1e6, "bare hmac", told["bare"] * 1e6)
    )
    qt = sorted(name for name in imported if name.startswith("PySide6"))
    return Findings(
        figures=figures,
        facts=[Fact("aexdesk sign has not imported PySide6", not qt, ", ".join(qt))],
        left_out=[] if http is not None else [peers.skipped("httpie")],
    )
