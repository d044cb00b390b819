from tests.blog.syncing.folders import run
from tests.factories import AuthorFactory, BlogPostPageFactory


def test_topics_are_the_sites_to_change(blog, tmp_path):
    author = AuthorFactory(name="Ada", biography="Counts.")
    BlogPostPageFactory(parent=blog, slug="a", authors=[author])
    run(tmp_path)
    file = tmp_path / "topics.yaml"
    before = file.read_text()
    file.write_text(before.replace("Counts.", "Writes."))
    code, out = run(tmp_path)
    assert (code, "topics.yaml: what the site has otherwise" in out) == (2, True)
    assert "Writes." in file.read_text()
    file.write_text(before)
    author.biography = "Knows."
    author.save()
    assert run(tmp_path)[0] == 0
    assert "Knows." in file.read_text()
