"""What a letter says of itself above its text, whether it came as EML or as MSG."""

from collections.abc import Mapping

from kit.reading.pages import Page, ReadFile

HEADS = {"sender": "From", "recipients": "To", "sent": "Date"}
LONGEST = 2_000


def letter(
    subject: str | None, facts: Mapping[str, str], pages: tuple[Page, ...], troubles: tuple[str, ...] = ()
) -> ReadFile:
    """Return a letter: its subject is the title, and its heads stand above its text."""
    subject = " ".join((subject or "").split())[:LONGEST] or None
    about = {name: " ".join(text.split())[:LONGEST] for name, text in facts.items() if text.strip()}
    above = [subject or "", *(f"{head}: {about[name]}" for name, head in HEADS.items() if name in about)]
    first = pages[0] if pages else Page(None, "")
    text = "\n".join(filter(None, above)) + f"\n\n{first.text}"
    if subject:
        about["subject"] = subject
    return ReadFile(subject, (Page(first.number, text), *pages[1:]), about, troubles)
