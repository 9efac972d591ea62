"""Words for what goes wrong with a file of test cases."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message


def import_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    the_header = _(
        "The first line names the columns: Test Case Name, Loan Account Email, Item ID, Quantity, Receiving "
        "countries/Region, Reason for Application."
    )
    return {
        "import_unreadable": Message(_("{path} cannot be read ({reason})."), _("Choose a CSV file.")),
        "import_too_large": Message(
            _("{name} has more than {most} MB: that is no list of test cases."), _("Choose another file.")
        ),
        "import_not_text": Message(
            _("{name} is not a text file in UTF-8."), _("Save the table as CSV with UTF-8, and choose that file.")
        ),
        "import_not_csv": Message(
            _("Line {line} is not CSV: {reason}."), _("A quotation mark may be open. Nothing was imported.")
        ),
        "import_empty": Message(_("No test case stands in the file."), the_header),
        "import_no_header": Message(_("These columns are missing: {missing}."), the_header),
        "import_column_twice": Message(_("The column {field} stands there twice."), _("Leave one of them out.")),
        "import_too_many": Message(
            counted("There is more than {most} row.", "There are more than {most} rows.", "most"),
            _("Split the file. Nothing was imported."),
        ),
        "import_cells": Message(
            counted(
                "The row has {found} cell, the header {expected}.",
                "The row has {found} cells, the header {expected}.",
                "found",
            ),
            _("Put cells that hold a comma between quotes."),
        ),
        "import_faulty": Message(
            counted(
                "{count} row cannot be imported so; nothing was.",
                "{count} rows cannot be imported so; nothing was.",
                "count",
            ),
            _("Correct them in the file, and read it again."),
        ),
    }
