"""Keeps the interpreter alive. PySide6 6.12.0, on Python before 3.12, hands out `None`, `True` and `False` without counting them.

Measured: 200 calls of `QWidget.update` take 200 references to `None`, of some six thousand; then the interpreter ends with
"deallocating None" (`isValid` does the same to `True`). From 3.12 on these are never counted.
This file goes when 3.11 or that fault does; `tests/ui/test_look.py` tells.
"""

import ctypes
import sys
from typing import Final

LASTING: Final = 1 << 60


def steady_constants() -> None:
    """Do what Python 3.12 does: give the constants a count that no fault can use up. It is an object's first word in CPython."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and not hasattr(sys, "gettotalrefcount"):
        for constant in (None, True, False, NotImplemented, Ellipsis):
            ctypes.c_ssize_t.from_address(id(constant)).value = LASTING
