"""The only code that speaks matrix-nio: :func:`sign_in` gives one real account."""

from kit.matrix.account import Account
from kit.matrix.adapter import NioMatrix, sign_in, signed_in

__all__ = ["Account", "NioMatrix", "sign_in", "signed_in"]
