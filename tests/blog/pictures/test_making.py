"""Which renditions are made of what, and what readers' pages show of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Page

from blog.follow_up.tasks import catch_up
from blog.follow_up.tasks import make_renditions as make_page_renditions
from blog.models import BlogPostPage
from blog.pictures.making import make_body_pictures, make_renditions
from blog.pictures.renditions import LOSSLESS, preset_specs
from tests.blog.pictures.drawing import DRAWING, film, photo, picture, plot
from tests.factories import AuthorFactory, BlogPostPageFactory, StandardPageFactory


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()  # Wagtail keeps renditions there, also those of earlier tests


def showing(blog, image, **kwargs):
    return BlogPostPageFactory(
        parent=blog, body=[("markdown", f"![a](image:{image.pk})")], **kwargs
    )


def specs(image) -> set[str]:
    return set(image.renditions.values_list("filter_spec", flat=True))


def shown(client, post):
    """Return the first picture of a post's text, or its image where it stands alone."""
    html = client.get(BlogPostPage.objects.get(pk=post.pk).url).content
    text = BeautifulSoup(html, "html.parser").find(class_="document")
    return text.find("picture") or text.find("img")


def widths(srcset: str) -> list[int]:
    return [int(each.rsplit(" ", 1)[1].removesuffix("w")) for each in srcset.split(", ")]


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp"])
def test_a_photo_comes_as_avif_and_webp(client, blog, name):
    image = picture(name, photo())
    post = showing(blog, image)
    make_page_renditions.func(post.pk)
    figure = shown(client, post)
    source, img = figure.find("source"), figure.find("img")
    assert source["type"] == "image/avif"
    assert widths(source["srcset"]) == widths(img["srcset"]) == [640, 960, 1280]
    assert (img["width"], img["height"], img["loading"]) == ("1280", "393", "lazy")
    assert img["src"].endswith(".webp")
    assert source["sizes"] == img["sizes"]


def test_a_drawing_is_kept_without_loss_and_in_one_file(client, blog):
    source = plot()
    image = picture("plot.png", source)
    post = showing(blog, image)
    make_page_renditions.func(post.pk)
    assert specs(image) == {LOSSLESS}
    img = shown(client, post)
    assert img.name == "img"
    assert (img["width"], img["height"], img["loading"]) == ("1280", "720", "lazy")
    with image.renditions.get().file.open() as file:
        assert Image.open(file).convert("RGB").tobytes() == source.tobytes()


def test_in_a_gallery_a_drawing_has_small_renditions_too(client, blog):
    image = picture("plot.png", plot())
    each = {"image": {"image": image.pk, "alt_text": "a", "decorative": False}, "caption": ""}
    body = [("figure", each), ("gallery", {"images": [each, each]})]
    post = BlogPostPageFactory(parent=blog, body=body)
    make_page_renditions.func(post.pk)
    html = client.get(BlogPostPage.objects.get(pk=post.pk).url).content
    text = BeautifulSoup(html, "html.parser").find(class_="document")
    assert "lossless" in text.find(class_="figure").img["src"]
    source = text.find(class_="gallery").find("source")
    assert source["type"] == "image/avif"
    assert widths(source["srcset"]) == [400, 800, 1280]
    assert specs(image) == {LOSSLESS, *preset_specs("gallery")}


@pytest.mark.parametrize(("name", "content"), [("f.gif", film()), ("d.svg", DRAWING.encode())])
def test_what_may_move_and_what_is_drawn_by_lines_stays_as_it_is(client, blog, name, content):
    image = picture(name, content)
    author = AuthorFactory(portrait=image)
    post = showing(blog, image, cover=image, authors=[author])
    make_page_renditions.func(post.pk)
    image.refresh_from_db()
    assert specs(image) == set()
    assert shown(client, post)["src"] == image.file.url
    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    for place in (page.find(class_="cover").img, page.find(class_="byline__portrait")):
        assert (place["src"], place["width"]) == (image.file.url, str(image.width))


def test_a_second_run_makes_nothing_and_weighs_nothing(blog, monkeypatch):
    images = [picture("plot.png", plot()), picture("photo.png", photo())]
    pictures = showing_all(blog, images).document.pictures
    assert make_body_pictures(pictures) == 1 + 6
    monkeypatch.setattr("blog.pictures.making._is_drawing", None)
    assert make_body_pictures(pictures) == 0


def showing_all(blog, images):
    source = " ".join(f"![a](image:{image.pk})" for image in images)
    return BlogPostPageFactory(parent=blog, body=[("markdown", source)])


def test_one_image_that_cannot_be_made_holds_up_no_other(blog, caplog):
    bad, good = picture("bad.png", photo()), picture("good.jpg", photo())
    with bad.file.open("wb") as file:
        file.write(b"\x89PNG no more")
    post = showing_all(blog, [bad, good])
    make_page_renditions.func(post.pk)
    assert (len(specs(bad)), len(specs(good))) == (0, 6)


