"""Export, import into an empty site, export: the same bytes."""

from datetime import UTC, date, datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page

from blog.blocks.body import BODY_BLOCKS
from blog.blocks.provenance import raw_provenance
from blog.models import BlogPostPage
from home.setup.pages import set_up_site
from home.starter.site import load_starter_site
from tests.blog.blocks.values import PROVENANCE, full_values
from tests.blog.exporting.commands import empty_site, files_of, run, there_and_back
from tests.blog.importing.commands import run as run_import
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    SourceFactory,
    TagFactory,
)


def test_the_starter_site_comes_back_as_it_went(db, tmp_path):
    load_starter_site(set_up_site())
    first, second = there_and_back(tmp_path)
    assert len([name for name in first if name.endswith(".md")]) > 10
    assert second == first


def test_each_block_comes_back_as_it_went(blog, tmp_path):
    for name, value in full_values().items():
        slug = name.replace("_", "-")
        BlogPostPageFactory(parent=blog, slug=slug, title=name, body=[(name, value)])
    first, second = there_and_back(tmp_path)
    assert {name for name, _block in BODY_BLOCKS} <= {
        name.removesuffix(".md").replace("-", "_") for name in first
    }
    assert second == first


def test_all_that_a_head_says_comes_back(blog, tmp_path):
    past, later = datetime(2020, 5, 17, 8, 30, tzinfo=UTC), timezone.now() + timedelta(days=9)
    post = BlogPostPageFactory(
        parent=blog,
        title="A: “title” #1",
        slug="a-post",
        teaser="Two lines\nthat say: what.",
        display_date=past,
        expire_at=later.replace(microsecond=0),
        canonical_url="https://old.example/a",
        doi="10.5281/zenodo.1",
        discuss_url="https://forum.example/t/1",
        is_featured=True,
        language="de",
        cover=ImageFactory(description="A curve"),
        is_cover_inverted=True,
        tags=[TagFactory(name="C++", slug="cpp", description="A language.")],
        authors=[
            AuthorFactory(
                name="Ada",
                slug="ada-1",
                biography="Counts.",
                is_team=True,
                orcid="0000-0002-1825-0097",
            )
        ],
        series=SeriesFactory(name="S", description="Parts."),
        series_position=2,
        provenance=raw_provenance(PROVENANCE),
        checked_on=date(2026, 1, 31),
        body=[("markdown", "Text <!-- a comment -->\n\n## Part\n\nMore.")],
    )
    Redirect.objects.create(old_path="/2020/a", redirect_page=post)
    BlogPostPageFactory(parent=blog, slug="b", title="B", live=False, body=[("markdown", "Draft")])
    first, second = there_and_back(tmp_path)
    assert second == first
    head = first["a-post.md"].decode()
    for line in ("doi: 10.5281/zenodo.1", "discuss: https://forum.example/t/1",
                 "date: 2020-05-17", "language: de", "- /2020/a",
                 "cover: images/", "part: 2", "cover_alt: A curve", "cover_inverted: true",
                 "<!-- a comment -->",
                 "checked_on: 2026-01-31",
                 "- software: Python\n  version: 3.12.4\n", "- hardware: 2 × A100"):  # fmt: skip
        assert line in head
    assert "draft: true" in first["b.md"].decode()
    assert b"biography: Counts." in first["topics.yaml"]


def test_short_forms_come_back_as_they_went(blog, tmp_path):
    link = {"link_url": "https://a.example/?b=1&c=2", "link_title": "A: “page” #1"}
    for form, fields in {"link": link, "quotation": link, "note": {}, "post": link}.items():
        BlogPostPageFactory(parent=blog, slug=form, title=f"T {form}", form=form, **fields)
    BlogPostPageFactory(parent=blog, slug="said", form="quotation", link_title="Ada")
    first, second = there_and_back(tmp_path)
    assert second == first
    assert "form: link\nlink: https://a.example/?b=1&c=2\nlink_title:" in first["link.md"].decode()
    assert "link" not in first["post.md"].decode()
    forms = dict(BlogPostPage.objects.values_list("slug", "form"))
    assert forms == {**{form: form for form in forms}, "said": "quotation"}
    assert BlogPostPage.objects.get(slug="quotation").link_title == "A: “page” #1"


