"""Staff take somebody out of everything at once, by command or by ⛔; nobody else does."""

import pytest

from bots.mandates.ending.piece import open_endings
from bots.mandates.pointers import Pointers
from bots.mandates.settings import MandatesSettings
from bots.mandates.suspending import BY_REACTION
from kit.ids import EventId, Language, PersonKey
from tests.bots.mandates.desk import ME, STEWARD, Desk, until, user
from tests.bots.mandates.facts import member, person, post, seat

TERM = member("cedaw", "2023-01-01", "2027-01-01")
NADIA = PersonKey("nadia")


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


@pytest.fixture
async def office(desk: Desk) -> Desk:
    """Cleo decides; Olga only sits there. All of them are old acquaintances."""
    desk.enter(
        person("Nadia Benali", TERM),
        person("Cleo Clerk", post("secretariat", "cedaw"), languages=(Language.FRENCH,)),
        person("Olga Onlooker", TERM),
    )
    desk.mandates.rooms[NADIA] = [seat("a"), seat("b"), seat("c", open=False)]
    desk.staff("cleo")
    desk.server.join(desk.stewards, user("olga"))
    await desk.teller().look()
    return desk


def suspended(desk: Desk) -> list[tuple[str, str, str]]:
    return [(deed.what, deed.person, deed.reason) for deed in desk.mandates.deeds]


async def card(desk: Desk) -> EventId:
    event = desk.server.say(desk.stewards, ME, "Nadia Benali asks …")
    await Pointers(desk.database, desk.clock).remember(event, NADIA)
    return event


@pytest.mark.parametrize("whom", [str(user("nadia")), "nadia"])
async def test_staff_suspend_by_account_or_key_and_hear_how_many_rooms(office: Desk, whom: str) -> None:
    async with office.open(open_endings):
        said = await office.asked(office.stewards, "cleo", f"!mandate suspend {whom} phone stolen")
        await until(lambda: bool(office.told("nadia")))
    assert suspended(office) == [("suspend", "nadia", "phone stolen")]
    assert plain(said.body) == (
        "Nadia Benali est en suspension et hors de tous les salons (2 salons jusque-là). "
        "Décision : Cleo Clerk ; motif consigné : phone stolen. "
        "Pour revenir en arrière : !mandate resume nadia …"
    )
    told = plain(office.told("nadia")[0].body)
    assert "Please speak with Cleo Clerk" in told
    assert "stolen" not in told


async def test_a_mention_names_somebody_too(office: Desk) -> None:
    pill = f'!mandate suspend <a href="https://matrix.to/#/{user("nadia")}">Nadia</a> phone stolen'
    async with office.open(open_endings):
        await office.asked(office.stewards, "cleo", "!mandate suspend Nadia phone stolen", html=pill)
    assert suspended(office) == [("suspend", "nadia", "phone stolen")]


async def test_a_suspension_ends_with_a_reason_and_the_person_hears_of_it(office: Desk) -> None:
    async with office.open(open_endings):
        await office.asked(office.stewards, "cleo", "!mandate suspend nadia phone stolen")
        await until(lambda: len(office.told("nadia")) == 1)
        said = await office.asked(office.stewards, "cleo", "!mandate resume nadia phone found")
        await until(lambda: len(office.told("nadia")) == 2)
    assert suspended(office)[-1] == ("resume", "nadia", "phone found")
    assert "à nouveau ouverts : 2 salons" in plain(said.body)
    assert "Open to you again: 2 rooms." in plain(office.told("nadia")[1].body)


async def test_a_reaction_of_staff_suspends_whom_a_card_is_about(office: Desk) -> None:
    about = await card(office)
    async with office.open(open_endings):
        office.server.react(office.stewards, user("cleo"), about, "⛔\ufe0f")
        await until(lambda: bool(office.told("nadia")))
    said = office.said(office.stewards)[-1]
    assert suspended(office) == [("suspend", "nadia", BY_REACTION)]
    assert said.replies_to == about
    assert "Nadia Benali is suspended and out of all rooms; there were 2 rooms." in plain(said.body)


