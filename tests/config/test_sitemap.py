import re


def test_the_sitemap_lists_public_pages_only(client, home, blog, post, hidden_posts):
    content = client.get("/sitemap.xml").content.decode()
    locations = re.findall("<loc>http://testserver(.*?)</loc>", content)
    assert sorted(locations) == ["/", "/blog/", "/blog/drift/"]
