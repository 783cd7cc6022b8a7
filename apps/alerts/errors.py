"""A rule's field that cannot be as it is, named with its reason."""

from apps.core.errors import BadRequestError, FieldProblem


def invalid(field: str, message: str) -> BadRequestError:
    """Return the refusal of one field."""
    return BadRequestError(
        f"{field}: {message}", code="invalid_input", errors=[FieldProblem(field, message)]
    )


def missing(field: str) -> BadRequestError:
    """Return the refusal of a rule that lacks what its kind needs."""
    return invalid(field, "This kind of rule needs it.")
