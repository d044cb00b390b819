"""Turns the texts of one folder into our own Markdown, by the dialect they are written in."""

from blog.importing.dialects.alerts import translate_alerts
from blog.importing.dialects.boxes import tell_boxes
from blog.importing.dialects.draft import Draft
from blog.importing.dialects.formulas import translate_formulas, translate_marked_formulas
from blog.importing.dialects.guess import NAMES, Guess, guess_dialect
from blog.importing.dialects.icons import translate_icons
from blog.importing.dialects.links import (
    leave_out_summary_ends,
    translate_player_frames,
    translate_root_links,
)
from blog.importing.dialects.place import Files, Place
from blog.importing.dialects.programs.kramdown import (
    tell_abbreviations,
    translate_attribute_lines,
    translate_comments,
)
from blog.importing.dialects.programs.kramdown_tables import translate_tables
from blog.importing.dialects.programs.liquid import JEKYLL
from blog.importing.dialects.programs.liquid import VERBATIM as LIQUID_VERBATIM
from blog.importing.dialects.programs.mkdocs import translate_mkdocs
from blog.importing.dialects.programs.myst import translate_myst
from blog.importing.dialects.programs.obsidian import translate_obsidian
from blog.importing.dialects.programs.quarto import translate_lines, translate_references
from blog.importing.dialects.programs.shortcodes import HUGO, QUARTO, VERBATIM
from blog.importing.dialects.programs.tab_tags import join_hugo_tabs, translate_docusaurus_tabs
from blog.importing.dialects.programs.tags import LiquidSyntax, Syntax, ZolaSyntax
from blog.importing.dialects.translate import translate_tags
from blog.importing.folder import Folder, is_notebook

_SHORTCODES = Syntax(VERBATIM)
_LIQUID = LiquidSyntax(LIQUID_VERBATIM)


class Translator:
    """Translates what one folder holds; `guess` says from which dialect, and why."""

    def __init__(self, folder: Folder, dialect: str = "") -> None:
        """Take the dialect of a name in `NAMES`, else guess it. Raises ValueError."""
        if dialect and dialect not in NAMES:
            raise ValueError(f"There is no dialect “{dialect}”.")
        self.guess = Guess(dialect, "as asked for") if dialect else guess_dialect(folder)
        self._files = Files(folder)

    def translate(self, text: str, path: str, *, first_line: int = 1) -> Draft:
        """Return a file's text in our own Markdown, with the origin of each line and remarks."""
        place, draft = Place(self._files, path), Draft.of(path, text, first_line=first_line)
        if self.guess.name == "epoch":
            return draft
        draft = getattr(self, f"_translate_{self._dialect_of(path)}")(draft, place)
        draft = translate_marked_formulas(translate_icons(translate_alerts(draft)))
        return leave_out_summary_ends(translate_player_frames(draft))

    def _dialect_of(self, path: str) -> str:
        """Return a text's dialect; Jupyter's own has neither shortcodes nor Liquid's tags."""
        is_other = is_notebook(path) and self.guess.name != "quarto"
        return "plain" if is_other else self.guess.name

    def _translate_hugo(self, draft: Draft, place: Place) -> Draft:
        draft = translate_tags(tell_boxes(join_hugo_tabs(draft)), _SHORTCODES, HUGO, place)
        return translate_formulas(draft)

    def _translate_zola(self, draft: Draft, place: Place) -> Draft:
        draft = translate_tags(tell_boxes(draft), ZolaSyntax(VERBATIM), HUGO, place)
        return translate_formulas(translate_root_links(draft))

    def _translate_jekyll(self, draft: Draft, place: Place) -> Draft:
        draft = translate_comments(translate_tags(tell_boxes(draft), _LIQUID, JEKYLL, place))
        draft = tell_abbreviations(translate_attribute_lines(translate_tables(draft)))
        return translate_formulas(draft, has_inline_double=True)

    def _translate_quarto(self, draft: Draft, place: Place) -> Draft:
        draft = translate_tags(draft, _SHORTCODES, {**HUGO, **QUARTO}, place)
        return translate_references(translate_lines(draft))

    def _translate_obsidian(self, draft: Draft, place: Place) -> Draft:
        return translate_obsidian(draft, place)

    def _translate_plain(self, draft: Draft, place: Place) -> Draft:
        # What looks like another program's is told.
        draft = translate_tags(translate_docusaurus_tabs(draft), _SHORTCODES, {}, place)
        draft = translate_tags(draft, LiquidSyntax(opening=r"\{%"), {}, place)
        return translate_formulas(translate_myst(translate_mkdocs(draft)))
