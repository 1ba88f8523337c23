"""The accounts of a Synapse, by its admin API: which there are, since when, and tokens for new ones."""

from datetime import UTC, datetime
from urllib.parse import quote

from kit.errors import Forbidden, MatrixFailure, NotFound
from kit.ids import UserId
from provisioning.homeserver.requests import Requests, StepsAsked

_ADMIN = "/_synapse/admin"
_REGISTER = "/_matrix/client/v3/register"
_TOKEN = "m.login.registration_token"  # noqa: S105 - the name of a step, not a secret


class Accounts:
    """Asks as an administrator."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def exists(self, user: UserId) -> bool:
        """Whether there is an open account."""
        try:
            found = await self._requests.ask("GET", _account(user), doing=f"look for the account {user}")
        except NotFound:
            return False
        return not found.get("deactivated")

    async def all(self) -> frozenset[UserId]:
        """Return all open accounts, page by page."""
        users: set[UserId] = set()
        # Our user_id would filter the list, were there no stronger filter, which is an SQL pattern.
        everybody = "%"
        start: str | None = "0"
        while start is not None:
            query = {
                "from": start,
                "limit": "5000",
                "guests": "false",
                "deactivated": "false",
                "name": everybody,
            }
            told = await self._requests.ask("GET", f"{_ADMIN}/v2/users", doing="list accounts", query=query)
            users.update(UserId(user["name"]) for user in told["users"])
            start = told.get("next_token")
        return frozenset(users)

    async def since(self, user: UserId) -> datetime | None:
        """Return when a local account was made; Synapse tells whole seconds here."""
        try:
            found = await self._requests.ask("GET", _account(user), doing=f"look at the account {user}")
        except NotFound:
            return None
        return datetime.fromtimestamp(int(found["creation_ts"]), UTC)

    async def token(self, expires: datetime) -> str | None:
        """Return a token for one account, ``None`` where a token opens none."""
        if not await self._opens_with_tokens():
            return None
        body = {"uses_allowed": 1, "expiry_time": int(expires.timestamp() * 1000)}
        path = f"{_ADMIN}/v1/registration_tokens/new"
        # Asked twice blindly, it would leave a token that nobody knows of.
        made = await self._requests.ask("POST", path, doing="make a token", body=body, again=False)
        return str(made["token"])

    async def _opens_with_tokens(self) -> bool:
        """Ask as a stranger would, who is told the ways in; nothing is begun by it."""
        try:
            await self._requests.without_token().ask("POST", _REGISTER, doing="ask how accounts are made")
        except StepsAsked as asked:
            return any(_TOKEN in flow for flow in asked.flows)
        except (Forbidden, NotFound):
            return False
        except MatrixFailure as failure:
            if failure.code != "M_UNRECOGNIZED":
                raise
        return False


def _account(user: UserId) -> str:
    return f"{_ADMIN}/v2/users/{quote(user, safe='')}"
