"""People are told what they hold and which rooms it opens; nobody learns of a room that is not for them."""

import pytest

from bots.mandates.pages import reader
from bots.mandates.status import open_status
from kit.ids import Language, PersonKey
from kit.language import BIDI_CONTROLS
from kit.ports import Registered
from tests.bots.mandates.desk import Desk, user
from tests.bots.mandates.facts import KATHMANDU, ST_JOHNS, ZURICH, at, member, person, post, seat, utc

TERM = member("cedaw", "2023-01-01", "2027-01-01")
COMING = member("cat", "2026-07-01", "2030-07-01")
OVER = member("crc", "2020-01-01", "2024-01-01")
ROOMS = (
    seat("CEDAW: committee", fact=TERM.key, until=TERM.end),
    seat("CEDAW: documents", fact=TERM.key, until=TERM.end),
    seat("Lobby", why="everyone in the register", fact="gone"),
    seat("CAT: committee", open=False, why="begins on 2026-07-01", fact=COMING.key),
    seat("CRC: committee", open=False, why="ended on 2023-12-31", fact=OVER.key),
    seat("SPT: committee", open=False, why="asked is one who holds a mandate in spt"),
    seat("Inquiry on Ruritania", open=False, why="asked is one who is named", listed=False),
    seat("Task force", listed=False, fact=TERM.key, until=TERM.end),
)


def nadia(**given: object) -> Registered:
    return person("Nadia Benali", TERM, COMING, OVER, **given)


@pytest.fixture
def known(desk: Desk) -> Desk:
    desk.enter(nadia())
    desk.mandates.rooms[nadia().key] = ROOMS
    return desk


async def test_a_person_is_told_what_they_hold_and_why_rooms_are_open_or_not(known: Desk) -> None:
    chat = known.chat("nadia")
    async with known.open(open_status):
        said = await known.asked(chat, "nadia", "!mandate status")
    lines = said.body.translate(dict.fromkeys(map(ord, "\u2068\u2069"))).splitlines()
    assert lines == [
        "You hold:",
        "• member of CEDAW — until 31 December 2026",
        "• member of CAT — from 1 July 2026",
        "Rooms that are open, and why:",
        "• member of CEDAW — until 31 December 2026: CEDAW: committee, CEDAW: documents, Task force",
        "• everyone in the register: Lobby",
        "Rooms that are not open, and why:",
        "• member of CAT — from 1 July 2026: CAT: committee",
        "• member of CRC — ended on 31 December 2023: CRC: committee",
        "1 other room is meant for others. To see it: !mandate status all",
    ]


async def test_every_room_that_may_be_known_is_named_when_all_are_asked_for(known: Desk) -> None:
    async with known.open(open_status):
        said = await known.asked(known.chat("nadia"), "nadia", "!mandate status tous")
    assert "asked is one who holds a mandate in spt\u2069: \u2068SPT: committee" in said.body
    assert "Ruritania" not in said.body
    assert "others" not in said.body


async def test_why_rooms_are_not_open_is_told_in_the_readers_language(known: Desk) -> None:
    known.enter(nadia(languages=(Language.FRENCH,)))
    whom = {Language.FRENCH: ("CRC", "personnel")}
    known.mandates.rooms[PersonKey("nadia")] = [
        seat("CRC: committee", open=False, whom=whom),
        seat("Review of Ruritania", open=False, left_out=True, whom=whom),
    ]
    async with known.open(open_status):
        said = await known.asked(known.chat("nadia"), "nadia", "!mandate status all")
    told = said.body.translate(BIDI_CONTROLS)
    assert "réservé à CRC, personnel : CRC: committee" in told
    assert "un conflit d’intérêts : Review of Ruritania" in told


async def test_asked_in_a_room_the_answer_goes_to_the_asker_alone(known: Desk) -> None:
    hall = known.room("hall", user("nadia"), user("omar"))
    async with known.open(open_status):
        said = await known.asked(hall, "nadia", "!mandate status")
        stranger = await known.asked(hall, "omar", "!mandate status")
    assert said.body == stranger.body == "I have answered you in our direct chat."
    assert "member of CEDAW" in known.told("nadia")[0].body
    assert "!mandate verify" in known.told("omar")[0].body


async def test_who_has_a_chat_with_us_is_answered_in_it_wherever_they_ask(known: Desk) -> None:
    hall, chat = known.room("hall", user("nadia"), user("omar")), known.chat("nadia")
    async with known.open(open_status):
        await known.asked(chat, "nadia", "!mandate status")
        await known.asked(hall, "nadia", "!mandate status all")
    assert len(known.said(chat)) == len(known.told("nadia")) == 2


