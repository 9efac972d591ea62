"""The reader through its client: a child process and a thread answer alike, and a child never outlives its window."""

from __future__ import annotations

import asyncio
import csv
import gc
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from aexdesk.bodies import reader_child
from aexdesk.bodies.reader_child import ChildReader
from aexdesk.bodies.reader_client import BodyReader, Written
from aexdesk.bodies.reader_thread import ThreadReader
from aexdesk.faults import BadInput, StorageFault

LIST = {
    "answer": {
        "products": [
            {"id": 9007199254740993 + n, "price": f"{n % 7}.50", "rate": n / 4, "skus": [{"s": n}], "name": f"Nr {n}"}
            for n in range(2500)
        ],
        "total": 2500,
    }
}
RAW = json.dumps(LIST).encode()


@asynccontextmanager
async def _opened(kind: str, folder: Path, raw: bytes = RAW) -> AsyncIterator[BodyReader]:
    path = folder / "a.body"
    path.write_bytes(raw)
    reader: BodyReader = ChildReader(path) if kind == "child" else ThreadReader(raw)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(reader.serve())
        yield reader
        serving.cancel()


both = pytest.mark.parametrize("kind", ["child", "thread"])


@both
async def test_it_opens_and_gives_pages(kind: str, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path) as reader:
        opened = await reader.open()
        assert opened.kind == "json"
        assert [row.key for row in await reader.rows(())] == ["answer"]
        assert [(row.key, row.kind, row.count) for row in await reader.rows((0,))] == [
            ("products", "array", 2500),
            ("total", "number", 0),
        ]
        page = await reader.rows((0, 0), 2000, 1000)
        assert len(page) == 500
        assert page[0].preview.startswith("id: 9007199254742993, price: 5.50")
        assert (await reader.rows((0, 0, 3)))[2].preview == "0.75"
        assert await reader.value((0, 0, 3, 0)) == "9007199254740996"
        assert await reader.value((0, 0, 3)) == json.dumps(LIST["answer"]["products"][3])  # type: ignore[index]
        way = await reader.way((0, 0, 3, 0))
        assert (way.jmespath, way.pointer) == ("answer.products[3].id", "/answer/products/3/id")


@both
async def test_it_finds_and_leads_to_each_hit(kind: str, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path) as reader:
        await reader.open()
        counts = [count async for count in reader.find("NR 12")]
        assert counts[-1] == 1 + 10 + 100
        assert (await reader.hit(0)).at == (0, 0, 12, 4)
        assert (await reader.hit(counts[-1] - 1)).at == (0, 0, 1299, 4)
        assert [count async for count in reader.find("total")][-1] == 1
        assert (await reader.hit(0)).at == (0, 1)


@both
async def test_a_filter_gives_a_second_document(kind: str, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path) as reader:
        await reader.open()
        root = await reader.filter("answer.products[?rate > `624`].{id: id, rate: rate}")
        assert (root.kind, root.count) == ("array", 3)
        assert [row.preview for row in await reader.rows((2,), doc=1)] == ["9007199254743492", "624.75"]
        assert (await reader.rows(()))[0].key == "answer"
        with pytest.raises(BadInput, match="filter_unreadable"):
            await reader.filter("answer[?")


@both
async def test_a_table_sorts_and_is_written(kind: str, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path) as reader:
        await reader.open()
        table = (await reader.tables())[0]
        assert (table.path, table.count) == ("answer.products", 2500)
        assert table.columns == ("id", "price", "rate", "skus", "name")
        await reader.open_table(table, "price", is_descending=True)
        rows = await reader.table_rows(0, 100)
        assert [(row.position, row.cells[1]) for row in rows[:2]] == [(6, "6.50"), (13, "6.50")]
        path = tmp_path / "out.csv"
        noted: list[int] = []
        assert await reader.write_csv(str(path), noted.append) == Written(2500, 0)
        assert noted == sorted(noted)
        assert noted[-1] == 100
        with path.open(encoding="utf-8", newline="") as stream:
            written = list(csv.reader(stream))
        assert written[0] == list(table.columns)
        assert written[1] == ["9007199254740999", "6.50", "1.5", '[{"s": 6}]', "Nr 6"]
        assert len(written) == 2501
        with pytest.raises(BadInput, match="body_not_written"):
            await reader.write_csv(str(tmp_path / "no" / "such.csv"), noted.append)


