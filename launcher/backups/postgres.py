"""A PostgreSQL database: dumped whole, verified without a server, put back in one transaction."""

import itertools
import re
from pathlib import Path

from launcher.checks.postgres_tools import (
    connection_environment,
    postgres_tool_output,
    run_postgres_tool,
)
from launcher.errors import LauncherError
from launcher.layout import Layout

# Tables of the present state that the dump does not know, e.g. of a newer version, would be in
# the way of its migrations. What belongs to an extension is the extension's own.
_DROP_TABLES = """
DO $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT EXISTS (
      SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', found.name);
  END LOOP;
END $$;
"""
_MARK = "COMMENT ON TABLE public.django_migrations IS 'restore {mark}';\n"
_COPY = re.compile(
    r"^COPY public\.django_migrations \((?P<columns>[^)]*)\) FROM stdin;$", re.MULTILINE
)


def dump_postgres(layout: Layout, url: str, target: Path) -> Path:
    """Dump with the database's own tool."""
    run_postgres_tool(layout, "pg_dump", ["--format=custom", f"--file={target}"], url)
    target.chmod(0o600)
    return target


def dumped_migrations(layout: Layout, dump: Path) -> set[tuple[str, ...]]:
    """Read a dump to its end and return the applied migrations that it holds."""
    try:
        run_postgres_tool(layout, "pg_restore", ["--file=/dev/null", str(dump)], "")
        words = ["--data-only", "--table=django_migrations", "--file=-", str(dump)]
        text = postgres_tool_output(layout, "pg_restore", words, "")
    except LauncherError as error:
        if error.cause.startswith("pg_restore failed"):
            raise LauncherError(
                "The dump in the backup cannot be read",
                f"{error.fix}; nothing was changed",
                error.detail,
            ) from error
        raise
    return set(_copied(text))


def _copied(text: str) -> list[tuple[str, ...]]:
    head = _COPY.search(text)
    if head is None:
        return []
    columns = head["columns"].split(", ")
    lines = itertools.takewhile("\\.".__ne__, text[head.end() + 1 :].split("\n"))
    at = columns.index("app"), columns.index("name")
    return [tuple(line.split("\t")[place] for place in at) for line in lines]


def restore_postgres(layout: Layout, url: str, dump: Path, mark: str) -> None:
    """Put a dump in the place of the tables, in one transaction that leaves a mark."""
    script = dump.with_name("restore.sql")
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
    run_postgres_tool(layout, "pg_restore", [*options, f"--file={script}", str(dump)], "")
    before, after = dump.with_name("before.sql"), dump.with_name("after.sql")
    before.write_text(_DROP_TABLES)
    after.write_text(_MARK.format(mark=mark))
    files = [f"--file={file}" for file in (before, script, after)]
    database = f"--dbname={connection_environment(url)['PGDATABASE']}"
    words = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", database]
    run_postgres_tool(layout, "psql", [*words, *files], url)


def is_restored(layout: Layout, url: str, mark: str) -> bool:
    """Whether the transaction of a restore was committed."""
    question = "SELECT obj_description(to_regclass('public.django_migrations'))"
    words = ["--no-psqlrc", "--tuples-only", "--no-align", f"--command={question}"]
    return postgres_tool_output(layout, "psql", words, url).strip() == f"restore {mark}"
