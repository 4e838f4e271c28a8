"""Keeps the interpreter alive: PySide6 6.12.0, on Python before 3.12, gives back one reference to `None` too many at every call that returns nothing.

Measured: 200 calls of `QWidget.update` take 200 references, of some six thousand; then the interpreter ends with "deallocating None".
From 3.12 on `None` is never counted. This file goes when 3.11 or that fault does; `tests/ui/test_look.py` tells.
"""

import ctypes
import sys

LASTING = 1 << 60


def steady_none() -> None:
    """Do what Python 3.12 does: give `None` a count that no fault can use up. The count is an object's first word in CPython."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and not hasattr(sys, "gettotalrefcount"):
        ctypes.c_ssize_t.from_address(id(None)).value = LASTING
