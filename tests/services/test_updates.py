"""What a list of releases is taken to say, whatever stands in it; and whom it concerns."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.faults import BadInput, NetworkFault
from aexdesk.services.release_list import read_releases
from aexdesk.services.updates import ADDRESS_VARIABLE, Updates, updates_of
from aexdesk.workspace.release import Release, Version
from tests.gateway.fakes import answer, saying, serving

BODY = """The second release.

### Added

- A thing
  that was **wrapped**, with `code`, and [a link](https://h.example/x).
- Another\x1b[31m one\u202e.
"""


def listed(tag: str, **more: Any) -> dict[str, Any]:
    return {"tag_name": tag, "html_url": f"https://h.example/r/{tag}", "published_at": "2027-01-31T10:00:00Z", **more}


def read(*told: Any) -> list[Release]:
    return read_releases(json.dumps(told).encode())


async def look(*told: Any, current: str = "0.2.0") -> list[str]:
    async with serving(saying(answer(json.dumps(told).encode()))) as port:
        news = await Updates(f"http://127.0.0.1:{port}/r", current=current, may_be_plain=True).look()
    assert news.current == Version.read(current)
    return [one.version.text for one in news.newer]


def test_a_release_with_its_notes() -> None:
    (release,) = read(listed("v0.3.0", body=BODY))
    assert release.version.text == "0.3.0"
    assert release.day == date(2027, 1, 31)
    assert release.url == "https://h.example/r/v0.3.0"
    assert release.notes == (
        "The second release.",
        "A thing that was wrapped, with code, and a link.",
        "Another[31m one.",
    )


def test_drafts_and_what_names_no_version_are_left_out() -> None:
    told = [listed("v9", draft=True), listed("nightly"), {"tag_name": 7}, "v8", None, listed("0.1"), listed("v0.1.0")]
    assert [one.version.text for one in read(*told)] == ["0.1"]


@pytest.mark.parametrize(
    "url",
    ["http://h.example/", "javascript:alert(1)", "https://u:p@h.example/", "https://", "https://h.example/ x", 7, None,
     "https://h.example/" + "x" * 600, "https://h\u00e4.example/", "https://[::1", "file:///etc/passwd"],
)  # fmt: skip
def test_a_page_that_is_not_to_be_opened(url: object) -> None:
    assert read(listed("v1", html_url=url))[0].url == ""


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", b'"x"', b"[" * 100_000, b"\xff\xfe", b'{"message": "x"}'])
def test_what_is_no_list_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own are among them
        read_releases(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30), lambda inner: st.lists(inner, max_size=4)
)
_ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "tag_name": _JSON | st.sampled_from(["v1.0", "2.0rc1"]), "body": _JSON, "html_url": _JSON, "draft": _JSON,
        "prerelease": _JSON, "published_at": _JSON,
    },
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(_ENTRY | _JSON, max_size=6))
def test_whatever_stands_in_the_list_it_is_read(told: list[Any]) -> None:
    for release in read_releases(json.dumps(told).encode()):
        assert all("\x1b" not in line and "\n" not in line for line in release.notes)


def test_a_long_changelog_is_cut() -> None:
    (release,) = read(listed("v1", body="\n".join(f"- {'x' * 5000}" for _line in range(500))))
    assert len(release.notes) <= 40
    assert max(map(len, release.notes)) <= 400


async def test_newer_ones_are_told_the_newest_first() -> None:
    told = [listed("v0.2.0"), listed("v0.3.0"), listed("v0.10.0"), listed("v0.1.0")]
    assert await look(*told) == ["0.10.0", "0.3.0"]


@pytest.mark.parametrize("tag", ["v0.2.0", "0.2", "v0.1.9", "0.2.0rc1"])
async def test_an_equal_or_older_one_is_no_news(tag: str) -> None:
    assert await look(listed(tag)) == []
    assert await look() == []


async def test_a_pre_release_is_told_to_those_who_use_one() -> None:
    told = [listed("v0.4.0rc1"), listed("v0.3.0", prerelease=True)]
    assert await look(*told) == []
    assert await look(*told, current="0.3.0rc1") == ["0.4.0rc1", "0.3.0"]


async def test_what_cannot_be_read_is_said_with_the_host() -> None:
    async with serving(saying(answer(b"<html>"))) as port:
        with pytest.raises(NetworkFault, match="releases_unreadable") as caught:
            await Updates(f"http://127.0.0.1:{port}/r", may_be_plain=True).look()
    assert caught.value.values == {"host": f"127.0.0.1:{port}"}


async def test_a_build_that_knows_no_list_says_so() -> None:
    assert resources.read_json("release_list.json")["url"] == "", "filled in when it is built, never in the sources"
    with pytest.raises(BadInput, match="releases_unknown"):
        await updates_of({}).look()
    assert updates_of({ADDRESS_VARIABLE: "https://h.example/r"}).url == "https://h.example/r"
