"""Versions compare as PEP 440 says: as the reference reads them, for whatever it can read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aexdesk
from aexdesk.workspace.release import Version
from packaging.version import InvalidVersion
from packaging.version import Version as Reference

_NUMBERS = st.lists(st.sampled_from(["0", "1", "2", "10", "007"]), min_size=1, max_size=4).map(".".join)
_PARTS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "v", "0!", "1!"]),
    _NUMBERS,
    st.sampled_from(["", "a1", "b2", "rc1", "-alpha.1", "_BETA", ".pre3", "c10"]),
    st.sampled_from(["", ".post1", "-2", ".rev3", "post"]),
    st.sampled_from(["", ".dev0", "dev2", "-dev"]),
)


@given(_PARTS, _PARTS)
def test_versions_compare_as_the_reference_compares_them(one: str, other: str) -> None:
    try:
        expected = Reference(one) < Reference(other), Reference(one) == Reference(other)
        is_early = Reference(one).is_prerelease
    except InvalidVersion:  # v1!1.0
        return
    first, second = Version.read(one), Version.read(other)
    assert first is not None
    assert second is not None
    assert (first < second, first == second) == expected
    assert first.is_early == is_early


@given(st.text(max_size=20) | st.text("0123456789.abrcdevpost-_!+v", max_size=20))
def test_what_is_none_for_the_reference_is_none_here(text: str) -> None:
    read = Version.read(text)
    if read is not None:
        assert not Reference(text) < Reference(read.text), text


@pytest.mark.parametrize("text", ["", "latest", "1.x", "1..0", "release-1", "1.0 2.0", "1" * 300, "1.0\n<b>", "９.0"])
def test_what_is_no_version(text: str) -> None:
    assert Version.read(text) is None


def test_ours_is_one() -> None:
    version = Version.read(aexdesk.__version__)
    assert version is not None
    assert version.text == aexdesk.__version__
