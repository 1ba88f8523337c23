"""The steward mends what is done by hand, says so once, does handed-over work, and forgets nothing."""

import asyncio
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from kit.errors import Unreachable
from kit.events import Membership
from kit.ports import Ban
from provisioning.handing import HandedBack, follow, hand_over
from provisioning.office import review
from provisioning.proof import head_from, prove
from provisioning.store import Progress, WorkList, WorkState
from provisioning.store.audit import kept_rows, rows
from tests.provisioning.listening import Listening
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


@pytest.fixture
async def listening(village: Village) -> Listening:
    await village.apply()
    here = Listening(village)
    await here.steward.start()
    await here.settle()
    here.said.clear()
    return here


async def test_its_own_doings_ask_for_nothing(village: Village) -> None:
    here = Listening(village)
    await here.steward.start()
    await here.steward.apply(village.loaded, by="cleo")
    await here.steward.look()
    assert await here.settle() == 0
    assert here.told() == []


async def test_a_topic_changed_by_hand_is_put_back_and_said_once(listening: Listening) -> None:
    green = await listening.village.room("green")
    listening.village.homeserver.change(green, user("rosa"), "m.room.topic", {"topic": "Ha ha"})
    await listening.settle()
    state = listening.village.homeserver.states[green]
    assert state["m.room.topic", ""].content == {"topic": "Where all meet."}
    changed = "Rosa (@rosa:palais.localhost) changed Green by hand (the topic)."
    assert listening.told() == [f"{changed} I have put it back as the files say."]
    assert await listening.settle() == 0


async def test_a_person_made_to_enter_is_taken_out(listening: Listening) -> None:
    owls = await listening.village.room("owls")
    listening.village.homeserver.stand(owls, user("mallory"), Membership.JOIN, by=user("rosa"))
    await listening.settle()
    assert "mallory" not in await listening.village.inside("owls")
    [told] = listening.told()
    assert told.startswith("Rosa (@rosa:palais.localhost) let @mallory:palais.localhost into Owls, where")


async def test_a_person_made_to_leave_is_brought_back(listening: Listening) -> None:
    owls = await listening.village.room("owls")
    listening.village.homeserver.stand(owls, user("ada"), Membership.LEAVE, by=user("rosa"))
    await listening.settle()
    assert "ada" in await listening.village.inside("owls")
    assert len(listening.told()) == 1


async def test_whose_ban_is_lifted_has_their_seat_back_without_a_word(listening: Listening) -> None:
    owls, bans = await listening.village.room("owls"), listening.bans
    now = listening.village.clock.now()
    await bans.ban(Ban(room=owls, user=user("ada"), by=user("rosa"), reason="spam", at=now))
    await listening.settle()
    assert "ada" not in await listening.village.inside("owls")
    await bans.lift(owls, user("ada"), user("cleo"), "pardon")
    await listening.settle()
    assert "ada" in await listening.village.inside("owls")
    assert listening.told() == []


async def test_who_leaves_by_own_wish_is_invited_once_and_not_talked_about(
    listening: Listening,
) -> None:
    owls = await listening.village.room("owls")
    listening.village.homeserver.stand(owls, user("ada"), Membership.LEAVE, by=user("ada"))
    await listening.settle()
    assert listening.village.homeserver.membership(owls, user("ada")) is Membership.INVITE
    listening.village.homeserver.stand(owls, user("ada"), Membership.LEAVE, by=user("ada"))
    await listening.settle()
    assert listening.village.homeserver.membership(owls, user("ada")) is Membership.LEAVE
    assert listening.told() == []


async def test_who_left_while_nobody_listened_is_invited_and_not_talked_about_either(
    listening: Listening,
) -> None:
    owls = await listening.village.room("owls")
    listening.village.homeserver.stand(owls, user("ada"), Membership.LEAVE, by=user("ada"))
    again = Listening(listening.village, heard=len(listening.village.homeserver.changes))
    await again.steward.start()
    await again.settle()
    assert listening.village.homeserver.membership(owls, user("ada")) is Membership.INVITE
    assert again.told() == []


async def test_a_power_level_raised_by_hand_is_taken_back(listening: Listening) -> None:
    green = await listening.village.room("green")
    levels = listening.village.homeserver.states[green]["m.room.power_levels", ""].content
    raised = {**levels, "invite": 0, "users": {**levels["users"], user("ada"): 100}}
    listening.village.homeserver.change(green, user("ada"), "m.room.power_levels", raised)
    await listening.settle()
    assert listening.village.homeserver.states[green]["m.room.power_levels", ""].content == levels
    assert len(listening.told()) == 1


