"""The first administrator: how the steward of a new homeserver comes to its rights."""

import hashlib
import hmac
import secrets
from urllib.parse import quote

import aiohttp

from kit.errors import Forbidden, MatrixFailure, SignedOut
from kit.ids import UserId, server_of
from provisioning.homeserver.registration import Registration
from provisioning.homeserver.requests import Requests


async def found_steward(url: str, steward: UserId, registration: Registration, shared_secret: str) -> None:
    """See that the steward's account exists and is administrator; costs one request where it is.

    An account of our namespace cannot be made by the shared secret, so a founder is made outside it, makes
    the steward administrator, and is closed for good.
    """
    async with aiohttp.ClientSession() as http:
        ours = Requests(http, url, registration.as_token, steward)
        if await _is_administrator(ours, steward):
            return
        await register_claimed(ours, steward)
        founder, token = await _make_founder(Requests(http, url), server_of(steward), shared_secret)
        theirs = Requests(http, url, token)
        await theirs.ask(
            "PUT", _account(steward), doing="make the steward administrator", body={"admin": True}
        )
        doing = "close the founder's account"
        path = f"/_synapse/admin/v1/deactivate/{quote(founder, safe='')}"
        await ours.ask("POST", path, doing=doing, body={"erase": True})


async def register_claimed(requests: Requests, user: UserId) -> None:
    """Make an account that the registration claims, where there is none."""
    body = {
        "type": "m.login.application_service",
        "username": user[1:].partition(":")[0],
        "inhibit_login": True,
    }
    try:
        await requests.bare("POST", "/_matrix/client/v3/register", doing=f"register {user}", body=body)
    except MatrixFailure as failure:
        if failure.code != "M_USER_IN_USE":
            raise


async def _is_administrator(requests: Requests, steward: UserId) -> bool:
    try:
        found = await requests.ask("GET", _account(steward), doing="look at the steward's account")
    except (Forbidden, SignedOut):
        return False
    return found.get("admin") is True


async def _make_founder(requests: Requests, server: str, shared_secret: str) -> tuple[UserId, str]:
    path = "/_synapse/admin/v1/register"
    nonce = str((await requests.ask("GET", path, doing="ask for a nonce"))["nonce"])
    name, password = f"founder-{secrets.token_hex(6)}", secrets.token_urlsafe(24)
    signed = f"{nonce}\0{name}\0{password}\0admin".encode()
    mac = hmac.new(shared_secret.encode(), signed, hashlib.sha1).hexdigest()
    body = {"nonce": nonce, "username": name, "password": password, "admin": True, "mac": mac}
    made = await requests.ask("POST", path, doing="make a first administrator", body=body)
    return UserId(f"@{name}:{server}"), str(made["access_token"])


def _account(user: UserId) -> str:
    return f"/_synapse/admin/v2/users/{quote(user, safe='')}"
