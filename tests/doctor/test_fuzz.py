"""Whatever is pasted: BadInput or a request, and the doctor ends with a finding, in bounded work."""

from __future__ import annotations

import json
import random
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aexdesk.doctor.examining import examine
from aexdesk.doctor.finding import Finding, Verdict
from aexdesk.doctor.received import Received
from aexdesk.faults import BadInput
from aexdesk.interchange.pasted import read_pasted
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import received_of
from tests.doctor.corpus.bases import BASES, SECRET
from tests.doctor.corpus.cases import made
from tests.doctor.corpus.texts import FORMS

_ODD = ["\0", "\ud800", "\udfff", "\ufeff", "%", "%%", "%zz", "%e4", "%00", "&", "=", "&&", "'", '"', "\\", "$'", "`",
        "\r", "\n", "\r\n\r\n", "{", "}", "[", "]", "sign=", "timestamp=", "--data", "-F", "curl ", "?", "#", "é", "手",
        "📱", "\u202e", "method=x", "-0", "null", "NaN", "1e999", "boundary=", "Content-Type:", ";"]  # fmt: skip


def _few() -> object:
    """A small budget: the search is asked to go on a few times."""
    left = [3]

    def keep_going(_tried: int) -> bool:
        left[0] -= 1
        return left[0] > 0

    return keep_going


def _examined(text: str) -> Finding | None:
    try:
        pasted = read_pasted(text)
    except BadInput:
        return None
    return examine(received_of(pasted), Secret(SECRET), {"o\ud800": Secret("\ud800")}, {}, _few())  # type: ignore[arg-type]


_SEEDS = [write(made(base)) for base in BASES[::9] for write in FORMS.values() if base.file is None]


def _spoilt(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at]
            case 1:
                text = text[:at] + chance.choice(_ODD) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 9) :]
            case 3:
                text = text[at:] or text
            case _:
                text = text[:at] + text[max(0, at - 30) : at] * chance.randint(1, 5) + text[at:]
    return text


def _spoil_and_examine(count: int, seed: int) -> int:
    chance = random.Random(seed)
    return sum(_examined(_spoilt(chance.choice(_SEEDS), chance)) is not None for _ in range(count))


@pytest.mark.timeout(120)
def test_spoilt_requests_are_refused_or_examined() -> None:
    assert _spoil_and_examine(300, 1) > 30


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_twenty_thousand_spoilt_requests_are_refused_or_examined() -> None:
    assert _spoil_and_examine(20_000, 2) > 2_000


_texts = st.text(max_size=60) | st.sampled_from(_ODD)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=8,
)


@given(text=st.lists(_texts, max_size=8).map("".join))
def test_any_text_is_refused_or_examined(text: str) -> None:
    _examined(text)


@settings(max_examples=40)
@given(api=_values, params=st.dictionaries(_texts | st.sampled_from(["sign", "timestamp", "sign_method"]), _values))
def test_any_parameters_are_refused_or_examined(api: object, params: dict[str, object]) -> None:
    _examined(json.dumps({"api": api, "params": params}))


# ---------------------------------------------------------------- large ones


def _many(count: int, value: str, sign: str = "A1" * 32) -> Received:
    own = tuple((f"name_{at:05d}", value) for at in range(count))
    common = (("app_key", "1"), ("method", "a.b"), ("timestamp", "1767225600123"), ("sign_method", "sha256"))
    return Received("a.b", (*common, *own, ("sign", sign)))


_SYNC = "https://api-sg.aliexpress.com/sync?method=a.b&sign=" + "A1" * 32
_LARGE = {
    "many": _SYNC + "".join(f"&p{n}=a%20{n}" for n in range(10_000)),
    "eight megabytes": _SYNC + "&x=" + "a" * 8_000_000 + "%20" * 1_000,
    "one long word": "x" * 8_000_000,
    "half a curl": "curl '" + "\\'" * 1_000_000,
    "percents": "method=a.b&sign=00&x=" + "%" * 200_000,
    "deep JSON": '{"api":"a.b","params":{"sign":"00","x":' + "[" * 100_000 + "]" * 100_000 + "}}",
    "deep JSON in a text": json.dumps({"api": "a.b", "params": {"sign": "A1" * 32, "x": "[" * 50_000 + "]" * 50_000}}),
    "ampersands": "a=b" + "&" * 4_000_000,
    "too long": "a" * 9_000_000,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", _LARGE)
def test_a_large_text_is_read_in_bounded_memory(name: str) -> None:
    tracemalloc.start()
    try:
        _examined(_LARGE[name])
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 400 * 2**20


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("count", "value"), [(100, "a b"), (300, '{"a": 1.10, "b": "ü手"}'), (1_000, "x"), (3, "ü " * 2_000_000)]
)
def test_the_search_of_a_large_request_ends_by_itself(count: int, value: str) -> None:
    """Pairs grow with the square of the parameters. Time of this thread alone, and with much to spare."""
    received = _many(count, value)
    started = time.thread_time()
    finding = examine(received, Secret(SECRET), {}, {})
    told = time.thread_time() - started
    assert told < 25, told
    assert finding.verdict is Verdict.UNEXPLAINED
    assert finding.stopped
    assert "search-cut" in [note.id for note in finding.notes]


def test_a_small_request_is_searched_to_its_end() -> None:
    finding = examine(_many(1, "x"), Secret(SECRET), {}, {})
    assert (finding.verdict, finding.stopped) == (Verdict.UNEXPLAINED, False)
