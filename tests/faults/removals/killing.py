"""What keeps the death of a program, and two that work in one folder, from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal
from tests.faults.removals.storage import NO_TRANSACTION

_KILLED, _TWO = "kill -9", "two windows on one folder"
_WHENEVER = "tests/services/test_token_texts.py::test_whenever_it_is_killed_a_session_that_the_database_knows_is_left"
_ANY_STEP = (
    "tests/services/test_deleting_killed.py::test_a_deletion_that_is_killed_at_any_step_is_finished_at_the_next_start"
)

_TWO_AT_ONCE = (
    Removal(
        _TWO,
        "one window holds the folder",
        (
            Edit(
                "aexdesk/storage/folder.py",
                "        except filelock.Timeout:\n            return False\n",
                "        except filelock.Timeout:\n            return True\n",
            ),
        ),
        ("tests/storage/test_folder.py::TestTheFolderLock::test_is_held_once",),
    ),
    Removal(
        _TWO,
        "without the folder a window builds nothing",
        (Edit("aexdesk/desk/lifetime.py", "            if not self.has_folder:\n                return\n", ""),),
        ("tests/test_desk.py::test_a_second_window_gets_no_folder_and_builds_nothing",),
    ),
    Removal(
        _TWO,
        "the window says that another one has the folder",
        (
            Edit(
                "aexdesk/ui/frame/model.py",
                "            self._become(replace(self.state, phase=Phase.ELSEWHERE))\n            return\n",
                "            return\n",
            ),
        ),
        ("tests/ui/frame/test_window.py::test_a_folder_in_use_by_another_window_has_a_way_on",),
    ),
    Removal(
        _TWO,
        "who writes takes the database before it reads",
        (Edit("aexdesk/storage/database.py", '"BEGIN" if read_only else "BEGIN IMMEDIATE"', '"BEGIN"'),),
        ("tests/test_desk.py::test_what_a_window_and_commands_write_at_the_same_time_is_all_there",),
    ),
    Removal(
        _TWO,
        "a program waits for another one's transaction",
        (Edit("aexdesk/storage/database.py", "timeout=busy_limit_s, isolation", "timeout=0, isolation"),),
        ("tests/test_desk.py::test_what_a_window_and_commands_write_at_the_same_time_is_all_there",),
    ),
    Removal(
        _TWO,
        "a program waits for one that makes the database meanwhile",
        (
            Edit(
                "aexdesk/storage/database.py",
                'fault.code != "database_locked" or time.monotonic() >= end',
                'fault.code == "database_locked" or end',
            ),
        ),
        ("tests/storage/test_database.py::TestMigrations::test_waits_for_a_program_that_makes_the_database_meanwhile",),
    ),
    Removal(
        _TWO,
        "one session is refreshed by one program",
        (Edit("aexdesk/services/token_refreshing.py", "while not await self._take_lease(token)", "while False"),),
        ("tests/services/test_token_refreshing.py::test_two_processes_refresh_once_between_them",),
    ),
    Removal(
        _TWO,
        "a second start asks the first window to come to the front",
        (
            Edit(
                "aexdesk/ui/frame/one_window.py",
                "            self.raise_wanted.emit()",
                "            self.raise_wanted.disconnect()",
            ),
        ),
        ("tests/test_desktop.py::test_a_second_start_raises_the_first",),
    ),
    Removal(
        _TWO,
        "what a killed window leaves is no window",
        (
            Edit(
                "aexdesk/ui/frame/one_window.py",
                "    if not socket.waitForConnected(_PATIENCE_MS):\n        return False\n",
                "    if not socket.waitForConnected(_PATIENCE_MS):\n        return True\n",
            ),
        ),
        ("tests/test_desktop.py::test_what_a_killed_window_leaves_does_not_keep_the_next_one_out",),
    ),
)

_WRITES = (
    Removal(
        _KILLED,
        "a file of ours is written beside its place",
        (
            Edit(
                "aexdesk/storage/folder.py",
                'tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")',
                "os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), str(path)",
            ),
        ),
        ("tests/storage/test_folder.py::TestWritingAtomically::test_killed_half_way_leaves_the_old_file",),
    ),
    Removal(
        _KILLED,
        "a file that the user asked for is written beside its place",
        (
            Edit("aexdesk/bodies/halves.py", "half = half or half_of(path)", "half = place"),
            Edit("aexdesk/bodies/halves.py", 'open(half, "xb", opener', 'open(half, "wb", opener'),
        ),
        ("tests/services/test_whole_files.py::test_killed_before_all_is_written_leaves_the_old_file",),
    ),
    Removal(
        _KILLED,
        "the half that a killed program left is swept",
        (Edit("aexdesk/bodies/halves.py", "    _sweep(place)\n", ""),),
        (
            "tests/bodies/test_halves.py::test_what_a_killed_writer_left_goes_and_what_is_still_written_stays",
            "tests/services/test_whole_files.py::test_killed_before_all_is_written_leaves_the_old_file",
        ),
    ),
    Removal(
        _KILLED,
        "a piece of work is one transaction",
        NO_TRANSACTION,
        ("tests/storage/test_database_killed.py::test_a_killed_program_loses_nothing_that_was_done",),
    ),
    Removal(
        _KILLED,
        "what is new stands in a log until it is whole",
        (Edit("aexdesk/storage/database.py", '"PRAGMA journal_mode = WAL"', '"PRAGMA journal_mode = MEMORY"'),),
        ("tests/storage/test_database_killed.py::test_a_killed_program_loses_nothing_that_was_done",),
    ),
    Removal(
        _KILLED,
        "a step of a migration is one transaction",
        (
            Edit("aexdesk/storage/schema.py", 'execute("BEGIN IMMEDIATE")', 'execute("PRAGMA user_version")'),
            Edit("aexdesk/storage/schema.py", '            connection.execute("COMMIT")\n', ""),
        ),
        (
            "tests/storage/test_database.py::TestMigrations"
            "::test_one_killed_in_the_middle_of_counting_the_calls_begins_anew",
        ),
    ),
    Removal(
        _KILLED,
        "what is typed is written down while it is being typed",
        (
            Edit(
                "aexdesk/ui/tabs/console/opened/tabs.py",
                'within("keep", KEEP_AFTER_S, self.keep_now)',
                'after("keep", KEEP_AFTER_S, self.keep_now)',
            ),
        ),
        ("tests/ui/tabs/console/test_kept_drafts.py::test_who_types_without_a_pause_is_kept_all_the_same",),
    ),
    Removal(
        _KILLED,
        "a call is recorded before its answer is shown",
        (
            Edit(
                "aexdesk/gateway/client.py",
                "            return await asyncio.shield(task)\n",
                "            return exchange\n",
            ),
        ),
        ("tests/gateway/test_client.py::test_nobody_sees_an_answer_before_it_is_recorded",),
    ),
)

_SECRETS = (
    Removal(
        _KILLED,
        "the row is there before its secret",
        (
            Edit(
                "aexdesk/services/profiles.py",
                "        await self._profiles.save(profile)\n        try:\n",
                "        if app_secret is not None:\n"
                "            await self._secrets.set(app_secret_entry(profile), app_secret)\n"
                "        await self._profiles.save(profile)\n        try:\n",
            ),
        ),
        ("tests/services/test_killed_between.py::test_what_is_not_in_the_database_yet_has_no_secret",),
    ),
    Removal(
        _KILLED,
        "who was killed before the secret was kept adds the same again",
        (Edit("aexdesk/services/profiles.py", "profile = begun or Profile(", "profile = Profile("),),
        ("tests/services/test_profiles.py::test_who_was_killed_before_the_secret_was_kept_adds_the_same_again",),
    ),
    Removal(
        _KILLED,
        "the secret goes before its row",
        (
            Edit(
                "aexdesk/services/profiles.py",
                "        await self._secrets.delete(app_secret_entry(profile))\n"
                "        await self._profiles.purge(profile.id)\n",
                "        await self._profiles.purge(profile.id)\n"
                "        await self._secrets.delete(app_secret_entry(profile))\n",
            ),
        ),
        ("tests/services/test_profiles.py::test_a_secret_outlives_no_crash_between_vault_and_database",),
    ),
    Removal(
        _KILLED,
        "a new session waits beside the old one until the database knows it",
        (
            Edit(
                "aexdesk/services/tokens.py",
                "        await self._secrets.set(_next_entry(token), grant.session)\n        await note()\n",
                "        await note()\n        await self._secrets.set(_next_entry(token), grant.session)\n",
            ),
        ),
        (_WHENEVER,),
    ),
    Removal(
        _KILLED,
        "a session that still waits is read from there",
        (Edit("aexdesk/services/tokens.py", "return waiting if is_it else found", "return found"),),
        (_WHENEVER,),
    ),
    Removal(
        _KILLED,
        "a new refresh token is kept first, since the one before is spent",
        (
            Edit(
                "aexdesk/services/tokens.py",
                "            await self._secrets.set(refresh_entry(token), grant.refresh_token)\n"
                "        await self._secrets.set(_next_entry(token), grant.session)\n        await note()\n",
                "            pass\n        await self._secrets.set(_next_entry(token), grant.session)\n"
                "        await note()\n        if grant.refresh_token:\n"
                "            await self._secrets.set(refresh_entry(token), grant.refresh_token)\n",
            ),
        ),
        (_WHENEVER,),
    ),
    Removal(
        _KILLED,
        "the lease of a program that died runs out",
        (Edit("aexdesk/storage/leases.py", " OR leases.until <= :now", ""),),
        ("tests/services/test_token_refreshing.py::test_the_lease_of_a_process_that_died_runs_out",),
    ),
)

_DELETING = (
    Removal(
        _KILLED,
        "what was hidden is deleted at the next start",
        (Edit("aexdesk/services/history_keeping.py", "self._must_purge = True\n", "self._must_purge = False\n"),),
        ("tests/services/test_history_keeping.py::test_what_was_hidden_when_the_program_ended_goes_at_the_next_start",),
    ),
    Removal(
        _KILLED,
        "the log of an earlier run is emptied at the next start",
        (Edit("aexdesk/services/history_keeping.py", "self._must_fold = True  # an", "self._must_fold = False  # an"),),
        (_ANY_STEP,),
    ),
    Removal(
        _KILLED,
        "a file is remembered as doomed until it has gone",
        (
            Edit(
                "aexdesk/storage/history_removal.py",
                "        for name in names:\n            _unlink(self._bodies / name)\n        if names:\n",
                "        if names:\n",
            ),
            Edit(
                "aexdesk/storage/history_removal.py",
                "lambda sql: sql.execute(text, (json.dumps(names),)).close())\n",
                "lambda sql: sql.execute(text, (json.dumps(names),)).close())\n"
                "        for name in names:\n            _unlink(self._bodies / name)\n",
            ),
        ),
        (_ANY_STEP,),
    ),
    Removal(
        _KILLED,
        "words that are to go are marked together with their rows",
        (
            Edit(
                "aexdesk/storage/exchange_blocks.py",
                "UPDATE exchange_blocks SET is_dirty = 1 WHERE",
                "UPDATE exchange_blocks SET is_dirty = 0 WHERE",
            ),
        ),
        (_ANY_STEP,),
    ),
    Removal(
        _KILLED,
        "a body of which the history knows nothing is swept",
        (
            Edit(
                "aexdesk/desk/lifetime.py", "asyncio.to_thread(self._bodies.sweep, needed, before)", "asyncio.sleep(0)"
            ),
        ),
        ("tests/test_desk.py::test_what_was_removed_is_purged_and_stray_bodies_are_swept_once_the_window_stands",),
    ),
)

_HELD = (
    Removal(
        _KILLED,
        "the folder's lock ends with its program",
        (
            Edit(
                "aexdesk/storage/folder.py",
                "            lock.acquire()\n        except filelock.Timeout:\n",
                "            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL))\n        except FileExistsError:\n",
            ),
        ),
        ("tests/storage/test_folder.py::TestTheFolderLock::test_ends_with_its_process",),
    ),
)

KILLING = (*_TWO_AT_ONCE, *_WRITES, *_SECRETS, *_DELETING, *_HELD)
