"""The register as the bot that verifies people may use it: what rules now, changed through the steward."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from kit.classification import Classification
from kit.errors import BadInput, Refusal
from kit.ids import Language, PersonKey, RoomKey, UserId
from kit.ports import Clock, Held, Registered, SeatTold
from provisioning.community.model import Community
from provisioning.community.rules import Rule
from provisioning.days import Days
from provisioning.explain import Explaining
from provisioning.loading import Loaded
from provisioning.meant import held_as, meant, short, spoken
from provisioning.register.changes import Change, Deed
from provisioning.register.load import owners
from provisioning.register.model import Fact, FactKind, Person
from provisioning.register.names import folded
from provisioning.sentences import ACCOUNT_TAKEN, NOT_IN_THE_REGISTER
from provisioning.shape import RoomKind
from provisioning.steward import Steward


@dataclass(frozen=True, slots=True)
class _Roll:
    """One register, sorted for questions; ``edition`` counts them."""

    loaded: Loaded
    edition: int
    owners: Mapping[UserId, Person]
    called: Mapping[str, frozenset[PersonKey]]
    whom: dict[Rule, Mapping[Language, Sequence[str]]] = field(default_factory=dict)


@dataclass(kw_only=True)
class RegisterMandates:
    """A :class:`kit.ports.Mandates` beside the steward, who alone changes what rules."""

    steward: Steward
    clock: Clock
    server_name: str
    _known: _Roll | None = field(default=None, init=False)
    _explained: tuple[Loaded, datetime, Explaining] | None = field(default=None, init=False)

    def owner(self, user: UserId) -> Registered | None:
        """Return whose account it is."""
        person = self._roll().owners.get(user)
        return None if person is None else self._told(person)

    def person(self, key: PersonKey) -> Registered | None:
        """Return somebody by key."""
        person = self._roll().loaded.register.people.get(key)
        return None if person is None else self._told(person)

    def everybody(self) -> Sequence[Registered]:
        """Return everybody."""
        return [self._told(person) for person in self._roll().loaded.register.people.values()]

    def claimed(self, said: str) -> PersonKey | None:
        """Return whom a name or an address means, where it is one person only."""
        found = self._roll().called.get(_called(said), frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def seats(self, person: PersonKey, at: datetime) -> Sequence[SeatTold]:
        """Return each room for one person."""
        loaded = self._roll().loaded
        known = loaded.register.people.get(person)
        if known is None:
            return []
        explaining = self._explaining(loaded, at)
        return [self._seat(explaining, known, key) for key in loaded.community.rooms]

    def subject(self, said: str) -> str | None:
        """Return the mechanism or theme that a word means."""
        community = self._roll().loaded.community
        word = said.strip().casefold()
        for key, mechanism in community.mechanisms.items():
            if word in {key, mechanism.short.casefold()}:
                return key
        return word if word in community.themes else None

    def called(self, subject: str, language: Language) -> str:
        """Return what a mechanism or theme is called for short."""
        return short(self._roll().loaded.community, subject, language)

    def community(self, language: Language) -> str:
        """Return the community's name."""
        community = self._roll().loaded.community
        return spoken(community, community.name, language)

    def notices(self) -> Sequence[int]:
        """Return the days before an end on which it is told."""
        return self._roll().loaded.community.notices

    def settled(self, at: datetime) -> bool:
        """Whether all that the register says until ``at`` is done."""
        return self.steward.settled(at)

    def edition(self) -> int:
        """Return the number of the register that rules."""
        return self._roll().edition

    def decides(self, user: UserId, person: PersonKey) -> bool:
        """Whether somebody may decide about a person."""
        roll = self._roll()
        staff, about = roll.owners.get(user), roll.loaded.register.people.get(person)
        if staff is None or about is None or staff.key == person or user not in self._stewards():
            return False
        now = self.clock.now()
        days = Days(roll.loaded.community)
        lasting = [fact for fact in about.facts if now < days.bounds(fact)[1]]
        served = _mechanisms(lasting or about.facts)
        held = [fact for fact in staff.facts if days.bounds(fact)[0] <= now < days.bounds(fact)[1]]
        posts = [fact for fact in held if fact.kind is FactKind.POST]
        return any(not post.of or (served is not None and post.of & served) for post in posts)

    def needs_two(self, person: PersonKey) -> bool:
        """Whether the person's facts open a room that is more than Unclassified, now or later.

        What a suspended person's facts would open shows when they are back: two decide about them.
        """
        known, now = self._roll().loaded.register.people.get(person), self.clock.now()
        if known is None or known.suspended(now) is not None:
            return True
        later = {fact.start for fact in known.facts if fact.start is not None and fact.start > now}
        return any(
            seat.open and seat.classification is not Classification.UNCLASSIFIED
            for at in {now, *later}
            for seat in self.seats(person, at)
        )

    async def bind(
        self, person: PersonKey, user: UserId, *, by: Sequence[UserId], how: str, reason: str
    ) -> None:
        """Note that the account is the person's."""
        roll = self._roll()
        if person not in roll.loaded.register.people:
            raise Refusal(NOT_IN_THE_REGISTER)
        owner = roll.owners.get(user)
        if owner is not None and owner.key != person:
            raise Refusal(ACCOUNT_TAKEN, user=user)
        if owner is None:
            what = {"account": user, "how": how}
            change = Change(person=person, deed=Deed.BIND, what=what, reason=reason)
            await self._enter(change, {user}, by)

    async def release(self, user: UserId, *, by: Sequence[UserId], reason: str) -> None:
        """Take an account from its person."""
        owner = self._roll().owners.get(user)
        if owner is None:
            raise Refusal(NOT_IN_THE_REGISTER)
        for account, full in zip(owner.accounts, owner.users(self.server_name), strict=True):
            if full == user:
                what = {"account": account, "how": "release"}
                change = Change(person=owner.key, deed=Deed.RELEASE, what=what, reason=reason)
                await self._enter(change, {user}, by)

    async def suspend(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """Take a person out of everything at once."""
        known = self._present(person)
        now = self.clock.now()
        if known.suspended(now) is None:
            entry = {"from": now.isoformat(), "reason": reason}
            what = {"list": "suspended", "entry": entry}
            change = Change(person=person, deed=Deed.ADD, what=what, reason=reason)
            await self._enter(change, set(known.users(self.server_name)), by)

    async def resume(self, person: PersonKey, *, by: Sequence[UserId], reason: str) -> None:
        """End a suspension."""
        known = self._present(person)
        now = self.clock.now()
        standing = known.suspended(now)
        if standing is not None:
            what = {"list": "suspended", "key": standing.key, "fields": {"to": now.isoformat()}}
            change = Change(person=person, deed=Deed.AMEND, what=what, reason=reason)
            await self._enter(change, set(known.users(self.server_name)), by)

    async def _enter(self, change: Change, users: AbstractSet[UserId], by: Sequence[UserId]) -> None:
        who = " and ".join(by)
        source = str(change.what.get("how", "decision of staff"))
        await self.steward.enter([replace(change, by=who, source=source)], users, by=who)

    def _roll(self) -> _Roll:
        loaded = self.steward.loaded
        if loaded is None:
            raise BadInput("no community rules yet; apply one first")
        if self._known is None or self._known.loaded is not loaded:
            edition = 1 if self._known is None else self._known.edition + 1
            self._known = _Roll(loaded, edition, owners(loaded.register, self.server_name), _names(loaded))
        return self._known

    def _explaining(self, loaded: Loaded, at: datetime) -> Explaining:
        """Return what explains one instant; many people are asked about for the same one."""
        last = self._explained
        if last is None or last[0] is not loaded or last[1] != at:
            standing = last[2].standing if last is not None and last[0] is loaded else None
            made = Explaining(
                loaded.community, loaded.register, at, server_name=self.server_name, standing=standing
            )
            last = self._explained = (loaded, at, made)
        return last[2]

    def _present(self, person: PersonKey) -> Person:
        known = self._roll().loaded.register.people.get(person)
        if known is None:
            raise Refusal(NOT_IN_THE_REGISTER)
        return known

    def _stewards(self) -> AbstractSet[UserId]:
        rooms = self.steward.desired.rooms.values()
        return {user for room in rooms if room.kind is RoomKind.STEWARDS for user in room.seats}

    def _told(self, person: Person) -> Registered:
        community = self._roll().loaded.community
        return Registered(
            key=person.key,
            name=person.name,
            languages=person.languages,
            zone=person.zone or community.zone,
            email=person.email,
            accounts=person.users(self.server_name),
            holds=tuple(_held(community, fact) for fact in person.facts),
            suspended=person.suspended(self.clock.now()) is not None,
        )

    def _whom(self, rule: Rule) -> Mapping[Language, Sequence[str]]:
        """Return for whom a rule is; many rooms have the same one."""
        roll = self._roll()
        if rule not in roll.whom:
            community = roll.loaded.community
            roll.whom[rule] = {language: meant(community, rule, language) for language in Language}
        return roll.whom[rule]

    def _seat(self, explaining: Explaining, person: Person, key: RoomKey) -> SeatTold:
        community = explaining.community
        spec = community.rooms[key]
        why = explaining.seat(person.key, spec)
        told = explaining.pair(person, spec)
        reachable = bool(told.seats) or not person.accounts
        is_open = why is not None and reachable
        fact = _fact(person, why.fact if why is not None else told.refused)
        return SeatTold(
            room=key,
            name=community.spoken(spec.names),
            classification=spec.classification,
            open=is_open,
            why=why.fact if why is not None and is_open else told.refused,
            until=why.until if why is not None and is_open else None,
            listed=spec.listed,
            fact=fact,
            whom={} if is_open or fact else self._whom(spec.who),
            left_out=not is_open and explaining.leaves_out(person.key, spec.who),
        )


def _fact(person: Person, said: str) -> str:
    """Return the key of the fact that a reason names, if it names exactly one."""
    named = [fact.key for fact in person.facts if fact.words in said]
    return named[0] if len(named) == 1 else ""


def _mechanisms(facts: Sequence[Fact]) -> AbstractSet[str] | None:
    """Return what somebody's facts are about; ``None`` where it is everything, as with a post for all."""
    found: set[str] = set()
    for fact in facts:
        if fact.kind is FactKind.POST and not fact.of:
            return None
        found |= fact.of if fact.kind is FactKind.POST else {fact.subject}
    return found


def _names(loaded: Loaded) -> Mapping[str, frozenset[PersonKey]]:
    called: dict[str, set[PersonKey]] = {}
    for key, person in loaded.register.people.items():
        for name in filter(None, (person.name, person.email)):
            called.setdefault(_called(name), set()).add(key)
    return {name: frozenset(keys) for name, keys in called.items()}


def _called(said: str) -> str:
    return said.strip().casefold() if "@" in said else folded(said)


def _held(community: Community, fact: Fact) -> Held:
    return Held(
        key=fact.key,
        kind=fact.kind.value,
        subject=fact.subject,
        role=fact.role,
        what={language: held_as(community, fact, language) for language in Language},
        start=fact.start,
        end=min(filter(None, (fact.end, Days(community).lapse(fact))), default=None),
        review=fact.review,
        of=fact.of,
    )
