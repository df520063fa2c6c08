"""Floor of the roster: python-calamine reading the same workbook into lists."""

import json
import sys
import time

from python_calamine import CalamineWorkbook

path = json.loads(sys.stdin.readline())
print("{}", flush=True)  # noqa: T201 -- the answer to the set-up
for _line in sys.stdin:
    started = time.perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    print(json.dumps({"seconds": time.perf_counter() - started, "rows": len(rows)}), flush=True)  # noqa: T201
