"""The table of processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from celery_worker.queues import BEAT, PLAN, WorkerPlan
from launcher.layout import Layout

# Redis and the web process first: the login page must not wait for the others' imports.
FIRST, SECOND = 1, 2
# Celery warns of root because of pickle, which no message here uses.
_ROOT_IS_FINE = "ignore:You're running the worker with superuser privileges"


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """One line of the table.

    Attributes
    ----------
    name : str
        Its name in the logs.
    command : tuple of str
        The program and its arguments.
    stage : int
        FIRST or SECOND: when it is started. Redis is stopped last.
    environment : mapping
        Variables on top of the common ones.
    """

    name: str
    command: tuple[str, ...]
    stage: int = SECOND
    environment: Mapping[str, str] = field(default_factory=dict)


def web(layout: Layout, host: str, port: int) -> ProcessSpec:
    """HTTP and sockets."""
    command = [str(layout.python), "-m", "uvicorn", "config.asgi:application"]
    options = {
        "--host": host,
        "--port": str(port),
        "--loop": "uvloop",
        "--http": "httptools",
        "--ws": "websockets-sansio",
        "--ws-max-size": "65536",
        "--ws-per-message-deflate": "false",
        "--timeout-graceful-shutdown": "10",
        "--log-level": "warning",
        "--lifespan": "off",
    }
    words = [word for pair in options.items() for word in pair]
    # The application itself decides whose forwarding headers count: apps/core/web/caller.py.
    flags = ("--no-access-log", "--no-proxy-headers")
    return ProcessSpec("web", (*command, *words, *flags), stage=FIRST)


def worker(layout: Layout, plan: WorkerPlan) -> ProcessSpec:
    """A Celery worker; training may use both cores, it is alone in its queue."""
    threads = "2" if "ml" in plan.queues else "1"
    return ProcessSpec(
        plan.name,
        (str(layout.python), "-m", *_quietly(plan.command())),
        environment={"OMP_NUM_THREADS": threads, "PYTHONWARNINGS": _ROOT_IS_FINE},
    )


def beat(layout: Layout) -> ProcessSpec:
    """The schedule."""
    return ProcessSpec("beat", (str(layout.python), "-m", *_quietly(BEAT), "--pidfile="))


def _quietly(celery: tuple[str, ...]) -> tuple[str, ...]:
    """The command without Celery's banner."""
    return (celery[0], "--quiet", *celery[1:])


def command(layout: Layout, name: str, *arguments: str) -> ProcessSpec:
    """A Django management command that runs for ever."""
    program = (str(layout.python), "manage.py", name, *arguments)
    return ProcessSpec(name.replace("exchange_", ""), program)


def redis(server_command: tuple[str, ...]) -> ProcessSpec:
    """The bundled Redis."""
    return ProcessSpec("redis", server_command, stage=FIRST)


def table(
    layout: Layout,
    *,
    host: str,
    port: int,
    redis_command: tuple[str, ...] | None,
    simulator: bool,
) -> list[ProcessSpec]:
    """Every process of the product, in the order of their start."""
    found = [redis(redis_command)] if redis_command else []
    found.append(web(layout, host, port))
    if simulator:
        found.append(command(layout, "exchange_simulator"))
    found += [
        command(layout, "stream"),
        *(worker(layout, plan) for plan in PLAN),
        beat(layout),
    ]
    return found
