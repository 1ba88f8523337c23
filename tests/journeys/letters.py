"""Mails with a code, as the people read them who get them."""

import re
from dataclasses import dataclass

CODE = re.compile(r"^\w{4}-\w{4}-\w{4}$", re.MULTILINE)
TOKEN = re.compile(r"[A-Za-z0-9._~-]{8,}")


@dataclass(frozen=True)
class Letter:
    """A mail with a code, and with a registration token where it is an invitation."""

    text: str
    code: str
    token: str

    @property
    def wrong(self) -> str:
        """A code that begins like the right one and is another."""
        return self.code[:-1] + ("2" if self.code[-1] != "2" else "3")


def letter_in(text: str) -> Letter:
    """Read a mail: the code stands on a line of its own, and so does a token."""
    (code,) = CODE.findall(text)
    alone = [line for line in text.splitlines() if TOKEN.fullmatch(line) and line != code]
    return Letter(text=text, code=code, token=alone[0] if alone else "")