def halves_in(folder: Path) -> list[Path]:
    return list(folder.glob(".*.part"))


@both
async def test_a_table_given_up_leaves_no_half_of_a_file(kind: str, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path) as reader:
        await reader.open()
        await reader.open_table((await reader.tables())[0])
        path = tmp_path / "out.csv"
        path.write_text("as it was")
        async with aclosing(reader.stream("csv", path=str(path), doc=0)) as messages:  # type: ignore[type-var] # it is
            async for _message in messages:
                break
        while (await reader.rows(())) and halves_in(tmp_path):
            gc.collect()
    assert path.read_text() == "as it was"
    assert not halves_in(tmp_path)


@pytest.mark.fault("crash of the body reader")
async def test_a_child_that_is_ended_while_it_writes_leaves_no_half(tmp_path: Path) -> None:
    async with _opened("child", tmp_path) as reader:
        assert isinstance(reader, ChildReader)
        await reader.open()
        await reader.open_table((await reader.tables())[0])
        (tmp_path / "out.csv.part").write_text("the user's own")
        messages = reader.stream("csv", path=str(tmp_path / "out.csv"), doc=0)
        await anext(messages)
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGSTOP)
        assert halves_in(tmp_path)
    assert not halves_in(tmp_path)
    assert (tmp_path / "out.csv.part").read_text() == "the user's own"
    with suppress(StorageFault):
        await messages.aclose()  # type: ignore[attr-defined] # it is a generator


FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''@a", "＝1", "-")
HARMLESS = ("", "Mug", "-1.50", "+15550100", "-1e5", "1.10", "a=b", "'quoted'", " =1", "{=1}")


@both
async def test_what_would_be_a_formula_is_written_as_text_and_can_be_read_back(kind: str, tmp_path: Path) -> None:
    texts = [*FORMULAS, *HARMLESS]
    raw = json.dumps([{"=name": text, "n": -1.5} for text in texts]).encode()
    async with _opened(kind, tmp_path, raw) as reader:
        await reader.open()
        await reader.open_table((await reader.tables())[0])
        path = tmp_path / "out.csv"
        assert await reader.write_csv(str(path), lambda _done: None) == Written(len(texts), len(FORMULAS) + 1)
    with path.open(encoding="utf-8", newline="") as stream:
        written = list(csv.reader(stream))
    assert written[0] == ["'=name", "n"]
    assert [row[1] for row in written[1:]] == ["-1.5"] * len(texts)
    told = [row[0] for row in written[1:]]
    assert told == [f"'{text}" for text in FORMULAS] + list(HARMLESS)
    assert [re.sub("^'(?='*[=+@\\t\\r\\n＝-])", "", text) for text in told] == texts


@both
@pytest.mark.parametrize(
    ("raw", "kind_told", "line"),
    [(b'{"a": 1,\n "b": }', "broken", 2), (b"<html></html>", "text", 0), (b"", "empty", 0), (b"[1]", "json", 0)],
)
async def test_it_says_what_a_body_is(kind: str, raw: bytes, kind_told: str, line: int, tmp_path: Path) -> None:
    async with _opened(kind, tmp_path, raw) as reader:
        opened = await reader.open()
        assert opened.kind == kind_told
        assert (opened.problem.line if opened.problem else 0) == line
        assert await reader.text(0, 100) == raw.decode()


async def test_a_child_answers_pages_while_it_searches(tmp_path: Path) -> None:
    async with _opened("child", tmp_path, json.dumps(["abc " * 1000] * 10_000).encode()) as reader:
        await reader.open()
        async with aclosing(reader.find("abc")) as counts:  # type: ignore[type-var] # it is a generator
            first = await anext(counts)
            assert (await reader.rows((), 9_999, 1))[0].kind == "string"
        assert 0 < first <= 10_000_000


