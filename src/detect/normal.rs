//! One writing for each value, so that two writings of one value are equal.

use std::borrow::Cow;

use super::PrivateKind;

/// Digits compared of a phone number; the country code is often left out.
const PHONE_DIGITS: usize = 9;

/// The form in which values of a kind are compared and numbered: an e-mail address in small letters, the last nine digits of a
/// phone number, letters and digits of a card or id, words of an address. Never show it: it is as private as the value.
pub fn normalise(kind: PrivateKind, value: &str) -> String {
    use PrivateKind as K;
    // In a link's query the same value is written with percent signs.
    let value = &*match kind {
        K::Password | K::SecretKey => Cow::Borrowed(value),
        _ => super::query::decoded(value),
    };
    match kind {
        K::EmailAddress | K::InternalHost | K::UserName | K::MacAddress => {
            value.trim().to_lowercase()
        }
        K::Phone => {
            let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
            digits[digits.len().saturating_sub(PHONE_DIGITS)..]
                .iter()
                .collect()
        }
        K::CardNumber | K::BankAccount | K::BankRouting | K::CardSecurityCode | K::Pin => {
            value.chars().filter(char::is_ascii_digit).collect()
        }
        K::Iban
        | K::UsSsn
        | K::UsItin
        | K::NationalId
        | K::Passport
        | K::DriverLicence
        | K::SwiftCode
        | K::Postcode
        | K::BusinessId
        | K::VehicleRegistration
        | K::OneTimeCode
        | K::EmployeeId
        | K::TicketId => value
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect(),
        K::PostalAddress => {
            let words: Vec<String> = value
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            words.join(" ")
        }
        _ => value.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_writings_of_one_value_are_equal() {
        for (kind, a, b) in [
            (PrivateKind::Phone, "+1 (303) 394-0181", "303-394-0181"),
            (PrivateKind::Phone, "+44 7700 900378", "07700 900378"),
            (PrivateKind::EmailAddress, "A@B.de", "a@b.de"),
            (
                PrivateKind::CardNumber,
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
            ),
            (
                PrivateKind::PostalAddress,
                "10 Downing Street,\nLondon",
                "10 downing street London",
            ),
        ] {
            assert_eq!(normalise(kind, a), normalise(kind, b));
        }
    }
}
