//! Examples on one line: `C: what the customer wrote // A: what we wrote // the draft`, with facts in `{channel=email}`.

use super::info::Example;

/// Reads the one-line form; a line without `//` is the draft alone.
pub(super) fn parse(text: &str) -> Example {
    let mut example = Example::default();
    let mut rest = text.trim();
    while let Some(inner) = rest.strip_prefix('{')
        && let Some((facts, after)) = inner.split_once('}')
        && facts.contains('=')
        && !facts.starts_with('{')
    {
        for fact in facts.split(',') {
            if let Some((name, value)) = fact.split_once('=') {
                example
                    .facts
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        rest = after.trim_start();
    }
    let parts: Vec<&str> = if rest.starts_with("C:")
        || rest.starts_with("A:")
        || rest.starts_with("C@")
        || rest.starts_with("A@")
    {
        rest.split(" // ").collect()
    } else {
        vec![rest]
    };
    let last = parts.len() - 1;
    for (index, part) in parts.into_iter().enumerate() {
        let part = part.trim();
        if index == last {
            example.draft = part.to_owned();
            continue;
        }
        let (role, body) = if let Some(rest) = part.strip_prefix('C') {
            ("customer", rest)
        } else {
            ("agent", part.get(1..).unwrap_or(""))
        };
        let body = if let Some(timed) = body.strip_prefix('@') {
            let cut = timed.find(": ").unwrap_or(timed.len());
            example.facts.push((
                format!("turn_{}_at", example.turns.len()),
                timed[..cut].to_owned(),
            ));
            timed.get(cut + 2..).unwrap_or("")
        } else {
            body.trim_start_matches(':')
        };
        example
            .turns
            .push((role.to_owned(), body.trim().to_owned()));
    }
    example
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_short_form() {
        let example = parse("{channel=email} C: It broke // A: Sorry // Which one?");
        assert_eq!(example.facts, [("channel".to_owned(), "email".to_owned())]);
        assert_eq!(example.turns.len(), 2);
        assert_eq!(example.draft, "Which one?");
        assert_eq!(parse("Act now // never").draft, "Act now // never");
    }
}
