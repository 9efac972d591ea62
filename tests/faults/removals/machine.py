"""What keeps the disk's, the keyring's and the clock's faults from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

MACHINE = (
    Removal(
        "read-only data folder",
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
)