def test_the_sources_that_posts_cite_come_back_as_they_went(blog, tmp_path):
    sources = SourceFactory.create_batch(3)
    SourceFactory(
        key="hard:2020",
        record={
            "type": "interview",
            "title": "A {<i>hard</i>} \\title & 100 % of $5",
            "author": [{"family": "van der Berg", "given": "Jan"}, {"literal": "A and B, Inc."}],
            "issued": {"date-parts": [[2020, 6], [2021]], "circa": True},
            "interviewer": [{"family": "Doe", "dropping-particle": "de"}],
            "section": "{3}",
        },
    )
    text = f"As [@{sources[0].key}, p. 4; @hard:2020] and @{sources[1].key} say; [@unknown]."
    BlogPostPageFactory(parent=blog, slug="a", title="A", body=[("markdown", text)])
    BlogPostPageFactory(parent=blog, slug="b", title="B", body=[("markdown", "a@b.example")])
    first, second = there_and_back(tmp_path)
    assert second == first
    assert "bibliography: references.bib" in first["a.md"].decode()
    assert "bibliography" not in first["b.md"].decode()
    assert first["references.bib"].decode().count("\n@") == 2


def test_definitions_and_what_looks_like_another_program_come_back_as_they_went(blog, tmp_path):
    part = "See [web] and [below].\n\n[web]: https://a.example/\n[below]: #part"
    code = ("code", {"language": "text", "code": "x"})
    tabs = ("markdown", '=== "Bash"\n    Text\n\n[[wiki]]\n\n<!--more-->\n\n## Part')
    prose = ("markdown", part)
    BlogPostPageFactory(parent=blog, slug="a", title="A", body=[prose, code, prose, code, tabs])
    first, second = there_and_back(tmp_path)
    assert second == first
    assert first["a.md"].decode().count("[web]: https://a.example/") == 2


def test_labels_that_blocks_use_alike_come_back_as_each_meant_them(blog, tmp_path):
    code = ("code", {"language": "text", "code": "x"})
    texts = [
        f"See [a].[^1]\n\n[a]: https://{word}.example/\n\n[^1]: The {word} note."
        for word in ("first", "second")
    ]
    body = [("markdown", texts[0]), code, ("markdown", texts[1])]
    BlogPostPageFactory(parent=blog, slug="a", title="A", body=body)
    first, second = there_and_back(tmp_path)
    text = first["a.md"].decode()
    assert "See [a](https://second.example/).[^1-2]" in text
    assert "[^1]: The first note." in text
    assert "[^1-2]: The second note." in text
    assert second == first


def test_a_document_that_reads_like_a_post_stays_one(blog, tmp_path):
    documents = [
        Document.objects.create(title=name, file=ContentFile(content, name=name))
        for name, content in (("about.md", b"# About"), ("run.ipynb", b"{}"))
    ]
    body = [("download", {"document": each.pk, "title": "Take it"}) for each in documents]
    BlogPostPageFactory(parent=blog, slug="a", title="A", body=body)
    first, second = there_and_back(tmp_path)
    assert {"a.md", "files/about.md", "files/run.ipynb"} <= first.keys()
    assert second == first


def test_links_lead_to_the_files_beside(blog, tmp_path):
    target = BlogPostPageFactory(parent=blog, slug="target", body=[("markdown", "## Part\n\nX")])
    body = f"[there](page:{target.pk}#part), [home](page:{blog.get_parent().pk}), [x](page:99999)."
    BlogPostPageFactory(parent=blog, slug="from", body=[("markdown", body)])
    out = run(tmp_path / "first")
    text = (tmp_path / "first" / "from.md").read_text()
    assert f"[there](target.md#part), [home]({blog.get_parent().full_url}), x." in text
    assert "from.md: links to what is gone: page 99999" in out


_WORDS = [
    "loss", "fell", "*by*", "**half**", "`f(x)`", "$a_1$", "a_b", "<kbd>K</kbd>", "[l](#x)", "|",
    "~~no~~", "==m==", "“q”", "é", "数", "🙂", "https://a.example/", "&amp;", "&", "{#x}", "$5",
]  # fmt: skip
_SIGNS = ["```", "~~~", "#", "- ", "> ", "\\", "<", "1.", "[^1]", "    x", "{{< y >}}", "---"]


