"""Acts on saved requests, history and environments; with all the others, the whole machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aexdesk.collection.saved_request import SavedRequest
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.services.workspace_machine.folder import ENVIRONMENT, NAMES, PICK, TEXTS, URLS
from tests.services.workspace_machine.orders import OrderMachine
from tests.storage import things


class WorkspaceMachine(OrderMachine):
    """Everything that a workspace keeps."""

    # ------------------------------------------------------------ saved requests

    @rule(name=NAMES, value=TEXTS, folder=st.sampled_from(["", "a", "a/b"]))
    def save_a_request(self, name: str, value: str, folder: str) -> None:
        request = SavedRequest(name, "aliexpress.ds.product.get", (("product_id", f"i{value}"),))
        path = self._run(self.desk.collections.add(self._root, request, folder))
        assert path not in self.requests
        self.requests[path] = request

    @precondition(lambda self: self.requests and self.secrets)
    @rule(number=PICK, which=PICK)
    def a_request_with_a_secret_is_not_saved(self, number: int, which: int) -> None:
        owners = [owner for owner in self.secrets if owner in self.profiles.seen or owner in self.tokens.seen]
        if not owners:
            return
        path = list(self.requests)[number % len(self.requests)]
        held = replace(self.requests[path], notes="see " + self.secrets[owners[which % len(owners)]])
        assert self._refused(self.desk.collections.save(self._root, path, held), is_bad=True)

    @precondition(lambda self: self.requests)
    @rule(number=PICK, name=NAMES)
    def rename_a_request(self, number: int, name: str) -> None:
        path = list(self.requests)[number % len(self.requests)]
        renamed = replace(self.requests.pop(path), name=name)
        self._run(self.desk.collections.save(self._root, path, renamed))
        path = self._run(self.desk.collections.move_for_name(self._root, path, name))
        assert path not in self.requests
        self.requests[path] = renamed

    @precondition(lambda self: self.requests)
    @rule(number=PICK)
    def delete_a_request(self, number: int) -> None:
        path = list(self.requests)[number % len(self.requests)]
        text = self._run(self.desk.collections.read_text(self._root, path))
        self._run(self.desk.collections.delete(self._root, path))
        self.deleted[path] = (text, self.requests.pop(path))

    @precondition(lambda self: self.deleted)
    @rule(number=PICK)
    def undo_the_deletion_of_a_request(self, number: int) -> None:
        path = list(self.deleted)[number % len(self.deleted)]
        text, request = self.deleted[path]
        if not self._refused(self.desk.collections.put_back(self._root, path, text), path in self.requests):
            self.requests[path] = request
            del self.deleted[path]

    # ------------------------------------------------------------ history and environments

    @rule(environment=ENVIRONMENT)
    def record_a_call(self, environment: str) -> None:
        self._numbers += 1
        call = things.exchange(id=f"call{self._numbers}", environment=environment, at=self._now.now())
        self._run(self.desk.history.record(call))
        self.calls[call.id] = environment

    @precondition(lambda self: self.calls)
    @rule(number=PICK, count=st.integers(1, 3))
    def hide_calls(self, number: int, count: int) -> None:
        chosen = (list(self.calls) * 2)[number % len(self.calls) :][:count]
        at = self._now.now()
        self._run(self.desk.history_keeping.hide(chosen, at))
        self.hidden_calls[at] = {one: self.calls.pop(one) for one in dict.fromkeys(chosen)}

    @precondition(lambda self: self.hidden_calls)
    @rule(number=PICK)
    def undo_the_hiding_of_calls(self, number: int) -> None:
        at = list(self.hidden_calls)[number % len(self.hidden_calls)]
        self._run(self.desk.history_keeping.restore(at))
        self.calls |= self.hidden_calls.pop(at)

    @precondition(lambda self: self.hidden_calls)
    @rule()
    def purge_hidden_calls(self) -> None:
        self._run(self.desk.history_keeping.purge())
        self._run(self.desk.history_keeping.tidy())
        for at in list(self.hidden_calls):
            self._run(self.desk.history_keeping.restore(at))  # nothing comes back
        self.hidden_calls.clear()

    @rule(environment=st.sampled_from([PRACTICE, LIVE]), url=URLS)
    def move_an_environment(self, environment: Any, url: str) -> None:
        """Practice stays on this machine; Live on TLS, but for this machine."""
        is_here = url == "http://127.0.0.1:8001"
        is_good = is_here or (environment is LIVE and url.startswith("https:"))
        if not self._refused(self.desk.environments.set_base_url(environment.name, url), not is_good):
            self.urls[environment.name] = url.rstrip("/")
