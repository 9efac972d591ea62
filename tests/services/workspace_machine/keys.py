"""Acts on keys and tokens: add, rename, remove and undo, renew."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.profile import Profile
from tests.services.workspace_machine.folder import EMAILS, ENVIRONMENT, NAMES, PICK, TEXTS, FolderMachine
from tests.services.worlds import draft


class KeyMachine(FolderMachine):
    """Keys and their tokens."""

    @rule(environment=ENVIRONMENT, name=NAMES, notes=TEXTS)
    def add_a_profile(self, environment: str, name: str, notes: str) -> None:
        secret = self._secret()
        work = self.desk.profiles.add(draft(name, environment, notes=notes), secret)
        added = self._add(self.profiles, work, is_taken=self.profiles.holds(environment, name=name))
        if added is not None:
            self.secrets[added.id] = secret.reveal()

    @precondition(lambda self: self.profiles.seen)
    @rule(number=PICK, name=NAMES, with_secret=st.booleans())
    def rename_a_profile(self, number: int, name: str, with_secret: bool) -> None:
        before: Profile = self.profiles.pick(number)
        secret = self._secret() if with_secret else None
        work = self.desk.profiles.edit(before.id, draft(name, before.environment, app_key=before.app_key), secret)
        others = name != before.name and self.profiles.holds(before.environment, name=name)
        if self._add(self.profiles, work, is_taken=others) is not None and secret is not None:
            self.secrets[before.id] = secret.reveal()

    @precondition(lambda self: self.profiles.seen)
    @rule(number=PICK)
    def remove_a_profile(self, number: int) -> None:
        """Its tokens go with it."""
        profile = self.profiles.pick(number)
        self._run(self.desk.profiles.remove(profile.id))
        self.profiles.hide(profile)
        for token in [one for one in self.tokens.seen.values() if one.profile_id == profile.id]:
            self.tokens.hide(token)

    @precondition(lambda self: self.profiles.hidden)
    @rule(number=PICK)
    def undo_the_removal_of_a_profile(self, number: int) -> None:
        profile = self.profiles.pick_hidden(number)
        is_taken = self.profiles.holds(profile.environment, name=profile.name)
        if self._refused(self.desk.profiles.restore(profile.id), is_taken):
            return
        self.profiles.restore(profile)
        for token in [one for one in self.tokens.hidden.values() if one.profile_id == profile.id]:
            self.tokens.restore(token)

    @precondition(lambda self: self.profiles.seen)
    @rule(number=PICK, account=EMAILS)
    def add_a_token(self, number: int, account: str) -> None:
        """One for each account of a profile: the latest."""
        profile, session = self.profiles.pick(number), self._secret()
        token = self._run(self.desk.tokens.add(profile, TokenGrant(account, session)))
        self.tokens.put(token)
        self.secrets[token.id] = session.reveal()

    @precondition(lambda self: self.tokens.seen)
    @rule(number=PICK)
    def renew_a_token(self, number: int) -> None:
        token, session = self.tokens.pick(number), self._secret()
        grant = TokenGrant(token.account, session)
        self.tokens.put(self._run(self.desk.tokens.renew(token, grant, keeps_refresh_token=True)))
        self.secrets[token.id] = session.reveal()

    @precondition(lambda self: self.tokens.seen)
    @rule(number=PICK)
    def remove_a_token(self, number: int) -> None:
        token = self.tokens.pick(number)
        self._run(self.desk.tokens.remove(token))
        del self.tokens.seen[token.id]
        self.secrets.pop(token.id, None)
