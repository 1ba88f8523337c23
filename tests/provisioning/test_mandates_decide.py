"""Whatever happens, whoever may be in a room is in it or was asked, and nobody else is, at each instant.

Random rules, people and days; officers, moderators and people do what they do, hands reach past the rules,
the homeserver is gone in the middle, the platform stops and starts, the clock goes back. After each run of
the steward every room is judged by a plain reading of the files.
"""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kit.events import Membership
from kit.ids import RoomKey
from provisioning.community.rules import Rule
from provisioning.register.changes import Change, Deed
from provisioning.register.model import Fact, Person, Suspension
from tests.provisioning.any_register import KEYS, Dates, dates, days, facts, moment, moments, registers, rules
from tests.provisioning.deciding import writing
from tests.provisioning.deciding.house import (
    ATTIC,
    AWAITED,
    CLEO,
    GREEN,
    OWLS,
    SPACE,
    SPARE,
    STRANGER,
    Files,
    Pair,
    Room,
    house,
    users,
)
from tests.provisioning.deciding.judging import IN
from tests.provisioning.deciding.world import World

T = TypeVar("T")
A_SECOND = timedelta(seconds=1)

pairs_of_rules = st.tuples(rules, rules)
picks = st.integers(0, 99)
cuts = st.none() | st.none() | st.integers(0, 12)
"""How many more requests the homeserver answers, usually all."""


