//! Which addresses and names belong to the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::url::plain_host;

/// Whether an address is one of the public internet, by the registries of special addresses (RFC 6890).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || match first {
            // This network; then shared, protocol and benchmark addresses; then multicast and all that is reserved.
            0 | 224.. => true,
            100 => (64..128).contains(&second),
            192 => (second == 0 && third == 0) || (second == 88 && third == 99),
            198 => second == 18 || second == 19,
            _ => false,
        };
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // An IPv4 address in other clothes: mapped, translated (RFC 6052), 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            embedded(high, low)
        }
        [0x2002, high, low, ..] => embedded(high, low),
        // Protocols (Teredo among them), documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

/// Whether a host can only be a private one: an address that is not public, or a name that no public host has.
pub(crate) fn is_private_name(host: &str) -> bool {
    let name = plain_host(host);
    if let Ok(address) = name.parse() {
        return !is_public(address);
    }
    let private = ["localhost", "local", "internal", "lan", "home.arpa"];
    let is_below = |ending: &&str| name == **ending || name.ends_with(&format!(".{ending}"));
    private.iter().any(is_below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_not_public() {
        let check = |text: &str, expected: bool| {
            let address = text.parse().expect("an address");
            assert_eq!(is_public(address), expected, "{text}");
        };
        for public in [
            "1.1.1.1",
            "172.15.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "2002:101:101::1",
        ] {
            check(public, true);
        }
        for special in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "fc00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            check(special, false);
        }
    }

    #[test]
    fn names_without_a_public_owner_are_private() {
        for host in [
            "localhost",
            "a.LOCALHOST.",
            "db.internal",
            "[::1]",
            "10.0.0.1",
        ] {
            assert!(is_private_name(host), "{host}");
        }
        for host in [
            "example.com",
            "notlocalhost",
            "internal.example",
            "[2606:4700::1]",
        ] {
            assert!(!is_private_name(host), "{host}");
        }
    }
}
