//! Base64, as far as it stands for text.

/// What a text of base64 stands for, in either alphabet; `None` if it is none, or stands for no text.
pub(super) fn decoded(text: &str) -> Option<String> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count).to_le_bytes()[0]);
        }
    }
    let decoded = String::from_utf8(bytes).ok()?;
    let is_shown = |character: char| !character.is_control() || character.is_whitespace();
    decoded.chars().all(is_shown).then_some(decoded)
}
