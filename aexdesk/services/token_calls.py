"""Asks the platform for tokens, and says as an error of ours what it answered instead. Shared by login and refresh."""

from __future__ import annotations

from datetime import datetime

from aexdesk.faults import AexError, BadInput, NetworkFault, PlatformError
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.openplatform.request import Call
from aexdesk.services.callers import Caller, Callers
from aexdesk.services.calling import Calling
from aexdesk.services.exchange_faults import fault_of
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import CallError, Exchange
from aexdesk.workspace.token import Binding, Token, fold_account, names_account

_ONE_SPELLING = {
    # The platform writes some of its codes in two ways (protocol, section 7); the words know one.
    code.casefold(): code
    for code in (
        "AppWhiteIpLimit",
        "AUTH_TYPE_UNSUPPORTED",
        "IllegalRefreshToken",
        "IllegalTimestamp",
        "IncompleteSignature",
        "InvalidAppkey",
        "InvalidCode",
    )
}


async def ask_for_tokens(
    call: Call, caller: Caller, environment: Environment, *, calling: Calling, callers: Callers
) -> tuple[Exchange, TokenAnswer]:
    """Sends a token call. What comes is hidden in every log from then on, whatever becomes of it.

    Raises PlatformError, NetworkFault, StorageFault, GuardRefused, each with the `exchange_id`.
    """
    exchange, answer = await calling.send_for_token(call, caller, environment)
    if exchange.error is not None:
        raise _fault_of(exchange, exchange.error)
    if answer is None:
        raise NetworkFault("token_answer_unreadable", exchange_id=exchange.id)
    callers.notice(answer.access_token, answer.refresh_token)
    return exchange, answer


def grant_of(answer: TokenAnswer, now: datetime, *, account: str, is_real: bool) -> TokenGrant:
    """The answer as a grant: lifetimes run from `now`; a refresh token that is good for nothing is left out.

    Bound where the answer names an account by its email; security/create does not, and only the user can say then.
    """
    return TokenGrant(
        account=account,
        session=answer.access_token,
        refresh_token=answer.refresh_token if answer.can_refresh else None,
        is_real=is_real,
        access_expires_at=answer.access_ends(now),
        refresh_expires_at=answer.refresh_ends(now) if answer.can_refresh else None,
        binding=Binding.TOLD if names_account(answer.account) else Binding.UNBOUND,
        told_account=answer.account,
    )


def check_account(token: Token, answer: TokenAnswer) -> None:
    """A refresh gives the same account's token. What names none can only be compared with what was told before.

    Raises BadInput("account_differs").
    """
    if not answer.account:
        return
    is_named = names_account(answer.account)
    known = token.account if token.is_bound and is_named else token.told_account
    if known and names_account(known) == is_named and fold_account(answer.account) != fold_account(known):
        raise BadInput("account_differs", expected=known, found=answer.account)


def _fault_of(exchange: Exchange, error: CallError) -> AexError:
    fault = fault_of(exchange, error)
    if not isinstance(fault, PlatformError):
        return fault
    if fault.code.startswith("HTTP "):  # the platform says 200 even to errors: this was not its word on code or token
        return NetworkFault("http_error", status=fault.code, exchange_id=exchange.id)
    return PlatformError(_ONE_SPELLING.get(fault.code.casefold(), fault.code), **fault.values)
