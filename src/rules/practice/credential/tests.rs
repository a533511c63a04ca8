use super::{by_form, by_name};

/// A text that no test of a host takes for a real key: its beginning is put to it only here.
const RANDOM: &str = "q7Tz3bXw9KfLm2RvY8nPd5JhGc4sVtUa6eWyQxBrZkNjMiHo1Dg0CpFuElSvXa3Tb9Wq2Kz7";

fn check_form(text: &str, expected: Option<(&str, &str)>) {
    let found = by_form(text);
    let found = found.map(|found| (found.what, &text[found.range]));
    assert_eq!(found, expected, "{text}");
}

fn check_name(name: &str, text: &str, expected: Option<&str>) {
    let found = by_name(name, text).map(|found| &text[found.range]);
    assert_eq!(found, expected, "{name}: {text}");
}

#[test]
fn keys_of_providers_show_by_their_form() {
    for (prefix, length, what) in [
        ("ghp_", 36, "a GitHub token"),
        ("glpat-", 20, "a GitLab token"),
        ("sk_live_", 24, "a Stripe key"),
        ("AIza", 35, "a Google API key"),
        ("npm_", 36, "an npm token"),
        ("sk-", 48, "an OpenAI key"),
    ] {
        let key = format!("{prefix}{}", &RANDOM[..length]);
        check_form(&key, Some((what, &key)));
        check_form(&format!("Bearer {key}."), Some((what, &key)));
        check_form(&format!("{{\"key\":\"{key}\"}}"), Some((what, &key)));
        // Cut short, or made up by somebody.
        check_form(&key[..key.len() - 5], None);
        check_form(&format!("{prefix}{}", "x".repeat(length)), None);
        check_form(
            &format!("{prefix}{}", &"YourKeyHere1234567890".repeat(3)[..length]),
            None,
        );
    }
    let upper = RANDOM.to_ascii_uppercase();
    let key = format!("AKIA{}", &upper[..16]);
    check_form(&key, Some(("an AWS access key", &key)));
    check_form("AKIAIOSFODNN7EXAMPLE", None);
    check_form(&format!("sk_test_{}", &RANDOM[..24]), None);
}

#[test]
fn private_keys_are_whole() {
    let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{RANDOM}\n-----END RSA PRIVATE KEY-----\n");
    check_form(
        &key,
        Some(("a private key", "-----BEGIN RSA PRIVATE KEY-----")),
    );
    check_form(&key.replace("PRIVATE", "PUBLIC"), None);
    check_form(
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n",
        None,
    );
}

#[test]
fn web_tokens_have_a_header() {
    let token = format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.{}", &RANDOM[..43]);
    check_form(
        &format!("Bearer {token}"),
        Some(("a JSON Web Token", &token)),
    );
    check_form("Bearer eyJhbGciOiJIUzI1NiJ9...", None);
    check_form(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        None,
    );
    check_form(&format!("a.b.{RANDOM}"), None);
}

#[test]
fn basic_holds_a_user_and_a_password() {
    check_form(
        "Basic dXNlcjpwYXNz",
        Some(("a user name and a password", "dXNlcjpwYXNz")),
    );
    // `:`, `<user>:<password>`, no colon, no base64.
    check_form("Basic Og==", None);
    check_form("Basic PHVzZXI+OjxwYXNzd29yZD4=", None);
    check_form("Basic dXNlcg==", None);
    check_form("Basic authentication: it is required", None);
}

#[test]
fn a_name_makes_a_random_text_a_credential() {
    let hexadecimal = "9f86d081884c7d659a2feaa0c55ad015";
    for name in [
        "X-API-Key",
        "client_secret",
        "Authorization",
        "stripeApiKey",
        "access_token",
        "token",
    ] {
        check_name(name, hexadecimal, Some(hexadecimal));
        check_name(name, &RANDOM[..32], Some(&RANDOM[..32]));
    }
    check_name(
        "Authorization",
        &format!("Bearer {hexadecimal}"),
        Some(hexadecimal),
    );
    for name in [
        "token_type",
        "nextPageToken",
        "api_key_id",
        "commit",
        "id",
        "password_hint",
    ] {
        check_name(name, hexadecimal, None);
    }
}

#[test]
fn what_somebody_made_up_is_no_credential() {
    for text in [
        "Bearer",
        "Bearer token",
        "client_credentials",
        "YOUR_API_KEY",
        "<your-api-key-goes-here>",
        "${API_TOKEN_OF_THE_SHOP}",
        "{{apiKeyOfTheShop123}}",
        "xxxxxxxxxxxxxxxxxxxxxxxx",
        "****************",
        "changeme-please-1234",
        "securePassword123",
        "MyVeryLongWordWithoutMeaning42",
        "1234567890abcdef1234567890abcdef",
        "00000000-0000-0000-0000-000000000000",
        "123e4567-e89b-12d3-a456-426614174000",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "https://shop.example.com/token/9f86d081884c7d659a2feaa0c55ad015",
        "2024-01-01T00:00:00Z",
        "correct horse battery staple 4711",
    ] {
        check_name("api_key", text, None);
    }
}
