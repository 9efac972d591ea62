"""What the tour stands in for where there is no embedded browser: it takes the URL, logs in, allows, and comes back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from aexdesk.secret import Secret
from aexdesk.tour.everyday_browser import EverydayBrowser
from tests.services.logins import a_login_world


async def test_it_comes_back_to_who_listens(qapp: QApplication, tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        browser = EverydayBrowser()
        try:
            assert QDesktopServices.openUrl(QUrl(attempt.authorize_url))
            assert parse_qs(urlsplit(browser.url).query) == parse_qs(urlsplit(attempt.authorize_url).query)
            # Nobody listens at the callback here: that it asks there is the end of its way.
            with pytest.raises(OSError, match=r"refused|actively"):
                await browser.log_in(world.seeds.buyer_email, world.seeds.buyer_password)
            with pytest.raises(OSError, match="400"):
                await browser.log_in("nobody@x.test", Secret("wrong"))
        finally:
            browser.leave()
