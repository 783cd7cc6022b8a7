"""The step of the setup that is about a person's own files."""

from apps.core.extension.setup import SetupStep
from apps.instruments.models import InstrumentRow


def upload_step(user_id: int) -> SetupStep:
    """Whether a file of prices was uploaded."""
    many = InstrumentRow.objects.filter(owner_id=user_id).count()
    if many == 0:
        detail = "No file of your own is here yet."
        return SetupStep(name="upload", state="open", detail=detail)
    one = "1 instrument of your own is here."
    detail = one if many == 1 else f"{many} instruments of your own are here."
    return SetupStep(name="upload", state="done", detail=detail)
