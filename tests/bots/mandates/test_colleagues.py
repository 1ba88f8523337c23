"""Colleagues are listed to those who belong with them; nobody else learns whether there are any."""

from dataclasses import replace
from typing import Any

import pytest

from bots.mandates.colleagues import colleagues, may_ask, may_ask_about, open_colleagues
from kit.ids import Language, RoomId
from tests.bots.mandates.desk import Desk, user
from tests.bots.mandates.facts import KATHMANDU, ST_JOHNS, at, member, person, post

NOW = at("2026-03-02 13:00")
TERM = member("cedaw", "2023-01-01", "2027-01-01")
CHAIR = member("cedaw", "2025-01-01", "2027-01-01", role="chair")
GUEST = member("cedaw", "2026-01-01", "2026-07-01", role="", kind="guest")
NADIA = person("Nadia Benali", TERM, zone=KATHMANDU, languages=(Language.ARABIC, Language.FRENCH))
OMAR = person("Omar Diop", TERM, CHAIR, zone=ST_JOHNS, languages=(Language.FRENCH,))
WEI = person("Wei Lin", member("cat", "2023-01-01", "2027-01-01"))
GITA = person("Gita Rao", GUEST)
CLEO = person("Cleo Clerk", post("secretariat", "cedaw"))
PLATO = person("Plato Team", post("platform"))
EVA = person("Eva Past", member("cedaw", "2019-01-01", "2023-01-01"))
SUSI = person("Susi Pended", TERM, suspended=True)
ALL = (NADIA, OMAR, WEI, GITA, CLEO, PLATO, EVA, SUSI)


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


@pytest.fixture
def peopled(desk: Desk) -> Desk:
    desk.enter(*ALL)
    desk.mandates.subjects = {"cedaw": "cedaw", "cat": "cat", "crc": "crc", "women": "cedaw"}
    return desk


def committee(desk: Desk, *names: str, **given: Any) -> RoomId:
    return desk.room("committee", *map(user, names), **given)


