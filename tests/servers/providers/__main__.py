"""`python -m tests.servers.providers --port 9100`: the providers as a process of their own."""

import argparse
import os
import sys

from config.providers import SERVICES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> None:
    """Serve until Ctrl-C."""
    import django  # noqa: PLC0415  the settings' name is known only now

    django.setup()
    from tests.servers.providers.server import ProviderServer  # noqa: PLC0415  needs Django
    from tests.servers.providers.universe import KEY  # noqa: PLC0415

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, default=9100)
    server = ProviderServer(words.parse_args().port)
    lines = [f"{one.address_variable}={server.url(one.name)}" for one in SERVICES]
    lines.append(" ".join(f"{one.key_variable}={KEY}" for one in SERVICES if one.key_variable))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    server.serve()


if __name__ == "__main__":
    main()
