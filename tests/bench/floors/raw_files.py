"""Floors at the encrypted files: raw sqlcipher3 with the same pragmas and the same SQL, nothing else.

The first line names the files and keys. Each further line is {"open": true}, or a list of statements that are run
as one transaction: {"statements": [[sql, parameters, repeat], …], "write": bool}.
"""

import json
import sys
import time
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

PRAGMAS = ("fullfsync = 1", "temp_store = 2", "foreign_keys = 1", "recursive_triggers = 1", "trusted_schema = 0",
           "cell_size_check = 1")  # fmt: skip
FILE_PRAGMAS = ("journal_mode = truncate", "synchronous = 3", "secure_delete = 1", "mmap_size = 0")


def opened(setup: dict[str, str]) -> Any:
    """Open both files with their keys and ask one question."""
    connection = sqlcipher.connect(f"file:{setup['school']}?mode=rw", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{setup['school_key']}'\"")
    key = f"x'{setup['counselling_key']}'".encode()
    connection.execute("ATTACH ? AS counselling KEY ?", (f"file:{setup['counselling']}?mode=rw", key))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    for schema in ("main", "counselling"):
        for pragma in FILE_PRAGMAS:
            connection.execute(f"PRAGMA {schema}.{pragma}").fetchall()
    connection.execute("SELECT count(*) FROM counselling.reminder WHERE done_at IS NULL").fetchall()
    return connection


def transaction(connection: Any, wanted: dict[str, Any]) -> int:
    """Run the statements in one transaction; return how many rows came."""
    rows = 0
    connection.execute("BEGIN IMMEDIATE" if wanted["write"] else "BEGIN")
    for sql, parameters in wanted["statements"]:
        bound = [bytes.fromhex(each["hex"]) if isinstance(each, dict) else each for each in parameters]
        rows += len(connection.execute(sql, bound).fetchall())
    connection.execute("COMMIT")
    return rows


def answer(found: dict[str, Any]) -> None:
    """Print one line."""
    print(json.dumps(found), flush=True)  # noqa: T201 -- the figure


setup = json.loads(sys.stdin.readline())
connection = opened(setup)
answer({})
for line in sys.stdin:
    wanted = json.loads(line)
    started = time.perf_counter()
    if wanted.get("open"):
        fresh = opened(setup)
        answer({"seconds": time.perf_counter() - started})
        fresh.close()
    else:
        rows = transaction(connection, wanted)
        answer({"seconds": time.perf_counter() - started, "rows": rows})
