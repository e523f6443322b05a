//! What a private value is.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, did_you_mean};

/// What a group of kinds has in common; rules treat a group alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Cards and bank accounts.
    Payment,
    /// Numbers and dates that identify a person to an authority.
    Identity,
    /// Ways to reach or to find a person or a device.
    Contact,
    /// What opens an account or a system.
    Credential,
    /// What only the company's own people should see.
    Internal,
}

impl Group {
    /// The word used in rules and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Identity => "identity",
            Self::Contact => "contact",
            Self::Credential => "credential",
            Self::Internal => "internal",
        }
    }

    /// All groups.
    pub const ALL: [Self; 5] = [
        Self::Payment,
        Self::Identity,
        Self::Contact,
        Self::Credential,
        Self::Internal,
    ];
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal $label:literal $tag:literal $group:ident $never:literal;)*) => {
        /// One kind of private value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum PrivateKind { $($(#[$doc])* $name,)* }

        impl PrivateKind {
            /// All kinds; of two that claim the same words with equal certainty the earlier one wins.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word used in rules, settings and on the wire, such as `card-number`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The words for people, with their article, such as “a card number”.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// The word in a redaction's tag, such as `CARD` in `[CARD_1]`.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* }
            }

            /// The group it belongs to.
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }

            /// Whether it must not be written into a message even to its owner, because the channel is the problem.
            ///
            /// Cards: PCI DSS 4.0 requirement 4.2.2 (no unprotected card numbers by messaging) and 3.3.1 (no security code or PIN after authorisation).
            pub const fn is_never_echoed(self) -> bool {
                match self { $(Self::$name => $never,)* }
            }
        }
    };
}

kinds! {
    /// The text of a private key, PEM or similar.
    PrivateKey "private-key" "a private key" "PRIVATE_KEY" Credential true;
    /// A provider's API key or token.
    SecretKey "secret-key" "a secret key" "SECRET" Credential true;
    /// A connection string with a password.
    ConnectionString "connection-string" "a connection string" "CONNECTION" Credential true;
    /// A link with a user name and password before the host.
    UrlWithCredentials "url-with-credentials" "a link with a password" "URL" Credential true;
    /// A link that resets a password, logs in or accepts an invitation.
    ResetLink "reset-link" "a one-time link" "LINK" Credential true;
    /// A link that carries a token or a signature.
    UrlWithToken "url-with-token" "a link with a token" "URL" Credential true;
    /// A payment card's number.
    CardNumber "card-number" "a card number" "CARD" Payment true;
    /// An international bank account number.
    Iban "iban" "a bank account number (IBAN)" "IBAN" Payment true;
    /// US social security number.
    UsSsn "us-ssn" "a social security number" "SSN" Identity true;
    /// US individual taxpayer number.
    UsItin "us-itin" "a taxpayer number (ITIN)" "ITIN" Identity true;
    /// A national, tax or health number of a person; the country's pack says which.
    NationalId "national-id" "a national id number" "ID" Identity true;
    /// A password or passphrase.
    Password "password" "a password" "PASSWORD" Credential true;
    /// A one-time or verification code.
    OneTimeCode "one-time-code" "a one-time code" "CODE" Credential true;
    /// The security code of a card (CVV, CVC, CID).
    CardSecurityCode "card-security-code" "a card security code" "CVV" Payment true;
    /// The PIN of a card or an account.
    Pin "pin" "a PIN" "PIN" Payment true;
    /// A bank's routing number or sort code.
    BankRouting "bank-routing" "a bank routing number" "ROUTING" Payment false;
    /// A domestic bank account number.
    BankAccount "bank-account" "a bank account number" "ACCOUNT" Payment true;
    /// A passport number.
    Passport "passport" "a passport number" "PASSPORT" Identity true;
    /// A driving licence number.
    DriverLicence "driver-licence" "a driving licence number" "LICENCE" Identity true;
    /// The wallet address of a cryptocurrency.
    CryptoWallet "crypto-wallet" "a wallet address" "WALLET" Payment false;
    /// A bank's SWIFT code (BIC).
    SwiftCode "swift-code" "a SWIFT code" "SWIFT" Payment false;
    /// An e-mail address.
    EmailAddress "email-address" "an e-mail address" "EMAIL" Contact false;
    /// A phone number.
    Phone "phone" "a phone number" "PHONE" Contact false;
    /// A public internet address.
    IpAddress "ip-address" "an IP address" "IP" Contact false;
    /// A device's hardware address.
    MacAddress "mac-address" "a device address (MAC)" "MAC" Contact false;
    /// A pair of geographic coordinates.
    Coordinates "coordinates" "a location" "LOCATION" Contact false;
    /// A postal address.
    PostalAddress "postal-address" "a postal address" "ADDRESS" Contact false;
    /// A postal code alone.
    Postcode "postcode" "a postcode" "POSTCODE" Contact false;
    /// A date of birth.
    DateOfBirth "date-of-birth" "a date of birth" "BIRTH_DATE" Identity false;
    /// A card's expiry date beside its label.
    CardExpiry "card-expiry" "a card's expiry date" "EXPIRY" Payment false;
    /// A user or login name.
    UserName "user-name" "a user name" "USER" Credential false;
    /// A registration number of a vehicle.
    VehicleRegistration "vehicle-registration" "a vehicle registration" "VEHICLE" Identity false;
    /// A tax or register number of a business; not a person's.
    BusinessId "business-id" "a company number" "COMPANY_ID" Identity false;
    /// An address of a private network (RFC 1918, RFC 4193, RFC 3927).
    PrivateAddress "private-address" "an internal network address" "INTERNAL_IP" Internal false;
    /// A host that only the company's own network knows.
    InternalHost "internal-host" "an internal host name" "HOST" Internal false;
    /// A piece of a program's stack trace.
    StackTrace "stack-trace" "a stack trace" "TRACE" Internal false;
    /// A path of a file on a computer.
    FilePath "file-path" "a file path" "PATH" Internal false;
    /// A note that was meant for colleagues.
    InternalNote "internal-note" "an internal note" "NOTE" Internal false;
    /// The id of an employee.
    EmployeeId "employee-id" "an employee id" "EMPLOYEE" Internal false;
    /// The id of an internal ticket, by configuration.
    TicketId "ticket-id" "an internal ticket id" "TICKET" Internal false;
}

impl fmt::Display for PrivateKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for PrivateKind {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        if let Some(kind) = Self::ALL.iter().find(|kind| kind.as_str() == word) {
            return Ok(*kind);
        }
        let names = Self::ALL.iter().map(|kind| kind.as_str());
        Err(
            Error::config(format!("there is no kind of private value called `{word}`"))
                .help(did_you_mean(word, names)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kebab_case_unique_and_read_back() {
        for kind in PrivateKind::ALL {
            assert_eq!(kind.as_str().parse::<PrivateKind>().unwrap(), *kind);
            assert!(
                kind.as_str()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(
                kind.tag()
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
            );
            assert!(kind.label().starts_with("a ") || kind.label().starts_with("an "));
        }
    }

    #[test]
    fn a_wrong_word_names_the_nearest() {
        let error = "card-numbr".parse::<PrivateKind>().unwrap_err();
        assert!(error.to_string().contains("did you mean `card-number`"));
    }
}
