"""What a person reads before they allow something, or why there is nothing to allow."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..records import User
from ..workspace import Workspace
from .request import Asked, Unacceptable

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --side: #f3f1ec; --ink: #1c2226; --quiet: #5b656c;
  --line: #c3bdb1; --accent: #0b6e66; --accent-ink: #fff; --strip: #20403d; --strip-ink: #eef5f3;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
@media (prefers-color-scheme: dark) { :root { --paper: #22272b; --side: #121517; --ink: #e5e3de;
  --quiet: #a0a7ab; --line: #4b5359; --accent: #62c6ba; --accent-ink: #08211e; --strip: #0d2523;
  --strip-ink: #cfe3e0; } }
body { margin: 0; background: var(--side); color: var(--ink); }
header { background: var(--strip); color: var(--strip-ink); padding: .4rem 1rem; font-size: .875rem; }
main { max-width: 26rem; margin: 10vh auto 0; padding: 1.5rem 2rem 2rem; background: var(--paper);
  border-radius: 8px; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 1rem; }
p, ul, form { margin: 0 0 1rem; } p:last-child { margin: 0; }
small { color: var(--quiet); overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
select, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--paper); color: inherit; }
select { width: 100%; margin-bottom: 1.25rem; }
button { cursor: pointer; margin-right: .5rem; min-width: 6rem; }
button[value=allow] { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
"""


def consent(workspace: Workspace, asked: Asked, people: Iterable[User]) -> str:
    """Who are you, and do you allow this?"""
    app = escape(workspace.app.name)
    signs_in = asked.flow == "sign-in"
    title = (
        f"Sign in to {app} with Slack"
        if signs_in
        else f"{app} would like to join {escape(workspace.team_name)}"
    )
    options = "".join(
        f'<option value="{escape(user.id)}">{escape(user.real_name)} (@{escape(user.name)})</option>'
        for user in people
    )
    form = (
        '<form method="post"><label for="user">You are</label>'
        f'<select id="user" name="user">{options}</select>'
        '<button name="answer" value="allow">Allow</button>'
        '<button name="answer" value="cancel">Cancel</button></form>'
    )
    goes_to = f"<p><small>Afterwards your browser goes to {escape(asked.target)}</small></p>"
    wanted = _wanted(f"{app} will know", asked.user_scopes) if signs_in else _asked_for(app, asked)
    return _page(title, wanted + form + goes_to)


def refusal(problem: Unacceptable) -> str:
    """For whoever made the app: nothing can be allowed here, and why."""
    code, sentence = escape(problem.code), escape(problem.sentence)
    return _page("This app asks for something it cannot have", f"<p><code>{code}</code></p><p>{sentence}</p>")


def _asked_for(app: str, asked: Asked) -> str:
    return _wanted(f"{app} would like to", asked.scopes) + _wanted("And in your name", asked.user_scopes)


def _wanted(heading: str, scopes: frozenset[str]) -> str:
    if not scopes:
        return ""
    items = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in sorted(scopes))
    return f"<p>{heading}:</p><ul>{items}</ul>"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        "<header><strong>Sandbox</strong> – a local workspace, not Slack</header>"
        f"<main><h1>{title}</h1>{body}</main></body></html>"
    )
