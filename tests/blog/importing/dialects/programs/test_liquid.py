"""Jekyll's Liquid and kramdown's attribute lists."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated
from tests.blog.importing.folders import write_file


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("{% highlight ruby linenos %}\nx\n{% endhighlight %}", "```ruby {linenos}\nx\n```"),
        ('{% highlight js hl_lines="1 3" linenos=table %}\nx\n{% endhighlight %}',
         '```js {hl_lines="1 3" linenos}\nx\n```'),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
        ("![a]({{ site.baseurl }}/b.png)", "![a](/b.png)"),
        ('[a]({{ "/b/" | relative_url }}) [c]({{site.url}}/d)', "[a](/b/) [c](/d)"),
        ('{% include figure.html src="{{ site.baseurl }}/x.png" caption="C" %}',
         '![C](/x.png "C")'),
        ('{% include youtube.html id="abcdefghijk" %}',
         "<https://www.youtube.com/watch?v=abcdefghijk>"),
        ('{% include alert.html type="tip" content="in" %}', "::: tip\nin\n:::"),
        ("{% gist ada/12 %}", "[gist ada/12](https://gist.github.com/ada/12)"),
        ('{% img /a.png "T" "A" %}', '![A](/a.png "T")'),
        ("{% comment %}so{% endcomment %}", "<!--so-->"),
        ("{% codeblock a.rb lang:ruby %}\nx\n{% endcodeblock %}", '```ruby {title="a.rb"}\nx\n```'),
        ("{% note warning %}\nin\n{% endnote %}", "::: warning\nin\n:::"),
        ("one\ntwo\n{: .note}\n\nthree", "::: note\none\ntwo\n\n:::\n\nthree"),
        ("{: .warning }\none\n\nthree", "\n::: warning\none\n:::\n\nthree"),
        ("> T\n> in\n{: .note-title }", "\n::: note [T]\nin\n\n:::"),
        ("# H\n{: #top }\n\na", "# H {#top}\n\n\na"),
        ("```\n{% x %}\n{: .note}\n```", None),
    ],
)  # fmt: skip
def test_what_jekylls_tags_become(text, markdown):
    draft = translated("jekyll", text)
    assert [line for line in draft.text.split("\n") if line] == [
        line for line in (markdown or text).split("\n") if line
    ]
    assert draft.remarks == []


def test_kramdowns_comments_are_ones_and_told():
    draft = translated("jekyll", "{::comment}so{:/comment} and `{::comment}x{:/}`")
    assert draft.text == "<!--so-->\n and `{::comment}x{:/}`"
    assert notes(draft) == [("so", 1)]


def test_posts_are_named_by_their_files(tmp_path):
    write_file(tmp_path, "_posts/2020-01-02-name.md", "x")
    text = "[a]({% post_url 2020-01-02-name %}) [b]({% link _posts/2020-01-02-name.md %}#c)"
    draft = translated("jekyll", text, tmp_path)
    assert draft.text == "[a](/_posts/2020-01-02-name.md) [b](/_posts/2020-01-02-name.md#c)"


def test_a_post_in_a_categorys_folder_is_named_without_posts(tmp_path):
    write_file(tmp_path, "research/_posts/2020-01-02-name.md", "x")
    draft = translated("jekyll", "[a]({% post_url research/2020-01-02-name %})", tmp_path)
    assert draft.text == "[a](/research/_posts/2020-01-02-name.md)"


def test_includes_without_liquid_are_put_in(tmp_path):
    write_file(tmp_path, "_includes/a.md", "its words\n")
    write_file(tmp_path, "_includes/b.html", "{{ include.x }}")
    draft = translated("jekyll", "{% include a.md %}\n\n{% include b.html x=1 %}", tmp_path)
    assert draft.text == "its words\n\n{% include b.html x=1 %}"
    assert notes(draft) == [("{% include b.html x=1 %}", 3)]


def test_what_is_not_known_stays_and_is_told_with_its_line():
    draft = translated("jekyll", "a\n{% if x %}\nb {{ page.title }}\n{% endif %}\n{% odd")
    assert draft.text == "a\n{% if x %}\nb {{ page.title }}\n{% endif %}\n{% odd"
    assert notes(draft) == [("{% if x %}", 2), ("{{ page.title }}", 3), ("{% odd", 5)]


def test_lists_of_attributes_and_contents_are_left_out_and_told():
    draft = translated("jekyll", "* TOC\n{:toc}\n\n| a |\n|---|\n{: .table}\n\ntext\n{: #here}")
    assert draft.text == "\n\n\n| a |\n|---|\n\n\ntext\n{: #here}"
    assert notes(draft) == [("* TOC {:toc}", 1), ("{: .table}", 6)]


def test_an_abbreviation_is_told():
    draft = translated("jekyll", "HTML\n\n*[HTML]: its words\n\n`*[X]: y`")
    assert draft.text == "HTML\n\n*[HTML]: its words\n\n`*[X]: y`"
    assert notes(draft) == [("*[HTML]:", 3)]
