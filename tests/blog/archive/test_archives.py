from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

BAD_PERIODS = [
    "1899/", "0000/", "10000/", "202/", "٢٠٢٤/", "2024/0/", "2024/13/", "2024/007/", "2024/-1/",
    "2024/1/1/", "2024/٣/", "2024/1e0/", f"{'9' * 5000}/", "2023/", "2024/2/", "9999/12/",
]  # fmt: skip


def make_post(blog, *moment):
    return BlogPostPageFactory(parent=blog, display_date=datetime(*moment, tzinfo=UTC))


def listed(response):
    assert response.status_code == 200
    return list(response.context["teasers"].items)


def test_years_and_months_hold_their_posts(client, blog):
    january, march, december, other = (
        make_post(blog, *moment)
        for moment in ((2024, 1, 1), (2024, 3, 31, 23, 59), (2024, 12, 31, 23, 59), (2025, 1, 1))
    )
    assert listed(client.get("/blog/2024/")) == [december, march, january]
    assert listed(client.get("/blog/2024/3/")) == listed(client.get("/blog/2024/03/")) == [march]
    assert listed(client.get("/blog/2024/12/")) == [december]
    assert listed(client.get("/blog/2025/")) == [other]


def test_what_is_no_period_or_holds_no_post_is_not_found(client, blog):
    make_post(blog, 2024, 1, 1)
    answers = {path: client.get(f"/blog/{path}").status_code for path in BAD_PERIODS}
    assert answers == dict.fromkeys(BAD_PERIODS, 404)


@pytest.mark.parametrize(("year", "month"), [(1900, 1), (9999, 12)])
def test_the_calendar_has_ends(client, blog, year, month):
    post = make_post(blog, year, month, 15)
    assert listed(client.get(f"/blog/{year}/")) == [post]
    assert listed(client.get(f"/blog/{year}/{month}/")) == [post]
    assert client.get("/blog/archive/").status_code == 200


def test_posts_older_than_the_archive_are_listed_but_have_no_year(client, blog):
    make_post(blog, 1850, 6, 1)
    post = make_post(blog, 1950, 6, 1)
    assert [year.period.year for year in client.get("/blog/archive/").context["years"]] == [1950]
    assert client.get("/blog/1950/").context["older"] is None
    assert post in listed(client.get("/blog/"))


@pytest.mark.parametrize(
    ("zone", "month"), [("UTC", 12), ("Pacific/Auckland", 1), ("America/Los_Angeles", 12)]
)
def test_months_are_those_of_the_sites_time_zone(client, blog, settings, zone, month):
    settings.TIME_ZONE = zone
    post = make_post(blog, 2024, 12, 31, 18)
    year = 2024 if month == 12 else 2025
    assert listed(client.get(f"/blog/{year}/{month}/")) == [post]
    (only,) = client.get("/blog/archive/").context["years"]
    assert (only.period.year, only.months[0].month) == (year, month)


def test_the_archive_counts_years_and_months(client, home, blog):
    for moment in ((2024, 1, 5), (2024, 1, 6), (2024, 3, 1), (2025, 7, 1)):
        make_post(blog, *moment)
    make_post(BlogIndexPageFactory(parent=home, slug="notes"), 2020, 1, 1)
    years = client.get("/blog/archive/").context["years"]
    counts = [
        (year.period.name, year.period.post_count, [(m.name, m.post_count) for m in year.months])
        for year in years
    ]
    assert counts == [
        ("2025", 1, [("July 2025", 1)]),
        ("2024", 3, [("March 2024", 1), ("January 2024", 2)]),
    ]


def test_periods_lead_to_their_months_and_neighbours(client, blog):
    for moment in ((2022, 5, 1), (2024, 1, 1), (2024, 3, 1), (2024, 8, 1), (2026, 2, 1)):
        make_post(blog, *moment)

    def links(path):
        nav = BeautifulSoup(client.get(path).content, "html.parser").find(class_="periods")
        return [link["href"].removeprefix("/blog/") for link in nav.find_all("a")]

    months = ["2024/1/", "2024/3/", "2024/8/"]
    assert links("/blog/2024/") == [*months, "2022/", "2026/"]
    assert links("/blog/2024/3/") == ["2024/", *months, "2024/1/", "2024/8/"]
    assert links("/blog/2022/5/") == ["2022/", "2022/5/", "2024/1/"]
    assert links("/blog/2026/") == ["2026/2/", "2024/"]


def test_a_padded_month_names_the_plain_address(client, blog):
    make_post(blog, 2024, 3, 1)
    page = BeautifulSoup(client.get("/blog/2024/03/").content, "html.parser")
    assert page.find("link", rel="canonical")["href"] == "http://testserver/blog/2024/3/"
    assert page.h1.text == "March 2024"
