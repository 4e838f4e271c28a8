"""Values between memory and JSON. The only place that knows msgspec."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder()


class Unreadable(ValueError):
    """Bytes or values that are not of the shape that was asked for. The text names no value."""


def to_json(value: object) -> bytes:
    """Compact JSON, UTF-8. Mappings keep their order; dataclasses become objects. `ValueError` for a lone surrogate."""
    return _ENCODER.encode(value)


def from_json(data: bytes) -> Any:
    """JSON to builtins (dict, list, str, int, float, bool, None). Raises `Unreadable`."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise Unreadable("not JSON") from problem


def object_from_json(data: bytes) -> dict[str, Any]:
    """A JSON object to a dict. Raises `Unreadable` for anything else."""
    found = from_json(data)
    if not isinstance(found, dict):
        raise Unreadable("not a JSON object")
    return cast("dict[str, Any]", found)


def to_builtins(value: object) -> Any:
    """Dataclasses, tuples and enums to what JSON has."""
    return msgspec.to_builtins(value)


def convert(value: object, kind: type[T]) -> T:
    """Builtins to `kind` (nested dataclasses, tuples, enums); unknown object keys are left out. Raises `Unreadable`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        raise Unreadable("another shape") from problem


def keep_unknown(before: object, after: object) -> Any:
    """`after` as builtins, with the object keys of `before` that `after` does not know: a newer version's words ride along."""
    new = to_builtins(after)
    if isinstance(before, Mapping) and isinstance(new, dict):
        return {**{key: value for key, value in before.items() if key not in new}, **new}
    return new
