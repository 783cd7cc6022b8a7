"""Which addresses are public; the blocks are IANA's special-purpose registries."""

import ipaddress

import pytest

from apps.core.outbound.network import is_public


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "100.63.255.255",  # just below carrier-grade NAT
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:82a::200e",
        "2001:200::1",  # the first block after the protocol assignments
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",  # NAT64 of 8.8.8.8
        "2002:808:808::1",  # 6to4 of 8.8.8.8
        "2606:4700::200:5efe:808:808",  # ISATAP of 8.8.8.8
    ],
)
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",  # IPv4-compatible
        "::808:808",
        "::ffff:10.0.0.1",
        "::ffff:0:7f00:1",  # IPv4-translated, RFC 2765
        "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",  # local-use NAT64
        "64:ff9b:1::808:808",
        "100::1",  # discard
        "2001::1",  # Teredo
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",  # benchmarks
        "2001:10::1",  # ORCHID
        "2001:20::1",
        "2001:db8::1",
        "3fff::1",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "2002:c0a8:101::1",
        "2606:4700::5efe:a00:1",  # ISATAP of 10.0.0.1
        "2606:4700::200:5efe:7f00:1",
        "5f00::1",
        "fc00::1",
        "fd00::1",
        "fe80::1",
        "fec0::1",  # site-local
        "ff02::1",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def test_mapped_and_translated_addresses_agree_with_the_address_inside() -> None:
    for text in ("8.8.8.8", "1.1.1.1", "10.0.0.1", "100.64.0.1", "198.18.0.1", "192.168.3.4"):
        inner = ipaddress.IPv4Address(text)
        for prefix in ("::ffff:0:0", "64:ff9b::"):
            outer = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(inner))
            assert is_public(outer) is is_public(inner)
