"""Fuzzes a practice gateway: signed calls with spoiled parameters, broken requests, admin bodies, login forms.

The bulk goes straight into the ASGI app, on the loop of a gateway that runs; fuzz_raw.py adds real sockets. A run hangs
on its seed alone. By hand: `python -m tests.practice.fuzzing.fuzz --seed 7 --count 100000`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from aexdesk.practice.door import handlers
from aexdesk.practice.goods.products import in_stock
from aexdesk.practice.goods.shop import Sku
from aexdesk.practice.rules import Mismatch
from aexdesk.practice.saving import pack, unpack
from tests.practice.fuzzing import calls as fuzz_calls
from tests.practice.fuzzing.broken import broken
from tests.practice.fuzzing.calls import Known, Request
from tests.practice.fuzzing.gateway import Answered, Gateway, ask, find_routes, open_gateway, resident_mb
from tests.practice.fuzzing.values import odd_text, spoil, spoil_bytes, write_json
from tests.practice.schema import entries, find_http_faults
from tests.practice.world import find_api, sign

SEED = 20261126
MOST_FINDINGS = 20
OLD_PATH = "/router/rest"
_CHECK_EVERY = 500


class Fuzz:
    """One run over a gateway. `findings` says all that went wrong, `seen` what was answered."""

    def __init__(self, gateway: Gateway, seed: int) -> None:
        self.findings: list[str] = []
        self.seen: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self._gateway = gateway
        self._platform = gateway.platform
        self._told = gateway.practice.object.to_json()
        self._seed = seed
        self._refresh_tokens = [self._told["refresh_token"]]
        self._codes: list[str] = []
        self._apis = list(entries())
        self._simulated = sorted(handlers.SIMULATED)
        self._orders = [name for name in self._simulated if entries()[name]["effect"] == "creates_order"]
        routes = find_routes(gateway.app)
        self._routes = [(path, method) for path, method in routes if path.startswith("/_practice")]
        self._has_old_path = any(path == OLD_PATH for path, _ in routes)
        self._number = 0

    def run(self, count: int) -> None:
        """So many requests, one after another, on the gateway's own loop."""
        asyncio.run_coroutine_threadsafe(self._run(count), self._gateway.loop).result()

    async def _run(self, count: int) -> None:
        for _ in range(count):
            self._number += 1
            chance = Random(f"{self._seed}:{self._number}")
            await self._one(chance)
            self._gateway.clock.now += 0.05
            if self._number % _CHECK_EVERY == 0:
                self._check_state()
                self._gateway.clock.now += 300  # in all not past the life of a session
            if len(self.findings) >= MOST_FINDINGS:
                break
            await asyncio.sleep(0)  # the raw sockets are served on this loop too
        self._check_state()

    async def _one(self, chance: Random) -> None:
        roll = chance.random()
        if roll < 0.70:
            await self._call(chance)
        elif roll < 0.82:
            request = broken(self._sign(self._base(chance), chance), chance)
            self._judge_any(request, await self._ask(request, chance))
        elif roll < 0.92:
            await self._admin(chance)
        else:
            await self._login(chance)

    # ------------------------------------------------------------ calls

    def known(self) -> Known:
        """What is there now."""
        shop, state = self._platform.shop, self._platform.state
        return Known(
            products=tuple(shop.products),
            skus={name: tuple(self._tell_sku(sku) for sku in one.skus) for name, one in shop.products.items()},
            categories=tuple(str(one["category_id"]) for one in shop.categories),
            services=tuple(shop.services),
            orders=tuple(str(one) for one in islice(reversed(state.orders), 20)),
            refresh_tokens=tuple(self._refresh_tokens[-3:]),
            codes=tuple(self._codes[-3:]),
        )

    def _tell_sku(self, sku: Sku) -> tuple[str, str, int]:
        return sku.sku_id, sku.sku_attr, in_stock(sku, self._platform)

    def _base(self, chance: Random) -> dict[str, str]:
        return {
            "app_key": self._told["app_key"],
            "timestamp": str(int(self._gateway.clock.now * 1000)),
            "sign_method": chance.choice(("sha256",) * 8 + ("md5", "hmac")),
            "simplify": chance.choice(("true", "false", "true", "", "True")),
            "session": chance.choice(
                (self._told["access_token"],) * 12 + (self._told["real_buyer_access_token"], "", "x")
            ),
        }

    async def _call(self, chance: Random) -> None:
        self._platform.mismatch = chance.choice((Mismatch.CHARGE, Mismatch.CHARGE, Mismatch.REFUSE))
        among = ((self._orders, 0.15), (self._simulated, 0.75), (self._apis, 0.1))
        api = chance.choice(chance.choices([some for some, _ in among], [share for _, share in among])[0])
        entry = entries()[api]
        params = fuzz_calls.spoiled_params(fuzz_calls.right_params(entry, self.known(), chance), chance)
        files = {}
        if chance.random() < 0.7:
            files = {name: params.pop(name) for name in fuzz_calls.files_of(entry) & params.keys()}
        params |= self._base(chance)
        if entry["kind"] == "system":
            params["sign_method"] = "sha256"
        in_path = entry["kind"] == "system" and chance.random() < 0.7
        if not in_path:
            params["method"] = api
        door = "/rest" if (entry["kind"] == "system") is (chance.random() < 0.98) else self._business_door(chance)
        path = door + api if in_path and door == "/rest" else door
        if chance.random() < 0.03:
            params[chance.choice(sorted(params))] = odd_text(chance)
        signed = self._sign(params, chance, api if door == "/rest" and "/" in api else "")
        request = fuzz_calls.carry(path, signed, files, chance)
        self._judge_call(request, await self._ask(request, chance))

    def _business_door(self, chance: Random) -> str:
        return OLD_PATH if self._has_old_path and chance.random() < 0.1 else "/sync"

    def _sign(self, params: dict[str, str], chance: Random, path: str = "") -> dict[str, str]:
        secret = self._told["app_secret"]
        if chance.random() < 0.04:  # another app, made by an admin call
            app_key = chance.choice([*self._platform.secrets][:5])
            params, secret = {**params, "app_key": app_key}, self._platform.secrets[app_key].reveal()
        if chance.random() < 0.01:
            return params
        return {**params, "sign": sign(params, secret, path)}

    def _judge_call(self, request: Request, answered: Answered) -> None:
        door, api = find_api(request.path, request.params)
        simplified = request.params.get("simplify") == "true"
        faults = find_http_faults(entries().get(api), answered.status, answered.body, door=door, simplified=simplified)
        if faults or answered.trace:
            self._note(request, answered, "; ".join(faults))
            return
        answer = json.loads(answered.body)
        error = answer.get("error_response", answer if "message" in answer else {})
        self.seen[str(error.get("code", f"answered {api}"))] += 1
        if "refresh_token" in answer:
            self._refresh_tokens.append(answer["refresh_token"])

    def _judge_any(self, request: Request, answered: Answered) -> None:
        if answered.trace or not 200 <= answered.status < 500:
            self._note(request, answered, f"HTTP status {answered.status}")
            return
        self.seen[f"HTTP {answered.status}"] += 1
        if answered.headers.get("content-type", "").startswith("application/json"):
            try:
                _read_strictly(answered.body)
            except ValueError as error:
                self._note(request, answered, str(error))
        if "\n" in "".join(answered.headers.values()):
            self._note(request, answered, "a line break in a header")

    # ------------------------------------------------------------ admin

    async def _admin(self, chance: Random) -> None:
        path, method = chance.choice(self._routes)
        if path.endswith("/reset") and chance.random() < 0.95:
            path, method = "/_practice/test-cases", "POST"
        if method == "DELETE" and chance.random() < 0.8:  # what is set shall stand for a while
            method = "POST"
        known = self.known()
        bodies = fuzz_calls.right_admin_bodies(known, chance)
        right = bodies.get(path.removeprefix("/_practice"), {})
        body = b""
        if method != "GET":
            value = right if chance.random() < 0.3 else spoil(right, chance)
            body = write_json(value, chance).encode()
            if chance.random() < 0.1:
                body = spoil_bytes(body, chance)
        named = chance.choice((*known.orders[:3], self._told["buyer_email"], odd_text(chance), "0", "9" * 30))
        path = re.sub(r"{[^}]*}", lambda _: named.replace("/", "") or "0", path)
        query = urlencode({"since": odd_text(chance)}).encode() if chance.random() < 0.2 else b"since=999999999"
        request = Request(method, path, query, body)
        answered = await self._ask(request, chance)
        # What was asked for here is not to fall on the calls that follow: they are judged as undisturbed ones.
        self._platform.disturbances.clear()
        self._judge_any(request, answered)

    # ------------------------------------------------------------ pages

    async def _login(self, chance: Random) -> None:
        ticket = next(iter(reversed(self._platform.fleeting.tickets)), "")
        match chance.choice(("authorize", "authorize", "login", "consent", "consent")):
            case "authorize":
                app = chance.choice([*self._platform.state.apps.values()][:5])
                right = {
                    "response_type": "code",
                    "client_id": app.app_key,
                    "redirect_uri": app.callback_url,
                    "state": "a b&c",
                    "force_auth": chance.choice(("true", "false")),
                }
                query = urlencode(fuzz_calls.spoiled_form(right, chance)).encode()
                if chance.random() < 0.2:
                    query = spoil_bytes(query, chance)
                cookie = next(iter(reversed(self._platform.fleeting.logins)), "")
                headers = (("cookie", f"aexdesk_practice_login={cookie}".encode()),)
                request = Request("GET", "/oauth/authorize", query, b"", headers)
            case "login":
                # The right password now and then only: to check one takes long, as it should.
                password = self._told["buyer_password"] if chance.random() < 0.2 else ""
                email = self._told["buyer_email"] if password else "nobody@example.test"
                right = {"ticket": ticket, "email": email, "password": password}
                request = _form("/oauth/login", fuzz_calls.spoiled_form(right, chance), chance)
            case _:
                right = {"ticket": ticket, "decision": chance.choice(("allow", "allow", "deny", "other"))}
                request = _form("/oauth/consent", fuzz_calls.spoiled_form(right, chance), chance)
        answered = await self._ask(request, chance)
        self._judge_any(request, answered)
        self._codes += parse_qs(urlsplit(answered.headers.get("location", "")).query).get("code", [])

    async def _ask(self, request: Request, chance: Random) -> Answered:
        answered = await ask(self._gateway, request, chance)
        self.slowest = max(self.slowest, (answered.seconds, f"{self._number} {request.path}"))
        return answered

    def _note(self, request: Request, answered: Answered, why: str) -> None:
        told = f"seed {self._seed}, request {self._number}: {why}\n  {request.describe()}\n  -> {answered.body[:500]!r}"
        self.findings.append(f"{told}\n{answered.trace[-2000:]}")

    # ------------------------------------------------------------ state

    def _check_state(self) -> None:
        """Orders are of goods that are for sale, stock is never less than nothing, the log stays within its bound."""
        platform, shop = self._platform, self._platform.shop
        faults = []
        for order in platform.state.orders.values():
            product = shop.products.get(order.item_id)
            if product is None or order.sku_id not in {sku.sku_id for sku in product.skus}:
                faults.append(f"an order of what is not for sale: {order}")
            elif type(order.quantity) is not int or order.quantity < 1:
                faults.append(f"an order of no pieces: {order}")
        skus = {sku.sku_id: sku for product in shop.products.values() for sku in product.skus}
        faults += [f"stock of {sku.sku_id} below nothing" for sku in skus.values() if in_stock(sku, platform) < 0]
        faults += [f"sold what is not for sale: {name}" for name in platform.state.sold.keys() - skus.keys()]
        kept = unpack(pack(platform.state, platform.now()))
        if (kept.orders, kept.cases, kept.apps) != (platform.state.orders, platform.state.cases, platform.state.apps):
            faults.append("the state is not what is kept of it")
        if len(platform.fleeting.log) > platform.rules.max_log_entries:
            faults.append("the log has no bound")
        self.findings += [f"seed {self._seed}, after request {self._number}: {fault}" for fault in faults]