@pytest.mark.parametrize("someone", [NADIA, OMAR, GITA, CLEO, PLATO])
def test_who_belongs_to_a_mechanism_or_serves_it_may_ask(someone: object) -> None:
    assert may_ask(someone, "cedaw", NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("someone", [None, WEI, EVA, SUSI])
def test_nobody_else_may(someone: object) -> None:
    assert not may_ask(someone, "cedaw", NOW)  # type: ignore[arg-type]


def test_staff_of_all_mechanisms_may_ask_about_each_that_anybody_is_in() -> None:
    assert may_ask_about(PLATO, ALL, NOW) == {"cedaw", "cat"}
    assert may_ask_about(CLEO, ALL, NOW) == {"cedaw"}
    assert may_ask_about(EVA, ALL, NOW) == may_ask_about(SUSI, ALL, NOW) == frozenset()


def test_those_who_belong_now_are_listed_members_first_and_staff_last() -> None:
    assert [one.person.name for one in colleagues(ALL, "cedaw", NOW)] == [
        "Omar Diop",
        "Nadia Benali",
        "Gita Rao",
        "Cleo Clerk",
    ]


async def test_colleagues_are_told_with_roles_languages_and_local_time(peopled: Desk) -> None:
    chat = peopled.chat("nadia")
    peopled.enter(replace(NADIA, languages=(Language.ENGLISH, Language.FRENCH)))
    async with peopled.open(open_colleagues):
        said = await peopled.asked(chat, "nadia", "!who cedaw")
    assert plain(said.body).splitlines() == [
        "CEDAW: 4 people",
        "• Omar Diop — chair of CEDAW, member of CEDAW · French · Mon 08:30",
        "• Nadia Benali — member of CEDAW · English, French · Mon 17:45",
        "• Gita Rao —  of CEDAW · English · Mon 13:00",
        "• Cleo Clerk — secretariat for CEDAW · English · Mon 13:00",
    ]


async def test_the_answer_is_in_the_askers_language(peopled: Desk) -> None:
    async with peopled.open(open_colleagues):
        said = await peopled.asked(peopled.chat("omar"), "omar", "!who cedaw")
    assert "4 personnes" in plain(said.body)
    assert "membre du CEDAW" in plain(said.body) or "member du CEDAW" in plain(said.body)
    assert "arabe, français" in plain(said.body)
    assert "lun. 17:45" in plain(said.body)


async def test_in_a_room_of_colleagues_alone_the_answer_stands_there(peopled: Desk) -> None:
    room = committee(peopled, "nadia", "omar", "cleo")
    async with peopled.open(open_colleagues):
        said = await peopled.asked(room, "nadia", "!who Women")
    assert "Cleo Clerk" in said.body


async def test_where_one_reader_may_not_know_the_asker_alone_is_told(peopled: Desk) -> None:
    room = committee(peopled, "nadia", "wei")
    async with peopled.open(open_colleagues):
        said = await peopled.asked(room, "nadia", "!who cedaw")
    assert "Benali" not in said.body
    assert "Omar Diop" in peopled.told("nadia")[0].body


@pytest.mark.parametrize("given", [{"history": "shared"}, {"encrypted": False}])
async def test_where_later_comers_or_the_server_would_read_it_the_asker_alone_is_told(
    peopled: Desk, given: dict[str, object]
) -> None:
    room = committee(peopled, "nadia", "omar", **given)
    async with peopled.open(open_colleagues):
        said = await peopled.asked(room, "nadia", "!who cedaw")
    assert "Diop" not in said.body


async def test_who_is_invited_will_read_the_answer_too(peopled: Desk) -> None:
    room = committee(peopled, "nadia", "omar")
    peopled.server.invite(room, user("wei"), by=user("nadia"))
    async with peopled.open(open_colleagues):
        said = await peopled.asked(room, "nadia", "!who cedaw")
    assert "Diop" not in said.body


async def test_who_comes_in_between_judging_and_saying_reads_nothing(peopled: Desk) -> None:
    room = committee(peopled, "nadia", "omar")
    peopled.server.before("say", lambda: peopled.server.join(room, user("wei")))
    async with peopled.open(open_colleagues):
        said = await peopled.asked(room, "nadia", "!who cedaw")
    assert "Diop" not in said.body


async def test_strangers_cannot_tell_a_mechanism_with_people_from_none(peopled: Desk) -> None:
    chat = peopled.chat("wei")
    async with peopled.open(open_colleagues):
        words = ("cedaw", "crc", "nonsense", "cedw")
        heard = {(await peopled.asked(chat, "wei", f"!who {word}")).body for word in words}
    assert len(heard) == 1
    assert "!who cat" in heard.pop()


async def test_in_a_room_strangers_get_the_same_word_as_members(peopled: Desk) -> None:
    room = committee(peopled, "gita", "wei")
    async with peopled.open(open_colleagues):
        member_said = await peopled.asked(room, "gita", "!who cedaw")
        stranger_said = await peopled.asked(room, "wei", "!who cedaw")
    assert member_said.body == stranger_said.body


async def test_a_slip_is_corrected_only_towards_what_may_be_asked(peopled: Desk) -> None:
    async with peopled.open(open_colleagues):
        nadia = await peopled.asked(peopled.chat("nadia"), "nadia", "!who cedwa")
        wei = await peopled.asked(peopled.chat("wei"), "wei", "!who cta")
        eva = await peopled.asked(peopled.chat("eva"), "eva", "!who cedwa")
    assert "!who cedaw" in nadia.body
    assert "!who cat" in wei.body
    assert "cedaw" not in eva.body


async def test_who_belongs_to_one_mechanism_need_not_name_it(peopled: Desk) -> None:
    async with peopled.open(open_colleagues):
        assert "Omar Diop" in (await peopled.asked(peopled.chat("gita"), "gita", "!who")).body
        many = await peopled.asked(peopled.chat("plato"), "plato", "!who")
    assert "!who cat" in many.body
    assert "!who cedaw" in many.body
