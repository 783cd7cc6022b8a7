"""Numbers as JSON and back, bit for bit, with refusals a person can read."""

import json
from typing import Any

import numpy as np

from ml.errors import ModelFileError
from ml.typing import Float64Array


def encode(kind: str, **values: Any) -> bytes:
    """Encode values and arrays; Python writes floats so that they read back exactly.

    Parameters
    ----------
    kind : str
        The model's kind, checked by `decode`.
    **values : object
        Arrays, numbers, text, lists and dictionaries of them.

    Returns
    -------
    bytes
        JSON in UTF-8.
    """
    plain = {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in values.items()
    }
    return json.dumps({"kind": kind, **plain}, allow_nan=False).encode()


def decode(data: bytes, kind: str, *names: str) -> dict[str, Any]:
    """Decode what `encode` gave.

    Parameters
    ----------
    data : bytes
        The content of a model file.
    kind : str
        The kind it must have.
    *names : str
        Members it must have.

    Returns
    -------
    dict
        The members.

    Raises
    ------
    ModelFileError
        It is not such a file.
    """
    try:
        values = json.loads(data)
    except ValueError as error:
        raise ModelFileError(f"The stored {kind} model is not JSON: {error}.") from error
    if not isinstance(values, dict) or values.get("kind") != kind:
        raise ModelFileError(f"The file does not hold a {kind} model.")
    missing = [name for name in names if name not in values]
    if missing:
        raise ModelFileError(f"The stored {kind} model lacks {', '.join(missing)}.")
    return values


def array(value: object) -> Float64Array:
    """Return a decoded list as float64.

    Parameters
    ----------
    value : object
        Nested lists of numbers.

    Returns
    -------
    ndarray
        The same numbers.
    """
    return np.asarray(value, dtype=np.float64)