async def test_a_room_is_looked_at_alone(listening: Listening) -> None:
    green = await listening.village.room("green")
    listening.village.homeserver.change(green, user("rosa"), "m.room.name", {"name": "Mine"})
    assert await listening.settle() <= 3


async def test_a_change_is_told_though_the_words_failed_at_first(listening: Listening) -> None:
    green = await listening.village.room("green")
    listening.village.homeserver.change(green, user("rosa"), "m.room.name", {"name": "Mine"})
    listening.silent = True
    with pytest.raises(Unreachable):
        await listening.settle()
    assert listening.village.homeserver.states[green]["m.room.name", ""].content == {"name": "Green"}
    listening.silent = False
    await listening.settle()
    assert len(listening.told()) == 1


async def test_a_platform_that_died_after_mending_tells_it_when_it_is_back(listening: Listening) -> None:
    green = await listening.village.room("green")
    listening.village.homeserver.change(green, user("rosa"), "m.room.name", {"name": "Mine"})
    listening.silent = True
    with suppress(Unreachable):
        await listening.settle()
    reborn = Listening(listening.village, heard=len(listening.village.homeserver.changes))
    await reborn.steward.start()
    await reborn.settle()
    assert [text.partition(" changed ")[0] for text in reborn.told()] == ["Rosa (@rosa:palais.localhost)"]


async def test_what_changed_while_nobody_listened_is_mended_at_start(listening: Listening) -> None:
    green = await listening.village.room("green")
    listening.village.homeserver.change(green, user("rosa"), "m.room.name", {"name": "Mine"})
    reborn = Listening(listening.village, heard=len(listening.village.homeserver.changes))
    await reborn.steward.start()
    await reborn.settle()
    assert reborn.told() == [
        "Green was not as the files say. I have put it back; I did not see who changed it."
    ]


async def test_a_date_takes_people_out_by_itself(listening: Listening) -> None:
    listening.village.clock.advance(datetime(2027, 1, 1, 12, tzinfo=UTC) - listening.village.clock.now())
    await listening.settle()
    assert await listening.village.inside("owls") == {"joan", "rosa"}
    assert listening.told() == []


async def test_an_account_that_comes_is_seated(village: Village) -> None:
    village.homeserver.people.discard(user("joan"))
    await village.apply()
    here = Listening(village)
    await here.steward.start()
    await here.settle()
    village.homeserver.people.add(user("joan"))
    village.clock.advance(timedelta(seconds=20))
    await here.settle()
    assert "joan" in await village.inside("owls")


async def test_an_edited_file_does_nothing_until_it_is_applied(listening: Listening) -> None:
    listening.village.write(community=COMMUNITY.replace("{en: Green}", "{en: Lawn}"))
    listening.village.clock.advance(timedelta(hours=1))
    await listening.settle()
    green = await listening.village.room("green")
    assert listening.village.homeserver.states[green]["m.room.name", ""].content == {"name": "Green"}


async def test_files_applied_but_for_a_hold_are_not_undone(listening: Listening) -> None:
    rename = COMMUNITY.replace("{en: Green}", "{en: Lawn}")
    listening.village.write(community=rename, register="people: {}")
    await listening.village.apply()
    reborn = Listening(listening.village, heard=len(listening.village.homeserver.changes))
    await reborn.steward.start()
    await reborn.settle()
    green = await listening.village.room("green")
    assert listening.village.homeserver.states[green]["m.room.name", ""].content == {"name": "Lawn"}
    assert await listening.village.inside("green") == {"ada", "joan", "rosa", "cleo"}
    assert all(text.startswith("A change waits for you") for text in reborn.told())
    assert reborn.told()


async def test_handed_over_work_is_done_and_followed(listening: Listening) -> None:
    village = listening.village
    work = WorkList(village.office.database, village.clock)
    village.write(community=COMMUNITY.replace("{en: Green}", "{en: Lawn}"))
    number = await hand_over(work, village.loaded, by="cleo")
    lines: list[Progress] = []
    running = asyncio.create_task(listening.steward.run())
    result = await follow(work, number, alive=lambda: True, progress=lines.append, every=0.01)
    running.cancel()
    assert result["exit_code"] == 0
    assert [line.text for line in lines] == ["green: rename “Green” to “Lawn”"]


async def test_handed_over_work_that_cannot_be_done_says_why(listening: Listening) -> None:
    village = listening.village
    work = WorkList(village.office.database, village.clock)
    number = await hand_over(work, village.loaded, by="cleo", expected="another")
    await listening.settle()
    with pytest.raises(HandedBack, match="no longer the one you reviewed"):
        await follow(work, number, alive=lambda: True)


