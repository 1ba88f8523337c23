"""What is allowed but hardly meant, said beside a plan. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from kit.ids import BotName, PersonKey, UserId, server_of
from provisioning.community.labels import LABELS
from provisioning.community.model import Community, RoomSpec
from provisioning.community.rules import Everyone, Named, Nobody, Rule, parts
from provisioning.community.sense import dead_ends, never, outsiders
from provisioning.files import listed, nearest
from provisioning.reach import reach_of, reaches
from provisioning.shape import Seat, Warned
from provisioning.standing import Standing
from provisioning.stretches import at_instant

Seated = Callable[[RoomSpec], Mapping[PersonKey, Seat]]
"""Returns who sits in a room, whether they have an account or not."""


class Doubting:
    """Looks for what is hardly meant at one instant; the same rule is doubted once."""

    def __init__(
        self,
        community: Community,
        standing: Standing,
        at: datetime,
        accounts: Mapping[PersonKey, tuple[UserId, ...]],
        server_name: str,
    ) -> None:
        self.community = community
        self.standing = standing
        self.at = at
        self.server_name = server_name
        self._known: dict[Rule, tuple[str, ...]] = {}
        self._afar = {
            key: users
            for key, users in accounts.items()
            if any(server_of(user) != server_name for user in users)
        }

    def doubts(self, running: Collection[BotName], seated: Seated) -> Iterator[Warned]:
        """Yield all doubts, room by room, then whoever waits for an account."""
        for spec in self.community.rooms.values():
            for text in self._of_room(spec, running, seated):
                yield Warned(where=spec.place.short, text=text)
        yield from self._waiting(seated)

    def _of_room(self, spec: RoomSpec, running: Collection[BotName], seated: Seated) -> Iterator[str]:
        for rule, what in ((spec.who, "may enter"), (spec.moderators, "moderates")):
            if not isinstance(rule, Nobody) and self._matches_nobody(rule):
                yield f"nobody {what} {spec.key}: no one {rule}"
            for text in self._of_rule(rule):
                yield f"{spec.key} {text}"
            if spec.classification.is_confidential:
                for outside in sorted(map(_outside, outsiders(rule))):
                    label = LABELS[spec.classification].shown
                    yield f"{spec.key} is {label}, but lets outsiders in: {outside}"
        for name in spec.bots:
            if name not in running:
                yield f"{spec.key} is to be served by “{name}”, which is not running here"
        yield from self._out_of_reach(spec, seated)

    def _matches_nobody(self, rule: Rule) -> bool:
        if never(rule, self.community) is not None:
            return False
        found = self.standing.admitted(rule).values()
        return not any(at_instant(stretches, self.at) for stretches in found)

    def _of_rule(self, rule: Rule) -> tuple[str, ...]:
        known = self._known.get(rule)
        if known is None:
            known = self._known[rule] = (*self._dead_ends(rule), *self._unknown_names(rule))
        return known

    def _dead_ends(self, rule: Rule) -> Iterator[str]:
        for reason in dict.fromkeys(dead_ends(rule, self.community)):
            yield f"has a rule that can never match: {reason}"

    def _unknown_names(self, rule: Rule) -> Iterator[str]:
        people = self.standing.people
        named = {key for part in parts(rule) if isinstance(part, Named) for key in part.people}
        for person in sorted(key for key in named if key not in people):
            near = nearest(person, people)
            yield f"names “{person}”, who is not in the register" + (
                f"; did you mean “{near}”?" if near else ""
            )

    def _out_of_reach(self, spec: RoomSpec, seated: Seated) -> Iterator[str]:
        reach = reach_of(spec, self.server_name)
        if reach is None or not self._afar:
            return
        for person in seated(spec):
            for user in self._afar.get(person, ()):
                if not reaches(reach, user):
                    server = server_of(user)
                    yield f"{user} gets no seat in {spec.key}, which does not reach the server {server}"

    def _waiting(self, seated: Seated) -> Iterator[Warned]:
        """Yield each person who would have seats but has no account yet."""
        people = self.standing.people
        without = {key for key, person in people.items() if not person.accounts}
        rooms = {key: 0 for key in sorted(without) if self.standing.holds_anything(key, self.at)}
        for spec in self.community.rooms.values() if without else ():
            for key in without & seated(spec).keys():
                rooms[key] = rooms.get(key, 0) + 1
        for key, count in sorted(rooms.items()):
            person = people[key]
            counted = f"{count} room{'' if count == 1 else 's'}"
            text = f"{person.name} waits for an account, and with it for {counted}"
            yield Warned(where=person.place.short, text=text)


def _outside(rule: Rule) -> str:
    match rule:
        case Everyone():
            return "everyone in the register, guests too"
        case Named(people):
            return f"{listed(sorted(people))} by name, whatever they hold"
        case _:
            return f"whoever {rule}"
