"""Each operation as it really is: a summary, its headers and the problems it may answer with."""

from typing import Any, Final

from drf_spectacular.drainage import has_override
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, AllowAny
from typing_extensions import override

from apps.core.openapi.answers import AnswerExtension
from apps.core.openapi.headers import header_reference, parameter_reference
from apps.core.openapi.problems import ANY_PROBLEM, problem_reference
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.no_store import NoStoreMixin
from apps.core.web.past import AS_OF, answers_past
from apps.core.web.scopes import need_of

JSON: Final = "application/json"
# The generator finds an extension by its class being there: this module brings it along.
EXTENSIONS: Final = (AnswerExtension,)
_NAMES_INSTRUMENTS: Final = frozenset({"symbol", "symbols", "weights", "y", "x", "benchmark"})
_UNCHANGED: Final = {"description": "The copy that `If-None-Match` names still holds."}


class OperationSchema(AutoSchema):
    """The framework's description of an operation, completed."""

    @override
    def get_summary(self) -> str:
        """Return the first sentence of the description."""
        return first_sentence(self.get_description())

    @override
    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """Add the headers and problems that every operation of its kind has."""
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            self._add_request_headers(operation)
            self._add_response_headers(operation["responses"])
            self._add_problems(operation)
            self._say_past(operation)
            # What the operation asks of a personal token: `read`, `write` or no token.
            operation["x-token-scope"] = need_of(type(self.view), self.method)
        return operation

    @override
    def _get_serializer_field_meta(self, field: Any, direction: str) -> dict[str, Any]:
        """Add the refusals of requests that the generator does not read from a field."""
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]  # of drf-spectacular
        if direction == "request":
            meta |= _refusals(field)
        if has_override(field, "field"):
            meta.pop("minLength", None)  # its own schema says what a text of it looks like
        return meta

    def _say_past(self, operation: dict[str, Any]) -> None:
        """Add what `as_of` means here to the description, where the view says it."""
        meaning = getattr(self.view, "as_of_means", "")
        if meaning and answers_past(self.view, self.method):
            parts = (operation.get("description", ""), f"With `{AS_OF}`: {meaning}")
            operation["description"] = "\n\n".join(filter(None, parts))

    @property
    def _is_idempotent_post(self) -> bool:
        return self.method == "POST" and isinstance(self.view, IdempotentPostMixin)

    def _is_conditional(self, responses: dict[str, Any]) -> bool:
        is_json = JSON in responses.get("200", {}).get("content", {})
        return self.method == "GET" and is_json and not isinstance(self.view, NoStoreMixin)

    def _add_request_headers(self, operation: dict[str, Any]) -> None:
        responses, names = operation["responses"], []
        if "202" in responses:
            names.append("Prefer")
        if self._is_idempotent_post:
            names.append("IdempotencyKey")
        if self._is_conditional(responses):
            names.append("IfNoneMatch")
        if answers_past(self.view, self.method):
            names.append("AsOf")
        if is_page(responses):
            names += ["PageLimit", "PageCursor"]
        if names:
            references = [parameter_reference(name) for name in names]
            operation.setdefault("parameters", []).extend(references)

    def _add_response_headers(self, responses: dict[str, Any]) -> None:
        if "202" in responses:
            headers = {"Location": "Location", "Retry-After": "RetryAfter"}
            _add_headers(responses["202"], headers)
        if self._is_conditional(responses):
            _add_headers(responses["200"], {"ETag": "ETag"})
            responses["304"] = dict(_UNCHANGED)
            _add_headers(responses["304"], {"ETag": "ETag"})
        if self._is_idempotent_post:
            for status in [status for status in responses if status.startswith("2")]:
                _add_headers(responses[status], {"Idempotent-Replay": "IdempotentReplay"})
        if self.method == "GET" and not _is_json(responses.get("200", {})):
            _add_headers(responses.get("200", {}), {"Content-Disposition": "ContentDisposition"})

    def _add_problems(self, operation: dict[str, Any]) -> None:
        responses = operation["responses"]
        for status in sorted(self._problem_statuses(operation)):
            responses.setdefault(str(status), problem_reference(status))
        responses.setdefault("default", ANY_PROBLEM)

    def _problem_statuses(self, operation: dict[str, Any]) -> set[int]:
        found = {406} if self.method in SAFE_METHODS else {403, 406}
        if not any(isinstance(rule, AllowAny) for rule in self.view.get_permissions()):
            found.add(401)
        if "{" in self.path or self._names_instruments(operation):
            found.add(404)
        if "{" in self.path and self.method not in SAFE_METHODS:
            found.add(409)
        if self._names_instruments(operation) or self._is_idempotent_post:
            found.add(422)
        if self._is_idempotent_post:
            found.add(409)
        if "requestBody" in operation:
            found |= {411, 413, 415}
        if self.view.get_throttles():
            found |= {429, 503}
        if "requestBody" in operation or _is_asked(operation) or self._is_idempotent_post:
            found.add(400)
        return found

    def _names_instruments(self, operation: dict[str, Any]) -> bool:
        names = {parameter.get("name") for parameter in operation.get("parameters", ())}
        if "requestBody" in operation:
            shape = self.get_request_serializer()
            names |= set(getattr(shape() if isinstance(shape, type) else shape, "fields", {}))
        return bool(_NAMES_INSTRUMENTS & names)


def _refusals(field: Any) -> dict[str, Any]:
    """Return what a field refuses besides its validators: blanks alone, and numbers of members."""
    if isinstance(field, serializers.CharField):
        has_own = isinstance(field, serializers.RegexField) or has_override(field, "field")
        strips = field.trim_whitespace and not field.allow_blank
        return {"pattern": r"\S"} if strips and not has_own else {}
    if not isinstance(field, (serializers.ListField, serializers.ListSerializer)):
        return {}
    least = getattr(field, "min_length", None) or int(not field.allow_empty)
    limits = {"minItems": least, "maxItems": getattr(field, "max_length", None)}
    return {name: limit for name, limit in limits.items() if limit}


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without its stop."""
    sentence = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    for mark in (". ", "; "):
        sentence = sentence.partition(mark)[0]
    return sentence.removesuffix(".")


def is_page(responses: dict[str, Any]) -> bool:
    """Return whether the answer is a page of rows (`page_of`)."""
    schema = responses.get("200", {}).get("content", {}).get(JSON, {}).get("schema", {})
    return str(schema.get("$ref", "")).endswith("Page")


def _is_asked(operation: dict[str, Any]) -> bool:
    """Return whether the operation has a query."""
    shared = [parameter_reference(name) for name in ("PageLimit", "AsOf")]
    parameters = operation.get("parameters", ())
    return any(one in shared or one.get("in") == "query" for one in parameters)


def _is_json(response: dict[str, Any]) -> bool:
    return "content" not in response or JSON in response["content"]


def _add_headers(response: dict[str, Any], names: dict[str, str]) -> None:
    headers = response.setdefault("headers", {})
    headers |= {name: header_reference(component) for name, component in names.items()}
