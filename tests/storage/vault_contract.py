"""What every vault keeps to, and a password store that fails or hangs when told to."""

from __future__ import annotations

import threading

import pytest
from keyring.errors import PasswordDeleteError

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.storage.vault import MAX_LENGTH, Vault, VaultEntry

ENTRY = VaultEntry("practice", "p1", "app_secret")
OTHER = VaultEntry("live", "p1", "app_secret")
CANARY = Secret("CANARY-s3cr3t-value")


class VaultContract:
    """Tests; who inherits them has a fixture `vault`."""

    async def test_keeps_one_secret_an_entry(self, vault: Vault) -> None:
        assert await vault.get(ENTRY) is None
        await vault.set(ENTRY, CANARY)
        await vault.set(OTHER, Secret("other"))
        assert await vault.get(ENTRY) == CANARY
        await vault.set(ENTRY, Secret("newer"))
        assert await vault.get(ENTRY) == Secret("newer")
        await vault.delete(ENTRY)
        assert await vault.get(ENTRY) is None
        assert await vault.get(OTHER) == Secret("other")

    async def test_deleting_what_is_not_there_is_no_error(self, vault: Vault) -> None:
        await vault.delete(ENTRY)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "secret_empty"),
            ("two\nlines", "secret_multiline"),
            ("end\n", "secret_multiline"),
            ("a\rb", "secret_multiline"),
            ("a\0b", "secret_multiline"),
            ("x" * (MAX_LENGTH + 1), "secret_too_long"),
            ("😀" * (MAX_LENGTH // 2 + 1), "secret_too_long"),
        ],
    )
    async def test_refuses_what_some_store_would_spoil(self, vault: Vault, text: str, code: str) -> None:
        with pytest.raises(BadInput, match=code) as caught:
            await vault.set(ENTRY, Secret(text))
        assert not text or text not in str(caught.value)
        assert await vault.get(ENTRY) is None

    @pytest.mark.parametrize("text", ["x" * MAX_LENGTH, "😀" * (MAX_LENGTH // 2), " blank ends ", "订单 é %s {}"])
    async def test_keeps_long_and_odd_ones(self, vault: Vault, text: str) -> None:
        await vault.set(ENTRY, Secret(text))
        assert await vault.get(ENTRY) == Secret(text)


class FakeStore:
    """A password store in memory that fails, or hangs, when told to."""

    def __init__(self) -> None:
        self.passwords: dict[tuple[str, str], str] = {}
        self.calls: list[str] = []
        self.fault: Exception | None = None
        self.entered = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def get_password(self, service: str, username: str) -> str | None:
        self._take("get")
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._take("set")
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._take("delete")
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")

    def _take(self, call: str) -> None:
        self.calls.append(call)
        self.entered.set()
        self.may_go_on.wait()
        if self.fault is not None:
            raise self.fault