def _form(path: str, fields: Mapping[str, str], chance: Random) -> Request:
    body = urlencode(fields).encode()
    if chance.random() < 0.1:
        body = spoil_bytes(body, chance)
    return Request("POST", path, b"", body, (("content-type", fuzz_calls.FORM.encode()),))


def _read_strictly(body: bytes) -> Any:
    def refuse(text: str) -> None:
        raise ValueError(f"a number that is not whole: {text}")

    return json.loads(body.decode(), parse_float=refuse, parse_constant=refuse)


def main() -> int:
    """Runs so many requests and tells what came of them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=2000)
    options = parser.parse_args()
    with open_gateway(options.seed) as gateway:
        fuzz = Fuzz(gateway, options.seed)
        before, started = resident_mb(), time.monotonic()
        fuzz.run(options.count)
        took = time.monotonic() - started
        sys.stdout.write("\n\n".join([*fuzz.findings, ""]))
        sys.stdout.write("".join(f"{count:7} {name}\n" for name, count in fuzz.seen.most_common()))
        told = f"seed {options.seed}: {options.count} requests in {took:.1f} s, slowest {fuzz.slowest}, "
        sys.stdout.write(f"{told}{before} MiB before, {resident_mb()} MiB after, {len(fuzz.findings)} findings\n")
    return 1 if fuzz.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
