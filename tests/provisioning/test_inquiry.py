"""What an inquiry gets: a line for each effect on a person or room: by whom, why, and whether it was done."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from kit.errors import BadInput, Unreachable
from kit.ids import PersonKey, RoomKey
from kit.ports import Ban
from provisioning.inquiry import COLUMNS, INTERRUPTED, NOT_BEGUN, STEPS, Asked, Line, lines
from provisioning.office import carry_out, review
from provisioning.plan.steps import Step
from provisioning.register.changes import Change, Deed, Entry
from provisioning.register.naming import find_ever
from provisioning.register.ownership import ownership
from provisioning.store import StoredBans
from provisioning.store.audit import record, rows
from provisioning.store.proposals import Proposals, ProposalState
from provisioning.store.register import History
from tests.provisioning.village import COMMUNITY, REGISTER, Village, user

NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village reads its files as a command does, without a loop."""
    return


async def told(village: Village, asked: Asked | None = None) -> Sequence[Line]:
    entries = await History(village.office.database).entries()
    owners = ownership(entries, {}, "palais.localhost")
    found = lines(await rows(village.office.database), entries, owners)
    return [line for line in found if (asked or Asked()).takes(line)]


async def newest(village: Village) -> Line:
    return (await told(village))[-1]


def test_every_kind_of_step_has_words() -> None:
    assert set(STEPS) == {kind.__name__ for kind in get_args(Step)}


def test_a_line_has_all_columns() -> None:
    line = Line(number=1, at=NEW_YEAR, kind="ban", by="x", what="y", hash="z")
    assert tuple(line.cells()) == COLUMNS


async def test_an_end_by_date_is_told_with_person_cause_and_why(village: Village) -> None:
    await village.apply()
    village.clock.advance(NEW_YEAR - village.clock.now())
    await village.apply()
    line = await newest(village)
    assert (line.room, line.person, line.user) == ("owls", "ada", user("ada"))
    assert (line.what, line.cause, line.why) == ("removed (was there by join)", "date", "the seat has ended")
    assert (line.by, line.done) == ("cleo", "yes")


async def test_every_effect_of_the_first_apply_is_a_line(village: Village) -> None:
    await village.apply()
    found = await told(village)
    seated = {(line.room, line.user) for line in found if line.what == "seated"}
    assert len(seated) == 4 + 4 + 3 + 1
    assert {line.room for line in found if line.what == "made"} == {"village", "green", "owls", "office"}
    assert all(line.done == "yes" for line in found)


async def test_what_the_register_learnt_is_told_with_ground_and_reason(village: Village) -> None:
    await village.apply()
    village.write(register=REGISTER.replace("cleo: {name: Cleo, languages: [en],", "cleo: {name: Cleo,"))
    await village.apply()
    line = await newest(village)
    assert (line.kind, line.person, line.what) == ("register", "cleo", "languages changed")
    assert (line.by, line.cause, line.why) == ("cleo", "register", "register.yaml")


async def test_nothing_private_of_the_register_is_told(village: Village) -> None:
    village.write(register=REGISTER.replace("{name: Ada,", "{name: Ada, email: ada@secret.example,"))
    await village.apply()
    village.write(register=REGISTER.replace("{name: Ada,", "{name: Ada, email: new@secret.example,"))
    await village.apply()
    found = [line.cells() for line in await told(village)]
    assert not [cell for cells in found for cell in cells.values() if "secret.example" in cell]


async def test_a_suspension_says_why_and_takes_out_with_its_cause(village: Village) -> None:
    await village.apply()
    since = "suspended: [{from: 2026-11-01, reason: Phone stolen.}]\n    name: Rosa"
    village.write(register=REGISTER.replace("name: Rosa\n", f"{since}\n", 1))
    await village.apply()
    found = await told(village, Asked(person=PersonKey("rosa")))
    assert {line.cause for line in found if line.what.startswith("removed")} == {"suspension"}
    entered = next(line for line in found if line.what.startswith("entered: suspension"))
    assert entered.why.startswith("Phone stolen.")


async def test_bans_are_told_with_their_reasons(village: Village) -> None:
    await village.apply()
    desired = (await review(village.office, village.loaded)).desired
    office = village.office
    bans = StoredBans(office.database, office.homeserver, office.rooms, village.clock, lambda: desired)
    owls, now = await village.room("owls"), village.clock.now()
    await bans.ban(Ban(room=owls, user=user("ada"), by=user("rosa"), reason="spam", at=now))
    await bans.lift(owls, user("ada"), user("cleo"), "pardon")
    banned, lifted = (await told(village))[-2:]
    assert (banned.what, banned.by, banned.why, banned.person) == ("banned", user("rosa"), "spam", "ada")
    assert (lifted.what, lifted.by, lifted.why) == ("ban lifted", user("cleo"), "pardon")


async def test_what_was_proposed_and_what_became_of_it_are_told_with_who_typed(village: Village) -> None:
    await village.apply()
    proposals = Proposals(village.office.database, village.clock)
    change = Change(person=PersonKey("ada"), deed=Deed.RELEASE, what={"account": "ada"}, reason="lost")
    made = await proposals.add([change], by="cleo", account="root, asked by cleo through sudo")
    await proposals.decide(made, ProposalState.REJECTED, by="bo", account="bo", reason="found again")
    *_, first, last = await told(village)
    assert (first.by, first.person, first.what) == ("cleo", "ada", f"changes proposed, proposal {made.id}")
    assert first.why == "by the account root, asked by cleo through sudo of the machine"
    assert (last.by, last.what) == ("bo", f"changes rejected, proposal {made.id}")
    assert last.why.startswith("found again")


