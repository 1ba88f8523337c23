"""Application-service registrations: the files by which a homeserver lets our accounts in."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from kit.errors import BadInput
from kit.files import write_private
from kit.ids import UserId

STEWARD = "steward"
"""The localpart of the account that creates and changes all managed rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One registration; whoever holds its tokens speaks for all accounts of its ``namespaces``.

    ``sender`` is a localpart that nobody uses: Synapse forbids ``/sync`` to it. ``namespaces`` are regular
    expressions over whole user IDs.
    """

    id: str
    sender: str
    namespaces: tuple[str, ...]
    as_token: str = field(repr=False)
    hs_token: str = field(repr=False)

    def claims(self, user: UserId) -> bool:
        """Whether the account is in the namespaces."""
        return any(re.fullmatch(pattern, user) for pattern in self.namespaces)


def new_registration(id: str, sender: str, namespaces: Iterable[str]) -> Registration:  # noqa: A002 - Matrix's word
    """Return a registration with fresh tokens."""
    tokens = {"as_token": secrets.token_urlsafe(48), "hs_token": secrets.token_urlsafe(48)}
    return Registration(id=id, sender=sender, namespaces=tuple(namespaces), **tokens)


def write_registration(path: Path, registration: Registration) -> None:
    """Write the file that Synapse reads, for its owner only."""
    users = [{"exclusive": True, "regex": pattern} for pattern in registration.namespaces]
    document: dict[str, Any] = {
        "id": registration.id,
        "url": None,
        "as_token": registration.as_token,
        "hs_token": registration.hs_token,
        "sender_localpart": registration.sender,
        "namespaces": {"users": users, "aliases": [], "rooms": []},
        "rate_limited": False,
    }
    write_private_yaml(path, document)


def read_registration(path: Path) -> Registration:
    """Read a registration file. Raises :class:`kit.errors.BadInput` where it is not one."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Registration(
            id=str(document["id"]),
            sender=str(document["sender_localpart"]),
            namespaces=tuple(str(entry["regex"]) for entry in document["namespaces"]["users"]),
            as_token=str(document["as_token"]),
            hs_token=str(document["hs_token"]),
        )
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror}") from problem
    except (KeyError, TypeError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise BadInput(f"{path} is not an application-service registration") from problem


def kept_registration(path: Path, fresh: Registration) -> Registration:
    """Return the registration of the file with our present namespaces, or make the file from ``fresh``."""
    kept = read_registration(path) if path.exists() else fresh
    kept = replace(kept, sender=fresh.sender, namespaces=fresh.namespaces)
    write_registration(path, kept)
    return kept


def write_private_yaml(path: Path, document: dict[str, Any]) -> None:
    """Write YAML, whole or not at all, that only its owner may read."""
    write_private(path, yaml.safe_dump(document, allow_unicode=True))
