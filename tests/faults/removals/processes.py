"""What keeps the death of a child process from harm, taken away."""

from __future__ import annotations

from tests.faults.removals.removal import Edit, Removal

_VISIT = "aexdesk/ui/web/visit.py"
_BROWSER = "aexdesk/ui/web/browser.py"
_DYING = "tests/ui/web/test_dying.py"
_CHILD = "aexdesk/bodies/reader_child.py"
_MODEL = "aexdesk/ui/widgets/body/model.py"
_READER = "tests/bodies/test_reader.py"
_KILLED = "tests/faults/window/test_crash_body_reader.py::test_a_reader_that_is_killed_is_told_and_the_body_opens_again"

_WEB = (
    Removal(
        "crash of QtWebEngine's process",
        "Chromium is listened to where a page's process ends",
        (
            Edit(
                _VISIT,
                "        page.renderProcessTerminated.connect(lambda _how, _code: self._note_end_of_renderer(page))\n",
                "",
            ),
        ),
        (f"{_DYING}::test_a_page_that_dies_is_told_and_comes_back",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "an end that Chromium calls normal counts, too",
        (
            Edit(
                _VISIT,
                "lambda _how, _code: self._note_end_of_renderer(page)",
                "lambda how, _code: self._note_end_of_renderer(page) if how.value else None",
            ),
        ),
        (f"{_DYING}::test_a_page_whose_process_ended_normally_is_as_dead",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "a load that ends with its process is not put down to the network",
        (Edit(_VISIT, "if self.state.problem == _CRASHED:  #", "if False:  #"),),
        (f"{_DYING}::test_a_page_that_dies_while_it_loads_is_not_taken_for_a_network_that_fails",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "a dead page takes no password",
        (
            Edit(
                _VISIT,
                'self._become(problem=_CRASHED, progress=None, fill_origin="", fill_hindrance="no_page")',
                "self._become(problem=_CRASHED, progress=None)",
            ),
        ),
        (f"{_DYING}::test_a_page_whose_process_ended_normally_is_as_dead",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "no dead page stands beside what is said of it",
        (Edit(_BROWSER, '{"load", "certificate", "crashed"}', '{"load", "certificate"}'),),
        (f"{_DYING}::test_a_page_that_dies_while_it_loads_is_not_taken_for_a_network_that_fails",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "only the page in sight is told to be dead",
        (
            Edit(
                _VISIT,
                "if not self._is_over and page is self._page():\n            self._note_life",
                "if not self._is_over:\n            self._note_life",
            ),
        ),
        (f"{_DYING}::test_of_a_page_and_its_pop_up_the_one_in_sight_is_told",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "a page that died behind its pop-up is told once that has gone",
        (Edit(_VISIT, "        self._note_life(self._page())\n", ""),),
        (f"{_DYING}::test_of_a_page_and_its_pop_up_the_one_in_sight_is_told",),
    ),
    Removal(
        "crash of QtWebEngine's process",
        "a page that is loaded again is alive",
        (Edit(_VISIT, "            self._dead.discard(page)\n", "            pass\n"),),
        (f"{_DYING}::test_a_page_that_dies_is_told_and_comes_back",),
    ),
)

_BODY = (
    Removal(
        "crash of the body reader",
        "the end of the child is told though nothing was asked",
        (
            Edit(
                _CHILD,
                '            raise StorageFault("body_reader_ended")\n        except OSError',
                "            return\n        except OSError",
            ),
        ),
        (f"{_READER}::test_a_child_that_dies_is_told_and_asks_are_ended",),
    ),
    Removal(
        "crash of the body reader",
        "what was asked of it is ended with it",
        (Edit(_CHILD, "waiting.put_nowait(None)", "pass"),),
        (f"{_READER}::test_what_was_asked_of_a_child_that_dies_is_ended",),
    ),
    Removal(
        "crash of the body reader",
        "nothing is asked of a child that has ended",
        (Edit(_CHILD, "if self._has_ended or self._process is None", "if self._process is None"),),
        (f"{_READER}::test_a_child_that_dies_is_told_and_asks_are_ended",),
    ),
    Removal(
        "crash of the body reader",
        "half a message is the end, and no mistake of ours",
        (
            Edit(
                _CHILD,
                "with suppress(asyncio.IncompleteReadError, ConnectionError):",
                "with suppress(ConnectionError):",
            ),
        ),
        (f"{_READER}::test_a_child_that_dies_in_the_middle_of_a_message_is_told",),
    ),
    Removal(
        "crash of the body reader",
        "nobody waits for a child that never started",
        (
            Edit(
                _CHILD,
                "            self._has_ended = True\n            self._started.set()\n",
                "            self._has_ended = True\n",
            ),
        ),
        (f"{_READER}::test_a_child_that_cannot_start_is_told",),
    ),
    Removal(
        "crash of the body reader",
        "no half of a file stays that it was writing",
        (Edit(_CHILD, "                half.unlink(missing_ok=True)\n", "                pass\n"),),
        (f"{_READER}::test_a_child_that_is_ended_while_it_writes_leaves_no_half",),
    ),
    Removal(
        "crash of the body reader",
        "the window shows it, and does not take it for a mistake of its own",
        (
            Edit(
                _MODEL,
                "            self._become(replace(self.state, fault=fault, is_opening=False))\n",
                "            pass\n",
            ),
        ),
        (f"{_KILLED}[_kill_while_it_scrolls]",),
    ),
    Removal(
        "crash of the body reader",
        "a body is not opened for ever",
        (Edit(_MODEL, "fault=fault, is_opening=False))", "fault=fault))"),),
        (f"{_KILLED}[_kill_while_it_opens]",),
    ),
    Removal(
        "crash of the body reader",
        "nor searched for ever",
        (Edit(_MODEL, "if fault.code in _NO_READER:", "if False:"),),
        (f"{_KILLED}[_kill_while_it_searches]",),
    ),
)

PROCESSES = (*_WEB, *_BODY)
