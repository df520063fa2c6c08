"""What growth files bring to the program."""

from __future__ import annotations

from xinmiao.features.growth_files import operations
from xinmiao.features.growth_files.records import GROWTH_FILE
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import BatchPaper, Feature, ListPaper, PageEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="growth_files",
    label=_("Growth files"),
    operations=(
        operations.open_growth_file,
        operations.ensure_growth_file,
        operations.save_profile,
        operations.get_growth_file,
        operations.list_growth_files,
        operations.get_student_page,
        operations.gather_timeline,
        operations.growth_file_timeline_entries,
        operations.collect_growth_file_print,
        operations.with_growth_file,
        operations.collect_file_cover,
        operations.collect_file_contents,
        operations.collect_box_labels,
    ),
    records=(GROWTH_FILE,),
    pages=(
        PageEntry(
            "student",
            _("Growth file"),
            "folder-open",
            "xinmiao.features.growth_files.page:GrowthFilePage",
            Permission.GROWTH_FILE_READ,
            in_navigation=False,
        ),
    ),
    timeline=(operations.growth_file_timeline_entries,),
    list_papers=(
        ListPaper(
            "box_labels",
            _("Labels for boxes"),
            operations.collect_box_labels,
            "xinmiao.features.growth_files.prints:box_labels_paper",
        ),
    ),
    batch_papers=(
        BatchPaper(
            "file_cover",
            _("File cover"),
            operations.collect_file_cover,
            "xinmiao.features.growth_files.prints:cover_paper",
            operations.with_growth_file,
        ),
        BatchPaper(
            "file_contents",
            _("Contents of the file"),
            operations.collect_file_contents,
            "xinmiao.features.growth_files.prints:contents_paper",
            operations.with_growth_file,
            with_chapters=True,
        ),
    ),
    model="xinmiao.features.growth_files.model",
)
