"""What the embedded Synapse is told: small, quick, on loopback, and quiet towards the world."""

import base64
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provisioning.homeserver.registration import write_private_yaml

_UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the embedded Synapse keeps its things, below one folder."""

    state: Path

    @property
    def config(self) -> Path:
        """The configuration, written anew at each start."""
        return self.state / "homeserver.yaml"

    @property
    def log(self) -> Path:
        """The log, for the operator."""
        return self.state / "homeserver.log"

    @property
    def output(self) -> Path:
        """What Synapse says before its log is set up."""
        return self.state / "homeserver.out"

    @property
    def secrets(self) -> Path:
        """Keys that must stay the same from start to start."""
        return self.state / "homeserver.secrets.yaml"

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.state / "homeserver.db"

    @property
    def lock(self) -> Path:
        """Held by whoever runs a server on this folder, and by that server."""
        return self.state / "homeserver.lock"

    @property
    def steward(self) -> Path:
        """The steward's registration."""
        return self.state / "steward.registration.yaml"

    @property
    def bots(self) -> Path:
        """The registration of bots and ghosts."""
        return self.state / "bots.registration.yaml"


def new_secrets() -> dict[str, Any]:
    """Return the keys of a new server; losing the signing key would make it a stranger to others."""
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return {
        "signing_key": f"ed25519 a_{secrets.token_hex(2)} {seed}",
        "registration_shared_secret": secrets.token_urlsafe(32),
        "macaroon_secret_key": secrets.token_urlsafe(32),
        "form_secret": secrets.token_urlsafe(32),
    }


def write_configuration(
    places: Places, *, server_name: str, port: int, kept: dict[str, Any], limits: bool, extra: dict[str, Any]
) -> None:
    """Write the configuration, its log settings and its signing key.

    ``extra`` settings win over ours; its listeners stand beside the one for clients.
    """
    key = places.state / "signing.key"
    key.touch(mode=0o600)
    key.write_text(f"{kept['signing_key']}\n", encoding="utf-8")
    log = places.state / "log.yaml"
    write_private_yaml(log, _logging(places))
    document = {
        "server_name": server_name,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "pid_file": str(places.state / "homeserver.pid"),
        "signing_key_path": str(key),
        "log_config": str(log),
        "media_store_path": str(places.state / "media"),
        "app_service_config_files": [str(places.steward), str(places.bots)],
        "database": {"name": "sqlite3", "args": {"database": str(places.database)}},
        **{name: value for name, value in kept.items() if name != "signing_key"},
        **_MANNERS,
        **({} if limits else _NO_LIMITS),
        **extra,
        "listeners": [_listener(port), *extra.get("listeners", ())],
    }
    write_private_yaml(places.config, document)


def _listener(port: int) -> dict[str, Any]:
    return {
        "port": port,
        "type": "http",
        "tls": False,
        "bind_addresses": ["127.0.0.1"],
        "resources": [{"names": ["client"], "compress": False}],
    }


_MANNERS: dict[str, Any] = {
    "report_stats": False,
    "trusted_key_servers": [],
    "suppress_key_server_warning": True,
    "federation_domain_whitelist": [],
    "allow_public_rooms_over_federation": False,
    # Whoever holds a token that the mandates bot sent can make one account; nobody else can make any.
    "enable_registration": True,
    "registration_requires_token": True,
    "enable_registration_without_verification": False,
    "allow_guest_access": False,
    # The passwords of invented people stand in ready.json: slow hashing would guard nothing.
    "bcrypt_rounds": 4,
    "default_room_version": "12",
    "presence": {"enabled": False},
    # Nobody is told of events but by /sync: our registrations have no address, and we do not federate.
    "notify_appservices": False,
    "send_federation": False,
    # A new database has some updates to run through; with pauses they would disturb the first minutes.
    "background_updates": {"sleep_enabled": False},
    "stats": {"enabled": False},
    "user_directory": {"search_all_users": True, "prefer_local_users": True},
    "url_preview_enabled": False,
    "max_upload_size": "100M",
    "event_cache_size": "100K",
    "caches": {"global_factor": 5.0, "expire_caches": False, "sync_response_cache_duration": "0s"},
    "session_lifetime": None,
}
_NO_LIMITS: dict[str, Any] = {
    "rc_message": _UNLIMITED,
    "rc_registration": _UNLIMITED,
    "rc_login": {"address": _UNLIMITED, "account": _UNLIMITED, "failed_attempts": {"per_second": 1}},
    "rc_admin_redaction": _UNLIMITED,
    "rc_joins": {"local": _UNLIMITED, "remote": _UNLIMITED},
    "rc_joins_per_room": _UNLIMITED,
    "rc_invites": {"per_room": _UNLIMITED, "per_user": _UNLIMITED, "per_issuer": _UNLIMITED},
    "rc_room_creation": _UNLIMITED,
    "rc_media_create": _UNLIMITED,
    "rc_profile": _UNLIMITED,
    "rc_user_directory": _UNLIMITED,
}


def _logging(places: Places) -> dict[str, Any]:
    return {
        "version": 1,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "file": {
                "class": "logging.handlers.RotatingFileHandler",
                "filename": str(places.log),
                "formatter": "line",
                "maxBytes": 10_000_000,
                "backupCount": 2,
            }
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
