"""What opens inside and over tabs in which somebody has worked: forms with complaints, folds, help, menus, banners.

No pictures are made of these; they are walked over, for what cannot be read or has no name.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QMenu,
    QTableView,
    QTreeView,
    QWidget,
)

from aexdesk.faults import StorageFault, VaultUnavailable
from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.services.case_table import FIELDS
from aexdesk.services.clock import Skew
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.services.profiles import ProfileDraft
from aexdesk.tour.watching import outside_of_tasks
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.tabs.support.state import SupportPage
from aexdesk.ui.widgets.fold import Fold
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.toast import Toast
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.scenery.filled import send
from tests.scenery.scene import Play, Scene, State
from tests.scenery.stage import Stage
from tests.scenery.workspace import ORDER

_CURL = "curl 'https://api-sg.aliexpress.com/sync' --data-urlencode 'method=aliexpress.ds.text.search' -d 'sign=0123'"
_LONG_PATH = "/home/somebody/Documents/2026/Integration/AliExpress/practice-workspace/with-a-long-name/aexdesk.db"


def scenes() -> tuple[Scene, ...]:
    """Each may be entered as often as one likes."""
    return (
        *(_inner(entry.id, _help(entry.id), "tab_help") for entry in entries()),
        *(_inner(entry.id, _first_steps(entry.id), "first_steps") for entry in entries()),
        *(_inner(tab, _folds(tab), "folds") for tab in ("app_keys", "login", "support", "doctor")),
        _inner("app_keys", _form("app_keys", app_key="12 34", callback_url="nowhere"), "form"),
        _inner("app_keys", _addresses, "addresses"),
        _inner("app_keys", _env_file, "env_file"),
        _inner("loan_accounts", _form("loan_accounts", email="not an email", until="2026-13-40"), "form"),
        _inner("loan_accounts", _preview_notes, "notes"),
        _inner("order_tests", _form("order_tests", item_id="x", quantity="0", country="Atlantis"), "form"),
        _inner("order_tests", _checklist, "checklist"),
        _inner("order_tests", _case_file, "import"),
        _inner("console", _order_draft, "order"),
        _inner("console", _history_open, "history"),
        _inner("console", _naming, "naming"),
        _inner("console", _brought, "brought"),
        _inner("access_log", _examples, "examples"),
        _inner("window", _live, "live"),
        _inner("window", _unlock, "unlock"),
        _inner("window", _banners(faults=True), "banners_of_faults"),
        _inner("window", _banners(faults=False), "banners_of_warnings"),
        _inner("window", _toast, "toast"),
        _inner("window", _palette, "palette_typed"),
        _inner("window", _shortcuts, "shortcuts_found"),
        *(_inner(tab, _menu(tab, button), f"menu_{name}") for tab, name, button in _MENUS),
        *(_inner(tab, _row_menu(tab, kind), "menu_of_row") for tab, kind in _ROW_MENUS),
    )


_MENUS: tuple[tuple[str, str, Callable[[Any], QAbstractButton]], ...] = (
    ("console", "environment", lambda stage: stage.window.top_bar.environment),
    ("console", "profile", lambda stage: stage.window.top_bar.profile),
    ("console", "export", lambda stage: stage.window.host.tabs["console"].view.response.export),
    ("console", "bring", lambda stage: stage.window.host.tabs["console"].view.request.bring),
    ("history", "export", lambda stage: stage.window.host.tabs["history"].view.list.export),
    ("access_log", "export", lambda stage: stage.window.host.tabs["access_log"].view.detail.export),
    ("support", "fields", lambda stage: stage.window.host.tabs["support"].view.form.bar.copy_field),
    ("runs", "export", lambda stage: stage.window.host.tabs["runs"].view.results.export),
)
"""Buttons that open a menu, by tab."""
_ROW_MENUS = (("history", QTableView), ("access_log", QTableView), ("console", QTreeView))


def _inner(tab: str, play: Play, part: str) -> Scene:
    return Scene(tab, State.FILLED, play, part)


def _help(tab: str) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await stage.go(tab)
        stage.window.open_tab_help()
        yield
        stage.window._popups["tab_help"].close()

    return play


def _first_steps(tab: str) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await stage.go(tab)
        place = stage.window.first_steps
        place.bring_back()
        await stage.until(lambda: place.strip is not None and place.strip.isVisible(), "the first steps")
        yield
        assert place.strip is not None
        await outside_of_tasks(place.strip.skip.click)
        await stage.until(place.isHidden, "the first steps put away")

    return play


def _folds(tab: str) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        model = (await stage.go(tab)).model
        if tab == "support":
            model.turn_to(SupportPage.CALLS)
        if tab == "app_keys":
            model.show_environment("")
        if tab == "doctor":
            model.take_example(ExampleKind.ENCODING)
        await stage.calm(tab)
        folds = [one for one in stage.window.host.tabs[tab].view.findChildren(Fold) if not one.isHidden()]
        for fold in folds:
            fold.setChecked(True)
        yield
        for fold in folds:
            fold.setChecked(False)

    return play


# ---------------------------------------------------------------- forms


def _form(tab: str, **fields: Any) -> Play:
    """A new thing with mistakes in it, all of which are told."""

    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        shown = await stage.go(tab)
        if tab == "app_keys":
            shown.model.show_environment("")
        shown.model.begin_new()
        shown.model.enter(**fields)
        await stage.calm(tab)
        _complain(shown.view)
        yield
        shown.model.discard()
        await stage.calm(tab)

    return play


def _complain(view: QWidget) -> None:
    for row in view.findChildren(FormRow):
        row.complain_now()


@asynccontextmanager
async def _addresses(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("app_keys")
    tab.model.show_environment(LIVE.name)
    tab.environments.enter(LIVE.name, base_url="http://", sync_path="sync", authorize_path="ftp://x")
    await stage.calm("app_keys")
    _complain(tab.view)
    yield
    tab.environments.discard(LIVE.name)
    tab.model.show_environment("")


@asynccontextmanager
async def _env_file(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("app_keys")
    file = stage.place / ".env"
    file.write_text(
        "AE_APP_KEY=500100\nAE_APP_SECRET=something\nAE_SESSION=50000000abc\nCALLBACK_URL=https://a.example/back\n"
    )
    tab.importing.read_file(file)
    await stage.until(lambda: tab.importing.state.is_open, "what the file holds")
    yield
    tab.importing.discard()


@asynccontextmanager
async def _preview_notes(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("loan_accounts")
    buttons = [one for one in tab.view.findChildren(QAbstractButton) if one.isCheckable() and one.isVisible()]
    for button in buttons:
        button.setChecked(True)
    yield
    for button in buttons:
        button.setChecked(False)


@asynccontextmanager
async def _checklist(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("order_tests")).model
    model.console.open()
    await stage.calm("order_tests")
    yield
    model.console.close()
    await stage.calm("order_tests")


@asynccontextmanager
async def _case_file(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("order_tests")).model
    file = stage.place / "cases-for-the-autumn.csv"
    rows = ("Mug,stranger@example.test,1005990000000001,2,US,why", "Cup,stranger@example.test,x,0,Atlantis,")
    file.write_text("\n".join((",".join(FIELDS), *rows)))

    async def choose(_title: str, *_more: object) -> Any:
        return file

    real, model.importer._files = model.importer._files, type("Files", (), {"choose_to_open": staticmethod(choose)})()
    model.importer.begin("Import")
    await stage.calm("order_tests")
    yield
    model.importer.close()
    model.importer._files = real
    await stage.calm("order_tests")


# ---------------------------------------------------------------- the console


@asynccontextmanager
async def _order_draft(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("console")
    tab.view.tabs.setCurrentIndex(0)
    tab.model.tabs.new()
    tab.model.choose_api(ORDER)
    assert tab.model.state.definition is not None
    for field in tab.model.state.definition.parameters:
        tab.model.insert_example(field.name)
    await stage.calm("console")
    yield
    await _close_request(stage)


async def _close_request(stage: Stage) -> None:
    """The one that a scene has opened, and no word about it."""
    stage.window.host.tabs["console"].model.tabs.close_one()  # type: ignore[attr-defined]
    for toast in stage.window.findChildren(Toast):
        toast.leave()
    await stage.calm("console")


@asynccontextmanager
async def _history_open(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("console")).model
    was = model.state.is_history_open
    model.open_history(not was)
    await stage.calm("console")
    yield
    model.open_history(was)


@asynccontextmanager
async def _naming(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("console")).model
    root = stage.desk.request_root.path
    if model.folder.state.root is None and root is not None:  # the tab was opened before there was one
        await model.folder.use(root)
        model.folder.open_panel(False)
    model.saving.save_as()
    await stage.calm("console")
    yield
    model.saving.cancel_naming()


@asynccontextmanager
async def _brought(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("console")
    tab.model.tabs.new()
    QApplication.clipboard().setText(_CURL)
    tab.bringing.paste()
    await stage.until(lambda: tab.bringing.state.taken is not None, "the command taken")
    await stage.calm("console")
    yield
    tab.bringing.put_away()
    await _close_request(stage)


@asynccontextmanager
async def _examples(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("access_log")).model
    model.show_examples(True)
    await stage.calm("access_log")
    yield
    model.show_examples(False)


# ---------------------------------------------------------------- the window


def _frame(stage: Stage) -> FrameModel:
    return stage.window._model


@asynccontextmanager
async def _live(stage: Stage) -> AsyncIterator[None]:
    """Live, unlocked: the longest that the top line ever is."""
    await _go_live(stage)
    frame = _frame(stage)
    assert frame.state.profile is not None
    frame.unlock_live(frame.state.profile.name)
    yield
    frame.lock_live()
    await _leave_live(stage)


@asynccontextmanager
async def _unlock(stage: Stage) -> AsyncIterator[None]:
    await _go_live(stage)
    stage.window.open_unlock()
    panel = stage.window._popups["unlock"]
    panel.name.setText("another name")
    panel.unlock.click()
    yield
    panel.leave()
    await _leave_live(stage)


async def _go_live(stage: Stage) -> None:
    await stage.go("console")
    if not await stage.desk.profiles.list(LIVE.name):
        await stage.desk.profiles.add(ProfileDraft(LIVE.name, "Shop of the whole family", "900999"), Secret("x"))
    frame = _frame(stage)
    frame.choose_environment(LIVE.name)
    await stage.until(lambda: frame.state.environment and frame.state.environment.is_live, "Live")
    await stage.until(lambda: frame.state.profile, "an app of Live")
    await stage.calm("console")


async def _leave_live(stage: Stage) -> None:
    frame = _frame(stage)
    frame.choose_environment(PRACTICE.name)
    await stage.until(lambda: frame.state.environment and not frame.state.environment.is_live, "practice")
    await stage.calm("console")


def _banners(*, faults: bool) -> Play:
    """Three or two over one another, each in its longest words."""

    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await stage.go("help")
        frame, accounts = _frame(stage), await stage.desk.loan_accounts.list(PRACTICE.name)
        before = frame.state
        wrong = replace(
            before,
            crash="Traceback",
            trouble=StorageFault("disk_full", path=_LONG_PATH),
            vault_trouble=VaultUnavailable("vault_locked"),
            is_vault_noted=False,
        )
        warned = replace(before, skew=Skew(timedelta(minutes=-17), 5), ending_loans=tuple(accounts))
        frame._become(wrong if faults else warned)
        yield
        frame._become(before)

    return play


@asynccontextmanager
async def _toast(stage: Stage) -> AsyncIterator[None]:
    """What was deleted has a name that somebody thought about for long."""
    await stage.go("app_keys")
    name = "The shop of the whole family, second try, with the address that the support asked for in autumn"
    stage.window.ports.toasts.show(lambda: _("Wrote {path}.").format(path=f"{_LONG_PATH}, {name}"), lambda: None)
    yield
    for toast in stage.window.findChildren(Toast):
        toast.leave()


@asynccontextmanager
async def _palette(stage: Stage) -> AsyncIterator[None]:
    await stage.go("console")
    stage.window.open_palette()
    palette = stage.window._popups["palette"]
    palette.line.setText("order")
    yield
    palette.line.clear()
    palette.close()


@asynccontextmanager
async def _shortcuts(stage: Stage) -> AsyncIterator[None]:
    await stage.go("console")
    stage.window.open_shortcuts()
    sheet = stage.window._popups["shortcuts"]
    sheet.line.setText("ctrl")
    yield
    sheet.close()


# ---------------------------------------------------------------- menus


def _menu(tab: str, of: Callable[[Stage], QAbstractButton]) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await _choose_one(stage, tab)
        await stage.until(lambda: of(stage).isEnabled() and of(stage).isVisible(), f"the button of the menu in {tab}")
        await outside_of_tasks(of(stage).click)
        assert menus(), tab
        yield
        _close_menus()

    return play


def _row_menu(tab: str, kind: type[QAbstractItemView]) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        shown = await _choose_one(stage, tab)
        shows = [one for one in shown.view.findChildren(kind) if one.isVisible() and _has_menu(one)]
        assert shows, f"a list with a menu in {tab}"
        view = shows[0]
        if not view.currentIndex().isValid() or not view.selectionModel().hasSelection():
            view.setCurrentIndex(view.model().index(0, 0))
        place = view.visualRect(view.currentIndex()).center()
        await outside_of_tasks(lambda: view.customContextMenuRequested.emit(place))
        assert menus(), tab
        yield
        _close_menus()

    return play


async def _choose_one(stage: Stage, tab: str) -> Any:
    """Something with which something can be done."""
    shown = await stage.go(tab)
    if tab == "support":
        shown.model.turn_to(SupportPage.CALLS)
    elif tab == "console":
        shown.view.response.tabs.setCurrentIndex(1)
        if shown.model.state.answer is None:
            await send(stage)
        tree = shown.view.response.tree.tree
        await stage.until(lambda: tree.isVisible() and tree.model().rowCount(), "the answer as a tree")
    elif tab == "history":
        shown.model.choose(stage.kept["failed"])
    elif tab == "access_log":
        shown.model.choose(shown.model.calls.page(0, 1)[0].id)
    await stage.calm(tab)
    return shown


def _has_menu(view: QAbstractItemView) -> bool:
    return view.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu and view.model().rowCount() > 0


def menus() -> list[QMenu]:
    """Those that are open."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]


def _close_menus() -> None:
    for menu in menus():
        menu.close()
