//! Laws that rules remind of: each names its article, where it can be read, and when somebody last looked.

use super::declare;
use super::info::Law;

/// Reads a declared law; the error says what is missing and how to write it.
pub(super) fn read(declared: declare::Law) -> Result<Law, (&'static str, &'static str)> {
    let law = Law {
        article: declared.article.trim().to_owned(),
        link: declared.link.trim().to_owned(),
        checked: declared.checked,
    };
    if !law.article.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err((
            "this law names no article",
            "write such as article = \"EU AI Act, Article 50(1)\"",
        ));
    }
    let host = law.link.strip_prefix("https://").unwrap_or("");
    if !host.contains('.') || host.contains(char::is_whitespace) {
        return Err((
            "this law has no address to read it at",
            "write such as link = \"https://eur-lex.europa.eu/eli/reg/2024/1689/oj\"",
        ));
    }
    if !is_day(&law.checked) {
        return Err((
            "this law does not say when somebody last looked",
            "write such as checked = \"2026-11-20\"",
        ));
    }
    Ok(law)
}

/// Whether a text is a day such as `2026-11-20`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let within = |part: &str, digits: usize, from: u32, to: u32| {
        part.len() == digits
            && part
                .parse::<u32>()
                .is_ok_and(|number| (from..=to).contains(&number))
    };
    within(year, 4, 1990, 9999) && within(month, 2, 1, 12) && within(day, 2, 1, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_is_complete_or_refused() {
        for (article, link, checked, fits) in [
            (
                "GDPR, Article 9",
                "https://example.org/gdpr",
                "2026-11-20",
                true,
            ),
            ("GDPR", "https://example.org/gdpr", "2026-11-20", false),
            ("", "https://example.org/gdpr", "2026-11-20", false),
            (
                "GDPR, Article 9",
                "http://example.org/gdpr",
                "2026-11-20",
                false,
            ),
            ("GDPR, Article 9", "https://", "2026-11-20", false),
            (
                "GDPR, Article 9",
                "https://example.org/gdpr",
                "20 Nov 2026",
                false,
            ),
            (
                "GDPR, Article 9",
                "https://example.org/gdpr",
                "2026-13-20",
                false,
            ),
            ("GDPR, Article 9", "https://example.org/gdpr", "", false),
        ] {
            let law = read(declare::Law {
                article: article.into(),
                link: link.into(),
                checked: checked.into(),
            });
            assert_eq!(law.is_ok(), fits, "{article} {link} {checked}");
        }
    }
}
