"""Who only reads, on a real Synapse: sees what is said, says nothing, reacts to nothing, and may go."""

import secrets
from collections.abc import Awaitable, Callable

import pytest

from kit.errors import Forbidden
from kit.events import Membership
from kit.ids import RoomKey
from provisioning.homeserver import reading
from provisioning.homeserver.embedded import EmbeddedHomeserver
from provisioning.homeserver.port import NewRoom
from provisioning.homeserver.someone import Someone
from provisioning.homeserver.state import power_levels
from provisioning.homeserver.synapse import open_synapse
from provisioning.shape import Look, Power

pytestmark = pytest.mark.synapse

HALL = Look(name="Hall", encrypted=False)


async def test_a_reader_reads_and_cannot_speak_until_the_power_is_given_back(
    synapse: EmbeddedHomeserver, someone: Callable[[str], Awaitable[Someone]]
) -> None:
    ada, joan = await someone("ada"), await someone("joan")
    async with open_synapse(synapse.url, synapse.steward_registration, synapse.server_name) as server:
        new = NewRoom(key=RoomKey(f"hall-{secrets.token_hex(4)}"), look=HALL, powers={ada.user: Power.READER})
        room = await server.create_room(new)
        for person in (ada, joan):
            await server.seat(room, person.user)
        said = await joan.say(room, "Good morning")
        state = (await server.read([room]))[room]
        assert reading.found_powers(state) == {ada.user: -1}
        assert reading.tampered(state) == ()
        assert not list(reading.unfinished(state, new, server.steward))

        with pytest.raises(Forbidden):
            await ada.say(room, "Good morning")
        with pytest.raises(Forbidden):
            await react(ada, room, said)
        assert any(event["type"] == "m.room.name" for event in await ada.read(room))

        await server.set_state(room, "m.room.power_levels", power_levels(HALL, {}))
        await ada.say(room, "Good morning")
        await server.set_state(room, "m.room.power_levels", power_levels(HALL, {ada.user: Power.READER}))
        await ada.leave(room)
        member = (await server.read([room]))[room]["m.room.member", ada.user]
        assert member.content["membership"] == Membership.LEAVE.value


async def react(person: Someone, room: str, event: str) -> None:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": "✅"}
    await person.requests.ask(
        "PUT",
        f"/_matrix/client/v3/rooms/{room}/send/m.reaction/{secrets.token_hex(4)}",
        doing="react",
        body={"m.relates_to": relation},
    )