class Deciding(RuleBasedStateMachine):
    """One community; after each act the steward runs, perhaps cut short, and every room is judged."""

    @initialize(
        known=dates,
        draw=st.data(),
        rooms=st.tuples(pairs_of_rules, pairs_of_rules, pairs_of_rules),
        heads=rules,
        when=moments,
    )
    def begin(
        self,
        known: Dates,
        draw: st.DataObject,
        rooms: tuple[tuple[Rule, Rule], ...],
        heads: Rule,
        when: tuple[int, timedelta],
    ) -> None:
        self.known = known
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.loop = asyncio.new_event_loop()
        people = draw.draw(registers(known)).people
        files = house(str(known.zone), dict(zip((GREEN, OWLS, ATTIC), rooms, strict=True)), heads, people)
        self.world = World(Path(self.folder.name), files, moment(known, when))
        self.run(self.world.here.steward.start())
        self.run(self.world.plan(self.world.written(files), files, confirm=True))
        self.settle()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    def settle(self, cut: int | None = None, *, restart: bool = False) -> None:
        self.run(self.world.settle(cut=cut, restart=restart))

    @property
    def files(self) -> Files:
        return self.world.files

    def person(self, pick: int) -> Person:
        return self.files.people[KEYS[pick % len(KEYS)]]

    def standing(self, *stands: Membership) -> list[Pair]:
        """Return who stands so in the rooms that there are by the files."""
        return sorted(pair for pair in self.run(self.world.standing(*stands)) if pair[0] in self.files.rooms)

    # Time.

    @rule(cuts=st.lists(cuts, min_size=1, max_size=4), restart=st.booleans())
    def the_next_turns_come(self, cuts: list[int | None], *, restart: bool) -> None:
        """A second before nothing has changed yet; at the instant all of it has."""
        for cut in cuts:
            turn = self.files.turn(self.world.clock.now())
            if turn is not None:
                self.world.clock.advance(turn - self.world.clock.now() - A_SECOND)
                self.settle()
                self.world.clock.advance(A_SECOND)
                self.settle(cut, restart=restart)

    @rule(days=st.integers(1, 40), asleep=st.booleans())
    def days_pass(self, days: int, *, asleep: bool) -> None:
        self.world.clock.advance(timedelta(days))
        self.settle(restart=asleep)

    @rule(hours=st.integers(1, 72), restart=st.booleans())
    def the_clock_goes_back(self, hours: int, *, restart: bool) -> None:
        self.world.clock.set(self.world.clock.now() - timedelta(hours=hours))
        self.settle(restart=restart)

    @rule(cut=cuts)
    def the_platform_starts_anew(self, cut: int | None) -> None:
        self.settle(cut, restart=True)

    @rule()
    def the_awaited_account_is_made(self) -> None:
        self.world.homeserver.people.add(AWAITED)
        self.world.clock.advance(timedelta(seconds=20))
        self.settle()

    # Officers.

    def enter(
        self, deed: Deed, what: dict[str, Any], then: Person, cut: int | None, *, confirm: bool
    ) -> None:
        change = Change(person=then.key, deed=deed, what={"list": "holds", **what})
        self.world.homeserver.cut_after = cut
        self.run(self.world.change(change, self.files.with_person(then), confirm=confirm))
        self.settle(restart=cut == 0)

    @rule(pick=picks, draw=st.data(), cut=cuts, confirm=st.booleans())
    def something_is_given(self, pick: int, draw: st.DataObject, cut: int | None, *, confirm: bool) -> None:
        person, new = self.person(pick), draw.draw(facts(self.known))
        if writing.key(new) not in map(writing.key, person.facts):
            then = replace(person, facts=(*person.facts, new))
            self.enter(Deed.ADD, {"entry": writing.fact(new)}, then, cut, confirm=confirm)

    @rule(pick=picks, which=picks, number=days, cut=cuts, confirm=st.booleans())
    def an_end_is_set_or_moved(
        self, pick: int, which: int, number: int, cut: int | None, *, confirm: bool
    ) -> None:
        person, end = self.person(pick), self.known.dawn(number + 1)
        old = _picked(person, which)
        if old is not None and (old.start is None or old.start < end):
            what = {"key": writing.key(old), "fields": {"to": str(writing.last_day(end))}}
            held = [replace(fact, end=end) if fact is old else fact for fact in person.facts]
            self.enter(Deed.AMEND, what, replace(person, facts=tuple(held)), cut, confirm=confirm)

    @rule(pick=picks, which=picks, cut=cuts, confirm=st.booleans())
    def something_is_withdrawn(self, pick: int, which: int, cut: int | None, *, confirm: bool) -> None:
        """It gives nobody a seat, but to whom nothing but an exception kept it from."""
        person, files = self.person(pick), self.files
        old = _picked(person, which)
        if old is None:
            return
        before = self.standing(*IN)
        left = replace(person, facts=tuple(fact for fact in person.facts if fact is not old))
        self.enter(Deed.WITHDRAW, {"key": writing.key(old)}, left, cut, confirm=confirm)
        at = self.run(self.world.instant())
        for key, user in set(self.standing(*IN)) - set(before):
            if user not in files.seats(key, at):
                assert user in users(person)
                assert files.power(_without_exceptions(files.rooms[key]), person, at) is not None

    @rule(key=st.sampled_from([GREEN, OWLS, ATTIC]), new=pairs_of_rules, cut=cuts, confirm=st.booleans())
    def a_rule_is_edited(
        self, key: RoomKey, new: tuple[Rule, Rule], cut: int | None, *, confirm: bool
    ) -> None:
        self.edit(self.files.with_rules(key, *new), cut, confirm=confirm)

    @rule(cut=cuts, confirm=st.booleans())
    @precondition(lambda self: ATTIC in self.files.rooms)
    def a_room_is_closed(self, cut: int | None, *, confirm: bool) -> None:
        rooms = {key: room for key, room in self.files.rooms.items() if key != ATTIC}
        self.edit(self.files.with_rooms(rooms), cut, confirm=confirm)

    def edit(self, then: Files, cut: int | None, *, confirm: bool) -> None:
        loaded = self.world.written(then)
        self.world.homeserver.cut_after = cut
        self.run(self.world.plan(loaded, then, confirm=confirm))
        self.settle()

    # Those who verify people.

    def decide(self, doing: Coroutine[Any, Any, None], then: Person, cut: int | None) -> None:
        self.world.homeserver.cut_after = cut
        self.run(self.world.enter(doing, self.files.with_person(then)))
        self.settle()

    @rule(pick=picks, account=st.sampled_from(SPARE), cut=cuts)
    def an_account_is_bound(self, pick: int, account: str, cut: int | None) -> None:
        if any(account in person.accounts for person in self.files.people.values()):
            return
        person = self.person(pick)
        then = replace(person, accounts=(*person.accounts, account))
        user = users(then)[-1]
        doing = self.world.mandates.bind(person.key, user, by=[user], how="claim", reason="a quarrel")
        self.decide(doing, then, cut)

    @rule(pick=picks, which=picks, cut=cuts)
    def an_account_is_released(self, pick: int, which: int, cut: int | None) -> None:
        person = self.person(pick)
        if person.accounts:
            lost = person.accounts[which % len(person.accounts)]
            kept = replace(person, accounts=tuple(one for one in person.accounts if one != lost))
            user = next(user for user in users(person) if user not in users(kept))
            self.decide(self.world.mandates.release(user, by=[CLEO], reason="a quarrel"), kept, cut)

    @rule(pick=picks, cut=cuts)
    def somebody_is_suspended(self, pick: int, cut: int | None) -> None:
        self.world.clock.advance(A_SECOND)
        person, now = self.person(pick), self.world.clock.now()
        new = () if person.suspended(now) else (Suspension(start=now, end=None, reason="a quarrel"),)
        doing = self.world.mandates.suspend(person.key, by=[CLEO], reason="a quarrel")
        self.decide(doing, replace(person, suspensions=(*person.suspensions, *new)), cut)

    @rule(pick=picks, cut=cuts)
    def somebody_is_let_back(self, pick: int, cut: int | None) -> None:
        self.world.clock.advance(A_SECOND)
        person, now = self.person(pick), self.world.clock.now()
        standing = person.suspended(now)
        over = [replace(one, end=now) if one is standing else one for one in person.suspensions]
        doing = self.world.mandates.resume(person.key, by=[CLEO], reason="a quarrel")
        self.decide(doing, replace(person, suspensions=tuple(over)), cut)

    # People, moderators, and hands that reach past the rules.

    @rule(pick=picks, times=st.integers(1, 3), cut=cuts)
    def somebody_leaves(self, pick: int, times: int, cut: int | None) -> None:
        inside = self.standing(*IN)
        for _ in range(times if inside else 0):
            self.run(self.world.stand(inside[pick % len(inside)], Membership.LEAVE))
            self.settle(cut)

    @rule(pick=picks)
    def an_invitation_is_accepted(self, pick: int) -> None:
        invited = self.standing(Membership.INVITE)
        if invited:
            self.run(self.world.stand(invited[pick % len(invited)], Membership.JOIN))
            self.settle()

    @rule(pick=picks)
    def somebody_goes_through_an_open_door(self, pick: int) -> None:
        may = self.files.visitors(self.run(self.world.instant()), self.world.judge.banned)
        outside = sorted({(GREEN, user) for user in may} - set(self.standing(Membership.JOIN)))
        if outside:
            self.run(self.world.stand(outside[pick % len(outside)], Membership.JOIN))
            self.settle()

    @rule(pick=picks, key=st.sampled_from([SPACE, GREEN, OWLS, ATTIC]), cut=cuts)
    def somebody_is_put_in_by_hand(self, pick: int, key: RoomKey, cut: int | None) -> None:
        everybody = [STRANGER, *(user for person in self.files.people.values() for user in users(person))]
        pair = (key, everybody[pick % len(everybody)])
        if key in self.files.rooms and pair not in self.world.judge.banned:
            self.run(self.world.stand(pair, Membership.JOIN, by=STRANGER))
            self.settle(cut)

    @rule(pick=picks, how=st.sampled_from([Membership.LEAVE, Membership.BAN]), cut=cuts)
    def somebody_is_put_out_by_hand(self, pick: int, how: Membership, cut: int | None) -> None:
        inside = self.standing(*IN)
        if inside:
            self.run(self.world.stand(inside[pick % len(inside)], how, by=STRANGER))
            self.settle(cut)

    @rule(pick=picks, level=st.sampled_from([-1, 50, 100]), cut=cuts)
    def a_power_is_given_by_hand(self, pick: int, level: int, cut: int | None) -> None:
        inside = self.standing(*IN)
        if inside:
            self.run(self.world.empower(inside[pick % len(inside)], level, by=STRANGER))
            self.settle(cut)

    @rule(pick=picks, cut=cuts)
    def somebody_is_banned(self, pick: int, cut: int | None) -> None:
        inside = self.standing(*IN)
        self.world.homeserver.cut_after = cut
        if inside:
            self.run(self.world.ban(inside[pick % len(inside)]))
        self.settle()

    @rule(pick=picks, cut=cuts)
    @precondition(lambda self: self.world.judge.banned)
    def a_ban_is_lifted(self, pick: int, cut: int | None) -> None:
        banned = sorted(pair for pair in self.world.judge.banned if pair[0] in self.files.rooms)
        self.world.homeserver.cut_after = cut
        if banned:
            self.run(self.world.lift(banned[pick % len(banned)]))
        self.settle()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.run(self.world.close())
        if hasattr(self, "loop"):
            self.loop.close()
            self.folder.cleanup()


def _picked(person: Person, which: int) -> Fact | None:
    return person.facts[which % len(person.facts)] if person.facts else None


def _without_exceptions(room: Room) -> Room:
    return Room(
        who=writing.without_exceptions(room.who), moderators=writing.without_exceptions(room.moderators)
    )


Deciding.TestCase.settings = settings(
    max_examples=12, stateful_step_count=16, suppress_health_check=list(HealthCheck)
)
TestDeciding = Deciding.TestCase
