"""What every practice gateway begins with: an app, a loan account, a real buyer, an active order test case."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from random import Random

from aexdesk.practice.chance import hash_password, make_text
from aexdesk.practice.keepers import SecretKeeper
from aexdesk.practice.login.tokens import issue, remember
from aexdesk.practice.object import PracticeObject, SeededCase
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Account, AccountState, App, GrantKind, OrderCase, PasswordHash
from aexdesk.secret import Secret

APP_KEY = "509900"
CALLBACK_URL = "http://127.0.0.1:8919/callback"
BUYER_EMAIL = "loan.buyer@example.test"
REAL_BUYER_EMAIL = "real.buyer@example.test"
USER_ID_FLOOR = 5_099_000_001  # user ids begin with 5099: a range of their own
CASE = SeededCase(
    name="Practice order",
    loan_account_email=BUYER_EMAIL,
    item_id="1005990000000001",
    quantity=1,
    country="US",
    reason="Place a first order without paying",
)


@dataclass(frozen=True, slots=True)
class SeedSecrets:
    """The secrets of the seeds. Kept ones are taken again, so that what a person noted down stays right."""

    app_secret: Secret
    buyer_password: Secret
    real_buyer_password: Secret
    buyer_hash: PasswordHash
    real_buyer_hash: PasswordHash


def take_secrets(keeper: SecretKeeper | None, chance: Random) -> SeedSecrets:
    """The kept secrets; new ones in place of those that are missing, which are then kept."""

    def take(name: str, length: int) -> Secret:
        kept = keeper.get(name) if keeper else None
        if kept:
            return kept
        made = Secret(make_text(chance, length))
        if keeper:
            keeper.set(name, made)
        return made

    buyer, real = take(BUYER_EMAIL, 16), take(REAL_BUYER_EMAIL, 16)
    hashes = (hash_password(one.reveal(), chance) for one in (buyer, real))
    return SeedSecrets(take(APP_KEY, 32), buyer, real, *hashes)


def sow(platform: Platform, secrets: SeedSecrets) -> None:
    """Puts the seeds where they are missing. What was changed stays changed, except secrets and passwords."""
    state = platform.state
    state.apps.setdefault(APP_KEY, App(APP_KEY, CALLBACK_URL))
    state.cases.setdefault(CASE.name, OrderCase(**asdict(CASE)))
    platform.secrets[APP_KEY] = secrets.app_secret
    _sow_account(platform, BUYER_EMAIL, secrets.buyer_hash, is_loan=True)
    _sow_account(platform, REAL_BUYER_EMAIL, secrets.real_buyer_hash, is_loan=False)


def mint(platform: Platform, url: str, secrets: SeedSecrets) -> PracticeObject:
    """New sessions for the seeded accounts, and the object that tells them."""
    app = platform.state.apps[APP_KEY]
    ends = platform.now() + platform.rules.token_lives[app.app_state].refresh
    access, refresh, access_ends = issue(platform, app, BUYER_EMAIL, ends)
    real, _, _ = issue(platform, app, REAL_BUYER_EMAIL, ends)
    return PracticeObject(
        url=url,
        app_key=APP_KEY,
        app_secret=secrets.app_secret,
        callback_url=app.callback_url,
        buyer_email=BUYER_EMAIL,
        buyer_password=secrets.buyer_password,
        access_token=Secret(access),
        refresh_token=Secret(refresh),
        test_case=CASE,
        real_buyer_email=REAL_BUYER_EMAIL,
        real_buyer_password=secrets.real_buyer_password,
        real_buyer_access_token=Secret(real),
        expire_time=math.floor(access_ends * 1000),
        refresh_token_valid_time=math.floor(ends * 1000),
    )


def mint_again(platform: Platform, told: PracticeObject) -> None:
    """After a reset: the sessions that were told are good again, with a full life."""
    app = platform.state.apps[APP_KEY]
    lives = platform.rules.token_lives[app.app_state]
    now = platform.now()
    remember(platform, told.access_token.reveal(), GrantKind.ACCESS, app, BUYER_EMAIL, now + lives.access)
    remember(platform, told.refresh_token.reveal(), GrantKind.REFRESH, app, BUYER_EMAIL, now + lives.refresh)
    token = told.real_buyer_access_token.reveal()
    remember(platform, token, GrantKind.ACCESS, app, REAL_BUYER_EMAIL, now + lives.access)


def next_user_id(platform: Platform) -> str:
    """A user id never given before."""
    taken = [int(account.user_id) for account in platform.state.accounts.values()]
    return str(max(taken, default=USER_ID_FLOOR - 1) + 1)


def _sow_account(platform: Platform, email: str, password: PasswordHash, *, is_loan: bool) -> None:
    known = platform.state.accounts.get(email)
    platform.state.accounts[email] = Account(
        email=email,
        user_id=known.user_id if known else next_user_id(platform),
        password=password,
        is_loan=is_loan,
        until=known.until if known else "",
        state=known.state if known else AccountState.ACTIVE,
    )
