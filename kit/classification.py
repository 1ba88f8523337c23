"""How confidential information is, after ST/SGB/2007/6, and what follows from it everywhere."""

from enum import StrEnum


class Classification(StrEnum):
    """The three labels; each sets safe defaults for encryption, federation, mail and retention."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly-confidential"

    @property
    def is_confidential(self) -> bool:
        """Whether the label is Confidential or stricter."""
        return self is not Classification.UNCLASSIFIED