async def test_asked_in_a_chat_that_is_not_encrypted_the_answer_is_encrypted(known: Desk) -> None:
    chat = known.server.room(known.matrix.user, user("nadia"), encrypted=False)
    async with known.open(open_status):
        said = await known.asked(chat, "nadia", "!mandate status")
    assert "CEDAW" not in said.body
    assert [one.encrypted for one in known.told("nadia") if "CEDAW" in one.body] == [True]


async def test_a_stranger_is_told_how_to_be_verified(desk: Desk) -> None:
    async with desk.open(open_status):
        said = await desk.asked(desk.chat("omar"), "omar", "!mandate status")
    assert "!mandate verify" in said.body


async def test_who_is_suspended_is_told_so_and_no_room(known: Desk) -> None:
    known.enter(nadia(suspended=True))
    async with known.open(open_status):
        said = await known.asked(known.chat("nadia"), "nadia", "!mandate status")
    assert "suspended" in said.body
    assert "committee" not in said.body


async def test_staff_ask_about_others_with_the_stewards_and_see_no_hidden_room(known: Desk) -> None:
    known.staff("cleo")
    async with known.open(open_status):
        said = await known.asked(known.stewards, "cleo", f"!mandate status {user('nadia')} all")
    assert "\u2068Nadia Benali\u2069 holds:" in said.body
    assert "SPT: committee" in said.body
    assert "Ruritania" not in said.body
    assert "Task force" not in said.body


async def test_nobody_else_asks_about_others(known: Desk) -> None:
    known.enter(person("Omar Diop"))
    known.server.join(known.stewards, user("omar"))
    known.staff("cleo")
    hall = known.room("hall", user("cleo"), user("nadia"))
    async with known.open(open_status):
        bystander = await known.asked(known.stewards, "omar", f"!mandate status {user('nadia')}")
        elsewhere = await known.asked(hall, "cleo", f"!mandate status {user('nadia')}")
        unknown = await known.asked(hall, "cleo", f"!mandate status {user('nobody')}")
    assert "CEDAW" not in bystander.body + elsewhere.body
    assert elsewhere.body == unknown.body


async def test_a_mention_of_the_bot_is_no_question_about_the_bot(known: Desk) -> None:
    hall = known.room("hall", user("nadia"))
    pill = f'<a href="https://matrix.to/#/{known.matrix.user}">Mandates</a> status'
    async with known.open(open_status):
        said = await known.asked(hall, "nadia", f"{known.matrix.user} status", html=pill)
    assert said.body == "I have answered you in our direct chat."


async def test_a_long_list_is_cut_readably(desk: Desk) -> None:
    posts = [post("secretariat", f"m{number}", end=f"20{30 + number}-01-01") for number in range(9)]
    desk.enter(person("Cleo Clerk", *posts))
    desk.mandates.rooms[person("Cleo Clerk").key] = [
        seat(f"room {number}-{other}", fact=posts[number].key) for number in range(9) for other in range(12)
    ]
    async with desk.open(open_status):
        short = await desk.asked(desk.chat("cleo"), "cleo", "!mandate status")
        whole = await desk.asked(desk.chat("cleo"), "cleo", "!mandate status all")
    assert short.body.count("room ") == 6 * 8
    assert "and 4 more" in short.body
    assert "and more; to see all: \u2068!mandate status all\u2069" in short.body
    assert whole.body.count("room ") == 9 * 12


async def test_a_person_is_told_in_their_language_and_zone(known: Desk) -> None:
    known.enter(nadia(languages=(Language.ARABIC,), zone=KATHMANDU))
    async with known.open(open_status):
        said = await known.asked(known.chat("nadia"), "nadia", "!mandate status")
    assert "1 يناير 2027" in said.body
    assert "04:45" in said.body
    assert said.html is not None
    assert said.html.count('<div dir="rtl">') == said.html.count("</div>") == 7


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (ZURICH, "31 December 2026"),
        (KATHMANDU, "1 January 2027, 04:45"),
        (ST_JOHNS, "31 December 2026, 19:30"),
    ],
)
def test_a_last_moment_is_said_as_the_readers_clock_shows_it(zone: str, shown: str) -> None:
    bare = reader(Language.ENGLISH, zone, utc("2026-03-02")).last_moment(at("2027-01-01"))
    assert bare.translate(dict.fromkeys(map(ord, "\u2068\u2069"))) == shown


@pytest.mark.parametrize(("after", "last"), [("2026-03-09", "8 March"), ("2026-11-02", "1 November")])
def test_the_day_before_a_midnight_is_the_last_one_also_when_clocks_turn(after: str, last: str) -> None:
    to = reader(Language.ENGLISH, ST_JOHNS, utc("2026-03-02"))
    assert to.last_moment(at(after, ST_JOHNS)) == f"{last} 2026"
