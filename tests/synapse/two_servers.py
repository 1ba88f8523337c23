"""Two real Synapses that federate on loopback: ``home``, whose community we keep, and ``away``.

async with two_servers(folder) as servers:
    xena = await servers.away.create_account("xena", "a password")
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from palais.ground import STEWARD, all_bots
from provisioning.homeserver.embedded import EmbeddedHomeserver, free_port

LOOPBACK = ["127.0.0.0/8", "::1/128"]


@dataclass(frozen=True, slots=True)
class TwoServers:
    """Both servers, running."""

    home: EmbeddedHomeserver
    away: EmbeddedHomeserver


@asynccontextmanager
async def two_servers(folder: Path) -> AsyncIterator[TwoServers]:
    """Run both for as long as the block lasts."""
    first = 20_000 + secrets.randbelow(20_000)
    homeward = await asyncio.to_thread(free_port, first)
    outward = await asyncio.to_thread(free_port, homeward + 1)
    names = [bot for bot in all_bots() if bot != STEWARD]
    home = await asyncio.to_thread(_server, folder / "home", homeward, outward + 1, names)
    away = await asyncio.to_thread(_server, folder / "away", outward, outward + 101, [])
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(home.start())
            tasks.create_task(away.start())
        yield TwoServers(home, away)
    finally:
        await asyncio.gather(home.stop(), away.stop())


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
