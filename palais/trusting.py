"""What staff accept of a person's keys, every account of ours accepts."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.ids import BotName, UserId
from kit.ports import Identities


@dataclass(frozen=True, slots=True)
class SharedIdentities:
    """A :class:`kit.ports.Identities` of one account, ``own``, that lets all of them trust alike.

    ``accounts`` are those signed in at this moment; who signs in later reads what the others accepted.
    """

    own: Identities
    accounts: Mapping[BotName, Identities]

    async def reads_us(self, user: UserId) -> bool:
        """Whether this account's keys reach the person."""
        return await self.own.reads_us(user)

    async def accept_identity(self, user: UserId, seen: str) -> None:
        """Trust the identity with every account."""
        for account in (self.own, *self.accounts.values()):
            await account.accept_identity(user, seen)
