"""Templates without their indentation, which readers would get on every line of a page."""

import re
from pathlib import Path

from django.conf import settings
from django.template import Origin
from django.template.loaders import app_directories

OURS = tuple(f"{settings.BASE_DIR / app}/" for app in ("config", "home", "blog", "search"))

# Lines of tags that write nothing.
SILENT = re.compile(
    r"^({% *(?:load|if|elif|else|endif|for|empty|endfor|with|endwith|block|endblock)\b[^%\n]*%})\n",
    re.MULTILINE,
)


class Loader(app_directories.Loader):
    """Django's loader of the apps' templates; takes white space from our own HTML alone.

    What variables hold is not touched, so listings keep theirs. A line's end stays, as it may
    part two words: no template of ours may have a `pre` or an untrimmed translation over lines.
    """

    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        is_ours = origin.name.startswith(OURS) and Path(origin.name).suffix == ".html"
        return without_indentation(text) if is_ours else text


def without_indentation(text: str) -> str:
    """Return a text without indentation, without empty lines and those of which nothing shows.

    What stands before a line of tags ends with a line's end itself.
    """
    return SILENT.sub(r"\1", re.sub(r"\s*\n\s*", "\n", text))
