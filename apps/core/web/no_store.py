"""Answers that hold a secret: kept by no cache, and never compressed."""

from typing import Any, Final

from rest_framework.request import Request
from rest_framework.views import APIView
from typing_extensions import override

NO_STORE: Final = "private, no-store"


class NoStoreMixin(APIView):
    """Marks every answer of a view; `CompressionMiddleware` says why these are not compressed."""

    @override
    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = NO_STORE
        return final
