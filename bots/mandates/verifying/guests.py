"""Whose direct chats we enter: anybody's, on any server, but not any number of them."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

from bots.mandates.rules import HOUR
from kit.events import InvitedHeard
from kit.ids import UserId, server_of
from kit.ports import Clock

OF_ONE, OF_A_SERVER, OF_ALL = 5, 100, 500
"""How many invitations of one person, of one server and of all are accepted in an hour; names of servers
cost their owner nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guests:
    """Counts the invitations of the last hour, by person and by server."""

    clock: Clock
    accepted: deque[tuple[datetime, UserId]] = field(default_factory=deque)
    counts: Counter[str] = field(default_factory=Counter)

    def accepts(self, invited: InvitedHeard) -> bool:
        """Whether one more invitation of somebody is accepted."""
        now = self.clock.now()
        while self.accepted and self.accepted[0][0] <= now - HOUR:
            self._forget(self.accepted.popleft()[1])
        one, server = self.counts[invited.by], self.counts[server_of(invited.by)]
        if one >= OF_ONE or server >= OF_A_SERVER or len(self.accepted) >= OF_ALL:
            return False
        self.accepted.append((now, invited.by))
        self.counts.update((invited.by, server_of(invited.by)))
        return True

    def _forget(self, by: UserId) -> None:
        for who in (by, server_of(by)):
            self.counts[who] -= 1
            if not self.counts[who]:
                del self.counts[who]
