"""Requests to a homeserver: patient, counted, and with our errors instead of codes."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from kit.errors import Forbidden, MatrixFailure, NotFound, RateLimited, SignedOut, Unreachable
from kit.ids import UserId

_FORBIDDEN = frozenset({"M_FORBIDDEN", "M_GUEST_ACCESS_FORBIDDEN"})
_SIGNED_OUT = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})
_PASSING = frozenset({500, 502, 503, 504})


class StepsAsked(MatrixFailure):
    """The server wants steps done first, in any one of the ``flows`` (user-interactive authentication).

    ``session`` goes with each step; ``code`` says why the last one failed, ``None`` where it did not.
    """

    def __init__(self, doing: str, told: Mapping[str, Any]) -> None:
        code, message = told.get("errcode"), str(told.get("error", "the server asks for further steps"))
        super().__init__(doing, code, message, status=401)
        self.flows = tuple(tuple(flow.get("stages", ())) for flow in told["flows"])
        self.session = str(told.get("session", ""))


class Requests:
    """Requests with one token, where given in the name of one ``user`` of its registration.

    Rate limits are obeyed as long as the server asks; a server that is down, restarting or slow is waited
    for up to ``patience`` seconds. ``made`` counts requests sent, repeats included.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        url: str,
        token: str | None = None,
        user: UserId | None = None,
        *,
        patience: float = 60.0,
    ) -> None:
        self.made = 0
        self._http = http
        self._url = url.rstrip("/")
        self._headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._user = {} if user is None else {"user_id": user}
        self._patience = patience

    async def ask(
        self,
        method: str,
        path: str,
        *,
        doing: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        again: bool = True,
    ) -> Any:
        """Send and return the answer's JSON. ``again`` is false for what must not be sent twice blindly.

        Raises :class:`kit.errors.MatrixFailure` or a kind of it.
        """
        return await self._patiently(method, path, doing, body, {**self._user, **(query or {})}, again=again)

    async def bare(self, method: str, path: str, *, doing: str, body: Mapping[str, Any]) -> Any:
        """Send with the token alone, for no account in particular."""
        return await self._patiently(method, path, doing, body, {}, again=True)

    def without_token(self) -> "Requests":
        """Return requests of somebody who brings nothing."""
        return Requests(self._http, self._url, patience=self._patience)

    async def _patiently(
        self,
        method: str,
        path: str,
        doing: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, str],
        *,
        again: bool,
    ) -> Any:
        clock = asyncio.get_running_loop().time
        deadline, pause = clock() + self._patience, 0.1
        while True:
            try:
                return await self._once(method, path, doing, body, query)
            except RateLimited as limited:
                await asyncio.sleep(limited.retry_after)
                deadline = clock() + self._patience
            except Unreachable:
                if not again or clock() + pause > deadline:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 2.0)

    async def _once(
        self, method: str, path: str, doing: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
    ) -> Any:
        self.made += 1
        sent = {} if body is None and method in {"POST", "PUT"} else body
        try:
            async with self._http.request(
                method, f"{self._url}{path}", params=query, headers=self._headers, json=sent
            ) as answer:
                told = await _json(answer)
                if answer.status < 300:
                    return told
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise Unreachable(
                doing, message=f"{self._url} does not answer ({type(problem).__name__})"
            ) from problem
        raise failure(doing, answer.status, told)


async def _json(answer: aiohttp.ClientResponse) -> Any:
    try:
        return await answer.json(content_type=None)
    except ValueError:
        return {}


def failure(doing: str, status: int, told: Any) -> MatrixFailure:
    """Return the error that an answer amounts to."""
    told = told if isinstance(told, dict) else {}
    code, message = told.get("errcode"), str(told.get("error", ""))
    if status == 429:
        return RateLimited(doing, max(float(told.get("retry_after_ms") or 1000), 50.0) / 1000)
    if status == 401 and isinstance(told.get("flows"), list):
        return StepsAsked(doing, told)
    return _kind(status, code)(doing, code, message, status=status)


def _kind(status: int, code: object) -> type[MatrixFailure]:
    if status in _PASSING:
        return Unreachable
    if code in _SIGNED_OUT or status == 401:
        return SignedOut
    if code in _FORBIDDEN:
        return Forbidden
    return NotFound if status == 404 else MatrixFailure
