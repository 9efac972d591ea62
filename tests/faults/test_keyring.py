"""A keyring that is locked, hangs or is gone: the window goes on, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.test_damage import walk

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("keyring", "code"),
    [
        pytest.param(("hanging",), "vault_silent", marks=pytest.mark.fault("keyring hanging")),
        pytest.param(("locked",), "vault_locked", marks=[pytest.mark.fault("keyring locked"), pytest.mark.long]),
        pytest.param((), "vault_missing", marks=[pytest.mark.fault("keyring gone"), pytest.mark.long]),
    ],
)
def test_a_window_shows_every_tab_and_says_what_is_wrong(tmp_path: Path, keyring: tuple[str, ...], code: str) -> None:
    """The one that hangs lets go when every tab has been seen: a window that waits for it comes to no end."""
    ended, lines, errors = walk(tmp_path / "data", *keyring)
    assert (ended, errors) == (0, [])
    assert len([line for line in lines if line.startswith("tab ")]) == 14
    assert lines[-2:] == [f"vault {code}", "done"]
