"""Says in a sentence for the operator why a mail did not go; never with an address or words of the mail."""

import re
import socket
import ssl

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from kit.errors import MailFailure, Undeliverable

TOO_LARGE = 552
"""What a server says of a mail's size as soon as it hears who sends it (RFC 1870)."""
ABOUT_US = frozenset({500, 501, 502, 503, 504, 530, 534, 535, 538})
"""Refusals of a command or of us, whatever was asked (RFC 5321, RFC 4954)."""
OF_THE_SERVER = frozenset({"3", "5", "7"})
"""Enhanced codes about the server, the protocol and its rules, such as relaying for us (RFC 3463)."""
OF_THE_ADDRESS = frozenset({"1", "2"})
"""Enhanced codes about the address and its mailbox."""
ENHANCED = re.compile(r"[245]\.(\d{1,3})\.\d{1,3}(?!\d)")


def told(problem: Exception, server: str, patience: float) -> MailFailure:
    """Return what a failed sending means; ``patience`` is in seconds."""
    match problem:
        case SMTPRecipientsRefused():
            refused = problem.recipients[0]
            return _refused(refused.code, refused.message, server, asked=True)
        case SMTPNotSupported():
            return Undeliverable(f"the mail server {server} takes no addresses with letters beyond ASCII")
        case SMTPResponseException():
            return _answered(problem, server)
        case TimeoutError():
            return MailFailure(f"the mail server {server} did not answer within {patience:g} s")
        case SMTPException() if problem.__cause__ is None:
            return MailFailure(f"the mail server {server} cannot be used: {_lacking(problem.message)}")
        case _:
            return _unreached(problem.__cause__ or problem, server)


def _answered(problem: SMTPResponseException, server: str) -> MailFailure:
    said = spoken(problem.code, problem.message)
    if problem.code < 500:
        return _busy(said, server)
    match problem:
        case SMTPAuthenticationError():
            return MailFailure(f"the mail server {server} refuses mail.user or mail.password ({said})")
        case SMTPSenderRefused() if problem.code != TOO_LARGE:
            return MailFailure(f"the mail server {server} takes no mail from mail.sender ({said})")
        case SMTPDataError() | SMTPSenderRefused():
            return _refused(problem.code, problem.message, server, asked=False)
        case _:
            return MailFailure(f"the mail server {server} refuses to work for us ({said})")


def _refused(code: int, message: str, server: str, *, asked: bool) -> MailFailure:
    """Judge a refusal of the address, where it was ``asked`` about, or of the whole mail."""
    said = spoken(code, message)
    if code < 500:
        return _busy(said, server)
    if is_about_the_address(code, message, asked=asked):
        return Undeliverable(f"the mail server {server} refuses the address for good ({said})")
    return MailFailure(f"the mail server {server} refuses to take the mail ({said}); its log says why")


def _busy(said: str, server: str) -> MailFailure:
    return MailFailure(f"the mail server {server} asks to try again later ({said})")


def is_about_the_address(code: int, message: str, *, asked: bool) -> bool:
    """Whether a refusal for good is the address's and not ours; some servers say so after the whole mail."""
    enhanced = ENHANCED.match(message)
    if not asked:
        return enhanced is not None and enhanced[1] in OF_THE_ADDRESS
    return code not in ABOUT_US and (enhanced is None or enhanced[1] not in OF_THE_SERVER)


def spoken(code: int, message: str) -> str:
    """Return the numbers of an answer; its words may hold the address."""
    enhanced = ENHANCED.match(message)
    return f"{code} {enhanced[0]}" if enhanced else f"{code}"


def _lacking(message: str) -> str:
    if "STARTTLS" in message:
        return "it offers no STARTTLS; try mail.encryption tls"
    if "auth" in message.casefold():
        return "it lets nobody sign in as we can; see mail.user and mail.encryption"
    return "the connection broke off"


def _unreached(problem: BaseException, server: str) -> MailFailure:
    if isinstance(problem, ssl.SSLCertVerificationError):
        why = f"its certificate is not trusted: {problem.verify_message}; see mail.certificates"
    elif isinstance(problem, ssl.SSLError):
        why = "it does not speak TLS as we do; see mail.encryption and mail.port"
    elif isinstance(problem, socket.gaierror):
        why = "there is no such name; see mail.host"
    else:
        why = getattr(problem, "strerror", None) or "the connection broke off"
    return MailFailure(f"the mail server {server} cannot be reached: {why}")
