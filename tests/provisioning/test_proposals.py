"""Changes that wait for a second person, kept with a row in the audit for all that is done to them."""

import pytest

from kit.errors import BadInput
from kit.ids import PersonKey
from provisioning.register.changes import Change, Deed, digest_of
from provisioning.store.audit import broken_rows, rows
from provisioning.store.proposals import Proposal, Proposals, ProposalState
from tests.provisioning.village import Village

ANN = Change(person=PersonKey("ann"), deed=Deed.ENTER, what={"person": {"name": "Ann"}}, source="a vote")


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> None:
    """The village writes and reads its files as a command does, without a loop."""
    return


def listed(village: Village) -> Proposals:
    return Proposals(village.office.database, village.clock)


async def proposed(village: Village) -> Proposal:
    return await listed(village).add([ANN], by="ada", account="root")


async def audited(village: Village) -> list[tuple[str, str, str, str]]:
    return [
        (row.kind, row.body["what"], row.body["by"], row.body["account"])
        for row in await rows(village.office.database)
    ]


async def test_a_proposal_is_kept_as_it_was_made(village: Village) -> None:
    made = await proposed(village)
    assert await listed(village).open() == [made]
    assert await listed(village).get(made.id) == made
    assert (made.changes, made.by, made.at) == ((ANN,), "ada", village.clock.now())


@pytest.mark.parametrize("state", [ProposalState.CONFIRMED, ProposalState.REJECTED])
async def test_what_was_decided_waits_no_longer_and_is_decided_once(
    village: Village, state: ProposalState
) -> None:
    made = await proposed(village)
    await listed(village).decide(made, state, by="joan", account="root", reason="seen")
    assert await listed(village).open() == []
    with pytest.raises(BadInput, match=f"proposal {made.id} was {state} by joan already"):
        await listed(village).get(made.id)
    with pytest.raises(BadInput, match="was decided by somebody else meanwhile"):
        await listed(village).decide(made, state, by="rosa", account="root")
    assert await audited(village) == [
        ("proposal", "proposed", "ada", "root"),
        ("proposal", state.value, "joan", "root"),
    ]


async def test_the_audit_names_the_very_changes_and_stays_whole(village: Village) -> None:
    made = await proposed(village)
    (row,) = await rows(village.office.database)
    assert (row.body["proposal"], row.body["people"]) == (made.id, ["ann"])
    assert row.body["sha256"] == digest_of([ANN])
    assert await broken_rows(village.office.database) == ()


async def test_a_proposal_that_there_is_not_is_refused(village: Village) -> None:
    with pytest.raises(BadInput, match="there is no proposal 7"):
        await listed(village).get(7)
