"""Talks to the system's password store through keyring. Runs on the vault's thread only: it may block."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from aexdesk.faults import VaultUnavailable


class Store(Protocol):
    """What keyring's backends offer."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ChosenStore:
    """A password store, and the name by which people know it."""

    name: str
    store: Store


Choose = Callable[[], ChosenStore]

_SECRET_SERVICE = ("keyring.backends.SecretService", "Keyring", "Secret Service")
_KWALLET = ("keyring.backends.kwallet", "DBusKeyring", "KWallet")
_MACOS = ("keyring.backends.macOS", "Keyring", "macOS Keychain")
_WINDOWS = ("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Manager")

_TRUSTED = {"darwin": (_MACOS,), "win32": (_WINDOWS,)}
_TRUSTED_ELSEWHERE = (_SECRET_SERVICE, _KWALLET)


def choose_trusted_store() -> ChosenStore:
    """The first trusted store that works here. keyring's own choice (its config file, its environment variable,
    whatever else is installed) is not asked: it may be a plain-text file, or prompt on the terminal."""
    for module_name, class_name, name in _TRUSTED.get(sys.platform, _TRUSTED_ELSEWHERE):
        backend: Any = getattr(importlib.import_module(module_name), class_name)
        try:
            is_usable = backend.priority > 0
        except RuntimeError:  # how a backend says that it cannot work here
            continue
        if is_usable:
            return ChosenStore(name, backend())
    raise VaultUnavailable("vault_missing")


def delete_if_there(store: Store, service: str, username: str) -> None:
    """Deletes; backends use one error for "there is none" and for "you may not", so ask which it was."""
    errors = importlib.import_module("keyring.errors")
    try:
        store.delete_password(service, username)
    except errors.PasswordDeleteError:
        if store.get_password(service, username) is not None:
            raise


_LOCKED = ("KeyringLocked", "LockedException", "PromptDismissedException")


def unavailable(error: BaseException) -> VaultUnavailable:
    """A foreign error as ours. Only its class is named: its text could hold what was to be stored."""
    if isinstance(error, VaultUnavailable):
        return error
    names = [kind.__name__ for kind in type(error).__mro__]
    if any(name in _LOCKED for name in names):
        return VaultUnavailable("vault_locked")
    if "NoKeyringError" in names:
        return VaultUnavailable("vault_missing")
    return VaultUnavailable("vault_failed", reason=type(error).__name__)
