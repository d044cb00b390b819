from io import StringIO

from django.core.management import call_command

from tests.factories import BlogPostPageFactory


def test_the_command_says_why_pages_stand_where_they_do(home, blog, hidden_posts):
    body = "## Watching\n\nWe watch the drift."
    post = BlogPostPageFactory(parent=blog, title="On drift", body=[("markdown", body)])
    out = StringIO()
    call_command("search_index", "explain", "drfit", stdout=out)
    corrected, term, page, section = out.getvalue().splitlines()
    assert corrected == "Corrected to: drift"
    assert term.startswith("Looks for drift × 0.90; in about 1 pages")
    assert page.startswith(f"1. On drift ({post.pk}): ")
    assert section == "   holds drift; best section: Watching"
