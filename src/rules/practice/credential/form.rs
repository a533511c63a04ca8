//! How providers mark their keys.

use super::texture::{distinct, is_placeholder};

/// Keys that say what they are: how they begin, how many characters follow, and which.
struct Form {
    prefixes: &'static [&'static str],
    what: &'static str,
    length: (usize, usize),
    alphabet: fn(u8) -> bool,
}

const fn form(
    prefixes: &'static [&'static str],
    what: &'static str,
    length: (usize, usize),
    alphabet: fn(u8) -> bool,
) -> Form {
    Form {
        prefixes,
        what,
        length,
        alphabet,
    }
}

/// Keys for tests (`sk_test_`) are meant to be shown, and left out.
const FORMS: &[Form] = &[
    form(&["AKIA", "ASIA"], "an AWS access key", (16, 16), is_upper),
    form(
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        "a GitHub token",
        (36, 36),
        is_alphanumeric,
    ),
    form(&["github_pat_"], "a GitHub token", (82, 82), is_word),
    form(&["glpat-"], "a GitLab token", (20, 64), is_url_safe),
    form(
        &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"],
        "a Slack token",
        (24, 120),
        is_url_safe,
    ),
    form(
        &["sk_live_", "rk_live_"],
        "a Stripe key",
        (24, 120),
        is_alphanumeric,
    ),
    form(&["AIza"], "a Google API key", (35, 35), is_url_safe),
    form(
        &["GOCSPX-"],
        "a Google client secret",
        (28, 28),
        is_url_safe,
    ),
    form(&["npm_"], "an npm token", (36, 36), is_alphanumeric),
    form(&["sk-ant-"], "an Anthropic key", (80, 120), is_url_safe),
    form(
        &["sk-proj-", "sk-svcacct-", "sk-admin-"],
        "an OpenAI key",
        (40, 200),
        is_url_safe,
    ),
    form(&["sk-"], "an OpenAI key", (48, 48), is_alphanumeric),
    form(&["SG."], "a SendGrid key", (66, 66), is_dotted),
    form(&["SK"], "a Twilio key", (32, 32), is_hexadecimal),
    form(
        &["shpat_", "shpca_", "shppa_", "shpss_"],
        "a Shopify token",
        (32, 32),
        is_hexadecimal,
    ),
    form(
        &["dop_v1_", "doo_v1_", "dor_v1_"],
        "a DigitalOcean token",
        (64, 64),
        is_hexadecimal,
    ),
    form(&["hf_"], "a Hugging Face token", (34, 34), is_alphanumeric),
    form(&["pypi-"], "a PyPI token", (80, 250), is_url_safe),
    form(&["dapi"], "a Databricks token", (32, 32), is_hexadecimal),
    form(&["lin_api_"], "a Linear key", (40, 40), is_alphanumeric),
    form(&["NRAK-"], "a New Relic key", (27, 27), is_upper),
];

/// Whose key a text is, by its form.
pub(super) fn provider(token: &str) -> Option<&'static str> {
    let form = FORMS.iter().find(|form| form.matches(token))?;
    Some(form.what)
}

impl Form {
    fn matches(&self, token: &str) -> bool {
        let rest = self
            .prefixes
            .iter()
            .find_map(|prefix| token.strip_prefix(prefix));
        let (least, most) = self.length;
        rest.is_some_and(|rest| {
            (least..=most).contains(&rest.len())
                && rest.bytes().all(self.alphabet)
                && rest.bytes().any(|byte| byte.is_ascii_digit())
                && distinct(rest) >= 8
                && !is_placeholder(rest)
        })
    }
}

fn is_upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn is_hexadecimal(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_url_safe(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

pub(super) fn is_dotted(byte: u8) -> bool {
    is_url_safe(byte) || byte == b'.'
}
