"""An item is passed over for what is wrong with it, and for nothing else."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from kit.errors import Forbidden, RateLimited, SignedOut, Unreachable
from kit.matrix.guard import passing_over

ITS_OWN: list[BaseException] = [
    TypeError("unhashable"),
    RecursionError("nested"),
    StopIteration(),
    Forbidden("send", "M_FORBIDDEN"),
    Unreachable("send", status=500),
]
OURS: list[BaseException] = [
    Unreachable("sync", status=502),
    Unreachable("sync", message="no connection"),
    SignedOut("sync"),
    RateLimited("sync", 1.0),
    OSError("the disk is full"),
    OperationalError("insert", {}, Exception("locked")),
    asyncio.CancelledError(),
    KeyboardInterrupt(),
]


@pytest.mark.parametrize("problem", ITS_OWN, ids=repr)
def test_what_an_item_is_to_blame_for_is_passed_over_and_named_by_its_kind(
    problem: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    with passing_over("an event"):
        raise problem
    assert f"an event was passed over: {type(problem).__name__}" in caplog.text


@pytest.mark.parametrize("problem", OURS, ids=repr)
def test_what_no_item_is_to_blame_for_goes_through(problem: BaseException) -> None:
    with pytest.raises(type(problem)), passing_over("an event"):
        raise problem
