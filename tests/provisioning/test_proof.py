"""The audit proves itself: what was changed, put in, taken out or written anew is named."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.proof import Head, Proof, head_from, odd_entries, prove
from provisioning.store.audit import START, kept_rows, record, rows
from provisioning.store.register import History
from provisioning.store.tables import audit, register
from tests.provisioning.unprotecting import unprotect
from tests.provisioning.village import REGISTER, Village


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village reads its files as a command does, without a loop."""
    return


@pytest.fixture
async def kept(village: Village) -> Village:
    """A village with six rows in its audit."""
    await village.apply()
    for number in range(3):
        village.clock.advance(timedelta(hours=1))
        await record(village.office.database, "note", {"number": number}, village.clock.now())
    return village


async def proof(village: Village, posted: Head | None = None) -> Proof:
    return prove(await kept_rows(village.office.database), posted)


async def spoil(village: Village, *acts: Any) -> None:
    """Change the audit as one can who has the database's file."""
    async with village.office.database.begin() as connection:
        for table in ("audit", "register"):
            await unprotect(connection, f"provisioning_{table}")
        for act in acts:
            await connection.execute(act)


async def test_an_audit_nobody_touched_holds_and_names_its_head(kept: Village) -> None:
    found = await proof(kept)
    newest = (await rows(kept.office.database))[-1]
    assert found.holds
    assert found.head is not None
    assert found.head.full == f"{newest.number}:{newest.hash}"
    told = list(found.says())
    assert told[0] == f"The audit has {newest.number} rows since 2026-11-21T12:00:00+00:00."
    assert told[2] == "Each row is as it was written, and carries the hash of the one before."


async def test_an_audit_without_rows_holds(village: Village) -> None:
    found = await proof(village)
    assert found.holds
    assert list(found.says()) == ["The audit is empty: nothing was done yet."]


async def test_a_changed_row_is_named(kept: Village) -> None:
    await spoil(kept, update(audit).where(audit.c.number == 2).values(body="{}"))
    found = await proof(kept)
    assert (found.holds, found.changed, found.loose) == (False, (2,), ())
    assert any(said.startswith("Row 2 is not as written.") for said in found.says())


async def test_a_changed_row_with_a_fitting_hash_leaves_the_next_one_loose(kept: Village) -> None:
    second, third = (await kept_rows(kept.office.database))[1:3]
    forged = {"body": "{}", "hash": type(second)(**{**_row(second), "body": "{}"}).own}
    await spoil(kept, update(audit).where(audit.c.number == 2).values(**forged))
    found = await proof(kept)
    assert (found.changed, found.loose) == ((), (third.number,))


async def test_a_row_taken_out_leaves_the_next_one_loose(kept: Village) -> None:
    await spoil(kept, delete(audit).where(audit.c.number == 3))
    found = await proof(kept)
    assert (found.holds, found.loose) == (False, (4,))


async def test_rows_cut_off_at_the_end_show_in_a_head_that_was_posted(kept: Village) -> None:
    posted = (await proof(kept)).head
    assert posted is not None
    await spoil(kept, delete(audit).where(audit.c.number == posted.number))
    assert (await proof(kept)).holds, "the chain alone cannot tell"
    found = await proof(kept, posted)
    assert not found.holds
    assert f"There is no row {posted.number} any more" in list(found.says())[-1]


async def test_a_chain_written_anew_shows_in_a_head_that_was_posted(kept: Village) -> None:
    posted = (await proof(kept)).head
    assert posted is not None
    old = await rows(kept.office.database)
    await spoil(kept, delete(audit))
    for row in old:
        body = {**row.body, "by": "somebody else"} if row.number == 1 else row.body
        await record(kept.office.database, row.kind, body, row.at)
    assert (await proof(kept)).holds, "the chain alone cannot tell"
    found = await proof(kept, posted)
    assert not found.holds
    assert "the audit was written anew" in list(found.says())[-1]


async def test_a_head_that_was_posted_is_found_with_all_or_the_beginning_of_its_hash(kept: Village) -> None:
    early = (await kept_rows(kept.office.database))[1]
    for given in (f"2:{early.hash}", f" \u20682:{early.hash[:12]}\u2069 "):
        found = await proof(kept, head_from(given))
        assert found.holds
        assert list(found.says())[-1].startswith(f"Row 2:{early.hash[:12]} is in it as it was posted")


@pytest.mark.parametrize(
    "given", ["", "2", "2:abc", "0:" + "a" * 64, "2:" + "g" * 12, "2:" + "a" * 65, "-1:a"]
)
def test_what_is_no_head_is_refused(given: str) -> None:
    with pytest.raises(BadInput, match="is not the head of an audit"):
        head_from(given)


async def test_a_row_with_another_start_is_loose(kept: Village) -> None:
    first = (await kept_rows(kept.office.database))[0]
    forged = type(first)(**{**_row(first), "before": "1" * 64})
    assert first.before == START
    assert prove([forged]).loose == (1,)


async def test_the_registers_history_is_as_the_audit_tells_it(kept: Village) -> None:
    kept.write(register=REGISTER.replace("{name: Joan,", "{name: Joan Rivers,"))
    await kept.apply()
    assert await odd(kept) == ()


async def test_a_changed_entry_of_the_register_is_named_with_all_entered_together(kept: Village) -> None:
    await spoil(kept, update(register).where(register.c.number == 2).values(by="eve"))
    assert 2 in await odd(kept)


async def test_an_entry_of_the_register_that_the_audit_does_not_know_is_named(kept: Village) -> None:
    entries = await History(kept.office.database).entries()
    added = {"number": len(entries) + 1, "at": kept.clock.now(), **entries[0].change.as_json()}
    await spoil(kept, insert(register).values(**{**added, "person": PersonKey("eve")}))
    assert await odd(kept) == (len(entries) + 1,)
    told = list((await proof(kept)).with_entries(await odd(kept)).says())
    assert f"change {len(entries) + 1} is not as the audit tells it" in " ".join(told)


async def test_an_entry_of_the_register_that_was_taken_out_is_named(kept: Village) -> None:
    entries = await History(kept.office.database).entries()
    await spoil(kept, delete(register).where(register.c.number == len(entries)))
    assert len(entries) in await odd(kept)


async def odd(village: Village) -> tuple[int, ...]:
    entries = await History(village.office.database).entries()
    return odd_entries(await rows(village.office.database), entries)


def _row(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "at", "kind", "body", "before", "hash")}
