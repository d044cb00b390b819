"""A notebook is dropped on a blog and into a post, described, published, dropped again."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from blog.import_desk.tasks import go_on
from blog.models import BlogIndexPage, BlogPostPage
from tests.blog.importing.folders import png
from tests.blog.importing.notebooks.making import code, in_base64, markdown, notebook, shown, stream
from tests.browser.waiting import markdown_in
from tests.browser.writing import write_post
from tests.factories import UserFactory
from tests.queue import run_waiting

pytestmark = pytest.mark.browser

TABLE = "<table><tr><th>epoch</th><th>loss</th></tr><tr><td>1</td><td>0.5</td></tr></table>"
CELLS = (
    markdown("# A run\n\nWhat the run showed, in four words."),
    code("model.fit(data)", stream("epoch 1\n"), shown(image_png=in_base64(png(size=(640, 360))))),
    code("history", shown(text_html=TABLE, text_plain="epoch loss")),
    markdown("That is all there is."),
)
# As a mouse would drop it on what a selector finds last.
DROP = """async ([data, selector, name]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: "" }));
  const options = { dataTransfer, bubbles: true, cancelable: true };
  [...document.querySelectorAll(selector)].at(-1).dispatchEvent(new DragEvent("drop", options));
}"""
KINDS = (
    """wagtail.editHandler.getPanelByName('body').getBoundWidget().children.map((c) => c.type)"""
)


@pytest.fixture
def writer(blog_url, open_page, settings, tmp_path):
    """The browser of an editor, signed in."""
    settings.DATA_DIR = tmp_path / "data"
    UserFactory(username="writer", group="Editors")
    return open_page(blog_url, "writer")


def drop(page, text: str, selector: str) -> None:
    page.evaluate(DROP, [b64encode(text.encode()).decode(), selector, "run.ipynb"])


def bring_in(page, text: str) -> None:
    """Drop a notebook on the blog and import it as a draft."""
    page.goto(f"/admin/imports/into/{BlogIndexPage.objects.get().pk}/")
    page.fill("[name=name]", "runs")
    drop(page, text, "[data-drop]")
    page.wait_for_url("**/admin/imports/*-*/")
    run_waiting(go_on)
    page.get_by_role("button", name="Import as drafts").click()
    page.get_by_role("button", name="Cancel").wait_for()
    run_waiting(go_on)
    page.get_by_text("Imported.", exact=True).wait_for()


def test_a_notebook_dropped_into_a_post_leaves_what_is_written(writer, shoot):
    write_post(writer, title="Mine", text="Not saved yet.")
    drop(writer, notebook(*CELLS), "[data-streamfield-child]")
    writer.get_by_text("blocks inserted").wait_for()
    writer.wait_for_timeout(800)
    shoot(writer, "inserted")
    kinds = writer.evaluate(KINDS)
    own, title, teaser = ["markdown"] * 3
    notebooks = ["code", "output", "output", "code", "output", "markdown"]
    assert kinds == [own, title, teaser, *notebooks]
    assert writer.input_value("#id_title") == "Mine"
    expect(markdown_in(writer)).to_have_value("Not saved yet.")
    writer.set_input_files("[data-notebook-input]", {
        "name": "run.ipynb", "mimeType": "", "buffer": notebook(*CELLS).encode(),
    })  # fmt: skip
    writer.get_by_text("blocks were here already").wait_for()
    assert writer.evaluate(KINDS) == kinds
    writer.set_input_files("[data-notebook-input]", {
        "name": "bad.ipynb", "mimeType": "", "buffer": b"{",
    })  # fmt: skip
    writer.get_by_text("malformed JSON").wait_for()
    assert writer.evaluate(KINDS) == kinds


def test_a_notebook_is_described_published_dropped_again_and_compared(writer, shoot):
    bring_in(writer, notebook(*CELLS))
    post = BlogPostPage.objects.get()
    writer.goto(f"/admin/pages/{post.pk}/picture-texts/")
    shoot(writer, "picture-texts")
    writer.get_by_label("What it shows").fill("A red field, twice as wide as high.")
    writer.get_by_role("button", name="Save draft").click()
    writer.get_by_text("saved as a draft").wait_for()
    post.refresh_from_db()
    post.get_latest_revision().publish()
    writer.goto(post.url)
    shoot(writer, "published")
    expect(writer.get_by_alt_text("A red field, twice as wide as high.")).to_have_count(1)
    changed = (*CELLS[:2], code("history[:1]", *CELLS[2]["outputs"]), CELLS[3], markdown("New."))
    bring_in(writer, notebook(*changed))
    shoot(writer, "merged")
    post.refresh_from_db()
    writer.goto(f"/admin/pages/{post.pk}/revisions/compare/live...latest/")
    shoot(writer, "comparison")
    expect(writer.get_by_text("2 blocks changed, 2 words added, 0 removed")).to_be_visible()
    expect(writer.get_by_text("New.")).to_be_visible()
    post.get_latest_revision().publish()
    writer.goto(post.url)
    expect(writer.get_by_alt_text("A red field, twice as wide as high.")).to_have_count(1)
