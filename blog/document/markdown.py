"""The one Markdown dialect: CommonMark with GitHub's extensions, rendered by markdown-it."""

import re
import secrets
from collections.abc import MutableMapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from blog.document.highlight import PLAIN
from blog.document.listing import read_fence, render_code, render_listing
from blog.document.output import scrollable_tables
from blog.document.references import resolve_references
from blog.document.sanitise import sanitise

# Past this, or with more opening brackets than any text needs, parsing takes seconds.
MAX_CHARACTERS = 50_000
MAX_OPEN_BRACKETS = 2_000

_TASK_BOX = re.compile(r'(<input class="task-list-item-checkbox"[^>]*)>')


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    gfm_plugin(parser)
    deflist_plugin(parser)
    parser.add_render_rule("fence", _render_fence)
    parser.add_render_rule("code_block", _render_fence)
    return parser


def _render_fence(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping,
) -> str:
    """Leave a mark for a listing: coloured code goes in after the sanitiser has run."""
    token = tokens[index]
    fences = env["fences"]
    fences.append(render_listing(read_fence(token.content, token.info)))
    return f"<p>{_fence_mark(env['token'], len(fences) - 1)}</p>\n"


def _fence_mark(token: str, number: int) -> str:
    # The token is new for each rendering, so no text can forge a mark.
    return f"fence-{token}-{number}"


def render_markdown(source: str, *, block_number: int = 0) -> SafeString:
    """Return safe HTML for Markdown; a source past the limits comes back as plain text.

    `block_number` keeps the footnotes of several texts on one page apart. Links and images
    may name pages, documents and images by id (`page:3`, `image:7`).
    """
    if is_oversized(source):
        return render_code(source, PLAIN)
    env: dict = {"docId": f"{block_number:x}", "fences": [], "token": secrets.token_hex(8)}
    tokens = PARSER.parse(source, env)
    resolve_references(tokens)
    _align_by_class(tokens)
    html = _reachable(sanitise(PARSER.renderer.render(tokens, PARSER.options, env)))
    for number, fence in enumerate(env["fences"]):
        html = html.replace(f"<p>{_fence_mark(env['token'], number)}</p>", fence, 1)
    return mark_safe(html)


def _reachable(html: str) -> str:
    """Let wide tables scroll inside themselves, and name the task boxes."""
    return _TASK_BOX.sub(_name_task_box, scrollable_tables(html))


def _name_task_box(match: re.Match[str]) -> str:
    name = gettext("Done") if "checked" in match[0] else gettext("To do")
    return f'{match[1]} aria-label="{escape(name)}">'


def _align_by_class(tokens: list[Token]) -> None:
    """Turn the inline style of an aligned table cell into a class."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            alignment = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrJoin("class", f"is-{alignment}")


def is_oversized(source: str) -> bool:
    """Tell whether rendering would take longer than an editor or reader should wait."""
    return len(source) > MAX_CHARACTERS or source.count("[") > MAX_OPEN_BRACKETS


PARSER = _parser()