@pytest.mark.parametrize("emoji", ["✅", "👍", "🛑"])
async def test_other_reactions_suspend_nobody(office: Desk, emoji: str) -> None:
    about = await card(office)
    async with office.open(open_endings):
        office.server.react(office.stewards, user("cleo"), about, emoji)
        await office.asked(office.stewards, "cleo", "!mandate resume nadia why not")
    assert suspended(office) == []


async def test_a_reaction_elsewhere_or_to_another_message_suspends_nobody(office: Desk) -> None:
    about = await card(office)
    hall = office.room("hall", user("cleo"))
    other = office.server.say(office.stewards, user("olga"), "good morning")
    async with office.open(open_endings):
        office.server.react(hall, user("cleo"), about, "⛔")
        office.server.react(office.stewards, user("cleo"), other, "⛔")
        await office.asked(office.stewards, "cleo", "!mandate resume nadia why not")
    assert suspended(office) == []


async def test_who_does_not_decide_suspends_nobody_in_any_way(office: Desk) -> None:
    about = await card(office)
    async with office.open(open_endings):
        said = await office.asked(office.stewards, "olga", "!mandate suspend nadia dislike")
        office.server.react(office.stewards, user("olga"), about, "⛔")
        await until(lambda: len(office.said(office.stewards)) == 3)
    assert "stewards’ room" in said.body
    assert said.body == office.said(office.stewards)[-1].body
    assert suspended(office) == []


async def test_nobody_suspends_themselves(office: Desk) -> None:
    async with office.open(open_endings):
        said = await office.asked(office.stewards, "cleo", "!mandate suspend cleo tired")
    assert "pour vous-même" in said.body
    assert suspended(office) == []


@pytest.mark.parametrize("program", [ME, STEWARD])
async def test_the_platforms_programs_cannot_be_suspended(office: Desk, program: str) -> None:
    async with office.open(open_endings):
        said = await office.asked(office.stewards, "cleo", f"!mandate suspend {program} too loud")
    assert "programmes de la plateforme" in said.body


async def test_it_is_decided_with_the_stewards_alone(office: Desk) -> None:
    hall = office.room("hall", user("cleo"))
    async with office.open(open_endings):
        in_hall = await office.asked(hall, "cleo", "!mandate suspend nadia phone stolen")
        in_chat = await office.asked(office.chat("cleo"), "cleo", "!mandate suspend nobody phone stolen")
    assert in_hall.body == in_chat.body
    assert suspended(office) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("suspend", "Dites qui et pourquoi"),
        ("suspend nadia", "Dites qui et pourquoi"),
        ("suspend nobody rude", "Personne dans le registre"),
        ("resume nadia found", "n’est pas en suspension"),
    ],
)
async def test_what_is_missing_is_said(office: Desk, typed: str, says: str) -> None:
    async with office.open(open_endings):
        said = await office.asked(office.stewards, "cleo", f"!mandate {typed}")
    assert says in plain(said.body)
    assert suspended(office) == []


async def test_who_is_suspended_already_stays_so(office: Desk) -> None:
    async with office.open(open_endings):
        await office.asked(office.stewards, "cleo", "!mandate suspend nadia phone stolen")
        said = await office.asked(office.stewards, "cleo", "!mandate suspend nadia again")
    assert "déjà" in said.body
    assert len(suspended(office)) == 1


async def test_an_unconfirmed_device_suspends_nobody(office: Desk) -> None:
    async with office.open(open_endings):
        await office.asked(office.stewards, "cleo", "!mandate suspend nadia phone stolen", verified=False)
    assert suspended(office) == []


async def test_where_reactions_do_not_count_only_commands_do(office: Desk) -> None:
    about = await card(office)
    office.settings = MandatesSettings(reactions=False)
    async with office.open(open_endings):
        office.server.react(office.stewards, user("cleo"), about, "⛔")
        await office.asked(office.stewards, "cleo", "!mandate resume nadia why not")
        assert suspended(office) == []
        await office.asked(office.stewards, "cleo", "!mandate suspend nadia phone stolen")
    assert len(suspended(office)) == 1
