"""Makes posts of short forms, and reads pages that show them."""

from bs4 import BeautifulSoup

from tests.factories import BlogPostPageFactory

URL = "https://www.sqlite.example/wal.html?a=1&b=2"
NOTE = "A reader *never* blocks a writer.\n\n```sql\nPRAGMA journal_mode;\n```"


def make(blog, form, **fields):
    values = {
        "parent": blog,
        "form": form,
        "slug": form,
        "teaser": "",
        "title": f"A {form} of ours",
    }
    return BlogPostPageFactory(**{**values, "body": [("markdown", NOTE)], **fields})


def shown(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())
