//! What is found, and what only looks like it.

use super::*;
use crate::draft::Stage;
use PlaceholderProblemKind::{
    BrokenFallback, FillIn, ImplausibleName, InCode, MissingFallback, NearMissName, RenderedBlank,
    Unbalanced, UnknownName, Unrendered, WrongSyntax,
};
use proptest::prelude::*;

fn problems(
    stage: Stage,
    profile: &str,
    text: &str,
) -> Vec<(PlaceholderProblemKind, String, Option<String>)> {
    let mut draft = Draft::new(text);
    draft.stage = stage;
    draft.profile = Some(profile.to_owned()).filter(|profile| !profile.is_empty());
    placeholder_problems(&draft)
        .into_iter()
        .map(|problem| {
            (
                problem.kind,
                problem.span.of(text).to_owned(),
                problem.suggestion,
            )
        })
        .collect()
}

#[test]
fn finds_what_is_wrong() {
    let mut wrong: Vec<String> = Vec::new();
    use Stage::{Draft as D, Final as F, Template as T};
    for (stage, profile, text, kind, span, suggestion) in [
        (
            T,
            "",
            "Hi {{contact.name},",
            Unbalanced,
            "{{contact.name}",
            "",
        ),
        (
            T,
            "",
            "Hi {contact.name}},",
            Unbalanced,
            "{contact.name}}",
            "",
        ),
        (
            T,
            "",
            "Hi { {contact.name} },",
            Unbalanced,
            "{ {contact.name} }",
            "",
        ),
        (T, "", "Hi {{contact.name", Unbalanced, "{{contact.name", ""),
        (
            T,
            "chatwoot",
            "Your id is {{contact.shoe_size}}",
            UnknownName,
            "{{contact.shoe_size}}",
            "",
        ),
        (
            T,
            "chatwoot",
            "Hi {{contact.firstname}},",
            NearMissName,
            "{{contact.firstname}}",
            "{{contact.first_name}}",
        ),
        (
            T,
            "chatwoot",
            "Hi {{Contact.First_Name}},",
            NearMissName,
            "{{Contact.First_Name}}",
            "{{contact.first_name}}",
        ),
        (
            D,
            "freshdesk",
            "Hi {{ticket.requester.first_name}},",
            NearMissName,
            "{{ticket.requester.first_name}}",
            "{{ticket.requester.firstname}}",
        ),
        (
            T,
            "chatwoot",
            "Hi {{ticket.requester.first_name}},",
            NearMissName,
            "{{ticket.requester.first_name}}",
            "{{contact.first_name}}",
        ),
        (
            T,
            "zendesk",
            "Hi {{contact.first_name}},",
            NearMissName,
            "{{contact.first_name}}",
            "{{ticket.requester.first_name}}",
        ),
        (
            T,
            "front",
            "Hi {{contact.first_name}},",
            NearMissName,
            "{{contact.first_name}}",
            "{{recipient.first_name}}",
        ),
        (
            T,
            "gorgias",
            "Hi {{contact.first_name}},",
            NearMissName,
            "{{contact.first_name}}",
            "{{ticket.customer.firstname}}",
        ),
        (
            T,
            "zendesk",
            "Hi %{ticket.name.first},",
            WrongSyntax,
            "%{ticket.name.first}",
            "",
        ),
        (
            T,
            "zammad",
            "Hi {{ticket.customer.firstname}},",
            WrongSyntax,
            "{{ticket.customer.firstname}}",
            "#{ticket.customer.firstname}",
        ),
        (
            T,
            "chatwoot",
            "Hi {{contact.first_name || 'there'}},",
            BrokenFallback,
            "{{contact.first_name || 'there'}}",
            "{{contact.first_name | default: \"there\"}}",
        ),
        (
            T,
            "chatwoot",
            "Hi {{contact.first_name}},",
            MissingFallback,
            "{{contact.first_name}}",
            "{{contact.first_name | default: \"there\"}}",
        ),
        (
            T,
            "freescout",
            "Hi {%customer.firstName%},",
            MissingFallback,
            "{%customer.firstName%}",
            "{%customer.firstName,fallback=there%}",
        ),
        (
            T,
            "zendesk",
            "Run `id {{ticket.id}}` now",
            InCode,
            "{{ticket.id}}",
            "",
        ),
        (
            F,
            "",
            "Your order {{ticket.id}} left",
            Unrendered,
            "{{ticket.id}}",
            "",
        ),
        (F, "", "Hi %name%, all set", Unrendered, "%name%", ""),
        (
            D,
            "",
            "Best regards, [Your Name]",
            FillIn,
            "[Your Name]",
            "",
        ),
        (D, "", "Your order XXX has shipped", FillIn, "XXX", ""),
        (D, "", "It takes X days", FillIn, "X days", ""),
        (D, "", "We refund $XX today", FillIn, "$XX", ""),
        (D, "", "TODO: add the link", FillIn, "TODO", ""),
        (D, "", "Lorem ipsum dolor", FillIn, "Lorem ipsum", ""),
        (D, "", "Your reference is ____.", FillIn, "____", ""),
        (D, "", "It arrives on DD/MM/YYYY", FillIn, "DD/MM/YYYY", ""),
        (D, "", "Hi NAME HERE, all set", FillIn, "NAME HERE", ""),
        (D, "", "Hi ,\nall set", RenderedBlank, "Hi ,", ""),
        (F, "", "Dear !\nall set", RenderedBlank, "Dear !", ""),
        (F, "", "Hi -,\nall set", RenderedBlank, "Hi -,", ""),
        (F, "", "Hello null, all set", RenderedBlank, "null", ""),
        (
            F,
            "",
            "Hi undefined, all set",
            RenderedBlank,
            "undefined",
            "",
        ),
        (F, "", "Hi None,", RenderedBlank, "None", ""),
        (
            F,
            "",
            "We got [object Object] from you",
            RenderedBlank,
            "[object Object]",
            "",
        ),
        (
            F,
            "",
            "Your plan is <no value> now",
            RenderedBlank,
            "<no value>",
            "",
        ),
        (
            F,
            "",
            "Your order #  has shipped",
            RenderedBlank,
            "order #",
            "",
        ),
        (F, "", "It arrives on .", RenderedBlank, "on .", ""),
        (
            F,
            "",
            "It arrived on 01/01/1970.",
            RenderedBlank,
            "01/01/1970",
            "",
        ),
        (
            F,
            "",
            "It arrives on Invalid Date.",
            RenderedBlank,
            "Invalid Date",
            "",
        ),
        (F, "", "Your total is #N/A.", RenderedBlank, "#N/A", ""),
        (F, "", "Hi noreply, all set", ImplausibleName, "noreply", ""),
        (F, "", "Hi Info, all set", ImplausibleName, "Info", ""),
        (F, "", "Hi Dr., all set", ImplausibleName, "Dr.", ""),
        (F, "", "Hi JOHN, all set", ImplausibleName, "JOHN", ""),
    ] {
        let suggestion = Some(suggestion.to_owned()).filter(|suggestion| !suggestion.is_empty());
        let found = problems(stage, profile, text);
        if found != [(kind, span.to_owned(), suggestion)] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn near_misses_are_silent() {
    let mut wrong: Vec<String> = Vec::new();
    use Stage::{Draft as D, Final as F, Template as T};
    for (stage, profile, text) in [
        (
            F,
            "",
            "See [1] and [x], [sic], and the [guide](https://a.example/x).",
        ),
        (
            F,
            "",
            "Your card ends in XXXX 1234 or **** 1234, in size XXL.",
        ),
        (
            F,
            "",
            "Send {} or {\"a\": {\"b\": 1}} to the API; :{ that is sad.",
        ),
        (F, "", "Use `{{ user.name }}` in your template."),
        (F, "", "```\n{{ x }}\n```\nThat is the syntax."),
        (F, "", "I am 100%{ sure"),
        (F, "", "The brand XXX is sold out."),
        (
            F,
            "",
            "Hi Maria, hello and welcome! Hi! Hi there, dear all.",
        ),
        (F, "", "Bonjour !\nBonne nouvelle"),
        (F, "", "Hi ALL,\nHi TEAM,"),
        (
            F,
            "",
            "Hi Jo, your null value is undefined in the log; None of them matter.",
        ),
        (
            F,
            "",
            "You are #1. Order #123 has shipped. We come on Monday.",
        ),
        (
            F,
            "",
            "Please write your birthday in the format DD/MM/YYYY.",
        ),
        (
            F,
            "",
            "Your TODO list app is open. \\frac{{a}}{b} and x = {a}}",
        ),
        (D, "", "Your order {{ticket.id}} left"),
        (
            T,
            "zendesk",
            "Hi {{ticket.requester.first_name | default: 'there'}}, {{dc.refund}} {{ticket.ticket_field_12}} {% if a %}b{% endif %}",
        ),
        (
            T,
            "chatwoot",
            "Hi {{contact.name | default: \"there\"}}, {{contact.custom_attribute.plan}}",
        ),
        (
            T,
            "intercom",
            "Hi <attribute key=\"user.name\" default=\"there\"/>, {{user.plan | fallback: \"basic\"}}",
        ),
        (T, "helpscout", "Hi {%customer.firstName,fallback=there%},"),
        (
            T,
            "gorgias",
            "Hi {{ticket.customer.firstname}}, {{ticket.messages[-1].body_text}}",
        ),
        (T, "", "Hi {{anything.at_all}}"),
        (
            F,
            "",
            "Ok.\n\nOn 3 Nov 2026, Bo wrote:\n> Hi {{name}}, TODO",
        ),
    ] {
        let found = problems(stage, profile, text);
        if !found.is_empty() {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

proptest! {
    #[test]
    fn spans_slice(text in "(\\PC|[{}%$# .,!\n-]|Hi |Dear |order #|XXX|X days|TODO|\\{\\{a.b|____){0,30}") {
        for stage in Stage::ALL {
            let mut draft = Draft::new(text.clone());
            draft.stage = stage;
            draft.profile = Some("chatwoot".to_owned());
            for problem in placeholder_problems(&draft) {
                prop_assert!(text.get(problem.span.start..problem.span.end).is_some());
            }
        }
    }
}
