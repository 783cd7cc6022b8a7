"""The step of the setup that is about keys of providers."""

from apps.accounts.provider_keys import provider_key_infos
from apps.core.extension.setup import SetupStep
from apps.providers.notes import provider_notes
from apps.providers.registry import FACTORIES


def provider_key_step(user_id: int) -> SetupStep:
    """Whether a key is there, and how the last call with one went."""
    del user_id  # keys are the installation's
    keys, notes = provider_key_infos(), provider_notes()
    titles = {name: FACTORIES[name]("").capabilities.title or name for name in keys}
    if not keys:
        detail = "None is stored. Yahoo and Binance need none; others add sources to ask."
        return SetupStep(name="provider_key", state="open", detail=detail)
    if lost := [titles[name] for name, key in keys.items() if not key.readable]:
        detail = f"The key of {lost[0]} cannot be read any more: enter it again."
        return SetupStep(name="provider_key", state="attention", detail=detail)
    for name in keys:
        note = notes.get(name)
        if note is not None and not note.cause:
            detail = f"{titles[name]} answered with its key."
            return SetupStep(name="provider_key", state="done", detail=detail, at=note.succeeded_at)
    first = next(iter(keys))
    note = notes.get(first)
    detail = f"The key of {titles[first]} is stored and not tested yet."
    if note is not None:
        detail = f"{titles[first]}: {note.cause}"
    return SetupStep(name="provider_key", state="attention", detail=detail)
