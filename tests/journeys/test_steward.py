"""The steward mends what was done past the rules within two seconds, and says so once."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
import pytest_asyncio

from tests.journeys.people import Person
from tests.journeys.platform import Platform
from tests.journeys.seeing import Predicate, Seen, saying

pytestmark = pytest.mark.asyncio(loop_scope="session")

Expert = Callable[[str], Awaitable[Person]]
Act = Callable[..., Awaitable[Any]]
MENDED = 2_000
"""Milliseconds, by the server's own clock."""


@pytest_asyncio.fixture(loop_scope="session")
async def by_hand(platform: Platform) -> AsyncIterator[Act]:
    """Act past the platform with the steward's own power, as an impatient administrator would."""
    steward = platform.user("steward")
    token = await asyncio.to_thread(platform.steward_token)
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(platform.homeserver, headers=headers) as http:

        async def act(method: str, path: str, body: Mapping[str, Any]) -> Any:
            async with http.request(method, path, params={"user_id": steward}, json=body) as answer:
                told = await answer.json()
                assert answer.status == 200, told
                return told

        yield act


def state_path(room: str, kind: str, state_key: str = "") -> str:
    return f"/_matrix/client/v3/rooms/{quote(room, safe='')}/state/{kind}/{quote(state_key, safe='')}"


def holding(kind: str, matches: Callable[[Mapping[str, Any]], bool], state_key: str = "") -> Predicate:
    """Match state of that kind whose content fits."""
    return lambda seen: seen.kind == kind and seen.state_key == state_key and matches(seen.content)


async def mended(person: Person, wrong: Predicate, right: Predicate, *, room: str, since: int) -> Seen:
    """Wait for the wrong and then the right state; both must lie within two seconds of each other."""
    broken = await person.wait_for(wrong, room=room, since=since)
    whole = await person.wait_for(right, room=room, since=broken.order + 1)
    assert whole.at - broken.at <= MENDED, f"mended after {whole.at - broken.at} ms"
    return whole


async def test_a_name_changed_by_hand_is_mended_and_told_once(
    platform: Platform, expert: Expert, by_hand: Act
) -> None:
    ada, dee = await asyncio.gather(expert("ada"), expert("dee"))
    room, told = platform.room("cedaw/papers"), dee.mark
    name, since = (await ada.rooms())[room].name, ada.mark
    await by_hand("PUT", state_path(room, "m.room.name"), {"name": "Quite Another"})
    await mended(
        ada,
        holding("m.room.name", lambda content: content["name"] == "Quite Another"),
        holding("m.room.name", lambda content: content["name"] == name),
        room=room,
        since=since,
    )
    stewards = platform.room("stewards")
    report = await dee.wait_for(saying(by=platform.user("steward")), room=stewards, since=told)
    assert report.clear
    await dee.never(saying(by=platform.user("steward")), room=stewards, since=report.order + 1)


async def test_a_topic_changed_by_hand_is_mended(platform: Platform, expert: Expert, by_hand: Act) -> None:
    ada = await expert("ada")
    room, since = platform.room("cedaw/papers"), ada.mark
    await by_hand("PUT", state_path(room, "m.room.topic"), {"topic": "Gossip"})
    await mended(
        ada,
        holding("m.room.topic", lambda content: content.get("topic") == "Gossip"),
        holding("m.room.topic", lambda content: content.get("topic") != "Gossip"),
        room=room,
        since=since,
    )


async def test_an_outsider_made_to_enter_is_shown_out(
    platform: Platform, expert: Expert, by_hand: Act
) -> None:
    ada = await expert("ada")
    room, cy, since = platform.room("cedaw/papers"), platform.user("cy"), ada.mark
    await by_hand("POST", f"/_synapse/admin/v1/join/{quote(room, safe='')}", {"user_id": cy})
    await mended(
        ada,
        holding("m.room.member", lambda content: content["membership"] == "join", cy),
        holding("m.room.member", lambda content: content["membership"] in {"leave", "ban"}, cy),
        room=room,
        since=since,
    )


async def test_a_member_put_out_by_hand_is_seated_again(
    platform: Platform, expert: Expert, by_hand: Act
) -> None:
    ada = await expert("ada")
    room, bo, since = platform.room("cedaw/papers"), platform.user("bo"), ada.mark
    await by_hand("POST", f"/_matrix/client/v3/rooms/{quote(room, safe='')}/kick", {"user_id": bo})
    await mended(
        ada,
        holding("m.room.member", lambda content: content["membership"] == "leave", bo),
        holding("m.room.member", lambda content: content["membership"] == "join", bo),
        room=room,
        since=since,
    )


async def test_a_power_level_raised_by_hand_is_taken_back(
    platform: Platform, expert: Expert, by_hand: Act
) -> None:
    ada = await expert("ada")
    room, bo, since = platform.room("cedaw/papers"), platform.user("bo"), ada.mark
    path = state_path(room, "m.room.power_levels")
    levels = await ada.request("GET", path)
    raised = {**levels, "users": {**levels["users"], bo: 100}}
    await by_hand("PUT", path, raised)
    await mended(
        ada,
        holding("m.room.power_levels", lambda content: content.get("users", {}).get(bo) == 100),
        holding("m.room.power_levels", lambda content: bo not in content.get("users", {})),
        room=room,
        since=since,
    )


async def test_who_leaves_by_their_own_wish_gets_one_invitation_and_then_peace(
    platform: Platform, expert: Expert
) -> None:
    cy = await expert("cy")
    room = platform.room("cat/members")
    await cy.leave(room)
    await cy.stands(room, "invite")
    await cy.leave(room)
    await cy.stands(room, "leave")
    await asyncio.sleep(3)
    assert (await cy.rooms())[room].now == "leave"


async def test_a_removal_from_a_confidential_room_posts_a_head_by_which_staff_prove_the_audit(
    platform: Platform, expert: Expert, by_hand: Act
) -> None:
    dee = await expert("dee")
    room, cy, since = platform.room("cedaw/members"), platform.user("cy"), dee.mark
    await by_hand("POST", f"/_synapse/admin/v1/join/{quote(room, safe='')}", {"user_id": cy})
    stewards = platform.room("stewards")
    told = await dee.wait_for(saying("palais audit verify --head"), room=stewards, since=since)
    assert told.clear
    head = re.search(r"--head \W*(\d+:[0-9a-f]{64})", told.body)
    assert head is not None
    proven = await asyncio.to_thread(platform.palais, "audit", "verify", "--head", head[1], "--json")
    assert (proven.returncode, json.loads(proven.stdout)["posted"]) == (0, True), proven.stderr
    number, _, digest = head[1].partition(":")
    forged = f"{number}:{digest[::-1]}"
    refuted = await asyncio.to_thread(platform.palais, "audit", "verify", "--head", forged)
    assert refuted.returncode == 1
    exported = await asyncio.to_thread(platform.palais, "audit", "export", "--person", cy, "--json")
    last = json.loads(exported.stdout)["lines"][-1]
    assert (last["room"], last["cause"]) == ("cedaw/members", "drift")
    assert last["what"] in {"removed (was there by join)", "removed (was there by invite)"}
