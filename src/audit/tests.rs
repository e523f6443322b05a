//! Small libraries and what the checks say about them: the whole of each is in its row.

use std::sync::Arc;

use super::{Options, audit, chosen};
use crate::detect::PrivateKind;
use crate::draft::Draft;

/// A draft of a library: `title | text`, or the text alone.
fn draft(index: usize, row: &str) -> Draft {
    let (title, text) = row.split_once(" | ").unwrap_or(("", row));
    let mut draft = Draft::new(text);
    draft.origin.file = Arc::from(format!("{index:03}.md").as_str());
    let (language, title) = match title.split_once(": ") {
        Some((language, title)) if language.len() == 2 => (Some(language.to_owned()), title),
        _ => (None, title),
    };
    draft.language = language;
    draft.origin.title = (!title.is_empty()).then(|| title.to_owned());
    draft
}

fn found(check: &str, rows: &[&str]) -> Vec<String> {
    let drafts: Vec<Draft> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| draft(index, row))
        .collect();
    let mut options = Options {
        checks: chosen(&[check.to_owned()], &[]).unwrap(),
        today: Some("2026-11-21".parse().unwrap()),
        ..Options::default()
    };
    options.company.products = vec![String::from("Acme Cloud"), String::from("Trello")];
    options.company.emails = vec![String::from("help@acme.example")];
    options.company.retired = vec![String::from("Acme Classic = Acme Cloud")];
    let reviews = audit(&drafts, &options);
    assert_eq!(reviews.len(), drafts.len());
    reviews
        .iter()
        .enumerate()
        .flat_map(|(index, review)| {
            let drafts = &drafts;
            review.findings.iter().map(move |finding| {
                let see: Vec<&str> = finding
                    .related
                    .iter()
                    .map(|other| other.file.trim_end_matches(".md"))
                    .collect();
                let words = finding.span.of(&drafts[index].text);
                format!("{index} {words:?} see {}", see.join(" ").replace("00", ""))
            })
        })
        .collect()
}

/// One row: a library, and what is found in it.
type Row = (&'static [&'static str], &'static [&'static str]);

