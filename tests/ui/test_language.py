"""Which language a first window speaks, and that each one that is offered says its own name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from aexdesk import i18n
from aexdesk.ui import language


class _System:
    def __init__(self, *tags: str) -> None:
        self._tags = list(tags)

    def uiLanguages(self) -> list[str]:
        return self._tags


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (("zh-Hans-CN", "zh-CN", "zh"), "zh_CN"),
        (("zh-SG",), "zh_CN"),
        (("zh-Hant-TW", "zh-TW", "zh-Hant"), "en"),
        (("zh-TW", "ru-RU"), "ru"),
        (("pt-PT", "pt"), "pt_BR"),
        (("es-419", "es"), "es"),
        (("de-DE", "de", "es-ES"), "es"),
        (("en-GB", "ru-RU"), "en"),
        (("C",), "en"),
        ((), "en"),
    ],
)
def test_the_first_window_speaks_what_the_system_does(
    monkeypatch: pytest.MonkeyPatch, tags: tuple[str, ...], code: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: _System(*tags))
    assert language.of_system() == code


def test_each_language_says_its_own_name() -> None:
    assert set(language.offered(False)) == {"en", *i18n.languages()}
    assert all(name != code for code, name in language.offered(True).items())
