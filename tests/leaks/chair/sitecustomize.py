"""Python finds this at its start (`PYTHONPATH`), in the program and in the one that takes its place at a lock: lets somebody sit down at the window.

The program is started as always, and knows nothing of it.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from types import ModuleType


class _Finder(importlib.abc.MetaPathFinder):
    """Has `sitting.sit_down` called as soon as `facilitator_app.app` is loaded."""

    def find_spec(self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        """The one module, with a little more to do when it is loaded."""
        if name != "facilitator_app.app":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def load_and_sit(module: ModuleType) -> None:
            load(module)
            import sitting

            sitting.sit_down(module)

        spec.loader.exec_module = load_and_sit  # type: ignore[method-assign]
        return spec


if "WORKBOOK_SITTING" in os.environ:
    sys.meta_path.insert(0, _Finder())
