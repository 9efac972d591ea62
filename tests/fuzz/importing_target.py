"""Files of strangers: refused with BadInput, or taken; what is taken survives its own file.

An input is the name of a reader, LF, and the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from aexdesk.collection.api_file import read_api
from aexdesk.collection.collection_file import read_collection, write_collection
from aexdesk.collection.request_file import read_request, write_request
from aexdesk.collection.result_files import read_run, to_json, to_junit
from aexdesk.faults import BadInput
from aexdesk.interchange.importing.bruno import import_bruno
from aexdesk.interchange.importing.curl import import_curl
from aexdesk.interchange.importing.har import import_har
from aexdesk.interchange.importing.postman import import_postman
from aexdesk.openplatform.exact_json import read_exactly, write_compactly, write_indented
from aexdesk.services.case_table import read_case_table
from aexdesk.services.env_file import read_values
from aexdesk.services.importing import format_of
from aexdesk.wording import describe
from tests.collection.test_result_files import RUN
from tests.fuzz.target import Target
from tests.interchange.importing import fuzz as importers

_WANTED = ("AE_APP_KEY", "AE_APP_SECRET")


def check(data: bytes) -> str:
    """Raises whatever a reader raises besides BadInput, and AssertionError for what does not survive."""
    name, _, raw = data.partition(b"\n")
    reader = name.decode("latin-1")
    text = raw.decode("utf-8", "replace" if name == b"env" else "surrogatepass" if _is_wide(raw) else "replace")
    try:
        return f"{reader}: {READERS[reader](text)}" if reader in READERS else f"{_guessed(reader + text)}"
    except BadInput as error:
        describe(error)
        return f"refused: {error.code}"


def _is_wide(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(text: str) -> str:
    """As what is pasted into the window, whose format nobody told."""
    kind = format_of(text)
    return f"{kind}: {READERS[kind](text)}"


def _request(text: str) -> str:
    request = read_request(text)
    written = write_request(request)
    assert read_request(written) == request == read_request("\ufeff" + written)
    assert write_request(read_request(written)) == written
    return "taken"


def _collection(text: str) -> str:
    collection = read_collection(text)
    written = write_collection(collection)
    assert read_collection(written) == collection == read_collection("\ufeff" + written)
    return "taken"


def _results(text: str) -> str:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return "no JSON"
    run = read_run(document)
    ElementTree.fromstring(to_junit(run))
    assert read_run(json.loads(json.dumps(to_json(run)))).steps == run.steps
    return "taken"


def _table(text: str) -> str:
    rows = read_case_table(text, "practice", frozenset({"taken"})).rows
    for row in rows:
        assert (row.draft is None) == bool(row.faults), row
        for fault in row.faults:
            describe(fault)
    return "taken" if any(row.draft is not None for row in rows) else "nothing taken"


def _values(text: str) -> str:
    assert set(read_values(text, _WANTED)) <= set(_WANTED)
    return "taken"


def _api(text: str) -> str:
    return f"taken as {read_api(text).effect}"


def _json(text: str) -> str:
    try:
        value = read_exactly(text)
    except (ValueError, RecursionError):
        return "no JSON"
    assert read_exactly(write_compactly(value)) == value
    assert read_exactly(write_indented(value)) == value
    return "taken"


READERS: Mapping[str, Callable[[str], str]] = {
    "curl": importers._import(import_curl),
    "har": importers._import(import_har),
    "postman": importers._import(import_postman),
    "bruno": importers._import(import_bruno),
    "request": _request,
    "collection": _collection,
    "results": _results,
    "table": _table,
    "env": _values,
    "api": _api,
    "json": _json,
}

_SAVED = (
    '{"name": "n", "api": "aliexpress.ds.product.get", "parameters": {"product_id": "1", "x": {"a": [1.10]}}, "files": '
    '{"f": "x.png"}, "http_method": "GET", "sign_method": "md5", "settings": {"simplify": "true"}, "profile": "p", '
    '"assertions": [{"kind": "equals", "path": "a.b", "value": "1"}], "notes": "a\\nb"}'
)
_TABLE = (
    "Test case name,Loan account email,Item ID,Quantity,Country\nA,a@b.example,1005000000000001,1,US\n"
    '"B ""x""",c@d.example,x,0,ZZ\n'
)
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "curl": importers._CURL,
    "har": (json.dumps(importers._HAR),),
    "postman": (json.dumps(importers._POSTMAN),),
    "bruno": (importers._BRUNO,),
    "request": (_SAVED,),
    "collection": ('{"name": "n", "variables": {"practice": {"a": "1", "b": "{{a}}"}}}',),
    "results": (json.dumps(to_json(RUN)),),
    "table": (_TABLE, _TABLE.replace(",", ";"), _TABLE.replace(",", "\t")),
    "env": ("# x\nexport AE_APP_KEY='5'\nAE_APP_SECRET=\"a\\\"b\" # c\nOTHER=${X}\n",),
    "api": ('{"name": "a.b", "parameters": [{"name": "x", "type": "Object", "fields": [{"name": "y"}]}]}',),
    "json": ('{"a": 1.10, "a": [true, null, "\\ud800"], "b": -0}',),
}  # fmt: skip

TARGET = Target(
    name="importing",
    check=check,
    seeds=tuple(f"{name}\n{text}".encode() for name, texts in _TEXTS.items() for text in texts),
    words=(
        *(name.encode() + b"\n" for name in READERS), b"curl ", b" -d ", b" -F ", b" -G", b"$'", b"\\\n", b"^", b"`",
        b"'", b'"log": {"entries": [', b'"postData": ', b'"item": [', b'"request": ', b'"variable": ', b'"url": ',
        b"{{", b"}}", b"meta {", b"body:form-urlencoded {", b"'''", b"}\n", b"@file(", b'"format": 1', b'"steps": [',
        b'"outcome": ', b'"seconds": ', b'"ms": ', b"9" * 400, b"1e999", b"NaN", b"-0", b"true", b"null", b"\\ud800",
        b"\xed\xa0\x80", b'"parameters": ', b'"assertions": ', b'"kind": ', b'"settings": ',
        b"Receiving countries/regions", b"\r", b";",
        b"export ", b"${", b"#", b"\\", b'"fields": [', b'"type": "Object[]"', b"[" * 300,
    ),
    good=tuple(READERS),
)  # fmt: skip
