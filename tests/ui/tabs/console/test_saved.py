"""Requests in files: opening, saving, renaming, deleting, outside changes, variables."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aexdesk.faults import BadInput
from aexdesk.services.callers import Caller
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_plan import RunPlan
from aexdesk.ui.tabs.console.opened.request import Conflict
from aexdesk.ui.tabs.console.parameter_fields import LineField
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, close, texts_of
from tests.ui.waiting import until

PRODUCT_GET = "aliexpress.ds.product.get"
ORDER_CREATE = "aliexpress.ds.order.create"
PICTURE_SEARCH = "aliexpress.ds.image.search"
PRODUCT = {
    "name": "A product",
    "api": PRODUCT_GET,
    "parameters": {"ship_to_country": "{{country}}", "product_id": "{{ product }}"},
    "assertions": [{"kind": "status", "value": "200"}],
    "notes": "by hand",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "requests"
    (root / "products").mkdir(parents=True)
    write(root / "products" / "A product.json", PRODUCT)
    (root / "broken.json").write_text('{"name": "x",\n "api": }', encoding="utf-8")
    variables = {"practice": {"country": "US", "product": "1005"}, "live": {"country": "FR"}}
    write(root / "collection.json", {"name": "Shop", "variables": variables})
    return root


def write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def use(run: Run, bench: Bench, root: Path) -> None:
    run(bench.model.folder.use(root))


def open_product(run: Run, bench: Bench) -> None:
    async def work() -> None:
        loaded = bench.model.folder.state.loaded
        assert loaded is not None
        bench.model.saving.open(next(one for one in loaded.requests if one.request.name == "A product"))

    run(work())


async def folder_until(bench: Bench, is_so: Callable[[], bool]) -> None:
    """Waits for the folder's panel, then for the request that follows it."""
    await until(bench.model.folder.changed, is_so)


def change_outside(
    run: Run, bench: Bench, path: Path, document: dict[str, Any] | None, is_so: Callable[[], bool]
) -> None:
    """Somebody else writes or deletes the file, and the folder is read again, as its watch would have it."""

    if document is None:
        path.unlink()
    else:
        write(path, document)

    async def work() -> None:
        bench.desk.collections.changed.announce()
        await bench.until(is_so)

    run(work())


def test_a_request_opens_with_its_variables_and_sends_what_they_stand_for(run: Run, bench: Bench, folder: Path) -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, content=b"{}")

    bench.answer_with(answer)
    use(run, bench, folder)
    open_product(run, bench)
    assert bench.state.draft.value("product_id") == "{{ product }}"
    assert not bench.state.requests[-1].is_unsaved
    run(bench.send(), 20)
    assert b"product_id=1005&" in seen[0] + b"&"
    assert b"ship_to_country=US" in seen[0]
    assert "product = 1005" in " ".join(texts_of(bench.view.variables))


def test_an_empty_parameter_is_sent_alike_by_the_console_and_by_a_run(run: Run, bench: Bench, folder: Path) -> None:
    seen: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        seen.append({name: sent[name] for name in ("product_id", "biz_model", "mine") if name in sent})
        return httpx.Response(200, content=b"{}")

    variables = {"practice": {"nothing": ""}}
    write(folder / "collection.json", {"variables": variables})
    parameters = {"product_id": "{{nothing}}", "biz_model": "", "mine": ""}
    write(folder / "products" / "A product.json", {"name": "A product", "api": PRODUCT_GET, "parameters": parameters})
    bench.answer_with(answer)
    use(run, bench, folder)
    open_product(run, bench)
    assert not bench.state.requests[-1].is_unsaved
    run(bench.send(), 20)

    async def run_it() -> None:
        loaded, profile = bench.model.folder.state.loaded, bench.desk.standing.profile
        assert loaded is not None
        assert profile is not None

        def caller(_name: str, api: str) -> Awaitable[Caller]:
            return bench.desk.callers.of_profile(profile, api)

        plan = RunPlan(loaded, bench.desk.calling.resolve(bench.desk.standing.environment))
        await bench.desk.runs.run(plan, caller, RunControl())

    run(run_it(), 20)
    assert seen == [{"product_id": "", "biz_model": "", "mine": ""}] * 2
    bench.model.send_empty("biz_model", False)
    bench.model.remove_parameter("mine")
    run(bench.send(), 20)
    assert seen[-1] == {"product_id": ""}

    async def save() -> None:
        bench.model.saving.save()
        await bench.until(lambda: not bench.state.requests[-1].is_unsaved)

    run(save(), 20)
    assert "biz_model" not in read(folder / "products" / "A product.json")["parameters"]


