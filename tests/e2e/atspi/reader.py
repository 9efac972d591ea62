"""A screen reader's eyes and hands: `dbus-run-session -- python3 reader.py SCENE COMMAND...` starts a window, reads it.

Runs in the system's Python, which has the bindings of AT-SPI (`gi`), and so imports nothing of ours. Prints one JSON
object.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found] # of the system, not of ours

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402 - the version comes first

PATIENCE_S = 25
_LOOK_MS = 50


def main() -> None:
    scene = {"check-key": check_key, "large-answer": large_answer}[sys.argv[1]]
    window = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE)
    try:
        sys.stdout.write(json.dumps(scene(window)))
    finally:
        window.terminate()
        window.wait(20)


def frame_of_window() -> Any:
    """The main window, once it is there."""
    desktop = Atspi.get_desktop(0)
    app = until(lambda: first(desktop, lambda one: "aexdesk" in (one.get_name() or "").lower()))
    return until(lambda: first(app, lambda one: one.get_role_name() == "frame"))


def large_answer(window: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """Opens the newest call again, whose answer a child process reads: what it shows, and that child."""
    frame = frame_of_window()
    press(until(lambda: first(frame, lambda one: (one.get_role_name(), one.get_name()) == ("check box", "Console"))))
    press(until(lambda: first(frame, lambda one: (one.get_name() or "").startswith("ds.product.get 200"))))
    laid_out = until(lambda: first(frame, lambda one: one.get_name() == "Response, laid out"))
    text = until(lambda: Atspi.Text.get_text(laid_out, 0, 40))
    return {"text": text, "children": commands_beneath(window.pid)}


def commands_beneath(pid: int) -> list[list[str]]:
    """The commands of all processes beneath this one."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found.append(Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")[:-1])
        found += commands_beneath(int(child))
    return found


def press(one: Any) -> None:
    """As a click does."""
    Atspi.Action.do_action(one, 0)


def check_key(window: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """What a person would be told, and what comes of pressing a button."""
    heard: list[str] = []
    listener = Atspi.EventListener.new(lambda event, *_rest: heard.append(str(event.any_data or "")))
    listener.register("object:announcement")
    assert window.stdout is not None
    assert window.stdout.readline().strip() == b"ready"
    frame = frame_of_window()
    everything = list(walk(frame))
    key = one_of(everything, "text", "App key")
    check = one_of(everything, "push button", "Check key")
    kinds = until(lambda: first(frame, lambda one: one.get_role_name() == "combo box" and "App type" in labels(one)))
    told: dict[str, Any] = {
        "window": frame.get_name(),
        "tabs": [one.get_name().strip() for one in walk(first(frame, lambda one: one.get_name() == "Tabs"))],
        "field": {"name": key.get_name(), "value": Atspi.Text.get_text(key, 0, -1)},
        "combo": {"labels": labels(kinds), "value": kinds.get_name()},
        "actions": [Atspi.Action.get_action_name(check, n) for n in range(Atspi.Action.get_n_actions(check))],
        "table": [one.get_name() for one in everything if one.get_role_name() == "table column header"],
    }
    Atspi.Action.do_action(check, 0)
    told["answer"] = until(lambda: first(frame, lambda one: (one.get_name() or "").startswith("Key and secret")))
    told["answer"] = told["answer"].get_name()
    copy = one_of(list(walk(frame)), "push button", "Copy app key")
    Atspi.Action.do_action(copy, 0)
    until(lambda: "Copied" in heard)
    told["heard"] = heard
    return told


def walk(top: Any) -> Iterator[Any]:
    """It and all beneath it that is shown."""
    if top is None:
        return
    yield top
    for number in range(top.get_child_count()):
        child = top.get_child_at_index(number)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield from walk(child)


def first(top: Any, fits: Callable[[Any], bool]) -> Any:
    """The first beneath it that fits, itself aside."""
    if top.get_role_name() == "desktop frame":
        return next((one for n in range(top.get_child_count()) if fits(one := top.get_child_at_index(n))), None)
    return next((one for one in walk(top) if one is not top and fits(one)), None)


def one_of(everything: list[Any], role: str, name: str) -> Any:
    """The one of that role and name."""
    found = [one for one in everything if (one.get_role_name(), one.get_name()) == (role, name)]
    assert len(found) == 1, (role, name, sorted({(one.get_role_name(), one.get_name()) for one in everything}))
    return found[0]


def labels(one: Any) -> list[str]:
    """The names of what labels it."""
    relations = [r for r in one.get_relation_set() if r.get_relation_type() == Atspi.RelationType.LABELLED_BY]
    return [r.get_target(n).get_name() for r in relations for n in range(r.get_n_targets())]


def until(look: Callable[[], Any]) -> Any:
    """What `look` finds, once it finds something; events come in meanwhile."""
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, "what was looked for never came"
        # Waits for the next event, and looks again without one: not every change of the tree is told.
        GLib.timeout_add(_LOOK_MS, lambda: False)
        GLib.MainContext.default().iteration(True)
    return found


if __name__ == "__main__":
    main()
