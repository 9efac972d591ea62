"""How to put the proxy's base URL into one's own program: two lines for each language. Pure.

The layouts are those of the official SDKs (Python and PHP take the whole path and need a client for each; Java's takes
the host), of ae_sdk for TypeScript, and of any program for curl.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """`lines` with `URL` where the base URL stands."""

    id: str
    name: str
    lines: str

    def write(self, url: str) -> str:
        """The two lines."""
        return self.lines.replace("URL", url)


EXAMPLES = (
    Example(
        "python",
        "Python",
        'business = iop.IopClient("URL/sync", app_key, app_secret)\n'
        'system = iop.IopClient("URL/rest", app_key, app_secret)  # /auth/token/...',
    ),
    Example(
        "typescript",
        "TypeScript",
        'const url = "URL"; // client: a DropshipperClient of ae_sdk\n'
        "Object.assign(client, { migrated_apis_url: `${url}/sync`, new_apis_url: `${url}/rest` });",
    ),
    Example(
        "php",
        "PHP",
        '$business = new IopClient("URL/sync", $appKey, $appSecret);\n'
        '$system = new IopClient("URL/rest", $appKey, $appSecret); // /auth/token/...',
    ),
    Example(
        "java",
        "Java",
        'IopClient client = new IopClientImpl("URL", appKey, appSecret);\n'
        "IopResponse response = client.execute(request, session, Protocol.TOP);",
    ),
    Example(
        "curl",
        "curl",
        '# signed.txt: method=...&app_key=...&session=...&timestamp=...&sign=...\ncurl "URL/sync" --data @signed.txt',
    ),
)


def example_of(identity: str) -> Example:
    """The example of that language; the first where there is none."""
    return next((one for one in EXAMPLES if one.id == identity), EXAMPLES[0])
