"""The OAuth pages as HTML. One template with its own CSS; nothing is loaded from elsewhere, nothing runs."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.responses import HTMLResponse

from aexdesk import resources

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # No form-action: browsers apply it to the redirect after the form too.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
}


def login_page(ticket: str, app_key: str, *, email: str = "", is_wrong: bool = False) -> HTMLResponse:
    """Asks for email and password."""
    wrong = '<p class="bad" role="alert">The email or the password is wrong.</p>' if is_wrong else ""
    return _page(
        "Log in",
        f"""<h1>Log in</h1>
<p>The app <code>{escape(app_key)}</code> asks for access to a buyer account.</p>
{wrong}
<form method="post" action="/oauth/login">
<input type="hidden" name="ticket" value="{escape(ticket)}">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required value="{escape(email)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button class="main" type="submit">Log in</button>
</form>""",
    )


def consent_page(ticket: str, app_key: str, email: str) -> HTMLResponse:
    """Asks whether the app may act for the account."""
    return _page(
        "Allow access",
        f"""<h1>Allow access?</h1>
<p>The app <code>{escape(app_key)}</code> wants to look at products and place orders as
<strong>{escape(email)}</strong>.</p>
<form method="post" action="/oauth/consent">
<input type="hidden" name="ticket" value="{escape(ticket)}">
<button class="main" type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
<button class="link" type="submit" name="decision" value="other">Use another account</button>
</form>""",
    )


def mismatch_page(registered: str, given: str) -> HTMLResponse:
    """The redirect_uri is not the callback URL of the app, to the letter."""
    return _page(
        "Callback does not match",
        f"""<h1>The callback does not match</h1>
<p>redirect_uri must equal the callback URL of the app to the letter.</p>
<dl><dt>Callback URL of the app</dt><dd><code>{escape(registered) or "(none)"}</code></dd>
<dt>redirect_uri of this link</dt><dd><code>{escape(given[:2000]) or "(none)"}</code></dd></dl>""",
        400,
    )


def stale_page() -> HTMLResponse:
    """The form belongs to no login that is under way."""
    return fault_page("This page is too old", "Begin again from the authorize link of the app.")


def fault_page(title: str, text: str) -> HTMLResponse:
    """Says what is wrong with the link."""
    return _page(title, f"<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>", 400)


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    template = Template(resources.read_text("practice/page.html"))
    return HTMLResponse(template.substitute(title=escape(title), body=body), status, _HEADERS)
