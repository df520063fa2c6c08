"""Languages of the interface: loads the compiled catalogue and hands it to `kernel.texts`.

Owns which languages there are. Qt's own catalogue is loaded by the windows, not here.
"""

from __future__ import annotations

from xinmiao.kernel import texts
from xinmiao.system.catalogue import MoCatalogue, NotACatalogue
from xinmiao.system.resources import catalogue_path

SOURCE_LANGUAGE = "en"
"""The language of the msgids; it needs no catalogue."""
DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)


def set_language(language: str) -> bool:
    """Show every text in `language` from now on; False when it has no catalogue and msgids are shown.

    A catalogue that cannot be read counts as none: the program must open in English rather than not at all.
    """
    if language == SOURCE_LANGUAGE:
        texts.install(None)
        return True
    try:
        catalogue = MoCatalogue(catalogue_path(language).read_bytes())
    except (OSError, NotACatalogue):
        texts.install(None)
        return False
    texts.install(catalogue)
    return True
