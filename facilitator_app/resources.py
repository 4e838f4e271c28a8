"""Where the files that are not code lie, in a checkout and in an installed wheel. Knows nothing of what stands in them."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(*parts: str) -> Traversable:
    """The file or folder `resources/<parts>`, for example `resource("fonts", "NotoSans-Regular.ttf")`.

    A wheel carries the folder as `facilitator_app/_resources`; a checkout has it beside the package.
    """
    packed = files("facilitator_app") / "_resources"
    root: Traversable = packed if packed.is_dir() else Path(__file__).resolve().parent.parent / "resources"
    return root.joinpath(*parts)


def text(*parts: str) -> str:
    """The words of a resource file, UTF-8."""
    return resource(*parts).read_text(encoding="utf-8")
