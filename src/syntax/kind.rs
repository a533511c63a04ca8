//! The JSON types of YAML scalars: the core schema of YAML 1.2, section 10.3.

/// The JSON type of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`, also an absent YAML value.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number written without fraction and exponent.
    Integer,
    /// Any other number.
    Float,
    /// A string.
    String,
    /// A list.
    Sequence,
    /// A mapping.
    Mapping,
}

impl Kind {
    /// What to call such a value in a sentence.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Float => "a number",
            Self::String => "a string",
            Self::Sequence => "a list",
            Self::Mapping => "an object",
        }
    }
}

/// The type that the core schema gives to a plain scalar.
pub(super) fn of_plain_scalar(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Kind::Bool,
        _ => {}
    }
    let Some(first) = text.bytes().next() else {
        return Kind::Null;
    };
    // Most scalars are words: one look at the first byte settles them.
    if !matches!(first, b'0'..=b'9' | b'-' | b'+' | b'.') {
        return Kind::String;
    }
    if is_integer(text) {
        Kind::Integer
    } else if is_float(text) {
        Kind::Float
    } else {
        Kind::String
    }
}

fn is_integer(text: &str) -> bool {
    let all = |digits: &str, digit: fn(&u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|byte| digit(&byte))
    };
    if let Some(octal) = text.strip_prefix("0o") {
        return all(octal, |byte| matches!(byte, b'0'..=b'7'));
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return all(hexadecimal, u8::is_ascii_hexdigit);
    }
    all(
        text.strip_prefix(['-', '+']).unwrap_or(text),
        u8::is_ascii_digit,
    )
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => {
            digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
        }
        None => !mantissa.is_empty() && digits(mantissa),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !unsigned.is_empty() && digits(unsigned)
    });
    mantissa_fits && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, texts: &[&str]) {
        for text in texts {
            assert_eq!(of_plain_scalar(text), kind, "{text}");
        }
    }

    #[test]
    fn plain_scalars_have_the_types_of_the_core_schema() {
        check(Kind::Null, &["", "~", "null", "NULL"]);
        check(Kind::Bool, &["true", "False", "TRUE"]);
        check(Kind::Integer, &["0", "-1", "+12", "014", "0o14", "0xFf"]);
        check(
            Kind::Float,
            &["1.0", ".5", "1.", "-1e3", "1E-5", ".inf", "-.INF", ".nan"],
        );
        check(
            Kind::String,
            &[
                "on",
                "yes",
                "NO",
                "1:20",
                "1_000",
                "0x",
                "-",
                "+",
                ".",
                "1e",
                "e5",
                "2024-01-01",
                "-.nan",
            ],
        );
    }
}
