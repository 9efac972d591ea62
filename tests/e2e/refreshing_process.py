"""A process with a desk of its own: says that it is ready, waits for a line, refreshes what is due, says what it holds.

`python -m tests.e2e.refreshing_process HOME VAULT PRACTICE_URL`
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from aexdesk.desk import Desk
from aexdesk.workspace.token import digest_session
from tests.e2e.vault_in_files import VaultInFiles


async def _work(home: str, vault: str, url: str) -> None:
    desk = Desk(Path(home), for_window=False, vault=VaultInFiles(Path(vault)))
    try:
        await desk.open()
        assert await desk.practising.join(url)
        print("ready", flush=True)  # noqa: T201 - the test reads it
        await asyncio.to_thread(sys.stdin.readline)
        await desk.token_refreshing.refresh_due()
        (token,) = await desk.tokens.list()
        session = await desk.tokens.session(token)
        trouble = desk.token_refreshing.trouble_of(token.id)
        told = {
            "row": token.session_digest,
            "vault": digest_session(session) if session else "",
            "trouble": trouble.code if trouble else "",
        }
        print(json.dumps(told), flush=True)  # noqa: T201
    finally:
        await desk.close()


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
