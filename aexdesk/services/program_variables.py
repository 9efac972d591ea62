"""The environment variables from which a developer's own program takes its keys, as the sandboxes of others do it."""

from __future__ import annotations

from collections.abc import Mapping

from aexdesk.faults import BadInput, GuardRefused
from aexdesk.services.callers import Callers
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.profile import Profile


def names_of(profile: Profile) -> frozenset[str]:
    """The names of the variables that are the profile's to give, or to leave out."""
    return frozenset(profile.env_names.as_mapping().values())


async def variables_for(
    profile: Profile, callers: Callers, tokens: TokenBook, base_url: str, *, allow_real: bool
) -> Mapping[str, str]:
    """Key, secret, session and base URL under the profile's own names. A profile without a token gives no session.

    Raises GuardRefused("real_session") for the session of a real account that is not allowed by name, BadInput where
    the vault holds no secret, VaultUnavailable.
    """
    caller = await callers.of_app(profile)
    token = await tokens.newest_of(profile.id)
    if token is not None and token.is_real and not allow_real:
        raise GuardRefused("real_session", account=token.account, name=profile.name)
    session = await tokens.session(token) if token is not None else None
    names = profile.env_names
    is_test = not profile.is_real and (token is None or not token.is_real)
    variables = {
        names.app_key: profile.app_key,
        names.app_secret: caller.credentials.app_secret.reveal(),
        names.base_url: base_url,
        names.use_test_accounts: "true" if is_test else "false",
    }
    if session is not None:
        variables[names.session] = session.reveal()
    for name, value in variables.items():
        if "\0" in value:
            raise BadInput("value_not_for_environment", name=name)
    return variables
