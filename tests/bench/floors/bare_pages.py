"""Floor of a paper: bare reportlab setting the same lines at the same places, with the same two faces.

The first line is {"faces": [regular, bold], "pages": [[[x, y, size, text], …], …], "rules": [[…]]}.
"""

import io
import json
import sys
import time

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

setup = json.loads(sys.stdin.readline())
for name, path in zip(("regular", "bold"), setup["faces"], strict=True):
    pdfmetrics.registerFont(TTFont(name, path))


def pages() -> bytes:
    """Set all pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, pageCompression=1)
    for lines, rules in zip(setup["pages"], setup["rules"], strict=True):
        for x, y, size, bold, text in lines:
            canvas.setFont("bold" if bold else "regular", size)
            canvas.drawString(x, y, text)
        canvas.setLineWidth(0.4)
        for left, bottom, right, top in rules:
            canvas.line(left, bottom, right, top)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


print("{}", flush=True)  # noqa: T201 -- the answer to the set-up
for _line in sys.stdin:
    started = time.perf_counter()
    made = pages()
    print(json.dumps({"seconds": time.perf_counter() - started, "bytes": len(made)}), flush=True)  # noqa: T201
