"""Only what is rightly signed counts, and only the identity that was pinned."""

from typing import Any

import vodozemac
from hypothesis import given
from hypothesis import strategies as st

from kit.ids import DeviceId, UserId
from kit.matrix.signing import SigningKey, canonical, identity_of, new_seeds
from kit.matrix.trust import Keys, entitled, owns, read_keys

ADA = UserId("@ada:x")


def a_device(name: str = "PHONE", *, user: UserId = ADA) -> tuple[vodozemac.Account, dict[str, Any]]:
    account = vodozemac.Account()
    keys = {
        f"ed25519:{name}": account.ed25519_key.to_base64(),
        f"curve25519:{name}": account.curve25519_key.to_base64(),
    }
    published: dict[str, Any] = {"user_id": user, "device_id": name, "algorithms": [], "keys": keys}
    signature = account.sign(canonical(published)).to_base64()
    published["signatures"] = {user: {f"ed25519:{name}": signature}}
    return account, published


def answer(seeds: dict[str, str], *, vouched: bool = True) -> dict[str, Any]:
    account, device = a_device()
    identity = identity_of(ADA, seeds)
    if vouched:
        made = identity.vouch(DeviceId("PHONE"), device)[ADA]["PHONE"]["signatures"]
        device["signatures"][ADA] |= made[ADA]
    master = identity.master_object()
    upload = identity.upload(DeviceId("PHONE"), account.sign(canonical(master)).to_base64())
    return {
        "device_keys": {ADA: {"PHONE": device}},
        "master_keys": {ADA: upload["master_key"]},
        "self_signing_keys": {ADA: upload["self_signing_key"]},
    }


def names(keys: Keys, pinned: str | None, *, lenient: bool = False) -> list[str]:
    return [device.id for device in entitled(keys, pinned, lenient=lenient)]


def test_a_device_that_its_owner_signed_may_have_our_keys() -> None:
    keys = read_keys(answer(new_seeds()), ADA)
    assert names(keys, keys.master) == ["PHONE"]


def test_a_device_that_nobody_signed_may_not_however_lenient_the_room() -> None:
    keys = read_keys(answer(new_seeds(), vouched=False), ADA)
    assert names(keys, keys.master) == []
    assert names(keys, keys.master, lenient=True) == []


def test_another_identity_than_the_pinned_one_gets_nothing() -> None:
    keys = read_keys(answer(new_seeds()), ADA)
    assert names(keys, "another", lenient=True) == []


def test_who_has_no_identity_is_served_in_unclassified_rooms_alone() -> None:
    shown = answer(new_seeds(), vouched=False)
    keys = read_keys({"device_keys": shown["device_keys"]}, ADA)
    assert names(keys, None) == []
    assert names(keys, None, lenient=True) == ["PHONE"]


def test_an_identity_that_vanished_is_not_served_as_one_who_never_had_any() -> None:
    shown = answer(new_seeds())
    keys = read_keys({"device_keys": shown["device_keys"]}, ADA)
    assert names(keys, "pinned before", lenient=True) == []


def test_a_self_signing_key_that_the_master_did_not_sign_vouches_for_nothing() -> None:
    shown = answer(new_seeds())
    shown["master_keys"] = answer(new_seeds())["master_keys"]
    keys = read_keys(shown, ADA)
    assert names(keys, keys.master) == []


def test_a_device_whose_own_signature_is_wrong_is_left_out() -> None:
    shown = answer(new_seeds())
    shown["device_keys"][ADA]["PHONE"]["algorithms"] = ["changed on the way"]
    assert read_keys(shown, ADA).devices == ()


def test_a_device_shown_under_another_name_is_left_out() -> None:
    shown = answer(new_seeds())
    shown["device_keys"][ADA]["TABLET"] = shown["device_keys"][ADA].pop("PHONE")
    assert read_keys(shown, ADA).devices == ()


def test_another_persons_keys_do_not_become_adas() -> None:
    _, stolen = a_device(user=UserId("@eve:x"))
    assert read_keys({"device_keys": {ADA: {"PHONE": stolen}}}, ADA).devices == ()


def test_a_message_is_the_senders_only_where_both_keys_of_one_device_fit() -> None:
    keys = read_keys(answer(new_seeds()), ADA)
    device = keys.devices[0]
    assert owns(keys.devices, device.ed25519, device.curve25519)
    assert not owns(keys.devices, device.ed25519, "another")
    assert not owns(keys.devices, "another", device.curve25519)


def test_what_we_sign_another_library_verifies() -> None:
    key = SigningKey(new_seeds()["master"])
    signature = vodozemac.Ed25519Signature.from_base64(key.sign({"b": 1, "a": "é"}))
    vodozemac.Ed25519PublicKey.from_base64(key.public).verify_signature('{"a":"é","b":1}'.encode(), signature)


def test_seeds_are_never_printed() -> None:
    seeds = new_seeds()
    printed = repr(identity_of(ADA, seeds))
    assert not any(seed in printed for seed in seeds.values())


def test_garbage_from_a_server_is_nobodys_keys() -> None:
    for garbage in ({}, {"device_keys": {ADA: {"PHONE": "?"}}}, {"master_keys": {ADA: {"keys": 3}}}):
        assert read_keys(garbage, ADA) == Keys(ADA, None, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from([ADA, "master"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [ADA, "user_id", "usage", "keys", "signatures", "device_id", "PHONE", "ed25519:x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
PARTS = st.sampled_from(["device_keys", "master_keys", "self_signing_keys"])


@given(odd=st.dictionaries(PARTS, JSON | st.fixed_dictionaries({ADA: JSON}), max_size=3))
def test_nothing_that_is_published_makes_reading_keys_fail(odd: dict[str, Any]) -> None:
    assert read_keys(odd, ADA).devices == ()


def test_a_device_to_which_nothing_can_be_sent_is_none() -> None:
    _, long = a_device("D" * 60_000)
    _, odd = a_device("D\0")
    shown = {"device_keys": {ADA: {name["device_id"]: name for name in (long, odd)}}}
    assert read_keys(shown, ADA).devices == ()


def test_what_is_odd_in_one_place_leaves_the_rest_readable() -> None:
    good = answer(new_seeds())
    good["device_keys"][ADA]["TABLET"] = {"user_id": ADA, "device_id": "TABLET", "keys": []}
    keys = read_keys(good, ADA)
    assert names(keys, keys.master) == ["PHONE"]
    good["master_keys"][ADA]["usage"] = 5
    assert read_keys(good, ADA).master is None
