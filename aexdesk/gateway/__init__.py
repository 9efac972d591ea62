"""The one way out: every call to the platform is guarded, sent and recorded here."""

import sys

# httpx imports a command line of its own with itself, and with that click, rich and pygments: as long as all the rest.
# An entry of None makes that one import fail, for which httpx is prepared.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
