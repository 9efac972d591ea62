"""The top line: where am I, as which app, as whom; each part is a switch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from aexdesk.i18n import _
from aexdesk.ui import icons, sides, theme
from aexdesk.ui.frame.live_switch import LiveSwitch
from aexdesk.ui.frame.model import FrameModel, FrameState, Phase
from aexdesk.ui.frame.names import host_of, name_environment, name_owner
from aexdesk.ui.tab import Navigate
from aexdesk.ui.view import View
from aexdesk.ui.widgets.countdown import Countdown, describe_time_left, tone_of_time_left

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST = 32
"""Letters of a name in the bar; the tooltip has all of it."""


class Switch(QToolButton):
    """A part of the top line that opens a menu."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.mark(self, role="switch", menu=True)

    def say(self, text: str, name: str, tooltip: str) -> None:
        """Its text, its name for those who hear it, and the whole of it."""
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        for now, wanted, write in (
            (self.text(), short, self.setText),
            (self.accessibleName(), name, self.setAccessibleName),
            (self.toolTip(), tooltip, self.setToolTip),
        ):
            if now != wanted:
                write(wanted)

    def minimumSizeHint(self) -> QSize:
        """It gives way before what cannot: Qt cuts its text with an ellipsis, and the whole stands in the tooltip."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), 2 * theme.space("xl")), hint.height())

    def open_menu(self, menu: QMenu) -> None:
        """Opens it under the switch, without a loop of its own."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sides.drop(menu, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the arrow that says that there is a menu."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = sides.at_end(self, theme.size("icon"), theme.space("xs"))
        painter.drawPixmap(place, icons.pixmap("chevron_down"))
        painter.end()


class TopBar(View):
    """Shows the standing; `palette_wanted` when the hint is pressed, `help_wanted` for the tab in sight."""

    palette_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, model: FrameModel, navigate: Navigate, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("top_bar"))
        self._model = model
        self._navigate = navigate
        self._countdown = Countdown(now, self)
        self.environment = Switch("environmentSwitch")
        self.profile = Switch("profileSwitch")
        self.session = QToolButton()
        self.session.setObjectName("sessionSwitch")
        self.session.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.session.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.mark(self.session, role="switch")
        self.live = LiveSwitch(model, now)
        self.palette_hint = icons.IconButton("search")
        self.palette_hint.setObjectName("paletteHint")
        self.palette_hint.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.palette_hint.setText("Ctrl+K")
        theme.mark(self.palette_hint, role="switch")
        self.help = icons.IconButton("help")
        self.help.setObjectName("tabHelp")
        line = theme.line(self.environment, self.live, self.profile, self.session, parent=self)
        line.setContentsMargins(theme.space("m"), 0, theme.space("m"), 0)
        line.addStretch(1)
        line.addWidget(self.palette_hint)
        line.addWidget(self.help)
        self.environment.clicked.connect(self._offer_environments)
        self.profile.clicked.connect(self._offer_profiles)
        self.session.clicked.connect(lambda: self._navigate("login" if self._model.state.profile else "app_keys"))
        self.palette_hint.clicked.connect(self.palette_wanted)
        self.help.clicked.connect(self.help_wanted)
        self._countdown.ticked.connect(self._show_session)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.palette_hint.set_words(_("Go to anything"), _("Go to a tab, an environment or an app: Ctrl+K"))
        self.help.set_words(_("Help on this tab"), _("Help on this tab: F1"))
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """In a narrow window who is calling needs the room of the hint's letters."""
        styles = Qt.ToolButtonStyle
        self.palette_hint.setToolButtonStyle(
            styles.ToolButtonIconOnly if is_narrow else styles.ToolButtonTextBesideIcon
        )

    def _show(self) -> None:
        state = self._model.state
        self._show_environment(state)
        self._show_profile(state)
        self._countdown.run_to(state.token.access_expires_at if state.token else None)
        self._show_session()

    def _show_environment(self, state: FrameState) -> None:
        place = state.environment
        is_opening = state.phase is Phase.OPENING
        name = name_environment(place) if place else _("Opening…") if is_opening else _("Not open")
        address = host_of(place.base_url) if place else ""
        self.environment.say(f"● {name}", _("Environment: {name}").format(name=name), address)
        self.environment.setEnabled(place is not None)
        theme.mark(self.environment, environment="" if place is None else place.kind.value)

    def _show_profile(self, state: FrameState) -> None:
        profile = state.profile
        name = profile.name if profile else _("No app key yet")
        key = _("App key {app_key}").format(app_key=profile.app_key) if profile else _("Add one in App keys.")
        is_real = profile is not None and profile.is_real
        shown = f"{_('REAL APP')} · {name}" if is_real else name
        self.profile.say(shown, _("App: {name}").format(name=shown), f"{shown}\n{key}")
        theme.mark(self.profile, tone="warn" if is_real else "")
        self.profile.setEnabled(state.environment is not None)

    def _show_session(self) -> None:
        token = self._model.state.token
        text, tone = _("Not logged in"), ""
        if token is not None:
            left = self._countdown.seconds_left()
            words = describe_time_left(left) if token.access_expires_at else _("no end known")
            owner = name_owner(token, _shorten(token.account))
            text = f"{owner} · {words or _('expired')}"
            tone = tone_of_time_left(left) if token.access_expires_at else ""
            if not token.is_bound:
                tone = tone or "warn"
            elif token.is_real:
                text, tone = f"{_('REAL ACCOUNT')} · {text}", tone or "warn"
        if text != self.session.text():
            self.session.setText(text)
            self.session.setAccessibleName(_("Session: {text}").format(text=text))
        whole = name_owner(token, token.account) if token else _("Log in to get a session.")
        self.session.setToolTip(whole)
        self.session.setEnabled(self._model.state.environment is not None)
        theme.mark(self.session, tone=tone)

    def _offer_environments(self) -> None:
        state = self._model.state
        menu = QMenu(self)
        for place in state.environments:
            text = f"{name_environment(place)}\t{host_of(place.base_url)}"
            choice = _add(menu, text, place == state.environment)
            choice.triggered.connect(lambda _checked=False, name=place.name: self._model.choose_environment(name))
        self.environment.open_menu(menu)

    def _offer_profiles(self) -> None:
        state = self._model.state
        menu = QMenu(self)
        for profile in state.profiles:
            choice = _add(menu, f"{profile.name}\t{profile.app_key}", profile == state.profile)
            choice.triggered.connect(lambda _checked=False, chosen=profile.id: self._model.choose_profile(chosen))
        if state.profiles:
            menu.addSeparator()
        menu.addAction(_("App keys…")).triggered.connect(lambda: self._navigate("app_keys"))
        self.profile.open_menu(menu)


def _add(menu: QMenu, text: str, is_chosen: bool) -> QAction:
    # In a menu an ampersand marks a key.
    action = menu.addAction(text.replace("&", "&&"))
    if is_chosen:
        action.setIcon(icons.icon("check", "accent"))
    return action


def _shorten(account: str) -> str:
    """ "buyer01@…": who it is, in little room."""
    name, at, _domain = account.partition("@")
    return f"{name}@…" if at else account
