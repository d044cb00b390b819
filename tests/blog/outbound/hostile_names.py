"""Addresses that would lead the server to itself or its neighbours, and a resolver for them."""

from blog.outbound import connections
from tests.blog.pictures.canary import PRIVATE, PUBLIC

# Names as hostile name servers would answer for them.
NAMES = {
    "public.example": [PUBLIC],
    "private.example": [PRIVATE],
    "both.example": [PUBLIC, PRIVATE],
    "both-turned.example": [PRIVATE, PUBLIC],
    "mapped.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "inside.example": ["10.0.0.1"],
    "six.example": ["fd00::1"],
    "scoped.example": ["fe80::1%lo"],
    "nothing.example": [],
}


# Those that lead to the canary when addresses aren't checked.
TO_LOOPBACK = [
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://private.example/",
    "http://private.example./",
    "http://PRIVATE.example/",
    "http://both-turned.example/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://mapped.example/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://ⓛocalhost/",
    "http://public.example/301",
    "http://public.example/302",
    "http://public.example/303",
    "http://public.example/307",
    "http://public.example/308",
    "http://public.example/chain",
    "http://public.example/scheme-relative",
    "http://rebinding.example/rebound",
]


# Those that are refused for what they are, or lead elsewhere.
OTHERS = [
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.01/",
    "http://127.0.0.1.2/",
    "http://0/",
    "http://0x/",
    "http://both.example/",
    "http://metadata.example/",
    "http://inside.example/",
    "http://six.example/",
    "http://scoped.example/",
    "http://nothing.example/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2001:0:7f00:1::80ff:fffe]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[2001:db8::1]/",
    "http://example.org@127.0.0.1/",
    "http://user:secret@public.example/",
    "http://127.0.0.1:80@public.example/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http:\\\\127.0.0.1/",
    "http://public.example:22/",
    "http://public.example:99999/",
    "http://public.example:/\n",
    "http://pub\tlic.example/",
    " http://public.example/",
    "http://public.example/ HTTP/1.1\r\nX: y",
    "http://public.example/\x00",
    "http:///etc/passwd",
    "http://",
    "http:127.0.0.1",
    "//127.0.0.1/",
    "http://.127.0.0.1/",
    "http://127.0.0.1%2f.public.example/",
    "http://[127.0.0.1]/",
    "http://[::1/",
    "http://xn--a/",
    "http://" + "a" * 64 + ".example/",
    "http://public.example/" + "a" * 3000,
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "dict://127.0.0.1/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "",
    "http://public.example/to-file",
    "http://public.example/to-gopher",
    "http://public.example/to-port",
    "http://public.example/to-user",
    "http://public.example/to-backslash",
    "http://public.example/loop",
]


def resolver():
    """A resolver of its own for each fetch: `rebinding.example` first looks harmless."""
    rebinding = iter([[PUBLIC], [PRIVATE], [PRIVATE]])

    def resolve(host, port):
        if host.removesuffix(".") == "rebinding.example":
            return next(rebinding)
        known = NAMES.get(host.removesuffix("."))
        return connections.resolve(host, port) if known is None else known

    return resolve