def _texts(words: list[str]) -> st.SearchStrategy[str]:
    line = st.lists(st.sampled_from(words), min_size=1, max_size=12).map(" ".join)
    return st.lists(line.map(str.strip), min_size=1, max_size=4).map("\n\n".join)


_PROSE, _CODE = _texts(_WORDS), _texts(_WORDS + _SIGNS)
_LINE = st.lists(st.sampled_from(_WORDS + _SIGNS), min_size=1, max_size=8).map(" ".join)
_BLOCKS = st.one_of(
    st.tuples(st.just("markdown"), _PROSE.map("Text {}".format)),
    # Left open, it must not take what follows for code.
    st.tuples(st.just("markdown"), _PROSE.map("Text\n\n```python\n{}".format)),
    st.tuples(st.just("heading"), st.builds(lambda text: {"text": text, "level": "h2"}, _LINE)),
    st.tuples(st.just("code"), st.builds(lambda code: {"language": "python", "code": code}, _CODE)),
    st.tuples(
        st.just("callout"),
        st.builds(lambda title: {"kind": "tip", "title": title, "body": "<p>words</p>"}, _LINE),
    ),
)


@settings(
    max_examples=10, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(bodies=st.lists(st.lists(_BLOCKS, min_size=1, max_size=6), min_size=3, max_size=3))
def test_any_body_comes_back_as_it_went(blog, tmp_path_factory, bodies):
    folder = tmp_path_factory.mktemp("trip")
    index = Page.objects.get(pk=blog.pk).specific
    for number, body in enumerate(bodies):
        BlogPostPageFactory(parent=index, slug=f"p-{number}", title=f"P {number}", body=body)
    run(folder / "first")
    empty_site()
    run_import(folder / "first", "--publish")
    run(folder / "second")
    empty_site()
    assert files_of(folder / "second") == files_of(folder / "first")
    assert not BlogPostPage.objects.exists()


def test_the_dates_of_a_post_come_back_each_for_itself(blog, tmp_path):
    past, later = datetime(2020, 5, 17, 8, 30, tzinfo=UTC), datetime(2099, 1, 2, tzinfo=UTC)
    scheduled = BlogPostPageFactory(
        parent=blog, slug="later", live=False, display_date=past, go_live_at=later
    )
    scheduled.save_revision().publish()
    changed = BlogPostPageFactory(parent=blog, slug="changed", display_date=past)
    BlogPostPage.objects.filter(pk=changed.pk).update(
        first_published_at=past, last_published_at=past + timedelta(days=30)
    )
    first, second = there_and_back(tmp_path)
    assert second == first
    assert "updated: 2020-06-16 08:30" in first["changed.md"].decode()
    post = BlogPostPage.objects.get(slug="later")
    assert (post.display_date, post.go_live_at, bool(post.approved_schedule)) == (past, later, True)


def test_a_video_comes_back_with_its_poster_and_captions(blog, tmp_path, settings):
    # Where no other test has left files of these names.
    settings.MEDIA_ROOT = tmp_path / "media"
    value = full_values()["video"]
    bare = {"title": "", "file": value["file"], "text": "Two\n\nlines."}
    BlogPostPageFactory(parent=blog, slug="v", body=[("video", value), ("video", bare)])
    first, second = there_and_back(tmp_path)
    assert second == first
    assert {"files/freeze.mp4", "files/freeze.vtt"} <= first.keys()
    full, without = BlogPostPage.objects.get().body
    assert (full.block_type, without.block_type) == ("video", "video")
    assert (full.value["title"], full.value["text"]) == (value["title"], value["text"])
    assert full.value["poster"] is not None
    names = (full.value[name].filename for name in ("file", "captions"))
    assert list(names) == ["freeze.mp4", "freeze.vtt"]
    assert (without.value["text"], without.value["captions"]) == ("Two\n\nlines.", None)


def test_an_interactive_figure_comes_back_as_one(blog, tmp_path):
    value = full_values()["interactive"] | {"text": 'One: “a” & "b".\n\nTwo.', "is_inverted": True}
    BlogPostPageFactory(parent=blog, slug="p", body=[("interactive", value)])
    first, second = there_and_back(tmp_path)
    assert second == first
    (block,) = BlogPostPage.objects.get().body
    assert (block.block_type, block.value["title"]) == ("interactive", "The loss")
    assert block.value["text"] == value["text"]
    assert block.value["is_inverted"] is True
    assert block.value["file"].file_extension == "html"