def test_the_form_shows_what_is_left_out_and_what_is_sent_empty(run: Run, bench: Bench) -> None:
    """By keys and by the button in the field; a value lets go of it."""
    bench.view.activateWindow()
    row = bench.view.parameters.rows["biz_model"]
    field = row.field
    assert isinstance(field, LineField)
    assert field.empty is not None
    assert not field.empty.isVisible()

    async def work() -> None:
        field.setFocus()
        await turns(2)
        assert field.empty is not None
        assert field.empty.isVisible()
        QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        await turns(2)
        assert ("biz_model", "") in bench.state.draft.call.parameters
        assert field.placeholderText() == "sent empty"
        bench.view.parameters._name.setFocus()
        await turns(2)
        assert field.empty.isVisible(), "seen from afar"
        assert '"biz_model": ""' in bench.view.json.edit.text()
        QTest.keyClicks(field, "x")
        await turns(2)
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        await turns(2)

    run(work())
    assert "biz_model" not in dict(bench.state.draft.call.parameters)
    assert field.placeholderText() != "sent empty"


def test_the_guard_is_asked_of_the_resolved_call(run: Run, bench: Bench, folder: Path) -> None:
    variables = {"practice": {"api": ORDER_CREATE}}
    write(folder / "collection.json", {"variables": variables})
    use(run, bench, folder)
    bench.model.choose_api("{{api}}")
    bench.model.add_parameter("x")
    bench.model.set_value("x", "1")
    run(bench.judged())
    assert bench.state.definition is not None
    assert bench.state.definition.name == ORDER_CREATE
    assert bench.state.order is not None
    assert bench.state.order.check is not None  # of an API that nobody knows there would be no facts
    assert not bench.state.can_send


