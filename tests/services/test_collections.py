"""Collections: loaded whatever is broken in them, watched, and never with a secret in them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from aexdesk.collection.saved_request import Assertion, AssertionKind, SavedRequest
from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.collections import LoadedRequest, load_path
from tests.services.worlds import APP_SECRET, REFRESH, SESSION, FaultyVault, a_desk, a_profile, a_token

REQUEST = SavedRequest("Product", "aliexpress.ds.product.get", (("product_id", "{{item}}"),))


async def test_saved_and_loaded_again(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        root = tmp_path / "shop"
        assert await desk.collections.add(root, REQUEST) == "Product.json"
        assert await desk.collections.add(root, REQUEST, "more") == "more/Product.json"
        await desk.collections.save_variables(root, "practice", {"item": "1005"})
        await desk.collections.save_variables(root, "live", {"item": "2"})
        await desk.collections.move(root, "more/Product.json", "Other.json")
        loaded = await desk.collections.load(root)
        assert [(one.path, one.request) for one in loaded.requests] == [
            ("Other.json", REQUEST),
            ("Product.json", REQUEST),
        ]
        assert (loaded.name, loaded.file.of("practice"), loaded.file.of("live")) == (
            "shop",
            {"item": "1005"},
            {"item": "2"},
        )
        await desk.collections.delete(root, "Other.json")
        assert len((await desk.collections.load(root)).requests) == 1


async def test_broken_files_are_named_and_the_others_are_there(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        root = tmp_path / "shop"
        await desk.collections.add(root, REQUEST)
        (root / "a.json").write_text('{"name": "x",\n "apis": 1}', encoding="utf-8")
        (root / "collection.json").write_text("{", encoding="utf-8")
        loaded = await desk.collections.load(root)
        assert [one.path for one in loaded.requests] == ["Product.json"]
        assert [(one.path, one.trouble.code, one.trouble.values["line"]) for one in loaded.broken] == [
            ("collection.json", "request_not_json", 1), ("a.json", "request_unknown_key", 2),
        ]  # fmt: skip


async def test_a_file_and_a_sub_folder_have_the_collections_variables(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        root = tmp_path / "shop"
        for folder in ("", "a", "ab"):
            await desk.collections.add(root, REQUEST, folder)
        await desk.collections.save_variables(root, "practice", {"item": "1005"})
    for path, expected in (("", 3), ("a", 1), ("a/Product.json", 1)):
        loaded = load_path(root / path)
        assert len(loaded.requests) == expected, path
        assert loaded.file.of("practice") == {"item": "1005"}
    with pytest.raises(BadInput, match="folder_missing"):
        load_path(root / "nothing")


@pytest.mark.parametrize("secret", [APP_SECRET, SESSION, REFRESH])
async def test_no_secret_of_the_vault_gets_into_a_file(secret: Secret, tmp_path: Path) -> None:
    text = secret.reveal()
    hiding = [
        replace(REQUEST, parameters=(("p", text),)),
        replace(REQUEST, parameters=(("p", f'{{"a":"x{text}"}}'),)),
        replace(REQUEST, parameters=((text, "1"),)),
        replace(REQUEST, parameters=(("p", quote(quote(text, safe=""))),)),
        replace(REQUEST, settings=(("s", text),)),
        replace(REQUEST, notes=f"use {text}"),
        replace(REQUEST, name=text),
        replace(REQUEST, assertions=(Assertion(AssertionKind.EQUALS, "a", text),)),
    ]
    root = tmp_path / "shop"
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), refresh_token=REFRESH)
        for request in hiding:
            with pytest.raises(BadInput, match="secret_in_file"):
                await desk.collections.save(root, "x.json", request)
        with pytest.raises(BadInput, match="secret_in_file"):
            await desk.collections.save_variables(root, "practice", {"v": text})
    assert not root.exists()


async def test_a_secrets_name_is_enough_where_nobody_knows_the_value(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        for name in ("refresh_token", "Client-Secret"):
            with pytest.raises(BadInput, match="secret_in_file"):
                await desk.collections.save(tmp_path, "x.json", replace(REQUEST, parameters=((name, "unknown"),)))
        await desk.collections.save(tmp_path, "x.json", replace(REQUEST, parameters=(("refresh_token", "{{mine}}"),)))


async def test_what_no_vault_can_tell_is_not_refused(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await a_profile(desk)
        vault.fault = "vault_locked"
        await desk.collections.save(tmp_path / "shop", "x.json", REQUEST)
    assert (tmp_path / "shop" / "x.json").exists()


async def test_changes_from_outside_are_told(tmp_path: Path) -> None:
    turn, told, asked = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def pause() -> None:
        asked.set()
        await turn.wait()
        turn.clear()

    async def look() -> None:
        asked.clear()
        turn.set()
        await asked.wait()

    root = tmp_path / "shop"
    async with a_desk(tmp_path) as desk, asyncio.TaskGroup() as group:
        await desk.collections.add(root, REQUEST)
        desk.collections.changed.append(told.set)
        watching = group.create_task(desk.collections.watch(root, pause))
        await asked.wait()
        await look()
        assert not told.is_set()
        file = root / "new.json"
        for act in (lambda: file.write_text("{}"), lambda: file.write_text("[]"), file.unlink):
            act()
            await look()
            assert told.is_set()
            told.clear()
        watching.cancel()


async def test_a_deleted_file_comes_back_to_the_letter_but_over_no_other(tmp_path: Path) -> None:
    text, root = '{"api": "a.b",   "name": "Written by hand"}\r\n', tmp_path / "shop"
    async with a_desk(tmp_path) as desk:
        await desk.collections.add(root, REQUEST)
        (root / "one.json").write_bytes(text.encode())
        kept = await desk.collections.read_text(root, "one.json")
        await desk.collections.delete(root, "one.json")
        assert await desk.collections.read(root, "one.json") is None
        await desk.collections.put_back(root, "one.json", kept)
        assert (root / "one.json").read_bytes() == text.encode()
        with pytest.raises(BadInput, match="name_taken"):
            await desk.collections.put_back(root, "one.json", kept)


async def test_a_file_takes_the_name_of_its_request_unless_another_has_it(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    async with a_desk(tmp_path) as desk:
        for name in ("one", "two"):
            await desk.collections.add(root, replace(REQUEST, name=name))
        assert await desk.collections.move_for_name(root, "one.json", "two") == "one.json"
        assert await desk.collections.move_for_name(root, "one.json", "three: 3") == "three- 3.json"
        found = await desk.collections.read(root, "three- 3.json")
        assert isinstance(found, LoadedRequest)
