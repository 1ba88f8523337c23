"""Reads mails (EML) and web pages saved as mails (MHT): heads, the body once, and what is attached.

Headers are parsed with the standard library's plain policy: its newer one takes time out of all proportion
on headers that somebody made for that.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from kit.reading.letters.letter import letter
from kit.reading.pages import Page, Unreadable, Why
from kit.reading.parts import Opened, Part
from kit.reading.written.html import read_html
from kit.reading.written.plain import decoded, decoded_as

NAMED = re.compile(rb"(?im)^(?:from|to|date|subject|message-id|mime-version|received|content-type):")
LOOKED_AT = 16_384
LONGEST_HEADER = 20_000
MOST_RECIPIENTS = 200
MOST_PARTS = 2_000
DEEPEST = 60
BOUNDARY = re.compile(rb"(?i)\bboundary\s*=")
MOST_BOUNDARIES = 5_000


def is_mail(data: bytes) -> bool:
    """Whether bytes begin as a mail does: with headers, several of them those of mails."""
    head = data[:LOOKED_AT].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    first = head.partition(b"\n")[0]
    if not re.match(rb"(?:From |>From |[A-Za-z][A-Za-z0-9-]*:)", first):
        return False
    return len({name.lower() for name in NAMED.findall(head)}) >= 3


def read_mail(data: bytes) -> Opened:
    """Return a mail's heads and text; of two forms of one text, the plain one."""
    if len(BOUNDARY.findall(data)) > MOST_BOUNDARIES:
        raise Unreadable(Why.TOO_BIG, "a mail of too many parts")
    return opened_mail(message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=compat32))


def opened_mail(mail: Message) -> Opened:
    """Return the heads and text of a parsed mail, and what is attached to it."""
    texts, parts, troubles = list[str](), list[Part](), list[str]()
    for place, (kind, one) in enumerate(_leaves(mail)):
        if place >= MOST_PARTS:
            troubles.append(f"stopped after {MOST_PARTS} parts of the mail")
            break
        try:
            texts += [_text(one)] if kind == "text" else []
        except Exception as failure:  # noqa: BLE001 (one damaged part must not lose the others)
            troubles.append(f"part {place}: {type(failure).__name__}")
        parts += [_part(one)] if kind == "part" else []
    facts = {
        "sender": header(mail, "From"),
        "recipients": ", ".join(filter(None, (header(mail, name) for name in ("To", "Cc")))),
        "sent": _sent(mail),
    }
    body = "\n\n".join(filter(str.strip, texts))
    return Opened(letter(header(mail, "Subject"), facts, (Page(None, body),), tuple(troubles)), parts)


def header(mail: Message, name: str) -> str:
    """Return a header as people read it."""
    held = mail.get(name)
    if held is None:
        return ""
    raw = str(held)[:LONGEST_HEADER]
    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        return raw.encode("ascii", "replace").decode()


def _sent(mail: Message) -> str:
    try:
        return parsedate_to_datetime(str(mail.get("Date", ""))[:200]).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _leaves(mail: Message, depth: int = 0) -> Iterator[tuple[str, Message]]:
    """Yield the texts of a mail and what is attached, in order, each text in one of its forms."""
    if mail.get_content_type() == "message/rfc822" and depth:
        yield "part", mail
    elif mail.is_multipart() and depth < DEEPEST:
        inner = _inner(mail)
        if mail.get_content_subtype() == "alternative":
            inner = _best(inner)
        for one in inner:
            yield from _leaves(one, depth + 1)
    elif not mail.is_multipart():
        yield ("text" if _is_text(mail) else "part"), mail


def _inner(mail: Message) -> list[Message]:
    held = mail.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _best(forms: list[Message]) -> list[Message]:
    """Return one of the forms of a text, the plain one where it says anything, and what is no text."""
    plain = [one for one in forms if one.get_content_type() == "text/plain" and _text(one).strip()]
    rich = [one for one in forms if one.get_content_type() == "text/html" or one.is_multipart()]
    others = [one for one in forms if one.get_content_maintype() not in {"text", "multipart"}]
    return (plain[:1] or rich[-1:] or forms[:1]) + others


def _is_text(mail: Message) -> bool:
    if mail.get_content_disposition() == "attachment" or mail.get_content_maintype() != "text":
        return False
    return mail.get_content_subtype() in {"plain", "html", "enriched"} and not mail.get_filename()


def _text(mail: Message) -> str:
    data = _payload(mail)
    charset = mail.get_content_charset() or ""
    if mail.get_content_subtype() == "html":
        try:
            return "\n".join(page.text for page in read_html(data, charset).pages)
        except Unreadable:
            return ""
    return decoded_as(data, charset) if charset else decoded(data)


def _payload(mail: Message) -> bytes:
    held = mail.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _part(mail: Message) -> Part:
    if mail.get_content_type() == "message/rfc822":
        inner = _inner(mail)
        name = _name(mail) or (header(inner[0], "Subject") if inner else "") or "message"
        named = name if name.lower().endswith(".eml") else f"{name}.eml"
        return Part(named, "message/rfc822", open=lambda: opened_mail(inner[0] if inner else Message()))
    ending = f".{mail.get_content_subtype()}" if mail.get_content_subtype().isalnum() else ""
    return Part(_name(mail) or f"attachment{ending}", mail.get_content_type(), lambda: _payload(mail))


def _name(mail: Message) -> str:
    try:
        raw = mail.get_filename() or ""
        return str(make_header(decode_header(raw[:1000])))
    except (HeaderParseError, LookupError, ValueError, TypeError):
        return ""
