"""The command line: what was asked, who does it, and how failures are said."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launcher.errors import LauncherError, obstacle
from launcher.handing import hand_over
from launcher.layout import ROOT, Layout
from launcher.running.ports import HIGHEST_PORT
from launcher.terminal import paint

INTERRUPTED = 130
Work = Callable[[Layout, argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command; a failure is one sentence with cause and fix."""
    options, rest = _parser().parse_known_args(list(arguments))
    if rest and options.command not in ("test", "bench"):
        _parser().error(f"unknown option {rest[0]}")
    options.rest = rest
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return _work(Layout(data=options.data.expanduser().resolve()), options)
    except LauncherError as error:
        return _say_failure(error)
    except OSError as error:
        return _say_failure(obstacle(error))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return INTERRUPTED


def _work(layout: Layout, options: argparse.Namespace) -> int:
    work: Work = options.work
    try:
        return work(layout, options)
    finally:
        hand_over(layout)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _say_failure(error: LauncherError) -> int:
    for line in error.detail:
        sys.stderr.write(f"    {line}\n")
    sys.stderr.write(f"{paint(error.sentence, 'red')}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./sightline", description="Sightline's one command.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_up(commands)
    for name, help_text, work in (
        ("test", "run every check and test; other options go to pytest", _test),
        ("doctor", "print every problem with its fix", _doctor),
        ("bench", "run the benchmarks, or the one that is named", _bench),
        ("backup", "write a consistent snapshot to a file", _backup),
        ("restore", "read a snapshot back", _restore),
        ("preview", "write a preview that needs no server to a folder", _preview),
        ("lock", "lock the requirements anew", _lock),
    ):
        command = commands.add_parser(name, help=help_text, allow_abbrev=False)
        _add_data(command)
        command.set_defaults(work=work)
        if name in ("backup", "restore"):
            command.add_argument("file", type=Path)
        if name == "preview":
            command.add_argument("folder", type=Path, metavar="DIR", help="new, empty or a preview")
        if name == "test":
            _add_amount(command)
    return parser


def _add_amount(command: argparse.ArgumentParser) -> None:
    amount = command.add_mutually_exclusive_group()
    amount.add_argument(
        "--fast", action="store_true", help="only the named tests, on SQLite, without a build"
    )
    amount.add_argument("--full", action="store_true", help="every database test on PostgreSQL too")
    amount.add_argument(
        "--coverage",
        action="store_true",
        help="the tests on SQLite alone, with the share of the code that they run",
    )


def _add_up(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "up", help="install what is missing and run the product", allow_abbrev=False
    )
    command.add_argument("--port", type=_port, default=8000, help="default 8000")
    command.add_argument("--no-browser", action="store_true", help="do not open the browser")
    command.add_argument(
        "--with-spark", action="store_true", help="install the Spark engine too (460 MB)"
    )
    _add_data(command)
    command.set_defaults(work=_up)


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, default=ROOT / "var", help="default ./var")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: choose 1 to {HIGHEST_PORT}")
    return int(text)


# Each command is imported when it is asked for: `up` starts sooner.


def _up(layout: Layout, options: argparse.Namespace) -> int:
    from launcher.up import UpOptions, up  # noqa: PLC0415

    chosen = UpOptions(port=options.port, browser=not options.no_browser, spark=options.with_spark)
    return up(layout, chosen)


def _test(layout: Layout, options: argparse.Namespace) -> int:
    if options.fast:
        from launcher.testing.fast import run_fast  # noqa: PLC0415

        return run_fast(layout, options.rest)
    from launcher.testing.suite import Asked, run_suite  # noqa: PLC0415

    asked = Asked(options.rest, full=options.full, coverage=options.coverage)
    return run_suite(layout, asked)


def _doctor(layout: Layout, _options: argparse.Namespace) -> int:
    from launcher.checks.doctor import doctor  # noqa: PLC0415

    return doctor(layout)


def _bench(layout: Layout, options: argparse.Namespace) -> int:
    from launcher.bench import bench  # noqa: PLC0415

    return bench(layout, options.rest)


def _backup(layout: Layout, options: argparse.Namespace) -> int:
    from launcher.backups.backup import backup  # noqa: PLC0415

    return backup(layout, options.file)


def _restore(layout: Layout, options: argparse.Namespace) -> int:
    from launcher.backups.restore import restore  # noqa: PLC0415

    return restore(layout, options.file)


def _preview(layout: Layout, options: argparse.Namespace) -> int:
    from launcher.previews.preview import preview  # noqa: PLC0415

    return preview(layout, options.folder)


def _lock(layout: Layout, _options: argparse.Namespace) -> int:
    from launcher.install.lock_requirements import lock_requirements  # noqa: PLC0415

    return lock_requirements(layout)
