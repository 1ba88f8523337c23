"""What a mail looks like on its way."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.errors import Undeliverable
from kit.mail.composing import composed, message_id, travelling
from kit.ports import Mail

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OURS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


def sent(mail: Mail, *, sender: str = "palais@example.org", name: str = "Palais") -> bytes:
    return composed(mail, sender=sender, name=name, at=AT).as_bytes()


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_is_plain_text_and_says_that_a_machine_wrote_it() -> None:
    message = read(sent(Mail(to="ada@example.org", subject="Code", body="1234", key="k")))
    assert message.get_content_type() == "text/plain"
    assert message["Content-Type"].params["charset"] == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Palais <palais@example.org>"
    assert message["Date"].datetime == AT


@given(subject=LINES, name=LINES, body=st.text())
def test_no_words_add_a_header_or_leave_ascii(subject: str, name: str, body: str) -> None:
    raw = sent(Mail(to="ada@example.org", subject=subject, body=body, key="k"), name=name)
    raw.decode("ascii")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    message = read(raw)
    assert sorted(message.keys()) == sorted(OURS)
    assert message["To"].addresses[0].addr_spec == "ada@example.org"
    assert [one.addr_spec for one in message["From"].addresses] == ["palais@example.org"]


@given(subject=LINES.filter(lambda words: words == words.strip()), body=st.text())
@example(subject="رمز الدخول  الشخصي " * 6 + "x", body="")
@example(subject="é =?utf-8?q?hi?= é", body="=?utf-8?q?hi?=")
@example(subject="a" * 300, body="a" * 3000)
def test_any_words_come_out_as_they_went_in(subject: str, body: str) -> None:
    message = read(sent(Mail(to="ada@example.org", subject=subject, body=body, key="k")))
    assert message["Subject"] == subject
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    came = message.get_content().replace("\r\n", "\n").split("\n")
    assert came[: len(lines)] == lines


@pytest.mark.parametrize("name", ["Palais, the “best”", 'Palais, "the best"', "شبكة خبراء هيئات"])
def test_the_name_of_the_sender_comes_out_as_it_went_in(name: str) -> None:
    message = read(sent(Mail(to="ada@example.org", subject="s", body="b", key="k"), name=name))
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "palais@example.org")


def test_a_message_id_is_made_from_key_and_domain_and_tells_neither_key_nor_person() -> None:
    one = message_id("invite/ana/1", "palais@example.org")
    assert one == message_id("invite/ana/1", "palais@example.org")
    assert one != message_id("invite/ana/2", "palais@example.org")
    assert one.endswith("@example.org>")
    assert "ana" not in one
    long = "palais@" + "a" * 60 + "." + "b" * 60 + ".example.org"
    message = read(sent(Mail(to="ada@example.org", subject="s", body="b", key="k"), sender=long))
    assert message["Message-ID"] == message_id("k", long)


def test_a_domain_travels_in_ascii() -> None:
    assert travelling("zoë@bücher.example") == "zoë@xn--bcher-kva.example"


@pytest.mark.parametrize("address", ["a@b@example.org", ".a@example.org", "a..b@example.org", "a@b c.org"])
def test_an_address_of_odd_shape_is_none(address: str) -> None:
    with pytest.raises(Undeliverable):
        travelling(address)