async def test_a_platform_that_stops_leaves_nobody_waiting(listening: Listening) -> None:
    village = listening.village
    work = WorkList(village.office.database, village.clock)
    number = await hand_over(work, village.loaded, by="cleo")
    with pytest.raises(HandedBack, match="has stopped"):
        await follow(work, number, alive=lambda: False)
    assert await work.take() is None, "no later platform may do it unasked"


async def test_files_handed_over_long_ago_never_come_to_rule(listening: Listening) -> None:
    village = listening.village
    work = WorkList(village.office.database, village.clock)
    forgotten = await hand_over(work, village.loaded, by="cleo")
    village.clock.advance(timedelta(minutes=11))
    fresh = await hand_over(work, village.loaded, by="cleo")
    await Listening(village).steward.start()
    taken = await work.take()
    assert taken is not None
    assert taken.id == fresh != forgotten


async def test_work_that_a_dead_platform_had_taken_is_said_to_be_interrupted(listening: Listening) -> None:
    village = listening.village
    work = WorkList(village.office.database, village.clock)
    number = await hand_over(work, village.loaded, by="cleo")
    await work.take()
    await Listening(village).steward.start()
    piece = await work.get(number)
    assert piece is not None
    assert piece.state is WorkState.FAILED


async def test_no_two_takers_get_one_piece(village: Village) -> None:
    work = WorkList(village.office.database, village.clock)
    for _ in range(3):
        await work.add("apply", {}, "cleo")
    taken = await asyncio.gather(*(work.take() for _ in range(6)))
    numbers = [piece.id for piece in taken if piece is not None]
    assert len(numbers) == len(set(numbers))


async def test_a_suspended_person_is_out_at_once(listening: Listening) -> None:
    listening.village.write(
        register=REGISTER.replace(
            "rosa:\n    name: Rosa",
            "rosa:\n    suspended: [{from: 2026-11-01, reason: Inquiry.}]\n    name: Rosa",
        )
    )
    receipt = await listening.steward.apply(listening.village.loaded, by="cleo")
    assert receipt.complete
    assert "rosa" not in await listening.village.inside("owls")


def heads(here: Listening) -> list[str]:
    """Return the heads of the audit that were posted, in full."""
    told = [say.message.plain for key, say in here.said.items() if key.startswith("head:")]
    return [found[0] for text in told if (found := re.search(r"\d+:[0-9a-f]{64}", text))]


async def holds(here: Listening, head: str) -> bool:
    return prove(await kept_rows(here.village.office.database), head_from(head)).holds


async def reborn(here: Listening) -> Listening:
    """Return the same steward after a restart, its outbox remembered."""
    again = Listening(here.village, said=here.said, heard=here.heard, standing=here.standing)
    await again.steward.start()
    await again.settle()
    return again


async def test_the_head_of_the_audit_is_posted_once_a_day(listening: Listening) -> None:
    for _ in range(3):
        listening.village.clock.advance(timedelta(hours=23))
        await listening.settle()
        await reborn(listening)
    posted = heads(listening)
    assert len(posted) == len(set(posted)) == 3
    assert [await holds(listening, head) for head in posted] == [True] * 3


async def test_a_removal_from_a_confidential_room_posts_the_head_at_once(listening: Listening) -> None:
    owls, green = [await listening.village.room(key) for key in ("owls", "green")]
    listening.village.homeserver.stand(green, user("mallory"), Membership.JOIN, by=user("rosa"))
    await listening.settle()
    assert heads(listening) == []
    listening.village.homeserver.stand(owls, user("mallory"), Membership.JOIN, by=user("rosa"))
    await listening.settle()
    await reborn(listening)
    [head] = heads(listening)
    assert await holds(listening, head)
    done = [row.number for row in await rows(listening.village.office.database) if row.kind == "receipt"]
    assert int(head.partition(":")[0]) == done[-1]


async def test_a_ban_in_a_confidential_room_posts_it_too(listening: Listening) -> None:
    owls, clock = await listening.village.room("owls"), listening.village.clock
    await listening.bans.ban(Ban(room=owls, user=user("ada"), by=user("rosa"), reason="spam", at=clock.now()))
    await listening.settle()
    assert len(heads(listening)) == 1


NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
async def after_the_term(listening: Listening) -> Listening:
    """New Year's Day: Ada's term has ended, and she is out of everything."""
    listening.village.clock.advance(NEW_YEAR - listening.village.clock.now())
    await listening.settle()
    listening.said.clear()
    assert await listening.village.inside("owls") == {"joan", "rosa"}
    return listening