fn check(name: &str, rows: &[Row]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(library, expected)| &found(name, library) != expected)
        .map(|(library, expected)| {
            format!(
                "{library:#?}\nfound {:?}\nnot   {expected:?}",
                found(name, library)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn contradictions() {
    check(
        "contradiction",
        &[
            (
                &[
                    "You can return any item within 30 days of delivery.",
                    "You can return items within 14 days.",
                ],
                &["1 \"14 days\" see 0"],
            ),
            (
                &[
                    "Refunds take 5-7 business days to reach your bank account.",
                    "Your refund will reach your bank account within 10 business days.",
                ],
                &["1 \"10 business days\" see 0"],
            ),
            (
                &[
                    "Our 30-day return policy applies.",
                    "We accept returns for 14 days.",
                    "Returns are accepted within 30 days of purchase.",
                ],
                &["1 \"14 days\" see 0 2"],
            ),
            (
                &[
                    "The warranty lasts two years.",
                    "The warranty is valid for 12 months.",
                    "Our warranty lasts 24 months.",
                ],
                &["1 \"12 months\" see 0 2"],
            ),
            (
                &[
                    "Standard delivery costs $5.",
                    "Standard delivery costs $7.50.",
                ],
                &["1 \"$7.50\" see 0"],
            ),
            (
                &[
                    "We charge a 10% restocking fee.",
                    "There is a restocking fee of 15%.",
                ],
                &["1 \"15%\" see 0"],
            ),
            (
                &[
                    "Our office is open Monday to Friday, 9am to 5pm.",
                    "Our office is open Mon–Fri, 9am–6pm.",
                ],
                &["1 \"9am–6pm\" see 0"],
            ),
            (
                &[
                    "Orders placed before 2pm ship the same day.",
                    "Orders placed before 12pm ship the same day.",
                ],
                &["1 \"12pm\" see 0"],
            ),
            (
                &[
                    "Please write to our billing desk at billing@acme.example.",
                    "Please write to our billing desk at accounts@acme.example.",
                ],
                &["1 \"accounts@acme.example\" see 0"],
            ),
            (
                &[
                    "Write to our data protection officer Anna Berg.",
                    "Write to our data protection officer Otto Kern.",
                ],
                &["1 \"Otto Kern\" see 0"],
            ),
            (
                &["We reply within 24 hours.", "We respond within 2 days."],
                &["1 \"2 days\" see 0"],
            ),
        ],
    );
}

#[test]
fn no_contradictions() {
    let quiet: &[&[&str]] = &[
        // Another product, place or tier.
        &[
            "Delivery to Germany takes 3 days.",
            "Delivery to Spain takes 5 days.",
        ],
        &["Standard shipping costs $5.", "Express shipping costs $15."],
        &[
            "The Basic plan costs $10 a month.",
            "The Pro plan costs $20 a month.",
        ],
        &["The plan costs $10 a month.", "The plan costs $100 a year."],
        &[
            "International orders | Delivery takes 10 days.",
            "Delivery takes 3 days.",
        ],
        &[
            "For international orders: delivery takes 10 days.",
            "Delivery takes 3 days.",
        ],
        &[
            "International orders.\nDelivery takes 10 days.",
            "Delivery takes 3 days.",
        ],
        // Another thing.
        &[
            "You have 14 days to cancel.",
            "You have 30 days to return it.",
        ],
        &[
            "You can ask for a refund within 30 days of purchase.",
            "You'll get your refund within 5 days.",
        ],
        &["Orders ship within 2 days.", "Shipping takes 5 days."],
        &["Free shipping on orders over $50.", "Shipping costs $5."],
        &[
            "The board has 15 working days for its reply.",
            "We answer within 10 working days.",
        ],
        &["Your own share is £300.", "Our share is £700."],
        // The same in other words.
        &[
            "You can return items within 14 days.",
            "You can return items within two weeks.",
        ],
        &["Refunds take 3-5 days.", "Refunds take up to 5 days."],
        &["Refunds take 5 business days.", "Refunds take a week."],
        &["We reply within 24 hours.", "We reply within one day."],
        // No rule of the house.
        &[
            "Here is 10% off your next order.",
            "Here is 15% off your next order.",
        ],
        &[
            "Your parcel was sent 3 days ago.",
            "Your parcel was sent 5 days ago.",
        ],
        &[
            "Please wait 5 minutes and try again.",
            "Please wait 10 minutes and try again.",
        ],
        &["Have a great day!", "Have a great week!"],
        &[
            "Did you return it within 30 days?",
            "Did you return it within 14 days?",
        ],
        &["{{plan}} costs $10.", "{{plan}} costs $20."],
        // One reply that speaks of several cases.
        &[
            "Standard delivery takes 3 days, express takes 1 day.",
            "Standard delivery takes 3 days.",
        ],
        &[
            "Delivery takes 3 days. In winter, delivery takes 5 days.",
            "Delivery takes 3 days.",
        ],
        &[
            "Our office is open Mon–Fri, 9am–6pm.",
            "Our office is open on Saturday, 10am–4pm.",
        ],
        &["Call us at +1 415 555 0132.", "Call us at +1 212 555 0187."],
        // Other languages and markets.
        &[
            "en: A | Refunds take 5 days.",
            "de: B | Erstattungen dauern 7 Tage.",
        ],
        &["Delivery costs $5.", "Delivery costs €4."],
    ];
    for library in quiet {
        assert_eq!(
            found("contradiction", library),
            Vec::<String>::new(),
            "{library:#?}"
        );
    }
}

#[test]
fn near_duplicates() {
    const LONG: &str = "Hi {{name}}, thanks for writing to us about your late parcel. We asked the carrier where it is and will write to you again tomorrow with what they say.";
    let changed = LONG
        .replace("tomorrow with what they say", "tomorrow with all they say")
        .replace("name", "customer.first_name");
    let other = "Hi {{name}}, your invoice is attached to this mail. It lists every item of your order with its price, and the date on which we took the money from your card.";
    let rows = [LONG, &changed, other, LONG];
    let as_rows: Vec<&str> = rows.to_vec();
    let first = format!("{LONG:?}");
    assert_eq!(
        found("near-duplicate", &as_rows),
        [format!("0 {first} see 1 3")]
    );
    check(
        "near-duplicate",
        &[
            (
                &["Thank you!", "thank  you", "Thanks!"],
                &["0 \"Thank you!\" see 1"],
            ),
            (
                &[
                    "Please send us the order number.",
                    "Please send us the invoice number.",
                ],
                &[],
            ),
            (&["en: Hi | Hello there", "de: Hi | Hello there"], &[]),
        ],
    );
}

#[test]
fn variants() {
    check(
        "variant-drift",
        &[
            (
                &[
                    "Refund (formal) | You may return goods within 30 days.",
                    "Refund (friendly) | Just send it back within 14 days!",
                ],
                &["1 \"14 days\" see 0"],
            ),
            (
                &[
                    "en: Refund | You can return it within 30 days.",
                    "de: Refund | Sie können es innerhalb von 14 Tagen zurückgeben.",
                ],
                &["1 \"14\" see 0"],
            ),
            (
                &[
                    "en: Refund | You can return it within two weeks.",
                    "de: Refund | Sie können es innerhalb von 14 Tagen zurückgeben.",
                ],
                &[],
            ),
            (
                &["en: Fee | It costs €5.", "fr: Fee | Cela coûte 6 €."],
                &["1 \"6\" see 0"],
            ),
            (
                &[
                    "Refund (formal) | You may return goods within 30 days.",
                    "Refund (short) | Send it back!",
                ],
                &[],
            ),
            (
                &[
                    "Refund | You may return goods within 30 days.",
                    "Cancel | Do it within 14 days.",
                ],
                &[],
            ),
        ],
    );
}

#[test]
fn stale_dates() {
    check(
        "stale-date",
        &[
            (
                &["The offer ends on 31 December 2024."],
                &["0 \"31 December 2024\" see "],
            ),
            (
                &["The offer runs until March 31st, 2026."],
                &["0 \"March 31st, 2026\" see "],
            ),
            (&["Valid until 31/12/2024."], &["0 \"31/12/2024\" see "]),
            (
                &["We will be closed on 2025-12-25."],
                &["0 \"2025-12-25\" see "],
            ),
            (
                &["Our Christmas 2025 hours are below."],
                &["0 \"2025\" see "],
            ),
            (&["Our 2024 price list is attached."], &["0 \"2024\" see "]),
            (&["© 2019–2024 Acme"], &["0 \"2024\" see "]),
            (&["The offer ends on 31 December 2026."], &[]),
            (&["You had our Basic tariff until March 2021."], &[]),
            (&["We have been here since 2015."], &[]),
            (&["Our terms changed on 1 March 2024."], &[]),
            (&["The Consumer Rights Act 2015 protects you."], &[]),
            (&["It runs on Office 2019 and Windows Server 2022."], &[]),
            (&["ISO 9001:2015 certified. Order 2024 was sent."], &[]),
            (&["© 2026 Acme"], &[]),
            (&["See https://example.com/2024/until-2024."], &[]),
        ],
    );
}

#[test]
fn names() {
    check(
        "name-spelling",
        &[
            (
                &[
                    "Pay with PayPal.",
                    "We take PayPal too.",
                    "Choose Paypal at checkout.",
                ],
                &["2 \"Paypal\" see 0"],
            ),
            (
                &["Turn Wi-Fi on.", "Restart the Wi-Fi.", "Turn WiFi off."],
                &["2 \"WiFi\" see 0"],
            ),
            (
                &[
                    "Sign in to Acme Cloud.",
                    "Open AcmeCloud first.",
                    "Open AcmeCloud again.",
                ],
                &["1 \"AcmeCloud\" see 0", "2 \"AcmeCloud\" see 0"],
            ),
            (
                &["Open trello now.", "Open Trello now."],
                &["0 \"trello\" see 1"],
            ),
            (&["PAYPAL IS DOWN", "Pay with PayPal."], &[]),
            (
                &[
                    "Send an order.",
                    "Your Order is here.",
                    "See Monday's Order.",
                ],
                &[],
            ),
            (
                &[
                    "Write to info@PayPal.com or www.paypal.com",
                    "Pay with PayPal.",
                ],
                &[],
            ),
        ],
    );
    check(
        "retired-name",
        &[
            (
                &["AcmeOne (formerly AcmeHost) is ready.", "Open AcmeHost."],
                &["1 \"AcmeHost\" see 0"],
            ),
            (
                &[
                    "Our Datadrop app is now called Fileport.",
                    "Install Datadrop today.",
                ],
                &["1 \"Datadrop\" see 0"],
            ),
            (
                &["Open Acme Classic.", "Open Acme Cloud."],
                &["0 \"Acme Classic\" see "],
            ),
            (&["The office is now open. It was formerly closed."], &[]),
        ],
    );
}

#[test]
fn placeholders_and_usage() {
    let mut rows = vec!["Hi {{ticket.requester.first_name}}, hello"; 4];
    rows.push("Hi {{ticket.requester.firstname}}, bye");
    assert_eq!(
        found("lone-placeholder", &rows),
        ["4 \"{{ticket.requester.firstname}}\" see 0"]
    );
    rows.extend(["Hi {{ticket.requester.first_name}}"; 10]);
    rows.push("Your code is {{coupon}}");
    assert_eq!(
        found("lone-placeholder", &rows),
        [
            "4 \"{{ticket.requester.firstname}}\" see 0",
            "15 \"{{coupon}}\" see "
        ]
    );
    let mut drafts = [draft(0, "Hello"), draft(1, "Bye"), draft(2, "Thanks")];
    let unused = |drafts: &[Draft]| -> usize {
        let reviews = audit(drafts, &Options::default());
        reviews
            .iter()
            .flat_map(|review| &review.findings)
            .filter(|finding| finding.rule.as_str() == "audit/unused-reply")
            .count()
    };
    drafts[0].origin.usage = Some(0);
    drafts[1].origin.usage = Some(0);
    assert_eq!(
        unused(&drafts),
        0,
        "an export that counts nothing says nothing"
    );
    drafts[2].origin.usage = Some(3);
    assert_eq!(unused(&drafts), 2);
}

#[test]
fn private_values_are_covered() {
    let drafts = [
        draft(0, "Our billing desk reads bob.jones@mail.example only."),
        draft(1, "Our billing desk reads eve.adams@mail.example only."),
    ];
    let reviews = audit(&drafts, &Options::default());
    let said = format!("{reviews:?}")
        .replace(&format!("{:?}", drafts[0]), "")
        .replace(&format!("{:?}", drafts[1]), "");
    assert!(!reviews[1].findings.is_empty());
    assert!(
        !said.contains("bob.jones") && !said.contains("eve.adams"),
        "{said}"
    );
}

#[test]
fn titles_of_records_are_covered() {
    let mut drafts = [
        draft(
            0,
            "You can return any item within 30 days of delivery to us.",
        ),
        draft(
            1,
            "You can return any item within 30 days of delivery to us.",
        ),
    ];
    for (draft, mail) in drafts.iter_mut().zip(["bob.jones", "eve.adams"]) {
        draft.origin.title = Some(format!("Ask {mail}@mail.test about E-4711"));
    }
    let mut options = Options::default();
    let pattern = options
        .private
        .add_pattern(PrivateKind::EmployeeId, "E-[0-9]{4}");
    assert!(pattern.is_ok());
    let reviews = audit(&drafts, &options);
    let finding = &reviews[0].findings[0];
    let shown = [reviews[0].title.clone(), finding.related[0].record.clone()];
    for title in shown {
        let title = title.unwrap_or_default();
        assert!(title.starts_with("Ask •"), "{title}");
        assert!(
            !title.contains("mail.test") && !title.contains("4711"),
            "{title}"
        );
    }
}
