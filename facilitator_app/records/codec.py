"""Values between memory and JSON. The only place that knows msgspec."""

import json
from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder()


class Unreadable(ValueError):
    """Bytes or values that are not of the shape that was asked for. The text names no value."""


def to_json(value: object) -> bytes:
    """Compact JSON, UTF-8. Mappings keep their order; dataclasses become objects. A letter that came in two halves is joined, and half
    a letter alone becomes U+FFFD: an input method's slip must not cost anybody the rest of what they typed.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_mended(msgspec.to_builtins(value)))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(inner) for inner in value]
    return value


def from_json(data: bytes) -> Any:
    """JSON to builtins (dict, list, str, int, float, bool, None). Raises `Unreadable`."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Unreadable("not JSON") from problem


class Reader(Generic[T]):
    """JSON to one kind of `msgspec`-readable class, again and again."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def read(self, data: bytes) -> T:
        """Unknown object keys are left out. Raises `Unreadable`."""
        try:
            return self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise Unreadable("not JSON, or of another shape") from problem


def object_from_json(data: bytes) -> dict[str, Any]:
    """A JSON object to a dict. Raises `Unreadable` for anything else."""
    found = from_json(data)
    if not isinstance(found, dict):
        raise Unreadable("not a JSON object")
    return cast("dict[str, Any]", found)


def every_name_once(data: bytes) -> bool:
    """Whether no object in this JSON has one name twice. Programs differ in which of the two they read."""
    try:
        if _ENCODER.encode(msgspec.json.decode(data)) == data:
            return True  # as we write it: of two of one name only one would stand in what is written again
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Unreadable("a name stands twice")
        return found

    try:
        json.loads(data, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return False
    return True


def to_builtins(value: object) -> Any:
    """What `value` is after it was written as JSON and read again: dict, list, str, int, float, bool, None. Tuples become lists."""
    return from_json(to_json(value))


def convert(value: object, kind: type[T]) -> T:
    """Builtins to `kind` (nested dataclasses, tuples, enums); unknown object keys are left out. Raises `Unreadable`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        raise Unreadable("another shape") from problem


def keep_unknown(before: object, after: object) -> Any:
    """`after` as builtins, with the object keys of `before` that `after` does not know, at any depth: a newer version's words ride along.

    In a list an object takes them from the one that says the same otherwise, or else from the one in its place.
    """
    return _with_unknown(before, to_builtins(after))


def _with_unknown(before: object, new: Any) -> Any:
    if isinstance(before, Mapping) and isinstance(new, dict):
        known = {key: _with_unknown(before.get(key), value) for key, value in new.items()}
        return {**{key: value for key, value in before.items() if key not in new}, **known}
    if isinstance(before, list) and isinstance(new, list):
        return [_with_unknown(_counterpart(before, new, place), value) for place, value in enumerate(new)]
    return new


def _counterpart(before: list[Any], new: list[Any], place: int) -> object:
    def says_the_same(old: object, value: object) -> bool:
        return isinstance(old, Mapping) and isinstance(value, dict) and all(old.get(key) == inner for key, inner in value.items())

    same = next((old for old in before if says_the_same(old, new[place])), None)
    if same is not None or len(before) != len(new) or any(says_the_same(before[place], value) for value in new):
        return same
    return before[place]