async def test_a_clock_that_goes_back_undoes_nothing_and_is_told_once(after_the_term: Listening) -> None:
    after_the_term.village.clock.set(NEW_YEAR - timedelta(days=2))
    for _ in range(3):
        after_the_term.village.clock.advance(timedelta(minutes=20))
        await after_the_term.settle()
    again = await reborn(after_the_term)
    assert await again.village.inside("owls") == {"joan", "rosa"}
    [told] = again.told()
    assert told.startswith("The clock of this machine went back to 2026-12-30 ")
    assert "I have acted as of 2027-01-01 13:00 (Europe/Zurich) already" in told


async def test_a_platform_that_starts_with_a_clock_gone_back_undoes_nothing(
    after_the_term: Listening,
) -> None:
    after_the_term.village.clock.set(NEW_YEAR - timedelta(days=2))
    again = Listening(after_the_term.village, heard=after_the_term.heard)
    await again.steward.start()
    await again.steward.apply(again.village.loaded, by="palais up")
    await again.settle()
    assert await again.village.inside("owls") == {"joan", "rosa"}


async def test_hands_are_mended_as_before_while_the_clock_is_behind(after_the_term: Listening) -> None:
    village = after_the_term.village
    village.clock.set(NEW_YEAR - timedelta(days=2))
    village.homeserver.stand(await village.room("owls"), user("ada"), Membership.JOIN, by=user("rosa"))
    await after_the_term.settle()
    assert await village.inside("owls") == {"joan", "rosa"}


async def test_what_an_officer_applies_goes_by_the_clock_as_they_saw_it(after_the_term: Listening) -> None:
    village = after_the_term.village
    village.clock.set(NEW_YEAR - timedelta(days=2))
    await after_the_term.settle()
    plan = await review(village.office, village.loaded)
    work = WorkList(village.office.database, village.clock)
    number = await hand_over(work, village.loaded, by="cleo", expected=plan.digest)
    await after_the_term.settle()
    result = await follow(work, number, alive=lambda: True)
    assert result["exit_code"] == 0
    assert await village.inside("owls") == {"ada", "joan", "rosa"}
    again = await reborn(after_the_term)
    assert await again.village.inside("owls") == {"ada", "joan", "rosa"}, (
        "the earlier time holds from then on"
    )
    again.village.clock.advance(timedelta(days=3))
    await again.settle()
    assert await again.village.inside("owls") == {"joan", "rosa"}


async def test_a_clock_that_leaps_forward_is_told_once(listening: Listening) -> None:
    listening.village.clock.set(NEW_YEAR)
    await listening.settle()
    await reborn(listening)
    assert await listening.village.inside("owls") == {"joan", "rosa"}
    [told] = listening.told()
    assert told.startswith("The clock of this machine went forward all at once, from 2026-11-21 ")


async def test_a_clock_set_back_does_not_keep_the_steward_from_looking(listening: Listening) -> None:
    village = listening.village
    village.clock.set(village.clock.now() - timedelta(days=7))
    green = await village.room("green")
    village.homeserver.change(green, user("rosa"), "m.room.name", {"name": "Mine"})
    listening.heard = len(village.homeserver.changes)
    village.clock.advance(timedelta(minutes=16))
    await listening.settle()
    assert village.homeserver.states[green]["m.room.name", ""].content == {"name": "Green"}


async def test_what_waits_for_a_human_waits_however_few_rooms_are_looked_at(listening: Listening) -> None:
    village = listening.village
    village.write(register=f"people:\n  rosa:{REGISTER.partition('  rosa:')[2]}")
    await listening.steward.apply(village.loaded, by="cleo")
    village.homeserver.change(await village.room("owls"), user("rosa"), "m.room.name", {"name": "Mine"})
    await listening.settle()
    assert await village.inside("owls") == {"ada", "joan", "rosa"}


OPEN = "name: {en: Green}\n        join: space"


async def test_who_is_banned_from_a_space_loses_its_open_doors_too(village: Village) -> None:
    village.write(community=COMMUNITY.replace("name: {en: Green}", f"{OPEN}\n        who: nobody"))
    await village.apply()
    listening = Listening(village)
    await listening.steward.start()
    await listening.settle()
    space, green = await village.room("village"), await village.room("green")
    village.homeserver.stand(green, user("ada"), Membership.JOIN, by=user("ada"))
    await listening.settle()
    assert "ada" in await village.inside("green")
    now = village.clock.now()
    await listening.bans.ban(Ban(room=space, user=user("ada"), by=user("cleo"), reason="spam", at=now))
    await listening.settle()
    assert "ada" not in await village.inside("green")


async def test_nobody_is_banned_by_hand_not_even_who_has_no_seat(listening: Listening) -> None:
    owls = await listening.village.room("owls")
    listening.village.homeserver.stand(owls, user("mallory"), Membership.BAN, by=user("rosa"))
    await listening.settle()
    assert listening.village.homeserver.membership(owls, user("mallory")) is Membership.LEAVE
