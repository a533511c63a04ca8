//! What readers of YAML 1.1 take a plain scalar for, where that is not what YAML 1.2 says.
//!
//! By the types of YAML 1.1 as its readers have them, which is narrower than its pages: there `1.0.1` would be a number.

use super::kind::{Kind, of_plain_scalar};

/// What a plain scalar is to a reader of YAML 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldReading {
    /// `yes`, `no`, `on`, `off`, `y`, `n`.
    Boolean,
    /// `1_000`, `0b101`.
    Number,
    /// `014`: a number of both versions, twelve in the one and fourteen in the other.
    OtherNumber,
    /// `12:30`: a number to the base 60.
    Sexagesimal,
    /// `2024-01-01`.
    Date,
    /// `0o14`, `08`: a number that YAML 1.1 does not know as one.
    Text,
}

/// How a reader of YAML 1.1 takes a plain scalar otherwise; `None` where the two agree.
pub(super) fn old_reading(text: &str) -> Option<OldReading> {
    let first = *text.as_bytes().first()?;
    if first.is_ascii_alphabetic() {
        let is_boolean = matches!(
            text,
            "y" | "Y"
                | "n"
                | "N"
                | "yes"
                | "Yes"
                | "YES"
                | "no"
                | "No"
                | "NO"
                | "on"
                | "On"
                | "ON"
                | "off"
                | "Off"
                | "OFF"
        );
        return is_boolean.then_some(OldReading::Boolean);
    }
    if !matches!(first, b'0'..=b'9' | b'-' | b'+' | b'.') {
        return None;
    }
    match of_plain_scalar(text) {
        Kind::Integer => old_integer(text),
        Kind::String if is_date(text) => Some(OldReading::Date),
        Kind::String if is_sexagesimal(text) => Some(OldReading::Sexagesimal),
        Kind::String if is_number(text) => Some(OldReading::Number),
        _ => None,
    }
}

/// A number of both versions that is another one in each, or a number of 1.2 only.
fn old_integer(text: &str) -> Option<OldReading> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.strip_prefix('0')?;
    if digits.is_empty() || digits.starts_with('x') {
        return None;
    }
    let is_octal = digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
    match is_octal {
        // `007` is seven either way.
        true if digits.trim_start_matches('0').len() < 2 => None,
        true => Some(OldReading::OtherNumber),
        false => Some(OldReading::Text),
    }
}

/// A number with underscores, a binary one, a hexadecimal one with a sign.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |digits: &str, digit: fn(u8) -> bool| {
        digits.bytes().all(|byte| byte == b'_' || digit(byte)) && digits.bytes().any(digit)
    };
    if let Some(binary) = unsigned.strip_prefix("0b") {
        return all(binary, |digit| matches!(digit, b'0' | b'1'));
    }
    if let Some(hexadecimal) = unsigned.strip_prefix("0x") {
        return all(hexadecimal, |digit| digit.is_ascii_hexdigit());
    }
    let is_digit = |digit: u8| digit.is_ascii_digit();
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    whole.starts_with(|first: char| first.is_ascii_digit())
        && all(whole, is_digit)
        && fraction.is_none_or(|fraction| fraction.is_empty() || all(fraction, is_digit))
}

fn is_sexagesimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (unsigned, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (unsigned, ""),
    };
    let mut places = unsigned.split(':');
    let first = places.next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut count = 0;
    let are_small = places.all(|place| {
        count += 1;
        matches!(place.len(), 1 | 2)
            && digits(place)
            && place.parse::<u8>().is_ok_and(|place| place < 60)
    });
    // Without a fraction a leading zero makes it a text: `08:30`.
    let begins = digits(first) && (!first.starts_with('0') || unsigned.len() != text.len());
    count > 0 && are_small && !first.is_empty() && begins && digits(fraction)
}

/// `2024-01-01`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let Some((date, time)) = text
        .is_char_boundary(10)
        .then(|| text.split_at_checked(10))
        .flatten()
    else {
        return false;
    };
    let shape = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text
                .bytes()
                .zip(pattern.bytes())
                .all(|(byte, wanted)| match wanted {
                    b'0' => byte.is_ascii_digit(),
                    _ => byte == wanted,
                })
    };
    if !shape(date, "0000-00-00") {
        return false;
    }
    let Some(time) = time.strip_prefix(['T', 't', ' ']) else {
        return time.is_empty();
    };
    time.is_char_boundary(8)
        && time.split_at_checked(8).is_some_and(|(clock, rest)| {
            shape(clock, "00:00:00") && rest.bytes().all(|byte| b"0123456789.:+-Z ".contains(&byte))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<OldReading>, texts: &[&str]) {
        for text in texts {
            assert_eq!(old_reading(text), expected, "{text}");
        }
    }

    #[test]
    fn knows_what_the_two_versions_read_differently() {
        use OldReading::{Boolean, Date, Number, OtherNumber, Sexagesimal, Text};
        check(Some(Boolean), &["no", "Yes", "ON", "off", "y", "N"]);
        check(Some(Number), &["1_000", "0b101", "-0x1f", "1_0.5"]);
        check(Some(OtherNumber), &["014", "-0010"]);
        check(Some(Text), &["0o14", "08"]);
        check(Some(Sexagesimal), &["1:20", "12:30:45", "190:20:30.15"]);
        check(
            Some(Date),
            &[
                "2024-01-01",
                "2024-01-01T10:00:00Z",
                "2024-01-01 10:00:00.5 +01:00",
            ],
        );
        check(
            None,
            &[
                "",
                "null",
                "true",
                "yES",
                "now",
                "10",
                "0",
                "007",
                "0x1f",
                "1.5",
                "1e3",
                ".5",
                "1.0.1",
                "08:30",
                "1:75",
                "http:",
                "2024-1",
                "2024-01-01x",
                "-",
                "+",
                ".",
                "_1",
                "1:",
                "0b",
                "äöüäöüä",
                "2024-01-01Täääääää",
            ],
        );
    }
}
