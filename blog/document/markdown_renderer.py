"""How Markdown's tokens are written as HTML where the whole post has a say."""

from collections.abc import MutableMapping, Sequence

from django.utils.html import escape
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from blog.document.listing import read_fence
from blog.document.sanitise import sanitise


class MarkedRenderer(RendererHTML):
    """markdown-it's renderer, with marks for what the manuscript in `env` decides."""

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token, manuscript = tokens[idx], env["manuscript"]
        if token.info.strip() == "math":
            mark = manuscript.formula(token.content.strip(), is_display=True, is_block=True)
        else:
            listing, label = read_fence(token.content, token.info)
            mark = manuscript.listing(listing, label=label)
        return f"<p>{mark}</p>\n"

    code_block = fence

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return env["manuscript"].formula(tokens[idx].content, **tokens[idx].meta)

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        mark = env["manuscript"].formula(tokens[idx].content, is_block=True, **tokens[idx].meta)
        return f"<p>{mark}</p>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        meta, manuscript = tokens[idx].meta, env["manuscript"]
        if "label" in meta:
            return manuscript.cite_note(meta["label"])
        content = self.renderInline(env["footnotes"]["list"][meta["id"]]["tokens"], options, env)
        note = f"<p>{sanitise(content)}</p>"
        manuscript.define_note(note, note)
        return manuscript.cite_note(note)

    def reference(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return env["manuscript"].reference(tokens[idx].content)

    def mark(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return tokens[idx].content

    def figure(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token = tokens[idx]
        image = self.renderInline(token.children or [], options, env)
        caption = f"{token.meta['number']} {escape(token.content)}"
        caption = f'<figcaption class="figure__caption">{caption}</figcaption>'
        return f'<figure class="figure">{image}{caption}</figure>\n'

    def table_caption(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        text = self.renderInline(tokens[idx].children or [], options, env)
        return f"<caption>{tokens[idx].meta['number']} {text}</caption>"
