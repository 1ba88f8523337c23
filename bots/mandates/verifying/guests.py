"""Whose direct chats we enter: anybody's, on any server, but not any number of them."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime

from bots.mandates.rules import HOUR
from kit.events import InvitedHeard
from kit.ids import server_of
from kit.ports import Clock

OF_ONE, OF_A_SERVER, OF_ALL = 5, 100, 500
"""How many invitations of one person, of one server and of all are accepted in an hour; names of servers
cost their owner nothing."""
EVERYBODY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guests:
    """Counts the invitations of the last hour."""

    clock: Clock
    entered: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def accepts(self, invited: InvitedHeard) -> bool:
        """Whether one more invitation of somebody is accepted."""
        now = self.clock.now()
        counts = ((invited.by, OF_ONE), (server_of(invited.by), OF_A_SERVER), (EVERYBODY, OF_ALL))
        if any(self._lately(who, now) >= most for who, most in counts):
            return False
        for who, _ in counts:
            self.entered[who].append(now)
        if len(self.entered) > 4 * OF_ALL:
            for who in list(self.entered):
                self._lately(who, now)
        return True

    def _lately(self, who: str, now: datetime) -> int:
        times = self.entered[who]
        while times and times[0] <= now - HOUR:
            times.popleft()
        if not times:
            del self.entered[who]
            return 0
        return len(times)
