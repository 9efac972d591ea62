"""What keeps a keyring that is locked, hangs or is gone from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

_BACKENDS = "aexdesk/storage/keyring_backends.py"
_FALLBACK = "aexdesk/storage/fallback_vault.py"
_SYSTEM = "aexdesk/storage/system_vault.py"
_VAULT = "tests/storage/test_vault.py"
_FALLS_BACK = f"{_VAULT}::TestTheWindowsVault"
_HANGS = f"{_VAULT}::TestAHangingStore"
_KEEPING = "aexdesk/ui/tabs/app_keys/keeping.py"
_FRAME = "aexdesk/ui/frame/model.py"
_WINDOW = "tests/ui/frame/test_window.py::test_without_a_keyring_it_says_so_and_goes_on"
_SECRET = "tests/ui/tabs/app_keys/test_secret.py"

_LOCKED = (
    Removal(
        "keyring locked",
        "a store's error is looked at: locked is not broken",
        (Edit(_BACKENDS, "if any(name in _LOCKED for name in names):", "if False:"),),
        (f"{_FALLS_BACK}::test_a_locked_store_is_not_an_empty_one",),
    ),
    Removal(
        "keyring locked",
        "what a locked store may hold is not said to be missing",
        (Edit(_FALLBACK, "return None\n            raise\n", "return None\n            return None\n"),),
        (f"{_FALLS_BACK}::test_a_locked_store_is_not_an_empty_one",),
    ),
    Removal(
        "keyring locked",
        "what a locked store may still hold is not said to be deleted",
        (Edit(_FALLBACK, "return\n            raise\n", "return\n            return\n"),),
        (f"{_FALLS_BACK}::test_a_locked_store_is_not_an_empty_one",),
    ),
    Removal(
        "keyring locked",
        "what it does not take is kept in memory",
        (Edit(_FALLBACK, "            await self._memory.set(entry, secret)\n", ""),),
        (f"{_FALLS_BACK}::test_keeps_in_memory_what_the_system_refuses_and_says_so",),
    ),
    Removal(
        "keyring locked",
        "memory is asked before a store that may still be locked",
        (Edit(_FALLBACK, "(kept := await self._memory.get(entry)) is not None", "(kept := None) is not None"),),
        (f"{_FALLS_BACK}::test_keeps_in_memory_what_the_system_refuses_and_says_so",),
    ),
    Removal(
        "keyring locked",
        "once it is unlocked, what memory had to keep moves there",
        (Edit(_FALLBACK, "for entry, secret in self._memory.items():", "for entry, secret in []:"),),
        (f"{_FALLS_BACK}::test_moves_them_to_the_system_once_it_answers",),
    ),
    Removal(
        "keyring locked",
        "what is locked again while they move stays in memory",
        (
            Edit(
                _FALLBACK,
                "                return\n            await self._memory.delete(entry)",
                "            await self._memory.delete(entry)",
            ),
        ),
        (f"{_FALLS_BACK}::test_what_is_locked_again_while_they_move_stays_in_memory",),
    ),
    Removal(
        "keyring locked",
        "a command has no memory to fall back on: it says that nothing was stored",
        (
            Edit(
                "aexdesk/services/vault_status.py",
                "return system, VaultStatus(system, lambda: None, Changes())",
                "return vault_for_window(system)",
            ),
        ),
        ("tests/cli/test_things.py::test_a_keyring_that_takes_nothing_costs_the_secret_and_is_told",),
    ),
    Removal(
        "keyring locked",
        "it is tried before a refresh token is spent",
        (
            Edit(
                "aexdesk/services/token_refreshing.py",
                "        await self._tokens.try_vault(token, refresh_token)\n",
                "",
            ),
        ),
        (
            "tests/services/test_token_refreshing.py"
            "::test_a_vault_that_would_not_take_the_new_tokens_is_asked_before_the_old_are_spent",
        ),
    ),
    Removal(
        "keyring locked",
        "what waits for it holds up no other tidying of the window",
        (Edit("aexdesk/desk/lifetime.py", "                shut = trouble\n", "                raise\n"),),
        ("tests/test_desk.py::test_what_waits_for_a_locked_keyring_holds_up_nothing_else",),
    ),
    Removal(
        "keyring locked",
        "App keys does not take it for an empty one",
        (Edit(_KEEPING, "self._known[profile.id] = fault", "self._known[profile.id] = Keeping.MISSING"),),
        (f"{_SECRET}::test_a_keyring_that_was_locked_meanwhile_is_told_and_asked_again",),
    ),
    Removal(
        "keyring locked",
        "App keys asks it again when told to",
        (
            Edit(
                "aexdesk/ui/tabs/app_keys/model.py",
                "        self._keeping.forget(self._chosen_id)\n        self._keeping.look",
                "        self._keeping.look",
            ),
        ),
        (f"{_SECRET}::test_a_keyring_that_was_locked_meanwhile_is_told_and_asked_again",),
    ),
)

_HANGING = (
    Removal(
        "keyring hanging",
        "nobody waits for it longer than the limit",
        (Edit(_SYSTEM, "await asyncio.wait({result}, timeout=left)", "await asyncio.wait({result})"),),
        (f"{_HANGS}::test_is_given_up_and_then_fails_at_once",),
    ),
    Removal(
        "keyring hanging",
        "nothing queues behind the call that hangs, to be carried out when nobody expects it",
        (
            Edit(_SYSTEM, "            job.cancel()  #", "            pass  #"),
            Edit(_SYSTEM, "            result.cancel()  #", "            #"),
        ),
        (f"{_HANGS}::test_is_given_up_and_then_fails_at_once",),
    ),
    Removal(
        "keyring hanging",
        "a call that was cancelled is taken out of the queue at once, not a turn of the loop later",
        (Edit(_SYSTEM, "            job.cancel()  #", "            #"),),
        (f"{_HANGS}::test_never_gets_a_call_that_was_cancelled_meanwhile",),
    ),
    Removal(
        "keyring hanging",
        "once it answers, it is not taken for one that hangs",
        (Edit(_SYSTEM, "            self._busy_since = None  #", "            #"),),
        (f"{_HANGS}::test_after_a_long_rest_is_as_good_as_new",),
    ),
    Removal(
        "keyring hanging",
        "one thread waits for it, however often it is asked",
        (Edit(_SYSTEM, "        if self._thread is None:\n", "        if True:\n"),),
        (f"{_HANGS}::test_runs_one_thread_whatever_happens",),
    ),
    Removal(
        "keyring hanging",
        "its thread does not keep the program from ending",
        (Edit(_SYSTEM, "daemon=True", "daemon=False"),),
        (f"{_HANGS}::test_does_not_keep_the_process_from_ending",),
    ),
    Removal(
        "keyring hanging",
        "closing does not wait for it",
        (Edit(_SYSTEM, "self._thread.join(0 if self._patience() <= 0 else _CLOSE_LIMIT_S)", "self._thread.join()"),),
        (f"{_HANGS}::test_does_not_keep_the_process_from_ending",),
    ),
)

_GONE = (
    Removal(
        "keyring gone",
        "a store's error is looked at: none is not a broken one",
        (Edit(_BACKENDS, 'if "NoKeyringError" in names:', "if False:"),),
        (f"{_FALLS_BACK}::test_where_there_is_no_store_there_is_no_secret",),
    ),
    Removal(
        "keyring gone",
        "a backend that cannot work here is passed over",
        (Edit(_BACKENDS, "except RuntimeError:", "except KeyError:"),),
        (f"{_VAULT}::TestTheChoice::test_without_a_bus_there_is_none",),
    ),
    Removal(
        "keyring gone",
        "where no trusted store works, keyring does not choose another",
        (
            Edit(
                _BACKENDS,
                '    raise VaultUnavailable("vault_missing")\n\n\ndef delete',
                '    return ChosenStore("any", importlib.import_module("keyring").get_keyring())\n\n\ndef delete',
            ),
        ),
        (f"{_VAULT}::TestTheChoice::test_never_asks_keyring_to_guess",),
    ),
    Removal(
        "keyring gone",
        "where there is none, it holds no secret: reading is no fault",
        (
            Edit(
                _FALLBACK,
                'if error.code == "vault_missing":\n                return None\n',
                "if False:\n                return None\n",
            ),
        ),
        (f"{_FALLS_BACK}::test_where_there_is_no_store_there_is_no_secret",),
    ),
    Removal(
        "keyring gone",
        "nor is deleting",
        (
            Edit(
                _FALLBACK,
                'if error.code == "vault_missing":\n                return\n',
                "if False:\n                return\n",
            ),
        ),
        (f"{_FALLS_BACK}::test_where_there_is_no_store_there_is_no_secret",),
    ),
    Removal(
        "keyring gone",
        "the window says that secrets are kept in memory",
        (Edit(_FRAME, "vault_trouble=vault.trouble,", "vault_trouble=None,"),),
        (_WINDOW,),
    ),
    Removal(
        "keyring gone",
        "the window says it once",
        (Edit(_FRAME, "if desk.vault_status.trouble is None:", "if True:"),),
        (_WINDOW,),
    ),
    Removal(
        "keyring gone",
        "App keys does not say that a secret is stored which is kept for this run",
        (
            Edit(
                "aexdesk/ui/tabs/app_keys/words.py",
                'return _("Stored in: {vault}.").format(vault=_name_vault(vault)) if is_persistent else _in_memory()',
                'return _("Stored in: {vault}.").format(vault=_name_vault(vault))',
            ),
        ),
        (f"{_SECRET}::test_without_a_keyring_it_says_that_it_is_kept_for_this_run",),
    ),
)

KEYRING = (*_LOCKED, *_HANGING, *_GONE)
