"""Pages that show the mails of a platform which is being tried out, to this machine alone."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from urllib.parse import urlsplit

from aiohttp import web

from kit.settings import is_loopback

PATH = "/mailbox"
RENEWED = 5
"""Seconds after which a browser asks for the list again."""
PROXIES = frozenset(("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"))
"""Headers by which somebody elsewhere is passed on to us."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c2733; --quiet: #5a6b7b; --line: #d9e0e6; --paper: #fff;
        --desk: #f3f5f7; --link: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9ee; --quiet: #9fb0c0; --line: #33414f; --paper: #1b242d; --desk: #12181e;
          --link: #7cb8f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--link); }
.about { color: var(--quiet); margin: 0 0 1.5rem; }
.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.none { padding: 2.5rem 1rem; text-align: center; color: var(--quiet); margin: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .75rem 1rem; color: inherit;
       text-decoration: none; }
li a:hover, li a:focus-visible { background: var(--desk); }
li strong { color: var(--link); font-weight: 600; overflow-wrap: anywhere; }
li span, time { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0; padding: 1rem;
     border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.body { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
        font: inherit; }
nav { margin: 0 0 1rem; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail that was kept; ``at`` is when it came."""

    id: str
    sender: str
    to: str
    subject: str
    body: str
    at: datetime


Letters = Callable[[], Awaitable[Sequence[Letter]]]
"""Gives the mails, newest first."""


def mailbox_pages(letters: Letters) -> Sequence[web.AbstractRouteDef]:
    """Return the routes: the list, one mail, and all of them as JSON."""

    async def every(_request: web.Request) -> web.Response:
        return _page("Mailbox", _list(await letters()), renewed=True)

    async def one(request: web.Request) -> web.Response:
        wanted = request.match_info["id"]
        found = next((letter for letter in await letters() if letter.id == wanted), None)
        if found is None:
            return web.Response(status=404, text="There is no such mail. Old ones make room for new ones.")
        return _page(found.subject, _letter(found))

    async def told(_request: web.Request) -> web.Response:
        return web.json_response([_as_json(letter) for letter in await letters()])

    return [
        web.get(PATH, _for_this_machine(every)),
        web.get(PATH + "/{id}", _for_this_machine(one)),
        web.get(PATH + ".json", _for_this_machine(told)),
    ]


Answering = Callable[[web.Request], Awaitable[web.Response]]


def _for_this_machine(answer: Answering) -> Answering:
    """Refuse whoever is elsewhere, and a browser here that was lured by a name which leads here."""

    async def careful(request: web.Request) -> web.Response:
        if not (_is_here(request.remote) and _is_here(_host(request)) and not PROXIES & set(request.headers)):
            return web.Response(status=403, text="The mailbox is for this machine alone, at its own address.")
        return await answer(request)

    return careful


def _is_here(host: str | None) -> bool:
    return host is not None and is_loopback(host)


def _host(request: web.Request) -> str | None:
    try:
        return urlsplit(f"//{request.host}").hostname
    except ValueError:
        return None


def _page(title: str, content: str, *, renewed: bool = False) -> web.Response:
    again = f'<meta http-equiv="refresh" content="{RENEWED}">' if renewed else ""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f"<title>{escape(title)} · Palais</title><style>{STYLE}</style></head>"
        f"<body><main>{content}</main></body></html>"
    )
    return web.Response(text=text, content_type="text/html", headers=_rules())


def _rules() -> Mapping[str, str]:
    """Return headers that allow our own style, and nothing else whatever a mail holds."""
    style = b64encode(sha256(STYLE.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    }


def _list(letters: Sequence[Letter]) -> str:
    items = "".join(
        f'<li><a href="{PATH}/{escape(one.id)}"><strong dir="auto">{escape(one.subject)}</strong>'
        f"{_time(one.at)}<span>to <bdi>{escape(one.to)}</bdi></span></a></li>"
        for one in letters
    )
    return (
        "<h1>Mailbox</h1>"
        '<p class="about">For trying out: the mails that the platform sends stay here and reach nobody. '
        f"Only this machine can read them. The list renews itself every {RENEWED} seconds.</p>"
        '<div class="sheet">'
        + (f"<ol>{items}</ol>" if items else '<p class="none">No mail yet.</p>')
        + "</div>"
    )


def _letter(letter: Letter) -> str:
    return (
        f'<nav><a href="{PATH}">← All mails</a></nav><h1 dir="auto">{escape(letter.subject)}</h1>'
        f'<div class="sheet"><dl><dt>From</dt><dd><bdi>{escape(letter.sender)}</bdi></dd>'
        f"<dt>To</dt><dd><bdi>{escape(letter.to)}</bdi></dd>"
        f"<dt>Came</dt><dd>{_time(letter.at)}</dd></dl>"
        f'<pre class="body">{escape(letter.body)}</pre></div>'
    )


def _time(at: datetime) -> str:
    here = at.astimezone(UTC)
    return f'<time datetime="{here.isoformat()}">{here.day} {here:%b %Y, %H:%M:%S} UTC</time>'


def _as_json(letter: Letter) -> Mapping[str, str]:
    return {
        "id": letter.id,
        "to": letter.to,
        "subject": letter.subject,
        "body": letter.body,
        "at": letter.at.isoformat(),
    }
