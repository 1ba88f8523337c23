"""Two real Synapses that federate on loopback: ``home``, whose community we keep, and ``away``.

async with TwoServers(folder) as servers:
    xena = await servers.away.create_account("xena", "a password")
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from palais.ground import STEWARD, all_bots
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port

T = TypeVar("T")
LOOPBACK = ["127.0.0.0/8", "::1/128"]


class TwoServers:
    """Both servers; ``home`` has the registrations of the steward and of every bot."""

    def __init__(self, folder: Path) -> None:
        first = free_port(20_000 + secrets.randbelow(20_000))
        second = free_port(first + 1)
        bots = [bot for bot in all_bots() if bot != STEWARD]
        self.home = _server(folder / "home", first, second + 1, bots)
        self.away = _server(folder / "away", second, second + 101, ())

    async def start(self) -> None:
        """Start both."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.home.start())
            tasks.create_task(self.away.start())

    async def stop(self) -> None:
        """Stop both."""
        await asyncio.gather(self.home.stop(), self.away.stop())

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


@contextmanager
def running_servers(folder: Path) -> Iterator[TwoServers]:
    """Run both for a fixture that several tests share, each of which has a loop of its own."""
    servers = TwoServers(folder)
    try:
        elsewhere(servers.start)
        yield servers
    finally:
        elsewhere(servers.stop)


def elsewhere(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Do something to its end in a loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def write_settings(server: EmbeddedHomeserver, at: Path) -> Path:
    """Write the settings of a platform that runs on a server, as an operator would."""
    at.write_text(
        f"""
        [homeserver]
        url = "{server.url}"
        server_name = "{server.server_name}"
        steward_registration = "{server.places.steward}"
        bots_registration = "{server.places.bots}"
        [web]
        port = 0
        """
    )
    return at


def _server(folder: Path, door: int, clients: int, bots: Sequence[str]) -> EmbeddedHomeserver:
    """Return a server whose name says at which port other servers find it; clients have another."""
    folder.mkdir(parents=True)
    _write_certificate(folder)
    return EmbeddedHomeserver(
        folder,
        port=clients,
        server_name=f"localhost:{door}",
        bot_names=bots,
        extra=_open_to_loopback(folder, door),
    )


def _open_to_loopback(folder: Path, door: int) -> dict[str, Any]:
    listener = {
        "port": door,
        "type": "http",
        "tls": True,
        "bind_addresses": ["127.0.0.1"],
        "resources": [{"names": ["federation"], "compress": False}],
    }
    return {
        "listeners": [listener],
        "tls_certificate_path": str(folder / "tls.crt"),
        "tls_private_key_path": str(folder / "tls.key"),
        "send_federation": True,
        "federation_domain_whitelist": None,
        "federation_verify_certificates": False,
        "ip_range_blacklist": [],
        "ip_range_whitelist": LOOPBACK,
        # In milliseconds: a server that restarts is to be found again at once.
        "federation": {"destination_min_retry_interval": 100, "destination_max_retry_interval": 1000},
    }


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "tls.crt").write_bytes(certificate.public_bytes(pem))
    (folder / "tls.key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
