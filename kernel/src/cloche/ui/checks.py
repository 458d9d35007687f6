"""What arguments and answers have to be, said in the reader's words."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from math import isclose, isfinite
from operator import index
from typing import Any


def is_number(value: object) -> bool:
    """A finite number that is not true or false; numpy's and decimals count."""
    if value is None or isinstance(value, (bool, str, bytes)):
        return False
    try:
        return isfinite(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False


def plain_number(value: Any) -> int | float:
    """A number as JSON can carry it: `numpy.int64(3)` → 3, `Decimal("0.5")` → 0.5.

    >>> plain_number(2), plain_number(2.5)
    (2, 2.5)
    """
    if type(value) in (int, float):
        return value  # type: ignore[no-any-return]
    as_float = float(value)
    return int(value) if hasattr(value, "__index__") else as_float


def number(name: str, value: object) -> int | float:
    """`value` as a plain number, or a `ValueError` that names the argument."""
    if not is_number(value):
        raise ValueError(f"`{name}` is a number, not {value!r}.")
    return plain_number(value)


def optional_number(name: str, value: object) -> int | float | None:
    """The same, where None is an answer too."""
    return None if value is None else number(name, value)


def one_of(name: str, value: object, choices: Sequence[str]) -> str:
    """`value`, if it is among `choices`."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"`{name}` is one of {', '.join(map(repr, choices))}, not {value!r}.")
    return value


def boolean(name: str, value: object) -> bool:
    """`value`, if it is true or false; numpy's count."""
    kind = type(value)
    if kind is not bool and (kind.__module__, kind.__name__.rstrip("_")) != ("numpy", "bool"):
        raise ValueError(f"`{name}` is True or False, not {value!r}.")
    return bool(value)


def flag(name: str, value: object) -> bool:
    """The same, where what is computed may stand as well: None, and counts such as `disabled=len(problems)`.

    >>> flag("disabled", 3), flag("disabled", None)
    (True, False)
    """
    return bool(value) if value is None or isinstance(value, int) else boolean(name, value)


def text(name: str, value: object) -> str:
    """`value`, if it is a text."""
    if not isinstance(value, str):
        raise ValueError(f"`{name}` is a text, not {value!r}.")
    return value


def written(name: str, value: object) -> str:
    """The same for a first value, where None is an empty text: `value=settings.get("name")`."""
    return "" if value is None else text(name, value)


def first_place(kind: str, steps: Sequence[Any], value: object, otherwise: int) -> int:
    """Where a first `value` stands in `steps`; 0.3 is found where arithmetic made it 0.30000000000000004.

    One that is not there is warned of, and the place is `otherwise`.
    """
    for at, step in enumerate(steps):
        if step == value or (is_number(value) and isclose(step, value)):  # type: ignore[arg-type]
            return at
    told = f"The {kind}'s first `value` {value!r} is not among its `steps`, so it begins at {steps[otherwise]}."
    warnings.warn(told, stacklevel=4)
    return otherwise


def labelled(options: Sequence[Any] | dict[str, Any]) -> dict[str, Any]:
    """Choices by their label: a dictionary's keys, or each item as a text."""
    if isinstance(options, dict):
        return {str(label): value for label, value in options.items()}
    if isinstance(options, (str, bytes)) or not isinstance(options, Iterable):
        raise ValueError(f"`options` is a list of choices or a dictionary of label to value, not {options!r}.")
    choices: dict[str, Any] = {}
    for option in options:
        label = str(option)
        if label in choices:
            raise ValueError(f"The option {label!r} is there twice: each needs a label of its own.")
        choices[label] = option
    return choices


def chosen_label(options: dict[str, Any], value: object) -> str | None:
    """The label of the first choice; None for none. Raises `ValueError` when there is no such option."""
    if value is None:
        return None
    label = str(value)
    if label not in options:
        raise ValueError(f"{value!r} is not among the options: {', '.join(map(repr, options)) or 'there are none'}.")
    return label


def count(name: str, value: object) -> int | None:
    """`value`, if it is a whole number from 0 on, or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not hasattr(value, "__index__") or index(value) < 0:
        raise ValueError(f"`{name}` is a whole number from 0 on, or None; not {value!r}.")
    return index(value)


def debounce(value: object) -> bool | int | float:
    """`value`, if it is true, false, or a pause in milliseconds."""
    if not isinstance(value, bool) and (not is_number(value) or plain_number(value) < 0):
        raise ValueError(f"`debounce` is True, False or a number of milliseconds, not {value!r}.")
    return value if isinstance(value, bool) else plain_number(value)
