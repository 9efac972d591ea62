"""Fuzzes the importers and the reader of answers: real files, spoiled, and texts made of the pieces they look for.

A run hangs on its seed alone. By hand: `python -m tests.interchange.importing.fuzz --seed 7 --count 200000`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from aexdesk.collection.request_file import read_request, write_request
from aexdesk.faults import BadInput
from aexdesk.interchange.importing.bruno import import_bruno
from aexdesk.interchange.importing.curl import import_curl
from aexdesk.interchange.importing.har import import_har
from aexdesk.interchange.importing.imported import Imported
from aexdesk.interchange.importing.postman import import_postman
from aexdesk.openplatform.envelope import Answer, read_answer, skim_answer
from aexdesk.services.importing import saved_request_of
from tests.practice.fuzzing.gateway import resident_mb
from tests.practice.fuzzing.values import TEXTS, odd_json, odd_text, write_json

SEED = 20261126
MOST_FINDINGS = 20
SLOWEST_S = 5.0
"""A hang: an input of a few thousand characters takes a thousandth of this."""

URL = "https://api-sg.aliexpress.com/sync?method=aliexpress.ds.product.get"
_CURL = (
    f"curl '{URL}' -H 'Cookie: a=b' --data-urlencode 'product_id=1005' -d $'p=\\x41\\u00e9' -F 'f=@x.png' \\\n -G",
    f'curl ^"{URL}^" ^\r\n --data-raw ^"p=^\\^"x^\\^"^"',
    f'curl.exe "{URL}" `\n -d "p=`"x`""',
)
_FORM = {
    "mimeType": "application/x-www-form-urlencoded",
    "text": "a=1&b=%7B%7D",
    "params": [{"name": "a", "value": "1"}],
}
_PARTS = {
    "mimeType": "multipart/form-data; boundary=B",
    "text": '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--',
}
_SENT: Any = {"method": "POST", "url": URL, "headers": []}
_HAR: Any = {"log": {"entries": [{"request": {**_SENT, "postData": post}} for post in (_FORM, _PARTS)]}}
_BODY: Any = {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "x"}, {"key": "b", "value": "1"}]}
_ADDRESS: Any = {"raw": URL, "query": [{"key": "method", "value": "a.b"}, {"key": "a", "value": "{{b}}"}]}
_ITEM: Any = {"name": "r", "request": {**_SENT, "url": _ADDRESS, "body": _BODY, "description": {"content": "d"}}}
_POSTMAN: Any = {
    "info": {"schema": "v2.1.0"},
    "item": [{"name": "f", "item": [_ITEM]}, {"name": "s", "request": URL}],
    "variable": [{"key": "a", "value": "b"}],
}
_BRUNO = (
    "meta {\n  name: n\n}\n\npost {\n  url: {{u}}/sync?method=a.b\n  body: multipartForm\n}\n\nbody:multipart-form {\n"
    "  a: '''\n    x\n  '''\n  f: @file(x.png)\n}\n\ndocs {\n  d\n}\n"
)
_ANSWERS: tuple[Any, ...] = (
    {"error_response": {"type": "ISV", "code": "15", "msg": "m", "sub_code": "s", "request_id": "21"}},
    {
        "aliexpress_ds_product_get_response": {
            "rsp_code": 602,
            "rsp_msg": "m",
            "result": {"success": False, "code": "1"},
        }
    },
    {"a_response": {"resp_result": {"resp_code": 405, "resp_msg": "m"}, "request_id": 1}},
    {"code": "0", "access_token": "x", "data": [], "ret": "true"},
)
_PIECES = (
    "{{",
    "}}",
    "{{{{",
    "'",
    '"',
    "\\",
    "$'",
    "^",
    "`",
    "\n",
    "\r\n",
    "&",
    "=",
    "%",
    "@",
    "--",
    "\x00",
    "'''",
    "}",
    "{",
    ";",
)


class Fuzz:
    """One run. `findings` says all that went wrong, `seen` what became of the inputs."""

    def __init__(self, seed: int) -> None:
        self.findings: list[str] = []
        self.seen: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self._seed = seed

    def run(self, count: int) -> None:
        """So many inputs, one after another, to each reader in turn."""
        readers = tuple(READERS.items())
        for number in range(count):
            name, (make, read) = readers[number % len(readers)]
            chance = Random(f"{self._seed}:{number}")
            given = make(chance)
            self._judge(name, number, read, given)
            if len(self.findings) >= MOST_FINDINGS:
                return

    def _judge(self, name: str, number: int, read: Callable[[Any], str], given: Any) -> None:
        begun = time.perf_counter()
        try:
            what = read(given)
        except BadInput as error:
            what = f"refused: {error.code}"
        except Exception as error:  # noqa: BLE001 - the very thing that is looked for
            what = "broken"
            self.findings.append(f"seed {self._seed}, input {number}, {name}: {error!r}\n  {given[:300]!r}")
        took = time.perf_counter() - begun
        if took > SLOWEST_S:
            self.findings.append(f"seed {self._seed}, input {number}, {name}: {took:.1f} s\n  {given[:300]!r}")
        self.seen[f"{name} {what}"] += 1
        self.slowest = max(self.slowest, (took, f"{name} {number}"))


def _spoil(text: str, chance: Random) -> str:
    """A few cuts, doublings and insertions."""
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randrange(1, 30))
        roll = chance.random()
        if roll < 0.4:
            inside = chance.choice((chance.choice(_PIECES), odd_text(chance), chance.choice(TEXTS)))
            text = text[:at] + inside[:20_000] + text[at:]
        elif roll < 0.7:
            text = text[:at] + text[end:]
        elif roll < 0.9:
            text = text[:end] + text[at:end] * chance.choice((1, 2, 50)) + text[end:]
        else:
            text = text[:at] + chance.choice(_PIECES) * chance.choice((3, 1_000)) + text[at:]
    return text


def _spoil_json(value: Any, chance: Random) -> Any:
    """The same document with some of its values replaced."""
    if chance.random() < 0.02:
        return odd_json(chance)
    if isinstance(value, dict):
        return {name: _spoil_json(inner, chance) for name, inner in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        return [_spoil_json(inner, chance) for inner in value for _ in range(chance.choice((1, 1, 1, 1, 0, 3)))]
    return value


def _json_text(value: Any, chance: Random) -> str:
    text = write_json(_spoil_json(value, chance), chance)
    return _spoil(text, chance) if chance.random() < 0.2 else text


def _bytes(chance: Random) -> bytes:
    data = _json_text(chance.choice(_ANSWERS), chance).encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.randbytes(chance.randrange(8)) + data[at:]
    return data


def _import(read: Callable[[str], Imported]) -> Callable[[str], str]:
    """Reads, and holds what came against what every import promises."""

    def judge(text: str) -> str:
        found = read(text)
        for request in found.requests:
            saved = saved_request_of(request)
            try:
                kept = read_request(write_request(saved))
            except BadInput as error:
                raise AssertionError(f"it cannot be kept in a file: {error}") from error
            assert kept == saved, "it does not survive its file"
        return f"{min(len(found.requests), 2)} taken" if found.requests else "nothing taken"

    return judge


def _read_answer(body: bytes) -> str:
    found = (read_answer(body), skim_answer(body[:64], body[-64:]))
    assert all(isinstance(one, Answer) for one in found)
    for text in (found[0].request_id, *((found[0].error.code, found[0].error.message) if found[0].error else ())):
        assert isinstance(text, str)
    return "no JSON" if not found[0].is_json else "error" if found[0].error else "answer"


READERS: Mapping[str, tuple[Callable[[Random], Any], Callable[[Any], str]]] = {
    "curl": (lambda chance: _spoil(chance.choice(_CURL), chance), _import(import_curl)),
    "har": (lambda chance: _json_text(_HAR, chance), _import(import_har)),
    "postman": (lambda chance: _json_text(_POSTMAN, chance), _import(import_postman)),
    "bruno": (lambda chance: _spoil(_BRUNO, chance), _import(import_bruno)),
    "envelope": (_bytes, _read_answer),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.interchange.importing.fuzz")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=200_000)
    asked = parser.parse_args()
    before, begun = resident_mb(), time.perf_counter()
    fuzz = Fuzz(asked.seed)
    fuzz.run(asked.count)
    for what, times in sorted(fuzz.seen.items()):
        sys.stdout.write(f"{times:8} {what}\n")
    took = time.perf_counter() - begun
    sys.stdout.write(f"{took:.0f} s, {before} MiB before, {resident_mb()} MiB after, slowest {fuzz.slowest}\n")
    sys.stdout.write("\n\n".join(fuzz.findings) + "\n")
    return 1 if fuzz.findings else 0


if __name__ == "__main__":
    sys.exit(main())
