"""What people typed is text in every exported spreadsheet."""

import csv
import io

import pytest

from tests.factories import BlogPostPageFactory, UserFactory
from tests.people import sign_in

LISTS = ["/admin/reports/site-history/", "/admin/reports/problems/", "/admin/users/"]


@pytest.mark.django_db
def test_no_cell_of_a_csv_is_a_formula(client, blog):
    names = {"first_name": '=HYPERLINK("//evil.example";"x")', "last_name": "+1"}
    user = UserFactory(group="Admins", username="@sum(1)", **names)
    sign_in(client, user)
    post = BlogPostPageFactory(parent=blog, title="=1+2", live=False)
    post.body = [("markdown", "`code\n\n[dead](page:999999)")]
    post.save_revision(user=user, log_action=True)
    cells = set()
    for address in LISTS:
        response = client.get(address, {"export": "csv"})
        text = b"".join(response.streaming_content).decode()
        cells |= {cell for row in csv.reader(io.StringIO(text)) for cell in row}
    assert "'=1+2" in cells
    assert {cell for cell in cells if cell.startswith(("=", "+", "-", "@"))} == set()
