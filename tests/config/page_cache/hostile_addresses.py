"""Addresses that look like others, or hold what should not reach a page."""

# Behind an address; the victim asks for it without.
QUERIES = [
    "utm_source={0}", "{0}", "{0}=", "={0}", "&&&{0}", "q={0}", "q=%3Cscript%3E{0}", "tag={0}",
    "author={0}", "year=2026&x={0}", "order={0}", "format=json&x={0}", "format={0}", "exact={0}",
    "next=//{0}.example", "_method=POST&x={0}", "_method={0}", "method=DELETE", "callback={0}",
    "lang=de&x={0}", "language={0}", "preview={0}", "token={0}", "mode={0}", "theme={0}",
    "debug={0}", "redirect=https://{0}.example", "PAGE={0}", "Page=2&x={0}", "page[]={0}",
    "page;{0}", "page.x={0}", "page2={0}", " page={0}", "+page={0}", "page+={0}", ";page={0}",
    "x=1;page={0}", "p=2&x={0}", "x=" + "{0}" * 300, "&".join(f"x{i}={{0}}" for i in range(400)),
    "x=%E2%82%AC{0}", "x=\u00e9{0}", "x=%0d%0aSet-Cookie:%20{0}=1", "x=\r\n{0}: 1", "x=?{0}",
    "x=#{0}", "x=../../{0}", "fbclid={0}&gclid={0}", "page=1&{0}", "{0}&page=1",
]  # fmt: skip
# These may ask for another page of the list, so the victim's own `page=2` and none are compared.
PAGE_QUERIES = [
    "page=2&{0}", "{0}&page=2", "page=1&page=2&{0}", "page=2&page=1&{0}", "pa%67e=2&{0}",
    "%70age=2&{0}", "page=%32&{0}", "page=2%20&{0}", "page=02&{0}", "page=+2&{0}", "page=-2&{0}",
    "page=2.0&{0}", "page=2e0&{0}", "page=101&{0}", "page=99999999999999999999&{0}", "page=0&{0}",
    "page=&{0}", "page&{0}", "page={0}", "page=2;{0}", "page=2;page=1&{0}", "page=2,1&{0}",
    "page=2#{0}", "page=2?{0}", "page=%D9%A2&{0}", "page=\u0662&{0}", "page=2%00{0}", "page=%00{0}",
    "page%00={0}", "page%20=2&{0}", "%2570age=2&{0}", "page=2%26{0}", "page%5B%5D=2&{0}",
    "page=last&{0}", "page=%{0}", "%={0}", "%%%{0}", "%zz={0}", "%ff={0}", "%c0%80={0}",
    "page=2&pa%67e=1&{0}", "page=1&pa%67e=2&{0}", "page==2&{0}", "page=2=&{0}", "&page=2&&{0}",
]  # fmt: skip

# Another spelling of an address that a victim asks for.
PATHS = [
    "/{0}/", "/{0}", "/blog/{0}/", "/blog/{0}", "/blog/drift/{0}/", "/blog/drift{0}",
    "/blog/%2e%2e/{0}/", "/blog/../{0}/", "/blog/./drift/?{0}", "/blog/%2e/drift/?{0}",
    "/blog/..;/{0}/", "/%2e%2e%2f{0}", "/blog%2fdrift/?{0}", "/blog%2Fdrift%2F?{0}",
    "/blog/%64rift/?{0}", "/%62log/?{0}", "/blog/drift%2f?{0}", "/blog%252fdrift/{0}/",
    "/blog/%2564rift/?{0}", "/blog/%25{0}/", "//?{0}", "//blog/?{0}", "/blog//?{0}",
    "/blog//drift/?{0}", "/blog/drift//?{0}", "//{0}.example/", "//{0}.example/%2e%2e",
    "///{0}.example/", "/\\{0}.example/", "/%5c{0}.example/", "/%09/{0}.example/",
    "/blog\\drift\\{0}", "/blog/drift/;jsessionid={0}", "/blog/drift;{0}/", "/;{0}/blog/",
    "/blog/drift/.?{0}", "/blog/drift./?{0}", "/blog/drift/%20?{0}", "/blog/drift%20/?{0}",
    "/%20/blog/?{0}", "/blog/drift/%09?{0}", "/BLOG/?{0}", "/Blog/Drift/?{0}", "/blog/DRIFT/?{0}",
    "/blog/drift/%C3%A9{0}/", "/blog/drift/e%CC%81{0}/", "/%EF%BD%82log/?{0}",
    "/blog/dr%C4%B1ft/?{0}", "/blog%E2%80%8B/?{0}", "/blog/%E2%81%84drift/?{0}",
    "/blog/drift%00/{0}", "/%00{0}", "/blog/%0d%0aSet-Cookie:%20{0}=1/", "/%0d%0aX-{0}:%201",
    "/blog/drift%0d%0aLocation:%20//{0}.example", "/blog/%0a{0}", "/blog/%E2%80%A8{0}/",
    "/blog/%ff{0}/", "/blog/%c0%af{0}/", "/blog/%ed%a0%80{0}/", "/blog/%", "/blog/%zz{0}/",
    "/blog/drift/%3f{0}", "/blog/drift/%23{0}", "/blog/drift/%3Cscript%3E{0}",
    "/blog/drift/%22%3E{0}", "/blog/drift/{0}.css", "/blog/drift/{0}.js",
    "/blog/drift/index.md?{0}",
    "/blog/drift/{0}.html", "/blog/feed.xml?{0}", "/blog/feed.xml/{0}", "/robots.txt?{0}",
    "/sitemap.xml?{0}", "/llms.txt?{0}", "/site.webmanifest?{0}", "/.well-known/{0}",
    "/static/../blog/?{0}", "/static/{0}", "/media/{0}", "/admin/{0}/", "/admin/../blog/?{0}",
    "/documents/1/{0}", "/drafts/{0}/", "/search/?q={0}", "/_util/{0}/", "/healthz?{0}",
    "/healthz/{0}", "/metrics?{0}", "/favicon.ico?{0}", "http://{0}.example/", "*", "", "{0}",
    "/" + "{0}" * 60, "/" + "a/" * 250 + "{0}/", "/" + "a" * 5000 + "{0}", "/?{0}=" + "a" * 9000,
    "/blog/2026/?{0}", "/blog/tags/?{0}", "/blog/tags/{0}/", "/blog/drift/?{0}#{0}",
]  # fmt: skip