def test_where_avif_cannot_be_written_webp_is_shown(client, blog, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise KeyError("AVIF")

    monkeypatch.setattr("blog.pictures.avif.SharpImage.save_as_avif", refuse)
    post = showing(blog, picture("photo.png", photo()))
    make_page_renditions.func(post.pk)
    assert widths(shown(client, post)["srcset"]) == [640, 960, 1280]
    assert "can't be made in all its sizes" in caplog.text


def test_what_an_older_version_made_is_shown_until_the_rest_is_there(client, blog):
    image = picture("photo.jpg", photo())
    make_renditions(image, [f"width-{width}|format-webp" for width in (640, 960, 1280)])
    post = showing(blog, image)
    old = shown(client, post)
    assert (old.name, widths(old["srcset"])) == ("img", [640, 960, 1280])
    catch_up.func()
    assert shown(client, post).source["type"] == "image/avif"


def test_a_cover_is_eager_on_its_post_and_lazy_in_a_list(client, blog):
    cover = picture("cover.jpg", photo())
    post = BlogPostPageFactory(parent=blog, cover=cover)
    make_page_renditions.func(post.pk)
    eager, lazy = (
        BeautifulSoup(client.get(url).content, "html.parser").find(class_="cover")
        for url in (post.url, blog.url)
    )
    assert eager.img["fetchpriority"] == "high"
    assert not eager.img.has_attr("loading")
    assert (lazy.img["loading"], lazy.img.get("fetchpriority")) == ("lazy", None)
    for each in (eager, lazy):
        assert widths(each.source["srcset"]) == widths(each.img["srcset"]) == [416, 712]
        assert (each.img["width"], each.img["height"]) == ("712", "400")


def test_a_small_portrait_is_not_enlarged(client, blog):
    author = AuthorFactory(portrait=picture("me.jpg", photo(80, 80)))
    post = BlogPostPageFactory(parent=blog, authors=[author])
    make_page_renditions.func(post.pk)
    portrait = BeautifulSoup(client.get(post.url).content, "html.parser").find(
        class_="byline__portrait"
    )
    assert (portrait["width"], portrait["height"]) == ("80", "80")
    assert " " not in portrait.find_previous("source")["srcset"]


def test_a_moved_focal_point_makes_the_cover_anew(client, blog):
    cover = picture("cover.jpg", photo())
    post = BlogPostPageFactory(parent=blog, cover=cover)
    make_page_renditions.func(post.pk)
    before = client.get(post.url).content
    cover.focal_point_x, cover.focal_point_y = 100, 100
    cover.focal_point_width = cover.focal_point_height = 200
    cover.save()
    make_page_renditions.func(post.pk)
    after = client.get(post.url).content
    srcsets = [
        BeautifulSoup(html, "html.parser").find(class_="cover").img for html in (before, after)
    ]
    assert srcsets[0]["srcset"] != srcsets[1]["srcset"]


def test_catching_up_goes_through_all_pages_a_few_at_a_time(home, blog, hidden_posts):
    image, secret = picture("a.jpg", photo()), picture("b.jpg", photo())
    posts = [BlogPostPageFactory(parent=blog) for _ in range(8)]
    last = StandardPageFactory(
        parent=home, body=[{"type": "markdown", "value": f"![a](image:{image.pk})"}]
    )
    BlogPostPageFactory(parent=blog, live=False, cover=secret)
    runs, after = 0, 0
    while True:
        DBTaskResult.objects.all().delete()
        catch_up.func(after)
        runs += 1
        queued = DBTaskResult.objects.filter(task_path="blog.follow_up.tasks.catch_up").first()
        if queued is None:
            break
        assert queued.priority < 0
        (after,) = queued.args_kwargs["args"]
    assert runs >= len(posts) / 5 + 1
    assert after >= last.pk
    assert (len(specs(image)), len(specs(secret))) == (6, 0)


def test_portraits_without_a_post_are_caught_up_on(db):
    author = AuthorFactory(portrait=picture("me.jpg", photo(400, 400)))
    Page.objects.update(live=False)
    DBTaskResult.objects.all().delete()
    catch_up.func()
    task = DBTaskResult.objects.get()
    assert task.priority < 0
    task.task.func(*task.args_kwargs["args"])
    assert len(specs(author.portrait)) == 4


def test_pictures_in_a_list_cost_no_query_each(client, blog, count_queries):
    def posts(count):
        for number in range(count):
            cover = picture(f"{number}.jpg", photo(200, 120))
            make_page_renditions.func(BlogPostPageFactory(parent=blog, cover=cover).pk)

    posts(2)
    client.get(blog.url)
    few = count_queries(lambda: client.get(blog.url))
    posts(4)
    assert count_queries(lambda: client.get(blog.url)) == few
