"""Writes Markdown's tokens as HTML, with placeholders for what the whole post decides."""

from collections.abc import MutableMapping, Sequence
from dataclasses import replace

from django.utils.html import escape
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from blog.document.code.line_numbers import note_faults
from blog.html.placeholder import own_paragraph
from blog.html.raw_html import picture_link
from blog.html.sanitising import may_show, sanitise
from blog.markdown.line_notes import note_of, notes_of
from blog.markdown.syntax.as_typed import settle_html
from blog.markdown.syntax.fences import read_fence
from blog.markdown.syntax.html_formulas import with_formulas
from blog.markdown.syntax.html_ids import with_places
from blog.markdown.syntax.references import list_unread, without_attributes

# Of a fence's token: the number of its listing among the manuscript's pieces.
_PIECE = "piece"


class MarkedRenderer(RendererHTML):
    """markdown-it's renderer, with placeholders for what the manuscript in `env` decides."""

    def fence(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token, manuscript = tokens[idx], env["manuscript"]
        if token.info.strip() == "math":
            placeholder = manuscript.formula(token.content.strip(), is_display=True, is_block=True)
        else:
            fence = read_fence(token.content, token.info)
            for each in fence.unread:
                manuscript.problem("attribute", each)
            listing = replace(fence.listing, notes=notes_of(token))
            is_fence = token.type == "fence"
            for each in note_faults(listing.code, listing.notes) if is_fence else ():
                manuscript.problem("line_note", each)
            placeholder = manuscript.code_listing(listing, label=fence.label)
            token.meta[_PIECE] = manuscript.last_number
        return f"{own_paragraph(placeholder)}\n"

    code_block = fence

    def line_note(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        fence, note = note_of(tokens[idx])
        return env["manuscript"].line_note(fence.meta[_PIECE], note)

    def html_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        html = with_formulas(tokens[idx].content, env["manuscript"])
        return with_places(html, env["manuscript"])

    def html_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return with_places(tokens[idx].content, env["manuscript"])

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return env["manuscript"].formula(tokens[idx].content, **tokens[idx].meta)

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token, manuscript = tokens[idx], env["manuscript"]
        attributes = token.meta["attributes"]
        list_unread(attributes, manuscript)
        placeholder = manuscript.formula(
            token.content, is_display=True, is_block=True, label=attributes.label
        )
        return f"{own_paragraph(placeholder)}\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        meta, manuscript = tokens[idx].meta, env["manuscript"]
        if "label" in meta:
            return manuscript.cite_footnote(meta["label"])
        inline = Token("inline", "", 0)
        inline.children = env["footnotes"]["list"][meta["id"]]["tokens"]
        settle_html([inline], manuscript)
        written = without_attributes(inline.children, manuscript)
        content = self.renderInline(written, options, env)
        footnote = f"<p>{sanitise(content)}</p>"
        manuscript.define_footnote(footnote, footnote)
        return manuscript.cite_footnote(footnote)

    def reference(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token = tokens[idx]
        return env["manuscript"].reference(token.content, typed=token.markup)

    def citation(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return env["manuscript"].cite(tokens[idx].meta["citation"])

    def straight_quote(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return env["manuscript"].straight_quote(tokens[idx].content)

    def placeholder(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        return tokens[idx].content

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token = tokens[idx]
        address = str(token.attrs.get("src", ""))
        if may_show(address):
            return super().image(tokens, idx, options, env)
        env["manuscript"].problem("picture", address[:200])
        alt = self.renderInlineAsText(token.children, options, env)
        in_link = sum(each.nesting for each in tokens[:idx] if each.tag == "a") > 0
        title = str(token.attrs.get("title", ""))
        return picture_link(address, alt, in_link=in_link, title=title)

    def figure(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token = tokens[idx]
        image = self.renderInline(token.children or [], options, env)
        caption = f"{token.meta['number']} {escape(env['manuscript'].cited(token.content))}"
        caption = f'<figcaption class="figure__caption">{caption}</figcaption>'
        return f'<figure class="figure">{image}{caption}</figure>\n'

    def gallery(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        token, pictures = tokens[idx], []
        for image in token.children or ():
            caption = escape(env["manuscript"].cited(str(image.attrs.pop("title", ""))))
            picture = self.renderInline([image], options, env)
            pictures.append(f"<p>{picture}{'<br>' if caption else ''}{caption}</p>")
        caption = f"{token.meta['number']} {self.renderInline(token.meta['caption'], options, env)}"
        caption = f'<figcaption class="figure__caption">{caption}</figcaption>'
        return f'<figure class="figure">{"".join(pictures)}{caption}</figure>\n'

    def table_caption(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping
    ) -> str:
        text = self.renderInline(tokens[idx].children or [], options, env)
        return f"<caption>{tokens[idx].meta['number']} {text}</caption>"
