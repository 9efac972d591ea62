"""What the App keys tab knows and does: the list, the form, saving, duplicating, using, checking. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aexdesk.faults import AexError, BadInput
from aexdesk.secret import Secret
from aexdesk.ui.deleting import Deleting
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.app_keys.checking import KeyChecks
from aexdesk.ui.tabs.app_keys.deleting import removal_of
from aexdesk.ui.tabs.app_keys.entries import Entries
from aexdesk.ui.tabs.app_keys.entry import NEW, Entry
from aexdesk.ui.tabs.app_keys.keeping import SecretKeeping
from aexdesk.ui.tabs.app_keys.showing import make_form, make_rows
from aexdesk.ui.tabs.app_keys.state import AppKeysState, Check, Keeping, ProfileForm
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports

KEPT_ENTRIES = "app_keys.entries"
"""The preference that holds what was typed and not saved."""


class AppKeysModel(StateModel[AppKeysState]):
    """`undo_s`: how long a deletion can be undone."""

    def __init__(self, desk: Desk, ports: Ports, undo_s: float) -> None:
        super().__init__(AppKeysState(), ports.report)
        self._desk = desk
        self._all: tuple[Profile, ...] = ()
        self._found: tuple[Profile, ...] = ()
        self._search = ""
        self._is_loaded = False
        self._loads = self._read = 0
        self._chosen: dict[str, str] = {}
        self._shown_environment = ""
        self._standing_id = ""
        self._saving: set[str] = set()
        self._trouble: AexError | None = None
        self._entries = Entries(desk.preferences.value(KEPT_ENTRIES))
        self._keeping = SecretKeeping(desk.profiles, self._start, self._show)
        self._checks = KeyChecks(desk.key_checking, ports.later, self._start, self._show)
        self._deleting = Deleting(removal_of(desk.profiles), ports, undo_s, self._start, self._tell, self._come_back)
        for changes, callback in self._watched():
            changes.append(callback)
        self._follow_standing()

    # ---------------------------------------------------------------- what a person does

    def search(self, text: str) -> None:
        """Shows the profiles in which every word stands."""
        self._search = text
        self._reload()

    def choose(self, row_id: str) -> None:
        """Shows that one in the form."""
        self._shown_environment = ""
        self._chosen[self._environment] = row_id
        self._keeping.look(self._profile(row_id))
        self._show()

    def show_environment(self, name: str) -> None:
        """Shows an environment in place of the form; "" goes back to it."""
        self._shown_environment = name
        self._show()

    def begin_new(self) -> None:
        """Begins an app key, or goes back to the one that was begun."""
        self._entries.begin(self._new_id)
        self.choose(self._new_id)

    def enter(self, **fields: Any) -> None:
        """Something was typed into the form."""
        row_id, profile = self._chosen_id, self._profile(self._chosen_id)
        entry = self._entries.of(row_id, profile)
        if entry is not None:
            self._entries.put(row_id, replace(entry, **fields), profile)
            self._show()

    def replace_secret(self, is_wanted: bool) -> None:
        """A new secret is to take the place of the stored one, or the stored one shall stay."""
        self.enter(is_replacing=is_wanted, secret=None, has_blank_secret_ends=False)

    def fetch_secret(self, deliver: Callable[[Secret], None]) -> None:
        """Delivers the secret of the form: the typed one, else the stored one."""
        profile, typed = self._profile(self._chosen_id), self._entries.typed(self._chosen_id)
        if typed is not None and typed.secret is not None:
            deliver(typed.secret)
        elif profile is not None:
            self._keeping.fetch(profile, deliver)

    def look_again(self) -> None:
        """Asks the vault once more."""
        self._keeping.forget(self._chosen_id)
        self._keeping.look(self._profile(self._chosen_id))
        self._show()

    def save(self) -> None:
        """Saves the form."""
        self._start(self._save_only(self._chosen_id), "save an app key")

    def discard(self) -> None:
        """Back to what is saved."""
        self._entries.drop(self._chosen_id)
        self._settle_choice()
        self._show()

    def duplicate(self) -> None:
        """Adds a copy, and shows it."""
        profile = self._profile(self._chosen_id)
        if profile is not None:
            self._start(self._duplicate(profile), "duplicate an app key")

    def remove(self) -> None:
        """Deletes the chosen one; it can be undone for a while."""
        profile = self._profile(self._chosen_id)
        if profile is None:
            self.discard()
        else:
            self._start(self._remove(profile), "delete an app key")

    def use(self) -> None:
        """Works as the chosen app from now on."""
        self.use_and(lambda: None)

    def use_and(self, then: Callable[[], None]) -> None:
        """The same; `then` follows."""
        profile = self._profile(self._chosen_id)
        if profile is not None:
            self._start(self._use(profile, then), "use an app key")

    def check_key(self) -> None:
        """Saves what is typed, then asks the platform whether the key is good."""
        self._start(self._save_and_check(self._chosen_id), "save, then check")

    def cancel_check(self) -> None:
        """Stops the check."""
        self._checks.cancel(self._chosen_id)

    def take_practice_app(self, name: str) -> None:
        """Brings the practice gateway's own app in, under `name`."""
        self._start(self._take_practice_app(name), "take the practice app")

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._trouble = None
        self._show()

    def try_again(self) -> None:
        """Reads everything once more."""
        self._trouble = None
        self._reload()

    async def close(self) -> None:
        """Ends its work, lets go of the services, keeps what was typed, and deletes for good what was deleted."""
        await super().close()
        for changes, callback in self._watched():
            changes.remove(callback)
        await self._deleting.close()
        # A folder that cannot be written has been told already; there is nobody left to tell.
        with suppress(AexError):
            self._entries.keep_only({profile.id for profile in await self._desk.profiles.list()})
            await self._desk.preferences.set(KEPT_ENTRIES, self._entries.to_json() or None)

    # ---------------------------------------------------------------- reading

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow_standing),
            (desk.profiles.changed, self._reload),
            (desk.practising.changed, self._show),
            (desk.vault_status.changed, self._follow_vault),
        )

    def _reload(self) -> None:
        self._start(self._load(), "list the app keys")

    async def _load(self) -> None:
        self._loads += 1
        mine, environment = self._loads, self._environment
        try:
            everything = await self._desk.profiles.list(environment)
            found = await self._desk.profiles.list(environment, self._search) if self._search else everything
        except AexError as trouble:
            self._tell(trouble)
            return
        # One that was begun later may have come before, and the person may have gone to the other environment.
        if mine > self._read and environment == self._environment:
            self._read = mine
            self._all, self._found, self._is_loaded = everything, found, True
            self._settle_choice()
            self._show()

    def _follow_standing(self) -> None:
        standing = self._desk.standing
        before, self._standing_id = self._standing_id, standing.profile.id if standing.profile else ""
        if before != self._standing_id and any(profile.id == before for profile in standing.profiles):
            # Chosen in the top line: that is the one to look at.
            self._chosen[self._environment] = self._standing_id
        self._reload()

    def _follow_vault(self) -> None:
        self._keeping.forget_all()
        self._keeping.look(self._profile(self._chosen_id))
        self._show()

    def _settle_choice(self) -> None:
        """What was chosen may be gone: then the one in use, or the first."""
        begun = [self._new_id] if self._entries.typed(self._new_id) is not None else []
        there = [*(profile.id for profile in self._all), *begun]
        if self._chosen_id not in there:
            likely = self._standing_id if self._standing_id in there else (there[0] if there else "")
            self._chosen[self._environment] = likely
        self._keeping.look(self._profile(self._chosen_id))

    async def _reread(self, *, stays: bool = True) -> None:
        """Brings standing and list up to date. `stays`: the app in use is in use afterwards too, if it is there."""
        standing = self._desk.standing
        before = standing.profile
        try:
            await standing.load()
            # The first of the list is only where one begins: a new name must not change as which app one works.
            if stays and before is not None and before.id in [profile.id for profile in standing.profiles]:
                await standing.choose_profile(before.id)
        except AexError as trouble:
            self._tell(trouble)
        await self._load()

    # ---------------------------------------------------------------- changing

    async def _save_only(self, row_id: str) -> None:
        await self._save(row_id)

    async def _save_and_check(self, row_id: str) -> None:
        if saved_id := await self._save(row_id):
            self._checks.run(saved_id)

    async def _save(self, row_id: str) -> str:
        """The id under which it stands now, or "" where it could not be saved."""
        entry, profile = self._entries.typed(row_id), self._profile(row_id)
        if entry is None or not self._entries.is_unsaved(row_id, profile):
            return profile.id if profile is not None else ""
        if row_id in self._saving or self._problems(row_id):
            return ""
        self._saving.add(row_id)
        self._trouble = None
        self._show()
        try:
            return await self._store(row_id, entry, profile)
        finally:
            self._saving.discard(row_id)
            self._show()

    async def _store(self, row_id: str, entry: Entry, profile: Profile | None) -> str:
        profiles, draft = self._desk.profiles, entry.draft(self._environment)
        saved_id = profile.id if profile is not None else uuid4().hex
        fault: AexError | None = None
        try:
            if profile is None:
                await profiles.add(draft, entry.secret, saved_id)
            else:
                await profiles.edit(saved_id, draft, entry.secret)
        except AexError as refused:
            fault = refused
        await self._reread()
        # A vault that refused the secret has not kept the rest from being saved.
        stands = self._profile(saved_id) is not None
        if stands:
            self._take_over(row_id, saved_id, entry, is_kept=fault is None)
        if fault is None:
            return saved_id
        if not self._entries.refuse(saved_id if stands else row_id, fault):
            self._tell(fault)
        return ""

    def _take_over(self, row_id: str, saved_id: str, entry: Entry, *, is_kept: bool) -> None:
        was_chosen = self._chosen_id == row_id
        self._entries.take_over(row_id, saved_id, entry, is_kept=is_kept)
        if was_chosen:
            self._chosen[self._environment] = saved_id
        self._keeping.forget(saved_id)
        profile = self._profile(saved_id)
        if profile is not None and profile.last_check is None:
            self._checks.forget(saved_id)
        self._keeping.look(self._profile(self._chosen_id))

    async def _duplicate(self, profile: Profile) -> None:
        try:
            copy = await self._desk.profiles.duplicate(profile.id, profile.name)
        except AexError as trouble:
            self._tell(trouble)
            return
        await self._reread()
        self.choose(copy.id)

    async def _remove(self, profile: Profile) -> None:
        neighbour = self._neighbour(profile.id)
        self._checks.cancel(profile.id)
        if await self._deleting.remove(profile):
            self._chosen[profile.environment] = neighbour
            await self._reread()

    def _neighbour(self, profile_id: str) -> str:
        shown = [profile.id for profile in self._found]
        place = shown.index(profile_id) if profile_id in shown else 0
        rest = [other for other in shown if other != profile_id]
        return rest[min(place, len(rest) - 1)] if rest else ""

    async def _come_back(self, profile: Profile) -> None:
        # If it was in use, it is again.
        await self._reread(stays=False)
        self.choose(profile.id)

    async def _use(self, profile: Profile, then: Callable[[], None]) -> None:
        try:
            await self._desk.standing.choose_profile(profile.id)
        except AexError as trouble:
            self._tell(trouble)
        else:
            then()

    async def _take_practice_app(self, name: str) -> None:
        try:
            self._keeping.forget(await self._desk.practice_opening.bring_back(name))
        except AexError as trouble:
            self._tell(trouble)
        await self._load()

    # ---------------------------------------------------------------- showing

    @property
    def _environment(self) -> str:
        return self._desk.standing.environment.name

    @property
    def _new_id(self) -> str:
        return NEW + self._environment

    @property
    def _chosen_id(self) -> str:
        return self._chosen.get(self._environment, "")

    def _profile(self, row_id: str) -> Profile | None:
        return next((profile for profile in self._all if profile.id == row_id), None)

    def _problems(self, row_id: str) -> tuple[BadInput, ...]:
        others = {profile.name for profile in self._all if profile.id != row_id}
        return self._entries.problems(row_id, self._profile(row_id), others)

    def _tell(self, trouble: AexError) -> None:
        self._trouble = trouble
        self._show()

    def _show(self) -> None:
        desk, chosen = self._desk, self._profile(self._chosen_id)
        place = desk.standing.environment
        self._become(
            AppKeysState(
                is_loaded=self._is_loaded,
                environment=place,
                rows=make_rows(self._found, self._entries, self._new_id, self._standing_id),
                total=len(self._all),
                search=self._search,
                chosen=self._chosen_id,
                shown_environment=self._shown_environment,
                form=self._form(),
                check=self._checks.of(chosen) if chosen is not None else Check(),
                trouble=self._trouble,
                vault_name=desk.vault_status.name,
                is_vault_persistent=desk.vault_status.is_persistent,
                can_take_practice_app=desk.practising.seeds is not None and not place.is_live,
            )
        )

    def _form(self) -> ProfileForm | None:
        row_id, profile = self._chosen_id, self._profile(self._chosen_id)
        entry = self._entries.of(row_id, profile)
        if entry is None:
            return None
        keeping, fault = self._keeping.of(row_id) if profile is not None else (Keeping.MISSING, None)
        return replace(
            make_form(row_id, profile, entry, self._entries),
            is_standing=row_id == self._standing_id,
            is_saving=row_id in self._saving,
            keeping=keeping,
            fault=fault,
            problems=self._problems(row_id),
        )
