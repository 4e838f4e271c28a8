"""What a service's case system is given of a case: named values, and nothing behind them. Every name is one of `resources/case_system/fields.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Given = str | int | tuple[str, ...]  # a day, a code, words; a number; names of fields or people


@dataclass(frozen=True, slots=True, repr=False)
class CaseSystemSheet:
    """One case for the case system. No name of anybody has a field here, and no word that one side told us."""

    reference: str
    values: Mapping[str, Given] = field(default_factory=dict)  # in the order of `fields.toml`; what is empty is not in it
    two_versions: tuple[str, ...] = ()  # fields that two colleagues wrote differently
    left_out: tuple[str, ...] = ()  # fields that somebody filled in and that do not go out