def test_an_unknown_variable_is_named_before_anything_is_sent(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    bench.model.set_value("product_id", "{{nobody}} {{neither}}")
    run(bench.wait(1))
    assert not bench.state.can_send
    bench.model.send()
    assert bench.state.running is None
    bench.view.show_state()
    shown = " ".join(texts_of(bench.view.variables))
    assert "nobody" in shown
    assert "neither" in shown
    assert bench.view.request.button.text() == "Variables missing"


def test_variables_of_another_environment_count_there(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    run(bench.desk.standing.choose_environment("live"))
    bench.model.set_value("ship_to_country", "{{country}}")
    assert dict(bench.state.filled.call.parameters)["ship_to_country"] == "FR"
    bench.model.set_value("product_id", "{{product}}")
    assert bench.state.filled.unknown == ("product",)


def test_saving_keeps_what_the_console_does_not_edit_and_the_order(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    open_product(run, bench)
    bench.model.set_value("target_currency", "EUR")
    assert bench.state.requests[-1].is_unsaved

    async def save() -> None:
        bench.model.saving.save()
        await bench.until(lambda: not bench.state.requests[-1].is_unsaved)

    run(save())
    kept = read(folder / "products" / "A product.json")
    assert kept["assertions"] == PRODUCT["assertions"]
    assert kept["notes"] == "by hand"
    expected = [("ship_to_country", "{{country}}"), ("product_id", "{{ product }}"), ("target_currency", "EUR")]
    assert list(kept["parameters"].items()) == expected


def test_a_new_request_is_named_and_saved(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)

    async def save() -> None:
        bench.model.saving.save()
        await bench.until(lambda: bench.state.naming is not None)
        bench.model.saving.save_under("Mine", "products")
        await bench.until(lambda: bench.state.naming is None)

    run(save())
    assert read(folder / "products" / "Mine.json")["api"] == PRODUCT_GET
    assert bench.state.requests[0].name == "Mine"
    assert not bench.state.requests[0].is_unsaved


def test_a_secret_is_refused_and_told_where_the_name_is_asked(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    bench.model.choose_api("/auth/token/refresh")
    bench.model.set_value("refresh_token", "canary")

    async def save() -> None:
        bench.model.saving.save()
        await bench.until(lambda: bench.state.naming is not None)
        bench.model.saving.save_under("Mine", "")
        await bench.until(lambda: bench.state.naming is not None and bench.state.naming.fault is not None)

    run(save())
    assert not (folder / "Mine.json").exists()


def test_an_outside_change_is_taken_over_where_nothing_was_edited(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    open_product(run, bench)
    changed = PRODUCT | {"parameters": {"product_id": "7"}}
    change_outside(
        run,
        bench,
        folder / "products" / "A product.json",
        changed,
        lambda: bench.state.draft.value("product_id") == "7",
    )
    assert not bench.state.requests[-1].is_unsaved


def test_an_outside_change_of_an_edited_request_asks_and_either_answer_holds(
    run: Run, bench: Bench, folder: Path
) -> None:
    path = folder / "products" / "A product.json"
    use(run, bench, folder)
    open_product(run, bench)
    bench.model.set_value("target_currency", "EUR")
    changed = PRODUCT | {"parameters": {"product_id": "7"}}
    change_outside(run, bench, path, changed, lambda: bench.state.conflict is Conflict.CHANGED)
    assert bench.state.draft.value("target_currency") == "EUR"

    async def save() -> None:
        bench.model.saving.save()
        await asyncio.sleep(0.05)

    run(save())
    assert read(path) == changed  # nobody has said yet that it may be written over

    async def decide() -> None:
        bench.model.saving.take_theirs()
        assert bench.state.draft.value("product_id") == "7"
        undo = bench.toasts.lines[-1][1]
        assert undo is not None
        undo()
        assert bench.state.draft.value("target_currency") == "EUR"

    run(decide())
    change_outside(run, bench, path, changed | {"notes": "again"}, lambda: bench.state.conflict is Conflict.CHANGED)

    async def keep() -> None:
        bench.model.saving.keep_mine()
        await bench.until(lambda: not bench.state.requests[-1].is_unsaved)

    run(keep())
    kept = read(path)
    assert kept["parameters"]["target_currency"] == "EUR"
    assert kept["notes"] == "again"


def test_a_change_in_the_moment_of_saving_is_not_written_over(run: Run, bench: Bench, folder: Path) -> None:
    path = folder / "products" / "A product.json"
    use(run, bench, folder)
    open_product(run, bench)
    bench.model.set_value("target_currency", "EUR")
    changed = PRODUCT | {"parameters": {"product_id": "7"}}

    async def save() -> None:
        write(path, changed)  # the watch has not looked yet
        bench.model.saving.save()
        await bench.until(lambda: bench.state.conflict is Conflict.CHANGED)

    run(save())
    assert read(path) == changed


def test_a_file_that_goes_leaves_what_stands_here(run: Run, bench: Bench, folder: Path) -> None:
    path = folder / "products" / "A product.json"
    use(run, bench, folder)
    open_product(run, bench)
    change_outside(run, bench, path, None, lambda: bench.state.conflict is Conflict.GONE)
    assert bench.state.requests[-1].is_unsaved

    async def save() -> None:
        bench.model.saving.save()
        await bench.until(lambda: bench.state.conflict is Conflict.NONE)

    run(save())
    assert read(path)["notes"] == "by hand"


def test_renaming_duplicating_and_deleting(run: Run, bench: Bench, folder: Path) -> None:
    path = folder / "products" / "A product.json"
    use(run, bench, folder)
    open_product(run, bench)
    bench.model.set_value("target_currency", "EUR")
    panel = bench.model.folder

    def one(name: str) -> Any:
        assert panel.state.loaded is not None
        return next((found for found in panel.state.loaded.requests if found.request.name == name), None)

    def has(path: str) -> bool:
        assert panel.state.loaded is not None
        return any(found.path == path for found in panel.state.loaded.requests)

    async def work() -> None:
        panel.rename(one("A product"), "Another")
        await folder_until(bench, lambda: one("Another") is not None and one("Another").path == "products/Another.json")
        assert bench.state.source is not None
        assert bench.state.source.path == "products/Another.json"
        assert bench.state.conflict is Conflict.NONE
        assert bench.state.draft.value("target_currency") == "EUR"
        panel.duplicate(one("Another"))
        await folder_until(bench, lambda: has("products/Another 2.json"))
        panel.delete("products/Another 2.json")
        await folder_until(bench, lambda: not has("products/Another 2.json"))
        undo = bench.toasts.lines[-1][1]
        assert undo is not None
        undo()
        await folder_until(bench, lambda: has("products/Another 2.json"))

    run(work(), 20)
    assert read(folder / "products" / "Another 2.json")["notes"] == "by hand"
    assert not path.exists()


def test_a_variable_is_written_for_this_environment_alone(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)

    async def work() -> None:
        bench.model.folder.set_variable("country", "country", "DE")
        await folder_until(bench, lambda: dict(bench.model.folder.state.variables)["country"] == "DE")
        bench.model.folder.set_variable("", "not a name", "x")
        await folder_until(bench, lambda: bench.model.folder.state.fault is not None)
        assert isinstance(bench.model.folder.state.fault, BadInput)
        bench.model.folder.put_away_fault()
        bench.model.folder.remove_variable("product")
        await folder_until(bench, lambda: "product" not in dict(bench.model.folder.state.variables))

    run(work())
    assert read(folder / "collection.json")["variables"] == {"practice": {"country": "DE"}, "live": {"country": "FR"}}


def test_a_saved_request_with_edits_comes_back_and_notices_what_happened_meanwhile(
    run: Run, open_bench: OpenBench, tmp_path: Path, folder: Path
) -> None:
    bench = open_bench(tmp_path / "home")
    use(run, bench, folder)
    open_product(run, bench)
    bench.model.set_value("target_currency", "EUR")
    run(close(bench), 20)
    write(folder / "products" / "A product.json", PRODUCT | {"parameters": {"product_id": "7"}})
    again = open_bench(tmp_path / "home")
    run(again.until(lambda: again.state.conflict is Conflict.CHANGED))
    assert again.state.draft.value("target_currency") == "EUR"
    assert again.state.requests[-1].is_unsaved


def test_the_tree_shows_folders_and_broken_files_and_filters(
    run: Run, qtbot: QtBot, bench: Bench, folder: Path
) -> None:
    use(run, bench, folder)
    panel = bench.view.panel
    panel.show_state()
    assert panel.isVisible()
    shown = {item.text(0): item for item in panel.tree._items()}
    assert {"products", "A product", "broken.json"} <= set(shown)
    panel.tree.setCurrentItem(shown["broken.json"])
    assert "ine 2" in panel.broken.text()
    panel.filter.setText("prod get")
    assert shown["broken.json"].isHidden()
    assert not shown["A product"].isHidden()
    assert not shown["products"].isHidden()


def test_two_braces_of_a_recorded_call_begin_no_variable(run: Run, bench: Bench) -> None:
    bench.answer_with(lambda _request: httpx.Response(200, content=b"{}"))
    bench.model.add_parameter("mine")
    bench.model.set_value("mine", "{{{{literal}}")
    run(bench.send(), 20)
    run(bench.open(bench.state.history[0].id))
    assert dict(bench.state.filled.call.parameters)["mine"] == "{{literal}}"


def test_variables_are_offered_while_two_braces_are_typed(run: Run, qtbot: QtBot, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    bench.view.activateWindow()
    qtbot.waitUntil(bench.view.isActiveWindow)
    field = bench.view.parameters.rows["target_language"].field
    field.setFocus()
    QTest.keyClicks(field, "{{cou")
    completion = bench.view.completion
    assert completion.completer.currentCompletion() == "country"
    completion._take("country")
    assert bench.state.draft.value("target_language") == "{{country}}"
    assert dict(bench.state.filled.call.parameters)["target_language"] == "US"


def test_what_is_chosen_in_the_folder_is_handed_to_the_runs(run: Run, bench: Bench, folder: Path) -> None:
    use(run, bench, folder)
    panel = bench.view.panel
    handed: list[str | None] = []

    def press() -> None:
        panel.run.click()
        handed.append(bench.desk.handovers.path_for_runs.take())

    press()
    for item in panel.tree._items():
        if item.text(0) in ("products", "A product", "broken.json"):
            panel.tree.setCurrentItem(item)
            press()
    assert sorted(filter(None, handed)) == ["products/", "products/A product.json"]
    assert handed.count("") == 2, "nothing chosen, and a file that cannot be read: all"
    assert bench.went_to == ["runs"] * 4


def test_a_saved_request_sends_its_files_along(run: Run, bench: Bench, folder: Path) -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        return httpx.Response(200, content=b"{}")

    bench.answer_with(answer)
    (folder / "picture.txt").write_bytes(b"the very bytes")
    search = {"name": "A product", "api": PICTURE_SEARCH, "files": {"image_file_bytes": "picture.txt"}}
    write(folder / "products" / "A product.json", search)
    use(run, bench, folder)
    open_product(run, bench)
    run(bench.send(), 20)
    assert bench.state.fault is None
    assert b"the very bytes" in seen[0]


def test_the_signing_view_shows_the_files_that_go_along(run: Run, bench: Bench, folder: Path) -> None:
    """Name and size, the body with a word in place of the content; alike for the draft and as it was sent."""
    bench.answer_with(lambda _request: httpx.Response(200, content=b"{}"))
    content = bytes(range(256)) * 8
    (folder / "picture.png").write_bytes(content)
    search = {"name": "A product", "api": PICTURE_SEARCH, "files": {"image_file_bytes": "{{product}}.png"}}
    write(folder / "products" / "A product.json", search)
    write(folder / "collection.json", {"variables": {"practice": {"product": "picture"}}})
    use(run, bench, folder)
    open_product(run, bench)
    run(bench.signed())
    view = bench.view.signing
    bench.view.tabs.setCurrentIndex(2)
    assert view.files.isVisible()
    told = "image_file_bytes: picture.png · 2048 bytes"
    assert view.files.toPlainText() == told
    preview = bench.state.preview
    assert preview is not None
    assert 'filename="picture.png"' in preview.body
    assert "(2048 bytes)" in preview.body
    assert "image_file_bytes" not in preview.string_to_sign
    session = run(_session(bench))
    assert session not in preview.body
    run(bench.send(), 20)
    assert bench.state.sent is not None
    assert bench.state.sent.files == preview.files
    assert "(2048 bytes)" in bench.state.sent.body
    (folder / "picture.png").unlink()
    bench.model.choose_http_method("GET")
    bench.model.choose_http_method("POST")
    run(bench.wait(1))
    run(bench.until(lambda: bench.state.preview_fault is not None))
    assert bench.state.preview_fault is not None
    assert bench.state.preview_fault.code == "file_unreadable"


async def _session(bench: Bench) -> str:
    profile = bench.desk.standing.profile
    assert profile is not None
    caller = await bench.desk.callers.of_profile(profile, PICTURE_SEARCH)
    assert caller.credentials.session is not None
    return caller.credentials.session.reveal()
