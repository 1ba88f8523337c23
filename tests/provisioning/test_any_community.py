"""Whatever the files want and whatever is found, a plan done once leaves nothing to do."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.classification import Classification
from kit.events import Membership
from kit.ids import PersonKey, RoomId, RoomKey, UserId
from provisioning.plan import Cause, Plan, digest, plan, step_id
from provisioning.plan.order import waits_for
from provisioning.plan.outcome import outcome
from provisioning.plan.steps import InviteBack, RemovePerson, SeatPerson, deed
from provisioning.shape import (
    BanFact,
    Desired,
    DesiredRoom,
    Found,
    FoundMember,
    FoundRoom,
    History,
    JoinRule,
    Look,
    Memory,
    Power,
    Seat,
)

AT = datetime(2026, 11, 21, tzinfo=UTC)
STEWARD = UserId("@steward:palais.localhost")
KEYS = [RoomKey(key) for key in ("hall", "attic", "cellar", "tower")]
USERS = [UserId(f"@{name}:palais.localhost") for name in ("ada", "joan", "rosa")] + [
    UserId("@eva:far.example")
]

TAMPERED = ("m.room.power_levels invite is 0", "m.room.guest_access is 'can_join'")

seats = st.builds(
    Seat,
    person=st.just(PersonKey("p")),
    rule=st.just(""),
    fact=st.just(""),
    power=st.sampled_from([Power.READER, Power.MEMBER, Power.MODERATOR]),
)
wanted_looks = st.builds(
    Look,
    name=st.sampled_from(["Hall", "Attic"]),
    topic=st.sampled_from([None, "Words"]),
    join_rule=st.sampled_from(list(JoinRule)),
    history=st.sampled_from(list(History)),
    servers=st.sampled_from([None, frozenset({"far.example"})]),
    read_only=st.booleans(),
)
found_looks = st.builds(
    Look,
    name=st.sampled_from(["Hall", "Mine"]),
    topic=st.sampled_from([None, "Ha ha"]),
    encrypted=st.booleans(),
    join_rule=st.sampled_from(list(JoinRule)),
    history=st.sampled_from(list(History)),
    read_only=st.booleans(),
)
found_members = st.dictionaries(
    st.sampled_from(USERS),
    st.builds(
        FoundMember, membership=st.sampled_from(list(Membership)), by=st.sampled_from([STEWARD, *USERS])
    ),
)


@st.composite
def desireds(draw: st.DrawFn) -> Desired:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    rooms = [
        DesiredRoom(
            key=key,
            look=replace(draw(wanted_looks), allow=frozenset(_space(key, keys))),
            classification=draw(st.sampled_from(list(Classification))),
            parents=_space(key, keys),
            seats=draw(st.dictionaries(st.sampled_from(USERS), seats)),
        )
        for key in sorted(keys, key=KEYS.index)
    ]
    return Desired(at=AT, rooms={room.key: room for room in rooms})


def _space(key: RoomKey, keys: list[RoomKey]) -> tuple[RoomKey, ...]:
    return tuple(KEYS[:1]) if key != KEYS[0] and KEYS[0] in keys else ()


@st.composite
def founds(draw: st.DrawFn) -> Found:
    rooms = [
        FoundRoom(
            id=RoomId(f"!{key}"),
            key=key,
            look=draw(found_looks),
            members=draw(found_members),
            powers=draw(st.dictionaries(st.sampled_from(USERS), st.sampled_from([-1, 50, 100]))),
            parents=frozenset(draw(st.lists(st.sampled_from([RoomId("!hall"), RoomId("!else")])))),
            complete=draw(st.booleans()),
            tampered=draw(st.sampled_from([(), TAMPERED])),
            moderators_set_topic=draw(st.booleans()),
            adopted=draw(st.booleans()),
        )
        for key in draw(st.lists(st.sampled_from(KEYS), unique=True))
    ]
    return Found(rooms={room.key: room for room in rooms})


bans = st.lists(
    st.builds(
        BanFact,
        room=st.sampled_from(KEYS),
        user=st.sampled_from(USERS),
        by=st.just(STEWARD),
        reason=st.just("spam"),
        at=st.just(AT),
    ),
    max_size=2,
).map(tuple)


def planned(
    wanted: Desired,
    found: Found,
    banned: tuple[BanFact, ...],
    previous: Desired | None,
    memory: Memory | None = None,
) -> Plan:
    bound = {key: room.id for key, room in found.rooms.items()}
    known = memory or Memory(bound=bound, bans=banned)
    return plan(wanted, found, known, steward=STEWARD, previous=previous, before=previous)


slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(desireds(), founds(), bans, st.none() | desireds())
def test_a_plan_done_once_leaves_nothing_to_do(
    wanted: Desired, found: Found, banned: tuple[BanFact, ...], previous: Desired | None
) -> None:
    made = planned(wanted, found, banned, previous)
    after = outcome(found, made.steps, steward=STEWARD)
    invited: frozenset[tuple[RoomKey, UserId]] = frozenset()
    for _ in range(2):  # a ban that is lifted lets a seat be given by the next plan, never by the same
        bound = {key: room.id for key, room in after.rooms.items()}
        invited |= frozenset((step.key, step.user) for step in made.steps if isinstance(step, InviteBack))
        made = planned(wanted, after, banned, wanted, Memory(bound=bound, bans=banned, reinvited=invited))
        after = outcome(after, made.steps, steward=STEWARD)
    assert [deed(step) for step in made.steps] == []


@slow
@given(desireds(), founds(), bans, desireds())
def test_no_hold_keeps_in_whom_the_earlier_files_do_not_seat_either(
    wanted: Desired, found: Found, banned: tuple[BanFact, ...], previous: Desired
) -> None:
    made = planned(wanted, found, banned, previous)
    for name in made.stopped():
        step = made.by_id[name]
        if isinstance(step, RemovePerson):
            assert step.cause is Cause.FILE


@slow
@given(desireds(), founds(), bans, st.none() | desireds())
def test_no_step_waits_for_itself_and_every_name_is_one_step(
    wanted: Desired, found: Found, banned: tuple[BanFact, ...], previous: Desired | None
) -> None:
    made = planned(wanted, found, banned, previous)
    assert len(made.by_id) == len(made.steps)
    place = {step_id(step): number for number, step in enumerate(made.steps)}
    waits = waits_for(made.by_id)
    done: set[str] = set()
    while len(done) < len(place):
        ready = {name for name in place if name not in done and waits[name] <= done}
        assert ready
        done |= ready
    assert digest(made) == digest(made)


@slow
@given(desireds(), founds(), bans)
def test_nobody_who_is_banned_is_ever_let_in(
    wanted: Desired, found: Found, banned: tuple[BanFact, ...]
) -> None:
    out = {(ban.room, ban.user) for ban in banned}
    for step in planned(wanted, found, banned, wanted).steps:
        assert not (isinstance(step, SeatPerson | InviteBack) and (step.key, step.user) in out)
