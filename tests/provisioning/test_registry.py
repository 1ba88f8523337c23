"""The register's history: what files and commands add to it, and what it says of any earlier moment."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.loading import Loaded
from provisioning.office import Receipt, carry_out, review
from provisioning.register.changes import Change, Deed, entered_by
from provisioning.registry import Registry
from tests.provisioning.unprotecting import unprotect
from tests.provisioning.village import REGISTER, Village, user

JOAN = PersonKey("joan")
ANN = Change(
    person=PersonKey("ann"),
    deed=Deed.ENTER,
    what={
        "person": {"name": "Ann", "accounts": ["ada"], "holds": [{"mandate": "owls", "from": "2024-01-01"}]}
    },
)


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


def suspended(person: str = "joan") -> Change:
    entry = {"from": "2025-06-01T00:00+00:00", "reason": "her telephone was stolen"}
    return Change(person=PersonKey(person), deed=Deed.ADD, what={"list": "suspended", "entry": entry})


def bound(account: str, **how: str) -> Change:
    return Change(person=JOAN, deed=Deed.BIND, what={"account": account, **how})


async def enter(village: Village, *changes: Change) -> Receipt:
    rules = await registry(village).rules()
    assert rules is not None
    proposed = rules.with_changes(entered_by(changes, "cleo", "a letter", "as asked"))
    return await carry_out(village.office, await review(village.office, proposed), by="cleo")


def registry(village: Village) -> Registry:
    return village.office.registry


async def now(village: Village) -> Loaded:
    found = await registry(village).rules()
    assert found is not None
    return found


async def test_a_file_is_taken_once(village: Village) -> None:
    await village.apply()
    await village.apply()
    assert await registry(village).history.last() == 4


async def test_what_a_command_entered_survives_the_file(village: Village) -> None:
    await village.apply()
    await enter(village, suspended())
    assert "joan" not in await village.inside("owls")
    village.write(register=REGISTER.replace("name: Ada,", "name: Ada Lovelace,"))
    await village.apply()
    assert "joan" not in await village.inside("owls")
    assert (await now(village)).register.people[PersonKey("ada")].name == "Ada Lovelace"


async def test_a_change_says_who_entered_it_on_what_ground_and_when(village: Village) -> None:
    await village.apply()
    await enter(village, suspended())
    entry = (await registry(village).told_of(JOAN))[-1]
    assert (entry.change.by, entry.change.source, entry.change.reason) == ("cleo", "a letter", "as asked")
    assert entry.at == village.clock.now()


async def test_a_file_left_as_it_was_takes_nothing_back(village: Village) -> None:
    await village.apply()
    await enter(village, bound("@joan:away.org", how="claim"))
    reviewed = await review(village.office, village.loaded)
    assert reviewed.loaded.inputs.proposed == ()
    assert len(reviewed.loaded.register.people[JOAN].accounts) == 2


async def test_who_is_known_on_a_day_is_what_was_known_then(village: Village) -> None:
    await village.apply()
    first = village.clock.now()
    village.clock.advance(timedelta(days=3))
    await enter(village, bound("@joan:away.org", how="claim"))
    then, later = await registry(village).as_of(first), await registry(village).as_of(village.clock.now())
    assert then is not None
    assert later is not None
    assert then.register.people[JOAN].accounts == ("joan",)
    assert later.register.people[JOAN].accounts == ("joan", "@joan:away.org")
    assert await registry(village).as_of(first - timedelta(days=1)) is None


async def test_a_community_file_of_an_earlier_day_is_kept(village: Village) -> None:
    await village.apply()
    first = village.clock.now()
    village.clock.advance(timedelta(days=1))
    community = village.loaded.inputs.files["community.yaml"]
    village.write(community=community.replace("{en: Owls}", "{en: Night}"))
    await village.apply()
    then, later = await registry(village).as_of(first), await registry(village).as_of(village.clock.now())
    assert then is not None
    assert later is not None
    assert {one.inputs.files["community.yaml"].count("{en: Night}") for one in (then, later)} == {0, 1}


async def test_somebody_entered_with_an_account_of_another_is_refused_and_nothing_is_entered(
    village: Village,
) -> None:
    await village.apply()
    with pytest.raises(BadInput, match="“ada” belongs to ada already"):
        await enter(village, ANN)
    assert await registry(village).history.last() == 4


async def test_a_first_seat_in_a_confidential_room_waits_when_entered_by_hand(village: Village) -> None:
    await village.apply()
    for account in ("joan2", "joan3"):
        village.homeserver.people.add(user(account))
    by_hand = await enter(village, bound("joan2"))
    verified = await enter(village, bound("joan3", how="claim"))
    assert len(by_hand.open_holds) == 1
    assert by_hand.open_holds == verified.open_holds
    assert {"joan3"} == await village.inside("owls") & {"joan2", "joan3"}


async def test_a_suspension_waits_for_nobody_and_is_over_at_once(village: Village) -> None:
    await village.apply()
    assert (await enter(village, suspended())).open_holds == ()
    assert "joan" not in await village.inside("green")
    end = Change(
        person=JOAN,
        deed=Deed.AMEND,
        what={
            "list": "suspended",
            "key": "suspension@2025-06-01T00:00+00:00",
            "fields": {"to": "2025-06-01T00:00+00:00"},
        },
    )
    assert (await enter(village, end)).open_holds == ()
    assert "joan" in await village.inside("owls")


@pytest.mark.parametrize("table", ["provisioning_register", "provisioning_ruled"])
async def test_the_history_can_only_be_added_to(village: Village, table: str) -> None:
    await village.apply()
    for change in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="is only ever added to"):
            async with village.office.database.begin() as connection:
                await connection.execute(text(change))


async def test_a_platform_from_before_the_history_brings_its_people_along(village: Village) -> None:
    await village.apply()
    async with village.office.database.begin() as connection:
        for table in ("provisioning_register", "provisioning_ruled"):
            await unprotect(connection, table)
            await connection.execute(text(f"DELETE FROM {table}"))
        await connection.execute(text("UPDATE provisioning_inputs SET entries = 0"))
    registry(village).restored.clear()
    assert len((await now(village)).register.people) == 4
    reviewed = await review(village.office, village.loaded)
    assert not reviewed.plan.steps
    assert len(reviewed.loaded.inputs.proposed) == 4
