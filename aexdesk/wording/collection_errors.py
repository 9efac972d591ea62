"""Words for what goes wrong with saved requests: their files, variables, assertions, runs and imports."""

from __future__ import annotations

from aexdesk.i18n import _, counted
from aexdesk.wording.message import Message


def collection_words() -> dict[str, Message]:
    """The sentences by code; part of the table of all errors."""
    return _files() | _folders() | _variables() | _answers() | _imports() | _own_apis()


def _files() -> dict[str, Message]:
    where = _("Line {line}, column {column}: ")
    return {
        "request_not_json": Message(where + _("this is no JSON ({reason})."), _("Correct it there.")),
        "request_unknown_key": Message(where + _("{name} is not known here."), _("The known ones are: {known}.")),
        "request_missing": Message(where + _("{field} is missing or empty."), _("Write it there.")),
        "request_wrong_kind": Message(where + _("a value of another kind is wanted: {expected}."), ""),
        "request_bad_choice": Message(where + _("{found} is none of the choices."), _("Use one of: {known}.")),
        "request_computed": Message(
            where + _("{name} does not belong into a saved request."),
            _("It is made anew for each call, from the profile and the clock."),
        ),
        "request_bad_variable": Message(
            where + _("{name} cannot be the name of a variable."),
            _("Use letters, digits, _, . and -, and begin with a letter or _."),
        ),
        "secret_in_file": Message(
            _("{name} holds a secret of this workspace; nothing was written."),
            _("The profile brings app secret and session along: leave them out of the request."),
        ),
        "files_need_post": Message(_("A file cannot travel in a GET."), _("Use POST.")),
        "boundary_inside": Message(_("A file holds the very boundary of the upload."), _("Change the file.")),
    }


def _folders() -> dict[str, Message]:
    return {
        "folder_missing": Message(_("There is no file or folder {path}."), _("Check the path.")),
        "folder_too_full": Message(
            counted("{path} holds more than {most} file.", "{path} holds more than {most} files.", "most"),
            _("Choose the collection's own folder."),
        ),
        "path_leads_out": Message(
            _("{path} leads out of the collection's folder."),
            _("Put the file into the folder, and name it from there."),
        ),
        "file_too_large": Message(_("{path} has more than {most} MB."), _("Choose another file.")),
        "file_not_text": Message(_("{path} is not a text in UTF-8."), _("Save it as UTF-8.")),
        "no_requests": Message(_("No request could be read in {path}."), _("Choose another file or folder.")),
        "bad_data": Message(
            _("The data cannot be read, line {line}: {reason}."),
            _("Give CSV with names in the first line, or a JSON array of objects."),
        ),
        "resume_unreadable": Message(
            _("This is not the result of an earlier run ({reason})."), _("Give the file that run --json wrote.")
        ),
    }


def _variables() -> dict[str, Message]:
    return {
        "variables_unknown": Message(
            _("These variables have no value: {name}."),
            _("Set them in the collection, give them in the data, or capture them in an earlier request."),
        ),
        "variable_malformed": Message(
            _("Two braces begin a variable, and none follows (character {column})."),
            _("Write the name and two braces; four braces stand for two."),
        ),
        "variable_loop": Message(_("The variables need each other: {name}."), _("Break the circle.")),
        "variable_breaks_json": Message(
            _("What stands for {name} without quotation marks makes no JSON."),
            _("Give it a number, true, false or JSON, or put quotation marks around the variable."),
        ),
        "variable_too_long": Message(_("The variables make a value without end."), _("Look at {name}.")),
    }


def _answers() -> dict[str, Message]:
    return {
        "bad_jmespath": Message(_("{path} cannot be asked: {reason}."), _("Correct the JMESPath.")),
        "answer_not_json": Message(_("The answer is no JSON."), ""),
        "capture_empty": Message(_("{name} was not captured: nothing stands at {path}."), _("Look at the answer.")),
        "pattern_slow": Message(
            _("Looking for the pattern took too long and was given up."),
            _("Repeats inside repeats, such as (a+)+, take for ever: write it without."),
        ),
        "pattern_no_start": Message(
            _("What looks for patterns cannot be started: {reason}."), _("Memory may have run out. Try again.")
        ),
        "bad_pattern": Message(_("The pattern cannot be used: {reason}."), _("Correct the regular expression.")),
    }


def _imports() -> dict[str, Message]:
    return {
        "import_unknown": Message(
            _("Nobody knows what kind of file this is."),
            _("Give cURL commands, HAR 1.2, a Postman collection 2.1, or Bruno's .bru."),
        ),
        "import_not_json": Message(
            _("Line {line}, column {column}: this is no JSON ({reason})."), _("Export the file again.")
        ),
        "import_not_bruno": Message(_("Line {line}: this is no request of Bruno."), _("Save it in Bruno again.")),
    }


def _own_apis() -> dict[str, Message]:
    where = _("Line {line}, column {column}: ")
    by_name = _("Unknown to the catalogue, it is judged by the words of its name; the console lets you mark it.")
    return {
        "own_api_effect": Message(where + _("a file cannot say what a call does to money."), by_name),
        "own_api_bad_name": Message(
            where + _("this cannot be the name of an API."),
            _("Use letters, digits and signs of ASCII, without blanks."),
        ),
        "own_api_field_twice": Message(where + _("{name} stands there twice."), _("Take one of them out.")),
        "own_api_known": Message(
            _("The catalogue knows {name} already, and its word counts."), _("Take the file away.")
        ),
        "own_api_twice": Message(_("{name} is described in {path} already."), _("Take one of the two files away.")),
    }
