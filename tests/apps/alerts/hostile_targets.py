"""Random channel addresses that try to reach a listener on this machine."""

from random import Random

_SCHEMAS = ("json", "jsons", "xml", "form", "http", "https", "file", "mailto", "workflows", "ntfy",
            "gotify", "syslog", "dbus", "matrix", "rocket", "apprise", "mqtt", "discord", "slack",
            "tgram", "pover", "pbul", "mailgun", "sendgrid", "twilio", "msteams")  # fmt: skip
_HOSTS = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "127.1", "0",
          "2130706433", "0x7f000001", "0177.0.0.1", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
          "[2002:7f00:1::]", "[fec0::1]", "[fe80::1%25lo]", "LOCALHOST.", "\uff4cocalhost",
          "①②⑦.0.0.1",
          "127。0。0。1", "127.0.0.1.nip.example", "rebind.example.org", "a..b.example", "[::1",
          "xn--", "xn--a.example", "-a.example", "a" * 64 + ".example", "%31%32%37.0.0.1",
          "ex\u00adample.org", "\u202elocalhost", "0.0.0.0", "[::]")  # fmt: skip
_SEPARATORS = (",", ", ", ";", " ", "\t", "\n", "\r\n", "%2C", "%20", "%0A", "|", "\x00", "\u3000",
               "\u2028", "\uff0c", "%252C", "&&", "\\", "#", "?", "")  # fmt: skip
_OPTIONS = ("template={url}", "image=yes", "redirect=yes", "verify=no", "cto=0", "rto=0.1",
            "attach={url}", "file=/etc/passwd", "avatar_url={url}", "href={url}", "url={url}",
            "+Host={host}", "-x={url}", ":token={url}", "mode={url}", "to={host}", "region={host}",
            "method=PUT", "format={url}", "retry=9", "wait=99", "store=yes", "tz={host}",
            "%74emplate={url}", "TEMPLATE={url}", "template%00={url}", "host={host}&port={port}",
            "schema=json", "from={host}", "token={url}", "blocks={url}", "thread=1", "format=text",
            "priority=2", "key={url}", "mdv=2")  # fmt: skip
_TOKENS = ("4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
           "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
           "123456789:abcdefg_hijklmnop/12315544", "../../{host}:{port}", "@{host}:{port}/x",
           "uKVfZ4oG5mJ3kqn6Xw1TzLrB9yDpHa@aA1bB2cC3dD4eE5fF6gG7hH8iI9jJ0", "{host}:{port}/a/b",
           "%2F%2F{host}%3A{port}/b", "a:b@{host}:{port}/c", "a%40{host}:{port}/c",
           "u@{host}:{port}/0123456789abcdef0123456789abcdef-12345678-12345678/a@b.example",
           "abcd123-xyz:noreply@{host}:{port}/a@b.example",
           "AC735c307c62944b5a5b5c7e5e7b2d2d7d:e29dfbcebf390dee9f7b3c0d0a3f7c21@{host}:{port}/1",
           )  # fmt: skip


def hostile_apprise(random: Random, port: int) -> str:
    """Return an address of some notification service, or what pretends to be one."""
    host = random.choice(_HOSTS)
    url = f"{random.choice(_SCHEMAS)}://{host}:{port}/x?method=PUT"

    def filled(text: str) -> str:
        return text.format(url=url, host=host, port=port)

    address = f"{random.choice(_SCHEMAS)}://{filled(random.choice(_TOKENS))}"
    if random.random() < 0.5:
        chosen = random.sample(_OPTIONS, random.randint(1, 3))
        address += "?" + "&".join(map(filled, chosen))
    if random.random() < 0.5:
        address = f"{address}{random.choice(_SEPARATORS)}{url}"
    if random.random() < 0.2:
        address = random.choice((str.upper, str.title, str.strip, _escaped, _padded))(address)
    return address[:500]


def hostile_webhook(random: Random, port: int) -> str:
    """Return a web address that leads to this machine, or is no address at all."""
    user = random.choice(("", "", "", "u@", "u:p@", "example.org@", "example.org%40", "@", ":@"))
    ports = (f":{port}",) * 8 + (":99999", ":-1", ":0", ":", ":x", ":٨٠", f":{port}:{port}", ":+80")
    host = random.choice(_HOSTS)
    tail = random.choice(("/", "", "/x?y=http://127.0.0.1/", "\\@127.0.0.1/", "#@example.org", "?"))
    scheme = random.choice(("http://",) * 6 + ("https://", "HTTP://", "http:/", "//", "ftp://", ""))
    address = f"{scheme}{user}{host}{random.choice(ports)}{tail}"
    if random.random() < 0.2:
        place = random.randrange(len(address) + 1)
        address = address[:place] + random.choice(_SEPARATORS) + address[place:]
    return address[:500]


def _escaped(text: str) -> str:
    return text.replace(":", "%3A", 1) if len(text) % 2 else text.replace("/", "%2F")


def _padded(text: str) -> str:
    return f" {text}\u00a0"
