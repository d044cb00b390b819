"""Wagtail makes a redirect whose old address is longer than its column.

SQLite takes it; on PostgreSQL the rename is a 500. Once the first test fails,
`config.responses.fitting_redirects` can go.
"""

from wagtail.contrib.redirects import signal_handlers
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from config.responses.fitting_redirects import LONGEST, FittingRedirects

OLD = {"old_path": f"/blog/{'x' * 255}"}


def test_an_old_address_is_longer_than_its_column():
    stock = FittingRedirects.__base__(max_size=2000)
    stock.add(**OLD)
    assert isinstance(stock.items[0], Redirect)
    assert len(stock.items[0].old_path) > LONGEST
    assert Page._meta.get_field("slug").max_length >= LONGEST


def test_ours_leaves_it_out_and_says_so(caplog):
    ours = signal_handlers.BatchRedirectCreator(max_size=2000)
    ours.add(**OLD)
    ours.add(old_path="/blog/short")
    assert [each.old_path for each in ours.items] == ["/blog/short"]
    assert "no redirect" in caplog.text