async def test_a_retired_room_tells_of_everybody_who_was_in_it(village: Village) -> None:
    await village.apply()
    without = (
        COMMUNITY[: COMMUNITY.index("      - room: owls")]
        + COMMUNITY[COMMUNITY.index("      - room: office") :]
    )
    village.write(community=without)
    found = await review(village.office, village.loaded)
    await village.apply(*(hold.id for hold in found.plan.holds))
    out = {line.person for line in await told(village) if line.what.startswith("removed, since")}
    assert out == {"ada", "joan", "rosa"}


async def test_what_was_interrupted_is_not_told_as_done(village: Village) -> None:
    await village.apply()
    body = (await rows(village.office.database))[-2].body
    await record(village.office.database, "begun", body, village.clock.now())
    assert {line.done for line in await told(village, Asked(room=RoomKey("owls")))} == {"yes", INTERRUPTED}


async def test_what_failed_and_what_was_not_begun_say_so(village: Village) -> None:
    await village.apply()
    village.clock.advance(NEW_YEAR - village.clock.now())
    found = await review(village.office, village.loaded)
    village.homeserver.cut_after = 0
    with pytest.raises(Unreachable):
        await carry_out(village.office, found, by="cleo")
    became = [line.done for line in await told(village, Asked(since=NEW_YEAR))]
    assert sorted(became) == ["failed: remove: the server is gone", NOT_BEGUN, NOT_BEGUN]


async def test_an_account_is_told_as_its_owners_though_they_gave_it_up(village: Village) -> None:
    await village.apply()
    village.write(register=REGISTER.replace("{name: Ada, accounts: [ada],", "{name: Ada,"))
    found = await review(village.office, village.loaded)
    await village.apply(*(hold.id for hold in found.plan.holds))
    removed = [line for line in await told(village) if line.what.startswith("removed")]
    assert {(line.user, line.person) for line in removed} == {(user("ada"), "ada")}


def entry(at: datetime, who: str, deed: Deed, **what: object) -> Entry:
    return Entry(number=1, at=at, change=Change(person=PersonKey(who), deed=deed, what=what))


def test_an_account_is_its_holders_from_the_day_it_was_given() -> None:
    later = NEW_YEAR + timedelta(days=1)
    history = [
        entry(NEW_YEAR, "ada", Deed.ENTER, person={"name": "Ada", "accounts": ["a"]}),
        entry(later, "bea", Deed.BIND, account="@a:here"),
    ]
    owners = ownership(history, {user("old"): PersonKey("cy")}, "here")
    account = owners.full("a")
    days = (NEW_YEAR - timedelta(days=1), NEW_YEAR, later)
    assert [owners.at(account, day) for day in days] == [None, "ada", "bea"]
    assert owners.at(user("old"), NEW_YEAR) == "cy"


async def test_an_inquiry_takes_what_it_asks_for_and_nothing_else(village: Village) -> None:
    await village.apply()
    village.clock.advance(NEW_YEAR - village.clock.now())
    await village.apply()
    every = await told(village)
    for asked in (
        Asked(room=RoomKey("owls")),
        Asked(person=PersonKey("ada")),
        Asked(user=user("ada")),
        Asked(since=NEW_YEAR),
        Asked(until=NEW_YEAR),
        Asked(room=RoomKey("owls"), person=PersonKey("ada"), since=NEW_YEAR),
    ):
        taken = [line for line in every if asked.takes(line)]
        assert 0 < len(taken) < len(every)
    assert every[-1].at == NEW_YEAR
    assert Asked(since=NEW_YEAR).takes(every[-1])
    assert not Asked(until=NEW_YEAR).takes(every[-1])


async def test_powers_are_told_of_whom_they_name(village: Village) -> None:
    await village.apply()
    green = await village.room("green")
    levels = village.homeserver.states[green]["m.room.power_levels", ""].content
    village.homeserver.change(green, user("ada"), "m.room.power_levels", {**levels, "invite": 0})
    await village.apply()
    line = (await told(village, Asked(user=user("cleo"), room=RoomKey("green"))))[-1]
    assert line.what == "powers set: @cleo:palais.localhost 50"


async def test_people_are_found_under_every_name_they_ever_had(village: Village) -> None:
    await village.apply()
    village.write(register=REGISTER.replace("  joan: {name: Joan,", "  joan: {name: Joan Rivers,"))
    await village.apply()
    entries = await History(village.office.database).entries()
    for word in ("joan", "JOAN", "joan rivers"):
        assert find_ever(word, (), entries) == "joan"
    with pytest.raises(BadInput, match="nobody is or was in the register as “jean”; did you mean “joan”"):
        find_ever("jean", (), entries)


def test_a_name_of_two_people_is_not_guessed() -> None:
    entries = [
        entry(NEW_YEAR, "p1", Deed.ENTER, person={"name": "Ada"}),
        entry(NEW_YEAR, "p2", Deed.ENTER, person={"name": "ada"}),
    ]
    with pytest.raises(BadInput, match="more than one person: say which by key, p1 or p2"):
        find_ever("Ada", (), entries)
