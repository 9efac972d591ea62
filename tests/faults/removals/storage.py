"""What keeps a full disk, a folder that cannot be written and a damaged database from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

_DATABASE = "tests/storage/test_database.py::TestFaults"
_DAMAGE = "tests/storage/test_database_faults.py"
_ATOMICALLY = "tests/storage/test_folder.py::TestWritingAtomically"
_SPOILED = "tests/faults/test_damage.py"
_UNWRITABLE = "tests/storage/test_database_unwritable.py"
_FULL, _SEALED, _DAMAGED = "disk full", "read-only data folder", "database corrupted"

NO_TRANSACTION = (
    Edit("aexdesk/storage/database.py", '"BEGIN" if read_only else "BEGIN IMMEDIATE"', '"PRAGMA user_version"'),
    Edit(
        "aexdesk/storage/database.py",
        '        result = work(connection)\n        connection.execute("COMMIT")\n',
        "        result = work(connection)\n",
    ),
)

_NO_ROOM = (
    Removal(
        _FULL,
        "what the system says of a disk without room is a full disk",
        (Edit("aexdesk/storage/folder.py", "return error.errno in _FULL", "return False"),),
        (f"{_ATOMICALLY}::test_a_full_disk_leaves_the_old_file_and_no_rest",),
    ),
    Removal(
        _FULL,
        "what SQLite says of a disk without room is a full disk",
        (Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_FULL: "disk_full",\n', ""),),
        (f"{_DATABASE}::test_a_full_disk_is_named_and_loses_nothing",),
    ),
    Removal(
        _FULL,
        "an error of the disk is a full one where a small file finds no room",
        (Edit("aexdesk/storage/database_faults.py", "number == sqlite3.SQLITE_IOERR and not _has_room", "_has_room"),),
        (f"{_DAMAGE}::test_an_error_of_the_disk_is_a_full_one_where_nothing_more_can_be_written",),
    ),
    Removal(
        _FULL,
        "a call is written as a whole, or not at all",
        NO_TRANSACTION,
        ("tests/services/test_meters.py::test_a_full_disk_leaves_history_and_tally_in_step",),
    ),
    Removal(
        _FULL,
        "a file of ours is replaced only by one that is whole",
        (Edit("aexdesk/storage/folder.py", "            os.unlink(name)\n", "            os.replace(name, path)\n"),),
        (f"{_ATOMICALLY}::test_a_full_disk_leaves_the_old_file_and_no_rest",),
    ),
    Removal(
        _FULL,
        "a file that the user asked for leaves no half behind",
        (Edit("aexdesk/bodies/halves.py", "            half.unlink(missing_ok=True)", "            half.exists()"),),
        ("tests/services/test_whole_files.py::test_a_full_disk_leaves_the_old_file_and_no_rest",),
    ),
    Removal(
        _FULL,
        "half a body is thrown away",
        (
            Edit(
                "aexdesk/storage/body_files.py",
                "                self._path.unlink()",
                "                self._path.stat()",
            ),
        ),
        ("tests/storage/test_body_files.py::test_a_full_disk_is_said_and_leaves_nothing",),
    ),
    Removal(
        _FULL,
        "an answer that cannot be recorded is shown all the same",
        (
            Edit(
                "aexdesk/gateway/client.py",
                "            self._on_trouble(trouble)\n        return hidden",
                "            raise trouble\n        return hidden",
            ),
        ),
        ("tests/gateway/test_client.py::test_a_record_that_cannot_be_written_loses_no_answer",),
    ),
    Removal(
        _FULL,
        "the session in use stays in its place until the database knows the new one",
        (
            Edit(
                "aexdesk/services/tokens.py",
                "        await self._secrets.set(_next_entry(token), grant.session)\n        await note()\n",
                "        await self._secrets.set(session_entry(token), grant.session)\n        await note()\n",
            ),
        ),
        ("tests/services/test_login.py::test_a_full_disk_at_the_binding_keeps_the_token_before",),
    ),
    Removal(
        _FULL,
        "what was typed and could not be written stays owed",
        (
            Edit(
                "aexdesk/ui/tabs/console/opened/tabs.py",
                "                self._unkept |= keys\n",
                "                self._unkept |= set()\n",
            ),
        ),
        (
            "tests/ui/tabs/console/test_kept_drafts.py"
            "::test_a_full_disk_is_told_once_and_what_was_typed_is_written_when_there_is_room",
        ),
    ),
    Removal(
        _FULL,
        "what stdout did not take is thrown away before the interpreter tries again",
        (
            Edit(
                "aexdesk/cli/terminal.py",
                "            os.dup2(nowhere, self.stdout.fileno())",
                "            str(nowhere)",
            ),
        ),
        ("tests/e2e/test_ends.py::test_a_full_disk_behind_stdout",),
    ),
)

_NO_WRITING = (
    Removal(
        _SEALED,
        "an error of the system on the folder becomes a fault with a name",
        (
            Edit(
                "aexdesk/storage/folder.py",
                "return StorageFault(code, path=str(path), reason=error.strerror or type(error).__name__)",
                "raise error",
            ),
        ),
        ("tests/storage/test_folder.py::test_a_folder_that_cannot_be_made_is_named",),
    ),
    Removal(
        _SEALED,
        "a lock that cannot be made is a fault with a name",
        (
            Edit(
                "aexdesk/storage/folder.py",
                "            raise fault_of(error, self._path) from error\n        self._lock = lock",
                "            raise error\n        self._lock = lock",
            ),
        ),
        ("tests/storage/test_folder.py::TestTheFolderLock::test_in_a_folder_that_is_none_says_so",),
    ),
    Removal(
        _SEALED,
        "a database file that cannot be made is a fault with a name",
        (
            Edit(
                "aexdesk/storage/database_faults.py",
                "    elif isinstance(error, OSError):\n        fault = fault_of(error, path)\n",
                "",
            ),
        ),
        (f"{_DATABASE}::test_a_path_below_a_file_is_unwritable",),
    ),
    Removal(
        _SEALED,
        "what SQLite cannot write is a folder that cannot be written",
        (Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_READONLY: "folder_unwritable",\n', ""),),
        (f"{_UNWRITABLE}::test_in_a_folder_that_takes_no_new_file", f"{_UNWRITABLE}::test_the_log_of_another_user"),
    ),
    Removal(
        _SEALED,
        "what SQLite cannot open is a folder that cannot be written",
        (Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_CANTOPEN: "folder_unwritable",\n', ""),),
        (f"{_UNWRITABLE}::test_the_log_of_another_user",),
    ),
    Removal(
        _SEALED,
        "an error of a disk with room on it is a folder that cannot be written",
        (Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_IOERR: "folder_unwritable",\n', ""),),
        (f"{_DAMAGE}::test_an_error_of_the_disk_is_a_full_one_where_nothing_more_can_be_written",),
    ),
    Removal(
        _SEALED,
        "the window stands without a workspace and says why",
        (
            Edit(
                "aexdesk/ui/frame/model.py",
                "        except StorageFault as failure:\n            self._become(",
                "        except ZeroDivisionError as failure:\n            self._become(",
            ),
        ),
        ("tests/ui/frame/test_window.py::test_a_folder_that_cannot_be_written_has_a_way_on",),
    ),
    Removal(
        _SEALED,
        "one whose log cannot be folded can be closed",
        (
            Edit(
                "aexdesk/storage/database.py",
                "    except (sqlite3.Error, UnicodeDecodeError):  # a damaged",
                "    except ZeroDivisionError:  # a damaged",
            ),
        ),
        (f"{_UNWRITABLE}::test_the_log_of_another_user",),
    ),
)

_BROKEN = (
    Removal(
        _DAMAGED,
        "what is no database for SQLite is a damaged one",
        (
            Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_NOTADB: "database_damaged",\n', ""),
            Edit(
                "aexdesk/storage/schema.py",
                "    except (sqlite3.Error, UnicodeDecodeError):\n        return True",
                "    except (sqlite3.Error, UnicodeDecodeError):\n        return False",
            ),
        ),
        (f"{_DATABASE}::test_a_damaged_file_is_named_and_left_as_it_is",),
    ),
    Removal(
        _DAMAGED,
        "pages out of order are damage",
        (Edit("aexdesk/storage/database_faults.py", '    sqlite3.SQLITE_CORRUPT: "database_damaged",\n', ""),),
        (f"{_DATABASE}::test_damage_inside_is_named_when_it_is_met",),
    ),
    Removal(
        _DAMAGED,
        "a head that forbids to write is damage, and no folder that cannot be written",
        (
            Edit(
                "aexdesk/storage/database_faults.py",
                "number == sqlite3.SQLITE_READONLY and _says_that_it_is_newer(path)",
                "number == 0",
            ),
        ),
        (f"{_DAMAGE}::test_one_that_says_that_no_sqlite_may_write_it_is_damage",),
    ),
    Removal(
        _DAMAGED,
        "a row that nobody wrote so is damage",
        (
            Edit(
                "aexdesk/storage/database_faults.py",
                'raise StorageFault("database_damaged", path=str(path), reason=type(error).__name__) from error',
                "raise",
            ),
        ),
        (f"{_SPOILED}::test_one_broken_row_is_told_at_the_terminal",),
    ),
    Removal(
        _DAMAGED,
        "a text that is none is damage",
        (
            Edit(
                "aexdesk/storage/database_faults.py",
                "    elif isinstance(error, UnicodeDecodeError):  # each",
                "    elif isinstance(error, ZeroDivisionError):  # each",
            ),
        ),
        (f"{_DAMAGE}::test_what_nobody_wrote_so_is_damage",),
    ),
    Removal(
        _DAMAGED,
        "tables that are others than ours are damage",
        (
            Edit(
                "aexdesk/storage/database_faults.py",
                "(connection is None or not schema.is_damaged(connection, steps))",
                "True",
            ),
        ),
        (f"{_DAMAGE}::test_what_nobody_wrote_so_is_damage",),
    ),
    Removal(
        _DAMAGED,
        "what is new stands in a log, whose frames have checksums",
        (Edit("aexdesk/storage/database.py", '"PRAGMA journal_mode = WAL"', '"PRAGMA journal_mode = TRUNCATE"'),),
        (f"{_SPOILED}::test_of_a_log_that_is_spoiled_all_before_that_place_is_there",),
    ),
    Removal(
        _DAMAGED,
        "a log that does not begin as one is none",
        (
            Edit(
                "aexdesk/storage/schema.py",
                "return magic in _LOG and 512 <= page <= 65536 and page & (page - 1) == 0",
                "return True",
            ),
        ),
        (f"{_SPOILED}::test_a_log_whose_beginning_is_spoiled_is_none_and_keeps_nobody_waiting",),
    ),
)

STORAGE = (*_NO_ROOM, *_NO_WRITING, *_BROKEN)
