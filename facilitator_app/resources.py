"""Where the files that are not code lie, in a checkout and in an installed wheel. Knows nothing of what stands in them."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The file or folder `resources/<parts>`, for example `resource("fonts", "NotoSans-Regular.ttf")`.

    A wheel carries the folder as `facilitator_app/_resources`; a checkout has it beside the package.
    """
    packed = _PACKAGE / "_resources"
    root = packed if packed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def text(*parts: str) -> str:
    """The words of a resource file, UTF-8."""
    return resource(*parts).read_text(encoding="utf-8")