@pytest.mark.fault("crash of the body reader")
@pytest.mark.timeout(20)
@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
async def test_what_was_asked_of_a_child_that_dies_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.body"
    path.write_bytes(RAW)
    reader = ChildReader(path)
    loop = asyncio.get_running_loop()
    serving = loop.create_task(reader.serve())
    await reader.open()
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGSTOP)
    asking = [loop.create_task(one) for one in (reader.rows(()), reader.text(0, 10), reader.filter("answer"))]
    await asyncio.sleep(0)
    os.kill(reader.pid, signal.SIGKILL)
    for one in (serving, *asking):
        with pytest.raises(StorageFault, match="body_reader_ended"):
            await one


@pytest.mark.fault("crash of the body reader")
@pytest.mark.parametrize("said", ["", "00", "0000000a", "0000000a7b22"])
async def test_a_child_that_dies_in_the_middle_of_a_message_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    program = f"import sys; sys.stdout.buffer.write(bytes.fromhex({said!r}))"
    monkeypatch.setattr(reader_child, "child_command", lambda path: [sys.executable, "-S", "-c", program])
    with pytest.raises(StorageFault, match="body_reader_ended"):
        await ChildReader(tmp_path / "a.body").serve()


@pytest.mark.fault("crash of the body reader")
@pytest.mark.timeout(20)
async def test_a_child_that_dies_is_told_and_asks_are_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.body"
    path.write_bytes(RAW)
    reader = ChildReader(path)
    loop = asyncio.get_running_loop()
    serving = loop.create_task(reader.serve())
    await reader.open()
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    with pytest.raises(StorageFault, match="body_reader_ended"):
        await serving
    with pytest.raises(StorageFault, match="body_reader_ended"):
        await reader.rows(())


@pytest.mark.fault("crash of the body reader")
@pytest.mark.timeout(20)
async def test_a_child_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_child, "child_command", lambda path: [str(tmp_path / "nothing")])
    reader = ChildReader(tmp_path / "a.body")
    serving = asyncio.get_running_loop().create_task(reader.serve())
    with pytest.raises(StorageFault, match="body_reader_ended"):
        await reader.open()
    with pytest.raises(StorageFault, match="body_reader_no_start"):
        await serving


async def test_closing_ends_the_child(tmp_path: Path) -> None:
    async with _opened("child", tmp_path) as reader:
        assert isinstance(reader, ChildReader)
        await reader.open()
        pid = reader.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    """The pipe closes with the parent, whatever became of it."""
    path = tmp_path / "a.body"
    path.write_bytes(RAW)
    child = await asyncio.create_subprocess_exec(
        *reader_child.child_command(path), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        env=reader_child.child_environment(),
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.close()
    with suppress(ConnectionError):
        await child.stdin.wait_closed()
    assert await asyncio.wait_for(child.wait(), 30) == 0


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command: list[Any] = reader_child.child_command(tmp_path)
    assert command == [sys.executable, "body-reader", str(tmp_path)]


@both
async def test_lines_of_a_width_give_the_whole_text_with_whole_letters(kind: str, tmp_path: Path) -> None:
    text = "aé\n日本語😀 " * 50
    raw = text.encode()
    async with _opened(kind, tmp_path, raw) as reader:
        await reader.open()
        for width in (5, 7, 32):
            count = -(-len(raw) // width)
            lines = [*await reader.lines(0, 20, width), *await reader.lines(20, count, width)]
            assert "".join(lines) == text
        assert [count async for count in reader.find("語😀")][-1] == 50
        hit = await reader.hit(49)
        assert (raw[hit.offset :].decode()[:2], hit.at) == ("語😀", None)


@both
async def test_where_json_breaks_is_told_as_a_byte_too(kind: str, tmp_path: Path) -> None:
    raw = '{"é": 1,\n "日本": }'.encode()
    async with _opened(kind, tmp_path, raw) as reader:
        opened = await reader.open()
        assert raw[opened.problem_at :] == b"}"
