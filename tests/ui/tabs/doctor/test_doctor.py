"""The Doctor tab: paste and see, examples, calls that are handed over, cancel, and what is never kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit

from aexdesk.doctor.finding import Verdict
from aexdesk.services.diagnosing import SearchProgress
from aexdesk.services.doctor_desk import DoctorCase, Examination
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui import theme
from aexdesk.workspace.exchange import CallError
from tests.services.test_doctor_desk import curl, recorded, signed
from tests.services.worlds import APP_SECRET
from tests.storage import things
from tests.ui.tabs.doctor.conftest import World
from tests.ui.waiting import until

CANARY = "CANARY-typed-secret-77"


def said(world: World) -> str:
    """All that can be read in the result."""
    return "\n".join(label.text() for label in world.view.result.findChildren(QLabel) if label.isVisible())


def press(button: QAbstractButton) -> Callable[[], None]:
    return lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_pasted_explains_and_offers_an_example_of_each_kind(world: World) -> None:
    view = world.view
    assert view.start.isVisible()
    assert not view.result.isVisible()
    assert set(view.start.examples) == set(ExampleKind)
    assert not view.input.examine.isEnabled()
    assert not view.input.cancel.isVisible()


@pytest.mark.parametrize("kind", ExampleKind)
def test_an_example_is_examined_at_once(world: World, kind: ExampleKind) -> None:
    world.act(press(world.view.start.examples[kind]))
    assert world.state.result is not None
    assert world.state.result.finding.verdict is Verdict.EXPLAINED
    assert world.view.result.isVisible()
    assert world.view.input.edit.toPlainText().startswith("curl ")
    assert "practice app" in said(world) + world.view.input._secret_row._under.text()


def test_paste_and_see(world: World) -> None:
    world.paste(curl(signed(APP_SECRET.reveal() + "\n")))
    assert "Shop" in world.view.input._secret_row._under.text()
    world.act(press(world.view.input.examine))
    result = world.state.result
    assert result is not None
    assert [one.id for one in result.finding.mistakes] == ["secret-whitespace"]
    assert "A blank or a line break stands beside the app secret." in said(world)
    assert "trim it where the program reads it" in said(world)
    assert result.finding.expected.sign in said(world).replace("\N{ZERO WIDTH SPACE}", "")


def test_text_that_is_no_request_is_told_at_the_field_once_it_was_left_or_examined(world: World) -> None:
    world.paste("hello")
    assert world.state.fault is not None
    assert not world.view.input.complaint.isVisible()
    world.act(press(world.view.input.examine))
    assert "no request" in world.view.input.complaint.text()
    assert world.view.input.complaint.isVisible()
    world.paste(curl(signed()))
    assert not world.view.input.complaint.isVisible()


def test_a_field_that_was_left_once_and_emptied_waits_again(world: World) -> None:
    pane = world.view.input
    world.paste("hello")
    world.act(lambda: QApplication.sendEvent(pane.edit, QFocusEvent(QEvent.Type.FocusOut)))
    assert pane.complaint.isVisible()
    world.paste("")
    world.paste("G")
    assert world.state.fault is not None
    assert not pane.complaint.isVisible()


def test_both_strings_stand_side_by_side_and_are_copied_whole(world: World) -> None:
    world.act(press(world.view.start.examples[ExampleKind.JSON]))
    strings, result = world.view.result.strings, world.state.result
    assert result is not None
    assert strings.received.isVisible()
    assert strings.received.edit.extraSelections()
    strings.copy_received.copy()
    assert world.clipboard.texts[-1] == result.finding.received.string_to_sign
    strings.copy_right.copy()
    assert world.clipboard.texts[-1] == result.finding.expected.string_to_sign


def test_a_right_request_is_not_blamed(world: World) -> None:
    world.paste(curl(signed()))
    world.act(press(world.view.input.examine))
    assert "The signature is right." in said(world)
    assert not world.view.result.mistakes.isVisible()


def test_the_corrected_request_as_curl_and_as_code_in_a_language_that_is_remembered(
    open_world: Callable[[], World],
) -> None:
    world = open_world()
    world.act(press(world.view.start.examples[ExampleKind.ORDER]))
    result = world.state.result
    assert result is not None
    assert result.finding.expected.sign in world.state.code.text
    world.act(lambda: world.view.result.corrected.language.chosen.emit("python"))
    assert "import hmac" in world.state.code.text
    world.view.result.corrected.copy.copy()
    assert world.clipboard.texts[-1] == world.state.code.text
    world.close()
    again = open_world()
    assert again.state.code.language == "python"


def test_the_file_of_a_request_stands_in_the_code_by_its_name_and_where_it_belongs_is_said(world: World) -> None:
    params = signed()
    fields = " ".join(f"-F '{name}={value}'" for name, value in params.items())
    world.paste(f"curl 'http://127.0.0.1:8917/sync' {fields} -F 'image_file_bytes=@photos/a,b.jpg'")
    world.act(press(world.view.input.examine))
    pane = world.view.result.corrected
    for language, text in (
        ("curl", "--form image_file_bytes=@a_b.jpg"),
        ("python", '("image_file_bytes", ("a_b.jpg", Path("a_b.jpg").read_bytes()'),
    ):
        world.act(partial(pane.language.chosen.emit, language))
        assert text in world.state.code.text
        assert "Put the file a_b.jpg into the folder where it runs." in pane.note.text()


def test_the_code_has_colours_those_of_its_language_and_of_the_scheme(world: World, dressed: theme.Theme) -> None:
    world.act(press(world.view.start.examples[ExampleKind.ORDER]))
    pane = world.view.result.corrected
    for language, word in (("curl", "curl"), ("python", "import")):
        world.act(partial(pane.language.chosen.emit, language))
        assert colours_of(pane.code.edit, word) == {theme.colour("syntax_key").name()}
    light = theme.colour("syntax_key").name()
    world.act(lambda: dressed.choose(theme.Preference.DARK))
    assert theme.colour("syntax_key").name() != light
    assert colours_of(pane.code.edit, "import") == {theme.colour("syntax_key").name()}


def colours_of(edit: QPlainTextEdit, word: str) -> set[str]:
    """In which colours a word stands in an edit."""
    found = set()
    block = edit.document().begin()
    while block.isValid():
        for one in block.layout().formats():
            what: QTextCharFormat = one.format
            if block.text()[one.start : one.start + one.length] == word:
                found.add(what.foreground().color().name())
        block = block.next()
    return found


def test_a_secret_that_is_typed_is_used_and_kept_nowhere(open_world: Callable[[], World], tmp_path: Path) -> None:
    world = open_world()
    world.paste(curl({**signed(CANARY), "app_key": "999"}))
    assert "No profile" in world.view.input._secret_row._under.text()
    world.act(lambda: QTest.keyClicks(world.view.input.secret.line, CANARY))
    params = signed(CANARY, app_key="999")
    world.paste(curl(params))
    world.act(press(world.view.input.examine))
    assert world.state.result is not None
    assert world.state.result.finding.verdict is Verdict.VALID
    assert CANARY not in repr(world.state)
    world.close()
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_was_pasted_is_gone_after_a_restart(open_world: Callable[[], World], tmp_path: Path) -> None:
    world = open_world()
    world.paste(curl(signed(session=CANARY)))
    world.act(press(world.view.input.examine))
    world.close()
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert open_world().state.text == ""


def test_a_call_that_is_handed_over_is_examined(world: World) -> None:
    world.do(world.desk.history.record(recorded(signed(), {})))
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give("e1"))
    assert world.state.exchange is not None
    assert "IncompleteSignature" in world.view.input.call.text()
    assert not world.view.input.edit.isVisible()
    assert world.state.result is not None
    assert world.state.result.finding.verdict is Verdict.VALID
    world.act(press(world.view.input.another))
    assert world.view.input.edit.isVisible()
    assert world.view.start.isVisible()


def test_a_call_comes_back_after_a_restart_and_is_examined_when_asked(
    open_world: Callable[[], World],
) -> None:
    world = open_world()
    world.do(world.desk.history.record(recorded(signed(), {})))
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give("e1"))
    world.close()
    again = open_world()
    again.act()
    assert "IncompleteSignature" in again.view.input.call.text()
    assert again.state.result is None
    again.act(press(again.view.input.examine))
    assert "The signature is right." in said(again)
    again.act(press(again.view.input.another))
    again.close()
    assert open_world().state.exchange is None


def test_a_call_that_was_deleted_since_does_not_come_back_and_is_no_fault(open_world: Callable[[], World]) -> None:
    world = open_world()
    world.do(world.desk.history.record(recorded(signed(), {})))
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give("e1"))
    world.do(world.desk.history_keeping.hide(["e1"], things.NOON))
    world.do(world.desk.history_keeping.purge())
    world.close()
    again = open_world()
    again.act()
    assert (again.state.exchange, again.state.trouble) == (None, None)


def test_what_was_pasted_stays_while_another_environment_is_looked_at(world: World) -> None:
    world.paste(curl(signed()))
    live = next(one for one in world.run(world.desk.environments.list()) if one.is_live)
    world.do(world.desk.standing.choose_environment(live.name))
    assert world.view.input.edit.toPlainText() == curl(signed())


def test_a_masked_call_says_so(world: World) -> None:
    exchange = recorded(signed(session="x"), {"session": "••••"})
    world.do(world.desk.history.record(exchange))
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give("e1"))
    assert "cannot be examined any more" in said(world)
    assert "without session" in said(world)
    assert "a part of the request was not kept" in world.view.result.corrected.note.text()
    assert "String to sign, without what was hidden" in said(world)
    assert "Right string to sign" not in said(world)
    pane = world.view.input
    assert pane._secret_row.y() < pane.height() // 3  # right beneath the call, not spread over the pane


def test_a_call_that_is_gone_is_told(world: World) -> None:
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give("nowhere"))
    assert world.view.trouble.isVisible()
    assert not world.state.is_examining


def test_a_call_that_failed_for_another_reason(world: World) -> None:
    exchange = replace(things.exchange(3), error=CallError("platform", "InsufficientPermission", "no", "ISV"))
    world.do(world.desk.history.record(exchange))
    world.act(lambda: world.desk.handovers.exchange_for_doctor.give(exchange.id))
    assert world.state.result is not None


def test_a_long_search_shows_how_far_it_is_and_ends_when_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()
    real = world.desk.diagnosing.examine

    async def slow(case: DoctorCase, progress: SearchProgress, secret: object = None) -> Examination:
        progress.tried = 12_345
        begun.set()
        await asyncio.to_thread(progress._cancelled.wait, 5)
        return await real(case, progress)

    monkeypatch.setattr(world.desk.diagnosing, "examine", slow)

    async def work() -> None:
        world.model.write(curl(signed("x")))
        world.model.examine(None)
        await begun.wait()
        world.later.advance(0.2)
        await asyncio.sleep(0.01)
        assert "12,345" in world.view.input.progress.text()
        assert world.view.input.cancel.isVisible()
        assert not world.view.input.examine.isEnabled()
        world.view.input.cancel.click()
        await world._calm()

    world.run(work())
    assert not world.state.is_examining
    assert world.state.result is not None
    assert world.state.result.finding.stopped
    assert "stopped before the end" in said(world)


def test_the_result_of_the_request_before_is_greyed_while_another_takes_its_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.act(press(world.view.start.examples[ExampleKind.ORDER]))
    world.do(world.desk.history.record(recorded(signed(), {})))
    real, is_let = world.desk.diagnosing.examine, asyncio.Event()

    async def held(*given: Any) -> Examination:
        await is_let.wait()
        return await real(*given)

    monkeypatch.setattr(world.desk.diagnosing, "examine", held)
    view = world.view

    async def work() -> None:
        world.desk.handovers.exchange_for_doctor.give("e1")
        await until(world.model.changed, lambda: world.state.exchange is not None)
        assert not view.examining.isVisible()  # most are over before anybody could see it
        assert view.result.verdict.isEnabled()
        world.later.advance(0.1)
        await until(world.model.changed, view.examining.isVisible)
        assert view.result.isVisible()
        assert not view.result.verdict.isEnabled()
        assert "the request before" in view.examining.told.text()
        is_let.set()
        await world._calm()

    world.run(work())
    assert not view.examining.isVisible()
    assert view.result.verdict.isEnabled()
    assert "The signature is right." in said(world)


def test_closing_in_the_middle_of_a_search(world: World) -> None:
    async def work() -> None:
        world.model.write(curl(signed("x")))
        world.model.examine(None)
        await asyncio.sleep(0.05)

    world.run(work())
    world.close()


def test_the_newer_request_wins(world: World) -> None:
    world.paste(curl(signed("x")))

    def both() -> None:
        world.model.examine(None)
        world.model.take_example(ExampleKind.ORDER)

    world.act(both)
    assert world.state.result is not None
    assert [one.id for one in world.state.result.finding.mistakes] == ["unsorted"]


def test_keys(world: World) -> None:
    world.paste(curl(signed()))
    world.view.input.edit.setFocus()
    world.act(lambda: QTest.keyClick(world.view.input.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert world.state.result is not None
