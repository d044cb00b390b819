"""The one Markdown dialect: CommonMark with GitHub's extensions, rendered by markdown-it."""

import re
from collections.abc import MutableMapping, Sequence
from zlib import crc32

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from blog.document.highlight import PLAIN, highlight
from blog.document.references import resolve_references
from blog.document.sanitise import sanitise

# Past this, or with more opening brackets than any text needs, parsing takes seconds.
MAX_CHARACTERS = 100_000
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
    language = token.info.split()[0] if token.info.strip() else ""
    fences = env.setdefault("fences", [])
    fences.append(render_listing(token.content, language))
    return f"<p>{_fence_mark(len(fences) - 1)}</p>\n"


def _fence_mark(number: int) -> str:
    # Private-use characters, which the source is stripped of, so no text can forge a mark.
    return f"\ue000fence{number}\ue001"


def render_listing(code: str, language: str) -> SafeString:
    """Return a listing: a `pre` that scrolls and takes the keyboard, labelled by its language."""
    return format_html(
        '<figure class="code" data-language="{}">{}</figure>',
        language or PLAIN,
        render_code(code, language),
    )


def render_code(code: str, language: str) -> SafeString:
    """Return code with Pygments' classes in a scrollable, keyboard-reachable `pre`."""
    return format_html(
        '<pre class="code__text" tabindex="0"><code>{}</code></pre>', highlight(code, language)
    )


def render_markdown(source: str) -> SafeString:
    """Return safe HTML for Markdown; a source past the limits comes back as plain text.

    Links and images may name pages, documents and images by id (`page:3`, `image:7`).
    """
    if is_oversized(source):
        return render_code(source, PLAIN)
    # Footnotes of several blocks in one post must not share their ids.
    env: dict = {"docId": f"{crc32(source.encode('utf-8', 'replace')):x}"}
    tokens = PARSER.parse(source.replace("\ue000", "").replace("\ue001", ""), env)
    resolve_references(tokens)
    _align_by_class(tokens)
    html = _reachable(sanitise(PARSER.renderer.render(tokens, PARSER.options, env)))
    for number, fence in enumerate(env.get("fences", [])):
        html = html.replace(f"<p>{_fence_mark(number)}</p>", fence, 1)
    return mark_safe(html)


def _reachable(html: str) -> str:
    """Let wide tables scroll inside themselves, by keyboard too, and name the task boxes."""
    html = html.replace("<table>", '<div class="table" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    return _TASK_BOX.sub(_name_task_box, html)


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
