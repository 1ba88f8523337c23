"""What is hardly meant, and what cannot be: told beside the plan, before anything is done."""

import re
from datetime import timedelta

import pytest

from kit.errors import BadInput
from kit.ids import RoomKey
from provisioning.homeserver.reading import found_powers, linked_rooms
from provisioning.office import Reviewed, carry_out, review
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user

OWLS_WHO = "        who: {holds: {mandate: owls}}\n"
OWLS_LINE = "  owls: {kind: club, name: {en: Club of Owls}}\n"
OTHER_CLUB = "  olws: {kind: club, name: {en: Club of Olws}}\n"


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


async def reviewed(village: Village, community: str = COMMUNITY, register: str = REGISTER) -> Reviewed:
    village.write(community=community, register=register)
    return await review(village.office, village.loaded)


def with_rule(rule: str) -> str:
    assert OWLS_WHO in COMMUNITY
    return COMMUNITY.replace(OWLS_WHO, f"        who: {rule}\n")


@pytest.mark.parametrize(
    ("rule", "outside"),
    [
        ("everyone", "everyone in the register, guests too"),
        ("{people: [cleo, ada]}", "ada or cleo by name, whatever they hold"),
        ("[{holds: {mandate: owls}}, {holds: {guest: owls}}]", "whoever is a guest of OWLS"),
    ],
)
async def test_a_rule_that_lets_outsiders_into_a_confidential_room_is_told(
    village: Village, rule: str, outside: str
) -> None:
    found = await reviewed(village, with_rule(rule))
    assert f"community.yaml:24: owls is Confidential, but lets outsiders in: {outside}" in found.plan.notes


async def test_outsiders_narrowed_to_members_and_open_rooms_are_not_complained_of(village: Village) -> None:
    found = await reviewed(village, with_rule("{all: [everyone, {holds: {mandate: owls}}]}"))
    assert found.plan.notes == ()


async def test_a_rule_that_can_never_match_is_told_with_its_reason(village: Village) -> None:
    found = await reviewed(village, with_rule("{holds: {mandate: owls, role: chair}, except: everyone}"))
    assert found.plan.notes == (
        (
            "community.yaml:24: owls has a rule that can never match: “except” leaves everybody out again, "
            "for “is chair of OWLS” lies within “everyone in the register”"
        ),
    )


async def test_a_rule_that_nobody_matches_today_is_told_but_not_as_impossible(village: Village) -> None:
    found = await reviewed(village, with_rule("{holds: {guest: owls}, except: {national of: FRA}}"))
    assert [note.partition(": ")[2] for note in found.plan.notes] == [
        "nobody may enter owls: no one is a guest of OWLS, except who is a national of FRA",
        "owls is Confidential, but lets outsiders in: whoever is a guest of OWLS",
    ]


async def test_a_removed_mechanism_that_people_still_hold_stops_everything_with_a_sentence(
    village: Village,
) -> None:
    await village.apply()
    made = village.homeserver.requests_made
    gone = with_rule("{holds: {mandate: olws}}").replace("mandate: owls, role", "mandate: olws, role")
    found = await reviewed(village, gone.replace(OWLS_LINE, OTHER_CLUB))
    sentence = (
        "register.yaml:3: Ada, Joan and Rosa still hold a place in the mechanism “owls”, which the community "
        "file does not have: put it back, or end what is held there first; did you mean “olws”?"
    )
    assert [str(error) for error in found.plan.errors] == [sentence]
    assert found.plan.exit_code == 1
    changes = len(village.homeserver.changes)
    with pytest.raises(BadInput, match="Ada, Joan and Rosa still hold"):
        await carry_out(village.office, found, by="cleo")
    assert len(village.homeserver.changes) == changes
    assert village.homeserver.requests_made > made, "the room was looked at"
    assert await village.inside("owls") == {"ada", "joan", "rosa"}


async def test_what_has_ended_in_a_removed_mechanism_is_history(village: Village) -> None:
    gone = with_rule("{holds: {mandate: olws}}").replace("mandate: owls, role", "mandate: olws, role")
    past = REGISTER.replace("2026-12-31", "2025-12-31").replace("2028-12-31", "2026-11-20")
    found = await reviewed(village, gone.replace(OWLS_LINE, OTHER_CLUB), past)
    assert found.plan.errors == ()
    assert found.loaded.register.people[next(iter(found.loaded.register.people))].facts[0].words == (
        "member of owls, 2024-01-01 to 2025-12-31"
    )


async def test_what_has_no_end_in_a_removed_mechanism_is_told_where_it_stands(village: Village) -> None:
    gone = with_rule("{holds: {mandate: olws}}").replace("mandate: owls, role", "mandate: olws, role")
    endless = re.sub(r", to: [\d-]+", "", REGISTER)
    with pytest.raises(BadInput, match="“owls” is not a mechanism") as told:
        await reviewed(village, gone.replace(OWLS_LINE, OTHER_CLUB), endless)
    first, *others = str(told.value).splitlines()
    assert first == (
        "register.yaml:3:55: “owls” is not a mechanism. "
        "Expected olws, or an end (“to: …”) to what there is no more. Did you mean “olws”?"
    )
    assert [line.partition(":")[2].partition(":")[0] for line in others] == ["4", "10", "11"]


async def test_in_the_days_after_an_end_a_member_reads_and_is_then_gone(village: Village) -> None:
    village.write(community=with_rule("{holds: {mandate: owls}, grace: 10 days read only}"))
    await village.apply()
    owls = await village.room("owls")
    powers = []
    for days in (45, 10):
        village.clock.advance(timedelta(days))
        await village.apply()
        powers.append(found_powers(village.homeserver.states[owls]))
    assert powers == [{user("ada"): -1, user("rosa"): 50}, {user("rosa"): 50}]
    assert await village.inside("owls") == {"joan", "rosa"}


async def test_a_room_that_is_not_listed_stands_in_no_list_of_a_wider_space(village: Village) -> None:
    village.write(
        community=COMMUNITY.replace("      - room: owls\n", "      - room: owls\n        listed: no\n")
    )
    await village.apply()
    space = village.homeserver.states[await village.room("village")]
    listed = {await village.room("green"), await village.room("office")}
    assert linked_rooms(space, "m.space.child") == listed
    room = village.homeserver.states[await village.room("owls")]
    assert linked_rooms(room, "m.space.parent") == {await village.room("village")}
    assert (await reviewed(village, (village.folder / "community.yaml").read_text("utf-8"))).plan.steps == ()


async def test_a_space_that_is_not_listed_lists_rooms_of_the_same_people_alone(village: Village) -> None:
    inside = (
        "  - space: vault\n    name: {en: Vault}\n    listed: no\n"
        "    who: {holds: {mandate: owls}}\n    rooms:\n"
        "      - {room: same, name: {en: Same}}\n"
        "      - {room: chairs, name: {en: Chairs}, who: {holds: {mandate: owls, role: chair}}}\n"
    )
    found = await reviewed(village, COMMUNITY + inside)
    hidden = {key: room.hidden_in for key, room in found.desired.rooms.items() if room.hidden_in}
    assert hidden == {RoomKey("chairs"): {RoomKey("vault")}}
