"""Posts whose pages have 30 kB, written in Markdown and published as an editor does."""

from django.test import Client

from blog.models import Author, BlogIndexPage, BlogPostPage, PostAuthor, PostTag, Tag
from tests.workbench.bench.search import zipf
from tests.workbench.bench.search.zipf import MadePost

COUNT = 3
PAGE_BYTES = 30_000
# Not quite enough for that.
FIRST_SECTIONS = 7
SLUG = "long-{}"
# They stand among the others, not before them.
DATE = zipf.SINCE.replace(year=2020)


def publish_long_posts() -> None:
    index, writer = BlogIndexPage.objects.get(), zipf.Author("long posts")
    sections = 0
    for number in range(COUNT):
        made = writer.post()
        post = new_post(index, made, number)
        sections = publish_at_length(post, writer, sections or FIRST_SECTIONS)


def new_post(index: BlogIndexPage, made: MadePost, number: int) -> BlogPostPage:
    post = BlogPostPage(title=made.title, slug=SLUG.format(number), teaser=made.teaser)
    post.display_date = DATE
    post.post_authors = [PostAuthor(author=each) for each in Author.objects.order_by("pk")[:2]]
    post.post_tags = [PostTag(tag=each) for each in Tag.objects.order_by("pk")[:3]]
    index.add_child(instance=post)
    return post


def publish_at_length(post: BlogPostPage, writer: zipf.Author, sections: int) -> int:
    """Publish a post with more and more sections until its page is long enough; return how many."""
    texts = [markdown(writer) for _number in range(sections)]
    while True:
        post.body = [("markdown", text) for text in texts]
        post.save_revision().publish()
        if page_bytes(post) >= PAGE_BYTES:
            return len(texts)
        texts.append(markdown(writer))


def markdown(writer: zipf.Author) -> str:
    """Return a section with prose, code, a formula and a note."""
    section = writer.section()
    code = "\n".join(writer.line() for _number in range(5))
    return (
        f"## {section.heading}\n\n{section.prose} See $x_i^2$.[^1]\n\n"
        f"```python\n{code}\n```\n\n[^1]: {writer.words.some(5, 9)}.\n"
    )


def page_bytes(post: BlogPostPage) -> int:
    return len(Client(SERVER_NAME="127.0.0.1").get(post.get_url()).content)
