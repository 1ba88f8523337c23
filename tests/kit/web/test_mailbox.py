"""The pages of the mailbox show each mail as it is, and only to this machine."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser

import aiohttp
import pytest

from kit.web.application import application, open_site
from kit.web.health import Health
from kit.web.mailbox import Letter, mailbox_pages
from kit.web.measures import Measures

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HARMFUL = "</pre><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


def letter(id: str, **words: str) -> Letter:  # noqa: A002 - the field's name
    usual = {"sender": "Palais <palais@x>", "to": "ada@x.org", "subject": "Your code", "body": "1234"}
    return Letter(id=id, at=AT, **usual | words)


LETTERS = [
    letter("2", subject=HARMFUL, body=HARMFUL, to=HARMFUL, sender=HARMFUL),
    letter("1", subject="رمزك"),
]


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def letters() -> Sequence[Letter]:
        return LETTERS

    pages = application(Health(), Measures(), mailbox_pages(letters))
    async with open_site(pages, "127.0.0.1", 0) as url:
        yield url


async def fetch(url: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
    async with aiohttp.ClientSession() as http, http.get(url, headers=headers) as answer:
        return answer.status, await answer.text(), answer.headers


class Page(HTMLParser):
    """What a browser would see: elements, and the text in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


async def test_the_list_names_each_mail_in_the_order_given_and_leads_to_it(site: str) -> None:
    status, html, _ = await fetch(f"{site}/mailbox")
    page = Page(html)
    assert status == 200
    assert [attrs["href"] for tag, attrs in page.elements if tag == "a"] == ["/mailbox/2", "/mailbox/1"]
    assert page.words.index(HARMFUL) < page.words.index("رمزك")
    assert ("meta", {"http-equiv": "refresh", "content": "5"}) in page.elements
    assert "For trying out" in page.words


async def test_no_word_of_a_mail_becomes_an_element(site: str) -> None:
    for path in ("/mailbox", "/mailbox/2"):
        _, html, _ = await fetch(site + path)
        page = Page(html)
        assert {"script", "img"} & {tag for tag, _ in page.elements} == set()
        assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
        assert page.words.count(HARMFUL) >= 2


async def test_nothing_but_our_own_style_is_allowed_on_a_page(site: str) -> None:
    _, html, headers = await fetch(f"{site}/mailbox/2")
    rules = headers["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert re.search(r"style-src 'sha256-[\w+/]{43}='", rules)
    assert "unsafe" not in rules
    assert "style=" not in html
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_tools_read_the_same_as_json(site: str) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{site}/mailbox.json") as answer:
        told = await answer.json()
    assert told[1] == {
        "id": "1",
        "to": "ada@x.org",
        "subject": "رمزك",
        "body": "1234",
        "at": "2026-03-02T12:00:00+00:00",
    }


async def test_a_mail_that_is_gone_is_said_to_be(site: str) -> None:
    status, text, headers = await fetch(f"{site}/mailbox/0")
    assert (status, headers["X-Content-Type-Options"]) == (404, "nosniff")
    assert "Old ones make room" in text


@pytest.mark.parametrize("path", ["/mailbox", "/mailbox/1", "/mailbox.json"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8090"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "localhost.evil.example"},
        {"Host": "[::1"},
        {"Host": "192.168.1.2:8090"},
        {"X-Forwarded-For": "10.0.0.7"},
        {"Forwarded": "for=10.0.0.7"},
    ],
    ids=str,
)
async def test_whoever_comes_by_another_name_or_through_somebody_sees_nothing(
    site: str, path: str, headers: dict[str, str]
) -> None:
    status, text, _ = await fetch(site + path, **headers)
    assert (status, text) == (403, "The mailbox is for this machine alone, at its own address.")


@pytest.mark.parametrize("host", ["localhost:8090", "LOCALHOST", "[::1]:8090", "127.0.0.1"])
async def test_this_machine_may_be_called_by_each_of_its_names(site: str, host: str) -> None:
    assert (await fetch(f"{site}/mailbox", Host=host))[0] == 200


async def test_whoever_is_elsewhere_sees_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiohttp.web.BaseRequest.remote", "192.168.1.7")
    assert (await fetch(f"{site}/mailbox"))[0] == 403


async def test_an_empty_mailbox_says_so() -> None:
    async def none() -> Sequence[Letter]:
        return []

    async with open_site(application(Health(), Measures(), mailbox_pages(none)), "127.0.0.1", 0) as url:
        assert "No mail yet." in (await fetch(f"{url}/mailbox"))[1]
