"""Registration files keep their tokens, follow our names, and are for their owner only."""

from pathlib import Path

import pytest

from kit.errors import BadInput
from kit.ids import UserId
from provisioning.homeserver.registration import kept_registration, new_registration, read_registration


def test_tokens_stay_and_namespaces_follow(tmp_path: Path) -> None:
    path = tmp_path / "bots.yaml"
    first = kept_registration(path, new_registration("palais-bots", "palais-bots", ["@library:x"]))
    second = kept_registration(path, new_registration("palais-bots", "palais-bots", ["@forum:x"]))
    assert second.as_token == first.as_token
    assert second.claims(UserId("@forum:x"))
    assert not second.claims(UserId("@library:x"))
    assert read_registration(path) == second
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "id: x", "[1, 2]", "id: [", "namespaces: 3"])
def test_another_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match="is not an application-service registration"):
        read_registration(path)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_registration(tmp_path / "none.yaml")
