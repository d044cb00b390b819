"""Which dialect a folder is read in: what it is named, else its settings, else its texts."""

import pytest

from blog.importing.dialects.guess import NAMES, guess_dialect
from blog.importing.dialects.translator import Translator
from blog.importing.folder import Folder
from blog.markdown.export_names import EXPORT_MANIFEST
from tests.blog.importing.folders import write_file


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"hugo.toml": ""}, "hugo"),
        ({"config.toml": 'baseURL = "x"', "content/a.md": ""}, "hugo"),
        ({"config.yaml": "baseURL: x\ntitle: y", "content/a.md": ""}, "hugo"),
        ({"config.toml": 'base_url = "x"', "content/a.md": ""}, "zola"),
        ({"_config.yml": "x: y"}, "jekyll"),
        ({"_posts/2020-01-02-a.md": "x"}, "jekyll"),
        ({"_quarto.yml": "", "_config.yml": ""}, "quarto"),
        ({".obsidian/app.json": "{}"}, "obsidian"),
        ({"a.md": "{{< odd >}}", "b.md": "[[x]]", "c.md": "{{% odd %}}"}, "hugo"),
        ({"a.md": "[[x]] and ![[y.png]]"}, "obsidian"),
        ({"a.md": "[x](@/b.md)"}, "zola"),
        ({"a.md": "{% highlight ruby %}x{% endhighlight %}"}, "jekyll"),
        ({"a.md": "::: {.callout-tip}\nx\n:::"}, "quarto"),
        ({"a.md": "```{r, echo=FALSE}\nx\n```"}, "quarto"),
        ({"a.md": "```{note}\nx\n```\n\n:::{tip}\nx\n:::", "b.md": "```{code-cell}\n```"}, "plain"),
        ({"a.md": "[[x]]", "b.md": "!!! note\n    x", "c.md": "{py:class}`x`"}, "plain"),
        ({"a.md": "`{{< x >}}`\n\n```\n[[x]]\n```"}, "plain"),
        ({"config.toml": "x = 1", "a.md": "x"}, "plain"),
        ({"a.md": b"\xff\xfe"}, "plain"),
        ({EXPORT_MANIFEST: "{}", "a.md": "[[x]]"}, "epoch"),
        ({}, "plain"),
    ],
)
def test_the_guess_goes_by_what_lies_there(files, name, tmp_path):
    for path, content in files.items():
        write_file(tmp_path, path, content)
    assert guess_dialect(Folder(tmp_path)).name == name


def test_what_is_asked_for_counts(tmp_path):
    write_file(tmp_path, "hugo.toml", "")
    assert str(Translator(Folder(tmp_path)).guess) == "hugo (hugo.toml)"
    for name in NAMES:
        assert Translator(Folder(tmp_path), name).guess.name == name
    with pytest.raises(ValueError, match="no dialect"):
        Translator(Folder(tmp_path), "odd")
