"""mdit-py-plugins drops `https` before an address that it then refuses to link.

`blog.markdown.dialect` therefore refuses none. Once this fails, it may again.
"""

from markdown_it import MarkdownIt
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin


def test_a_refused_address_loses_its_protocol():
    parser = MarkdownIt().use(gfm_autolink_plugin)
    parser.validateLink = lambda address: False
    assert parser.render("see https://example.org") == "<p>see ://example.org</p>\n"
