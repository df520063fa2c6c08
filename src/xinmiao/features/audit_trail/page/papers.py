"""Making the papers of the trail; called on the work lane, where the heavy modules are loaded."""

from __future__ import annotations

from xinmiao.features.audit_trail.records import AccessRecord, TrailPrint
from xinmiao.kernel.texts import tr


def trail_pdf(view: TrailPrint, filtered_by: str) -> bytes:
    """Return the list as a PDF."""
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- loaded when the first paper is made
    from xinmiao.features.audit_trail.prints import trail_paper  # noqa: PLC0415 -- as above

    return render_pdf(trail_paper(view, filtered_by=filtered_by, purpose=tr("for the counselling room")))


def access_record_pdf(view: AccessRecord) -> bytes:
    """Return the access record as a PDF."""
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- as above
    from xinmiao.features.audit_trail.prints import access_record_paper  # noqa: PLC0415 -- as above

    return render_pdf(access_record_paper(view, purpose=tr("for the counselling room")))
