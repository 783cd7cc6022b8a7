"""What people's files add to the other apps when the product starts."""

from django.conf import settings

from apps.core import explanations
from apps.core.extension import setup
from apps.imports.csv_folder.provider import CsvFiles
from apps.imports.first_step import upload_step
from apps.imports.kinds import UPLOAD_BARS
from apps.jobs.kinds import register as register_kind
from apps.providers.registry import FACTORIES


def connect() -> None:
    """Register the kind of job, the document of uploads and the folder of files as a provider."""
    explanations.register_later("apps.imports.explanations")
    register_kind(UPLOAD_BARS)
    setup.register("upload", upload_step)
    FACTORIES.add("csv", lambda _key: CsvFiles(settings.CSV_FOLDER))
