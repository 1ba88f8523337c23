"""Every module that defines tables, so that migrations see them all."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

import bots
import bridges
import kit
import provisioning

STORE_NAMES = frozenset({"store", "tables", "inbox"})
"""What a module that defines tables is called."""


@cache
def all_stores() -> tuple[ModuleType, ...]:
    """Import and return every module that defines tables."""
    found = (
        module.name
        for package in (kit, provisioning, bots, bridges)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if module.name.rpartition(".")[2] in STORE_NAMES
    )
    return tuple(importlib.import_module(name) for name in sorted(found))
