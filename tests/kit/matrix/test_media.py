"""Addresses of attachments are whatever a sender wrote."""

import pytest

from kit.errors import NotFound
from kit.matrix.media import place_of


def test_an_attachment_lies_at_its_server_and_its_name() -> None:
    assert place_of("mxc://palais.localhost/AbC") == (
        "/_matrix/client/v1/media/download/palais.localhost/AbC"
    )


@pytest.mark.parametrize(
    "address", ["", "mxc://[x/y", "mxc://x", "mxc:///y", "mxc://x/y/z", "https://x/y", "\0"]
)
def test_what_is_no_address_is_not_found(address: str) -> None:
    with pytest.raises(NotFound):
        place_of(address)
