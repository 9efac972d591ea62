from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.openplatform.exact_json import read_exactly, write_compactly

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_it_writes_what_json_would_without_blanks(value: object) -> None:
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert write_compactly(read_exactly(compact)) == compact
    assert write_compactly(read_exactly(json.dumps(value, indent=3))) == compact


@pytest.mark.parametrize("number", ["1.10", "1e3", "1E+03", "-0", "0.1000", "18446744073709551615", "1" * 5000])
def test_a_number_keeps_its_text(number: str) -> None:
    assert write_compactly(read_exactly(f'{{ "a": [ {number} ] }}')) == f'{{"a":[{number}]}}'


def test_doubled_keys_stay() -> None:
    assert write_compactly(read_exactly('{"a": {"b": 1, "b": 2}}')) == '{"a":{"b":1,"b":2}}'


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity", "", "{", "{'a': 1}", '{"a": 1} x'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own texts
        read_exactly(text)
