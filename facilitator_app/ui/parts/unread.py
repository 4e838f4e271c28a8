"""Keeps PySide6 from reading the source of every module that is loaded.

PySide6 6.12 opens each module's file after its import and looks in it for its own name, to know for whom `from __feature__ import` may rename
methods; Python keeps all that text besides. Measured: 10 ms until the unlock screen, 60 to 90 ms and 7 MB until a workbook is open.
We rename nothing.
This file goes when that fault does; `tests/ui/test_look.py` tells.
"""

import sys

_ASKS = "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """Answer its question beforehand: no module uses a feature. Where a newer PySide6 no longer asks like this, nothing is changed."""
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and _ASKS in vars(feature):
        vars(feature)[_ASKS] = lambda _module: False
