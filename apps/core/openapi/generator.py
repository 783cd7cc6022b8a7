"""The generator of the API document, for one thread at a time."""

from threading import Lock
from typing import Any, Final

from drf_spectacular.generators import SchemaGenerator
from typing_extensions import override

# Its extensions are classes that load their target into themselves at first use, and its statistics
# are one for the process: of two threads that begin together one met a target half loaded.
_ALONE: Final = Lock()


class DocumentGenerator(SchemaGenerator):
    """The framework's generator, which is not made for threads."""

    @override
    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        with _ALONE:
            document: dict[str, Any] = super().get_schema(request, public)  # type: ignore[no-untyped-call]  # of drf-spectacular
        return document
