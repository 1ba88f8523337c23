"""Experts sign in, see their rooms, share a paper and find its paragraph: the spine of the platform."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.journeys.node import ClientError
from tests.journeys.papers import broken_pdf, pdf
from tests.journeys.people import Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import Seen, answering, being, reacting, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

Expert = Callable[[str], Awaitable[Person]]


async def findable(person: Person, platform: Platform, upload: str) -> Seen:
    """Wait until the library says by its sign that an upload can be found."""
    return await person.wait_for(reacting(upload, by=platform.bot("library")))


async def asks(person: Person, room: str, words: str) -> Seen:
    """Ask the library and return its first answer in the thread."""
    asked = await person.say(room, f"!library search {words}")
    return await person.wait_for(answering(asked))


async def test_people_see_the_rooms_their_mandates_open_and_no_others(
    platform: Platform, expert: Expert
) -> None:
    ada, cy = await asyncio.gather(expert("ada"), expert("cy"))
    listed = await ada.rooms()
    joined = {room for room, seen in listed.items() if seen.now == "join"}
    for key in ("committees", "cedaw", "cedaw/members", "cedaw/papers", "lobby"):
        assert platform.room(key) in joined, key
    assert platform.room("cat/members") not in joined
    assert platform.room("cedaw/members") not in await cy.rooms()
    space = listed[platform.room("cedaw")]
    assert space.space
    assert {platform.room("cedaw/members"), platform.room("cedaw/papers")} <= set(space.children)
    assert listed[platform.room("cedaw/members")].encrypted


async def test_an_expert_finds_anothers_encrypted_pdf_and_an_outsider_does_not(
    platform: Platform, expert: Expert
) -> None:
    ada, bo, cy = await asyncio.gather(expert("ada"), expert("bo"), expert("cy"))
    room, lobby = platform.room("cedaw/members"), platform.room("lobby")
    paper = pdf("Nothing of note.", "Every fishing village shall be consulted on tidal dams.", title="Tides")
    upload = await ada.upload(room, "tides.pdf", paper)
    assert (await findable(ada, platform, upload)).reaction is not None
    answer = await asks(bo, room, 'tidal "fishing village"')
    assert answer.sender == platform.bot("library")
    assert answer.clear
    assert answer.notice
    for word in ("tides", "fishing", "2", upload):
        assert word in (answer.body + answer.html).casefold() or word in answer.body + answer.html
    outside = cy.mark
    refused = await asks(cy, lobby, 'tidal "fishing village"')
    assert refused.clear
    assert "fishing village shall" not in refused.body
    assert upload not in refused.body + refused.html
    assert not cy.seen(saying("consulted"), since=outside)


async def test_an_answer_in_a_room_hides_what_only_the_asker_may_see_and_tells_it_them_directly(
    platform: Platform, expert: Expert
) -> None:
    ada, cy = await asyncio.gather(expert("ada"), expert("cy"))
    room, lobby = platform.room("cedaw/members"), platform.room("lobby")
    upload = await ada.upload(room, "glaciers.pdf", pdf("Meltwater of the glaciers belongs to all valleys."))
    await findable(ada, platform, upload)
    asked = await ada.say(lobby, "!library search meltwater")
    await cy.wait_for(being(asked))
    direct = await ada.direct_chat(platform.bot("library"))
    told = await ada.wait_for(saying("meltwater", by=platform.bot("library")), room=direct)
    assert told.clear
    assert upload in told.body + told.html
    await cy.never(lambda seen: seen.message and "valleys" in seen.body, room=lobby)
    for seen in cy.seen(answering(asked), room=lobby):
        assert "1" not in seen.body
        assert upload not in seen.body + seen.html


async def test_plain_uploads_are_found_too(platform: Platform, expert: Expert) -> None:
    ada, cy = await asyncio.gather(expert("ada"), expert("cy"))
    lobby = platform.room("lobby")
    upload = await ada.upload(
        lobby,
        "harvest.txt",
        b"The harvest calendar of the uplands.",
        media_type="text/plain",
        encrypted=False,
    )
    await findable(ada, platform, upload)
    answer = await asks(cy, lobby, "uplands")
    assert "harvest" in answer.body.casefold()
    assert answer.clear


async def test_a_redacted_paper_is_gone_within_two_seconds_and_so_are_answers_that_quote_it(
    platform: Platform, expert: Expert
) -> None:
    ada, bo = await asyncio.gather(expert("ada"), expert("bo"))
    room = platform.room("cedaw/papers")
    upload = await ada.upload(room, "orchard.pdf", pdf("The orchard commons need quorum."))
    await findable(ada, platform, upload)
    quoting = await asks(bo, room, "orchard")
    assert "quorum" in quoting.body
    taken = await ada.redact(room, upload)
    await bo.wait_for(lambda seen: seen.event == quoting.event and seen.redacted)
    redaction = await bo.wait_for(lambda seen: seen.redacts == quoting.event)
    cause = await bo.wait_for(being(taken))
    assert redaction.at - cause.at < 2_000
    again = await asks(bo, room, "orchard")
    assert "quorum" not in again.body


async def test_a_broken_paper_gets_a_kind_note_in_its_thread(platform: Platform, expert: Expert) -> None:
    ada = await expert("ada")
    upload = await ada.upload(platform.room("cedaw/papers"), "torn.pdf", broken_pdf())
    note = await ada.wait_for(answering(upload))
    assert note.clear
    assert note.thread == upload
    assert "Traceback" not in note.body


async def test_an_unsigned_device_of_a_member_reads_nothing_confidential(
    platform: Platform, expert: Expert
) -> None:
    bo = await expert("bo")
    room = platform.room("cedaw/members")
    async with await bo.another_device() as thief:
        answer = await asks(bo, room, "nothing-at-all")
        assert answer.clear
        stolen = await thief.wait_for(being(answer.event))
        assert stolen.failure is not None


async def test_members_cannot_let_anybody_in_or_change_what_guards_a_room(
    platform: Platform, expert: Expert
) -> None:
    ada = await expert("ada")
    room = platform.room("cedaw/members")
    for attempt in (
        ada.invite(room, platform.user("cy")),
        ada.kick(room, platform.user("bo")),
        ada.state(room, "m.room.join_rules", {"join_rule": "public"}),
        ada.state(room, "m.room.power_levels", {"users": {ada.user: 100}}),
        ada.state(room, "m.room.name", {"name": "Mine"}),
    ):
        with pytest.raises(ClientError) as refused:
            await attempt
        assert refused.value.code == "M_FORBIDDEN"


async def test_ready_json_is_for_its_owner_alone(platform: Platform) -> None:
    assert platform.ready_mode == 0o600
    assert set(platform.ready) >= {"homeserver", "server_name", "accounts", "bots", "rooms"}
