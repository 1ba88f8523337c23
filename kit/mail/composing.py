"""Writes mails: plain text in any script, with headers that nothing can be slipped into."""

import unicodedata
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from kit.errors import Undeliverable
from kit.ports import Mail

LONGEST_ADDRESS = 254
"""What a server must take (RFC 5321, with the angle brackets taken off)."""
FORBIDDEN_IN_ADDRESSES = frozenset('()<>[]:;,\\"')
UNSPOKEN = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode categories of control characters, halves of letters, and ends of lines and paragraphs."""


class Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc] # as the registry makes them
    """A subject that arrives letter by letter; the standard one loses spaces where a long one is folded."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the words as they are, even where they look encoded already."""
        super().parse(value, kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        """Return the header's lines, in ASCII."""
        words = Header(str(self), "utf-8", header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


def policy() -> Policy:
    """Return how mails are written: in ASCII, so that no server on the way can spoil them."""
    headers = HeaderRegistry()
    headers.map_to_type("subject", Subject)
    return SMTP.clone(cte_type="7bit", header_factory=headers)


def composed(mail: Mail, *, sender: str, name: str, at: datetime) -> EmailMessage:
    """Return the mail as it is sent; the same ``key`` makes the same Message-ID.

    ``sender`` and ``name`` are whom it comes from. Raises :class:`kit.errors.Undeliverable` where address or
    subject are none.
    """
    message = EmailMessage(policy=policy())
    message["From"] = _addressed(sender, name)
    message["To"] = _addressed(mail.to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(mail.key, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.body.encode("utf-8", "replace").decode("utf-8"), charset="utf-8")
    return message


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a key; nothing of the key can be read from it."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain(sender)}>"


def domain(address: str) -> str:
    """Return the domain of an address as mail servers write it, in ASCII."""
    return travelling(address).rpartition("@")[2]


def travelling(address: str) -> str:
    """Return the address as it is given to a server: its domain in ASCII.

    Raises :class:`kit.errors.Undeliverable` where it is not one plain address.
    """
    local, at, place = address.rpartition("@")
    try:
        travels = local + at + place.encode("idna").decode("ascii")
    except UnicodeError:
        travels = ""
    if not (local and place and _is_plain(local) and _is_plain(place)) or not _fits(travels):
        raise Undeliverable("the address is not one that mail can be sent to: correct it in the register")
    return travels


def one_line(subject: str) -> str:
    """Return a subject. Raises :class:`kit.errors.Undeliverable` where it is not one line of text."""
    if any(unicodedata.category(letter) in UNSPOKEN for letter in subject):
        raise Undeliverable("the subject of a mail is not one line of text: the mail was not sent")
    return subject


def _addressed(address: str, name: str = "") -> Address:
    username, _, place = travelling(address).rpartition("@")
    return Address(name, username, place)


def _is_plain(part: str) -> bool:
    dots = part.startswith(".") or part.endswith(".") or ".." in part
    odd = any(letter.isspace() or not letter.isprintable() for letter in part)
    return not (dots or odd or "@" in part or FORBIDDEN_IN_ADDRESSES & set(part))


def _fits(address: str) -> bool:
    return 0 < len(address.encode()) <= LONGEST_ADDRESS
