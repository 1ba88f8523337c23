"""A small community on a homeserver in memory, whose files tests rewrite."""

from dataclasses import dataclass
from pathlib import Path

from kit.errors import Unreachable
from kit.ids import RoomId, RoomKey, UserId
from kit.testing import StillClock
from provisioning.homeserver.memory import MemoryHomeserver
from provisioning.loading import Loaded, load
from provisioning.office import Office, Receipt, carry_out, review
from provisioning.plan import HoldId

COMMUNITY = """
community:
  name: {en: Village}
  language: en
  zone: Europe/Zurich
mechanisms:
  owls: {kind: club, name: {en: Club of Owls}}
kinds:
  club: {en: club}
roles:
  member: {en: member}
  chair: {en: chair}
posts:
  clerk: {en: clerk}
rooms:
  - space: village
    name: {en: Village}
    who: everyone
    moderators: {holds: {post: clerk}}
    rooms:
      - room: green
        name: {en: Green}
        topic: {en: Where all meet.}
      - room: owls
        name: {en: Owls}
        classification: confidential
        who: {holds: {mandate: owls}}
        moderators: {holds: {mandate: owls, role: chair}}
      - room: office
        kind: stewards
        name: {en: Office}
        classification: confidential
        who: {holds: {post: clerk}}
"""

REGISTER = """
people:
  ada: {name: Ada, accounts: [ada], holds: [{mandate: owls, from: 2024-01-01, to: 2026-12-31}]}
  joan: {name: Joan, accounts: [joan], holds: [{mandate: owls, from: 2024-01-01, to: 2028-12-31}]}
  rosa:
    name: Rosa
    languages: [es]
    accounts: [rosa]
    holds:
      - {mandate: owls, from: 2024-01-01, to: 2028-12-31}
      - {mandate: owls, role: chair, from: 2024-01-01, to: 2028-12-31}
  cleo: {name: Cleo, languages: [en], accounts: [cleo], holds: [{post: clerk, from: 2020-01-01}]}
"""

NAMES = ("ada", "joan", "rosa", "cleo")


def user(name: str) -> UserId:
    return UserId(f"@{name}:palais.localhost")


@dataclass
class Village:
    """Files, a homeserver, and an office that brings the one to the other."""

    folder: Path
    homeserver: MemoryHomeserver
    office: Office
    clock: StillClock

    def write(self, *, community: str = COMMUNITY, register: str = REGISTER) -> None:
        (self.folder / "community.yaml").write_text(community, encoding="utf-8")
        (self.folder / "register.yaml").write_text(register, encoding="utf-8")

    @property
    def loaded(self) -> Loaded:
        return load(self.folder)

    async def apply(self, *confirmed: HoldId) -> Receipt:
        reviewed = await review(self.office, self.loaded)
        return await carry_out(self.office, reviewed, by="cleo", confirmed=frozenset(confirmed))

    async def apply_with_cut(self, after: int) -> bool:
        """Apply on a server that is gone after some requests; returns whether it came to the end."""
        self.homeserver.cut_after = after
        try:
            await self.apply()
        except Unreachable:
            return False
        finally:
            self.homeserver.cut_after = None
        return True

    async def room(self, key: str) -> RoomId:
        return (await self.office.provisioned.memory()).bound[RoomKey(key)]

    async def inside(self, key: str) -> set[str]:
        state = self.homeserver.states[await self.room(key)]
        joined = (
            who for (kind, who), event in state.items() if kind == "m.room.member" and joins(event.content)
        )
        return {who.removeprefix("@").partition(":")[0] for who in joined} - {"steward"}


def joins(content: object) -> bool:
    return isinstance(content, dict) and content["membership"] == "join"
