"""Words for what is wrong with the names of environment variables, and with a .env file that is read in."""

from __future__ import annotations

from aexdesk.i18n import _
from aexdesk.wording.message import Message


def env_words() -> dict[str, Message]:
    """By code."""
    return _names() | _file() | _lines()


def _names() -> dict[str, Message]:
    return {
        "bad_env_name": Message(
            _("{found} is not the name of an environment variable."),
            _("Use letters, digits and _ only, and no digit in front."),
        ),
        "env_name_of_system": Message(
            _("{found} decides which program runs."), _("Choose a name that nothing else uses.")
        ),
        "env_name_twice": Message(_("{name} stands for something else already."), _("Give each a name of its own.")),
    }


def _file() -> dict[str, Message]:
    return {
        "env_no_file": Message(_("{path} is not a file."), _("Choose the .env file of your program.")),
        "env_too_large": Message(
            _("{path} is larger than {limit} kB: this is no .env file."), _("Choose the .env file of your program.")
        ),
        "env_binary": Message(
            _("{path} is no text in UTF-8."), _("Open it in an editor, and save it as text in UTF-8.")
        ),
        "env_nothing": Message(
            _("{path} names no app key under a name that is known."),
            _("It should stand there as AE_APP_KEY, ALIEXPRESS_APP_KEY or APP_KEY."),
        ),
    }


def _lines() -> dict[str, Message]:
    return {
        "env_line": Message(_("Line {line} is not NAME=value."), _("Correct it, or take it out; # begins a comment.")),
        "env_multiline": Message(
            _("The value in line {line} does not end in that line."), _("Give each value one line, with its quotes.")
        ),
        "env_expansion": Message(
            _("The value in line {line} is put together from others."),
            _("Write it out, or put it in single quotes if it is meant to the letter."),
        ),
        "env_twice": Message(_("Line {line} gives {name} another value than an earlier line."), _("Keep one of them.")),
    }
