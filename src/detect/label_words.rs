//! The label table: words beside a number or a value, and what they say. Data only.
//!
//! A first word in capitals must be in capitals in the text too (“PIN”, “SIN”), because in small letters it is an ordinary word.
//! The last word may stand in the plural; words may be joined by a space, hyphen, underscore, dot, slash or apostrophe.

use super::PrivateKind as K;
use super::label::Benign::{Product, Reference, Tracking, Version};
use super::label::Cue;
use super::label::Means::{self, Benign, Identity, Kind, National};

/// Labels by meaning.
pub(super) const LABELS: &[(Means, &[&str])] = &[
    (Kind(K::CardNumber), &[
        "card", "card number", "card no", "card num", "credit card", "credit card number", "credit card no", "debit card",
        "debit card number", "payment card", "payment card number", "bank card", "full card number", "visa", "visa card",
        "mastercard", "master card", "amex", "american express", "discover card", "maestro", "cc number", "cc no", "CC",
        "karte", "kreditkarte", "kartennummer", "kreditkartennummer", "carte bancaire", "carte de crédit",
        "numéro de carte", "tarjeta", "tarjeta de crédito", "número de tarjeta", "virtual card", "virtual card number",
        "card ending", "card on file",
    ]),
    (Kind(K::CardSecurityCode), &[
        "CVV", "cvv", "cvv code", "cvv number", "cvv2", "CVC", "cvc", "cvc code", "cvc number", "CID", "CSC", "card security code",
        "card verification code", "card verification value", "card verification number", "card code", "security code",
        "3 digit code", "three digit code", "code on the back", "digits on the back", "prüfziffer", "kartenprüfnummer",
        "cryptogramme", "código de seguridad",
    ]),
    (Kind(K::Pin), &[
        "PIN", "Pin", "PIN number", "pin number", "pin is", "your pin", "new pin", "card pin", "atm pin", "pin of", "PIN for",
        "pin set to", "pin to", "debit pin", "temporary pin",
    ]),
    (Kind(K::CardExpiry), &[
        "exp", "expiry", "exp date", "expiry date", "expiration", "expiration date", "valid thru", "valid through", "card expires",
        "card expiry", "gültig bis",
    ]),
    (Kind(K::Iban), &["IBAN", "iban", "iban number", "international bank account number"]),
    (Kind(K::BankRouting), &[
        "routing", "routing number", "routing no", "routing code", "ABA", "aba number", "aba routing number", "ABA routing number",
        "routing transit number", "transit number", "RTN", "bank routing number", "bank routing", "sort code", "sortcode", "BSB", "bsb number",
        "bankleitzahl", "BLZ", "institution number", "ifsc", "IFSC", "ifsc code",
    ]),
    (Kind(K::BankAccount), &[
        "account number", "account no", "account num", "acct", "acct number", "acct no", "acct num", "bank account",
        "bank account number", "bank acct", "bank account no", "checking account", "checking account number", "savings account",
        "savings account number", "current account number", "kontonummer", "Konto", "numéro de compte", "número de cuenta",
        "account ending", "beneficiary account", "direct deposit account",
    ]),
    (Kind(K::SwiftCode), &["SWIFT", "swift code", "swift number", "SWIFT code", "BIC", "bic code", "bic number", "swift bic", "SWIFT BIC"]),
    (Kind(K::UsSsn), &[
        "SSN", "ssn", "ssn number", "social", "social security", "social security number", "social security no",
        "social security num", "soc sec number",
    ]),
    (Kind(K::UsItin), &["ITIN", "itin", "individual taxpayer identification number"]),
    (National("ca-sin"), &["SIN", "social insurance number", "sin number"]),
    (National("gb-nino"), &["NINO", "national insurance", "national insurance number", "NI number", "ni number", "ni no"]),
    (National("gb-nhs"), &["NHS", "nhs number", "nhs no", "NHS number"]),
    (National("de-idnr"), &["steuer id", "steueridentifikationsnummer", "steuer identifikationsnummer", "idnr", "steuer idnr", "steuerid"]),
    (National("de-stnr"), &["steuernummer", "st nr", "steuer nr"]),
    (National("de-rvnr"), &["sozialversicherungsnummer", "rentenversicherungsnummer", "versicherungsnummer", "SVNR", "RVNR"]),
    (National("de-kvnr"), &["krankenversichertennummer", "KVNR", "krankenkasse", "egk nummer", "versichertennummer"]),
    (National("de-ausweis"), &["personalausweis", "personalausweisnummer", "ausweisnummer", "ausweis"]),
    (National("fr-nir"), &["NIR", "numéro de sécurité sociale", "sécurité sociale", "securite sociale", "numéro de sécu", "numéro insee"]),
    (National("es-dni"), &["DNI", "dni", "NIF", "nif", "documento nacional de identidad"]),
    (National("es-nie"), &["NIE", "nie", "identidad de extranjero", "identificación de extranjero"]),
    (National("it-codice-fiscale"), &["codice fiscale", "cod fiscale"]),
    (National("nl-bsn"), &["BSN", "bsn", "burgerservicenummer", "sofinummer", "bsn nummer"]),
    (National("pl-pesel"), &["PESEL", "pesel"]),
    (National("se-personnummer"), &["personnummer", "personal identity number", "pnr", "samordningsnummer"]),
    (National("fi-hetu"), &["hetu", "HETU", "henkilötunnus", "personal identity code"]),
    (National("in-aadhaar"), &["aadhaar", "aadhar", "aadhaar number", "aadhar number", "UIDAI"]),
    (National("in-pan"), &["PAN", "pan number", "pan card", "permanent account number"]),
    (National("in-epic"), &["voter", "voter id", "EPIC", "election card"]),
    (National("au-tfn"), &["TFN", "tfn", "tax file number"]),
    (National("au-medicare"), &["medicare", "medicare number", "medicare card", "medicare card number", "medicare no"]),
    (National("br-cpf"), &["CPF", "cpf", "cadastro de pessoas físicas"]),
    (National("za-id"), &["south african id", "RSA ID", "rsa id", "SA ID", "sa id number", "permanent resident number", "refugee id number"]),
    (National("kr-rrn"), &["RRN", "rrn", "resident registration number", "주민등록번호", "FRN", "korean frn", "korean rrn"]),
    (National("tr-tckn"), &["TCKN", "tc kimlik no", "tc kimlik", "kimlik numarası"]),
    (National("th-tnin"), &["TNIN", "tnin", "thai id", "เลขประจำตัวประชาชน"]),
    (National("sg-nric"), &["NRIC", "nric", "FIN number"]),
    (National("ng-nin"), &["NIN", "nin number", "national identification number"]),
    (National("be-nn"), &["rijksregisternummer", "numéro de registre national", "registre national"]),
    (National("dk-cpr"), &["CPR", "cpr nummer", "cpr number", "personnr"]),
    (National("no-fnr"), &["fødselsnummer", "fodselsnummer", "fnr", "personnummer"]),
    (National("ch-ahv"), &["AHV", "ahv nummer", "AVS", "numéro avs", "ahv number"]),
    (National("ie-pps"), &["PPS", "pps number", "PPSN", "ppsn", "pps no"]),
    (National("pt-nif"), &["contribuinte", "número de contribuinte", "NIF number"]),
    (National("us-mbi"), &["MBI", "medicare id", "medicare beneficiary identifier"]),
    (National("us-npi"), &["NPI", "npi number", "national provider identifier"]),
    (Identity, &[
        "national id", "national id number", "national identity number", "id number", "ID number", "identity number", "id card",
        "id card number", "identity card", "identity card number", "identification number", "tax id", "tax id number", "tax number",
        "taxpayer id", "taxpayer identification number", "tax identification number", "personal id", "personal number",
        "government id", "citizen id", "TIN", "personal identification number", "kimlik",
    ]),
    (Kind(K::Passport), &[
        "passport", "passport number", "passport no", "passport num", "passport id", "passportnumber", "travel document",
        "travel document number", "reisepass", "reisepassnummer", "passnummer", "passeport", "numéro de passeport", "pasaporte",
        "número de pasaporte", "passaporto",
    ]),
    (Kind(K::DriverLicence), &[
        "driver license", "driver licence", "drivers license", "drivers licence", "driver license number", "driver licence number",
        "drivers license number", "drivers licence number", "driver s license", "driver s licence", "driver s license number",
        "driving licence", "driving license",
        "driving licence number", "driving license number", "license number", "licence number", "DL number", "dl number", "DL no",
        "führerschein", "führerscheinnummer", "permis de conduire", "permiso de conducir", "patente di guida",
    ]),
    (Kind(K::DateOfBirth), &[
        "date of birth", "DOB", "dob", "birth date", "birthdate", "birthday", "born", "born on", "birth day", "geburtsdatum", "geboren am",
        "geboren", "date de naissance", "né le", "née le", "fecha de nacimiento", "nacido el", "data di nascita",
    ]),
    (Kind(K::Phone), &[
        "phone", "phone number", "phone no", "phone num", "telephone", "telephone number", "tel", "tel no", "mobile", "mobile number", "mobile no",
        "mobile phone", "cell", "cell number", "cell phone", "cellphone", "fax", "fax number", "landline", "contact number", "whatsapp",
        "whatsapp number", "call", "call us", "call me", "call us at", "call us on", "call you", "call you back", "text", "text me at", "reach me at", "reach you at", "ring",
        "dial", "callback number", "hotline", "helpline", "toll free", "telefon", "telefonnummer", "handynummer", "mobilnummer", "rufnummer",
        "téléphone", "numéro de téléphone", "teléfono", "número de teléfono", "móvil", "telefono", "cellulare", "telefoonnummer",
        "numéro de portable", "us number", "uk number", "international one is", "phone number is",
    ]),
    (Kind(K::IpAddress), &["ip", "IP", "ip address", "ip addr", "ipv4", "ipv6", "login attempt", "signed in from", "logged in from"]),
    (Kind(K::MacAddress), &["mac", "mac address", "hardware address", "ethernet address"]),
    (Kind(K::Postcode), &[
        "postcode", "post code", "postal code", "zip", "zip code", "zipcode", "pin code", "pincode", "postleitzahl", "PLZ", "code postal", "código postal",
    ]),
    (Kind(K::Password), &[
        "password", "passwort", "passphrase", "pass phrase", "pwd", "passwd", "temp password", "temporary password", "new password",
        "login password", "mot de passe", "contraseña", "wachtwoord", "kennwort", "default password", "wifi password", "wi-fi password",
        "admin password", "database password", "db password", "password set to", "password to", "pw", "senha",
    ]),
    (Kind(K::UserName), &[
        "username", "user name", "login name", "user id", "userid", "login id", "benutzername", "nom d utilisateur", "nombre de usuario",
        "your login", "username to",
    ]),
    (Kind(K::OneTimeCode), &[
        "verification code", "one time code", "one time password", "one time passcode", "one time pin", "onetime code", "OTP", "otp", "otp code",
        "login code", "log in code", "sign in code", "signin code", "authentication code", "auth code", "authenticator code", "2fa code",
        "two factor code", "mfa code", "sms code", "passcode", "access code", "unlock code", "reset code", "recovery code", "backup code",
        "confirm code", "single use code", "temporary code", "activation pin", "bestätigungscode", "code de vérification", "código de verificación",
        "security passcode", "verification pin", "6 digit code", "six digit code", "temporary access code", "password reset code",
    ]),
    (Kind(K::SecretKey), &[
        "api key", "apikey", "api token", "api secret", "secret key", "secret access key", "access token", "access key", "auth token", "bearer token", "bearer",
        "client secret", "secret token", "private token", "webhook secret", "signing secret", "encryption key", "license secret", "session token",
        "refresh token", "personal access token", "account key", "shared access key", "app secret", "consumer secret",
    ]),
    (Kind(K::EmployeeId), &[
        "employee id", "employee number", "employee no", "employee ID", "staff id", "staff number", "agent id", "badge number", "personnel number",
        "personalnummer", "badge id", "emp id",
    ]),
    (Kind(K::VehicleRegistration), &[
        "plate", "license plate", "licence plate", "number plate", "registration plate", "plate number", "vehicle registration", "registration mark", "reg plate",
        "vehicles", "kennzeichen", "plakası", "plaka numarası", "plaka", "reg number",
    ]),
    (Kind(K::BusinessId), &[
        "vat", "vat id", "VAT number", "vat number", "vat no", "ust idnr", "ust id", "ABN", "ACN", "GSTIN", "EIN", "company number", "registration number",
        "handelsregisternummer", "cnpj", "CNPJ", "SIRET", "SIREN", "partita iva", "orgnummer", "KRS", "NIP", "REGON", "UEN", "tax registration",
        "company registration number", "identity code",
    ]),
    (Kind(K::CryptoWallet), &["wallet", "wallet address", "bitcoin address", "btc address", "ethereum address"]),
    (Kind(K::Coordinates), &["coordinates", "gps", "gps position", "latitude", "lat", "location"]),
    (Kind(K::InternalNote), &[
        "internal note", "internal only", "internal use only", "for internal use", "internal comment", "note to self", "note to team", "agent note",
        "agents only", "staff only", "do not share with the customer", "do not share with customer", "don t share with the customer",
        "don t tell the customer", "do not tell the customer", "not customer facing", "not for customers", "internal memo", "private note",
        "do not forward to customer", "do not send to customer", "confidential internal",
    ]),
    (Benign(Reference), &[
        "order", "order number", "order no", "order id", "order ref", "orders", "purchase order", "po number", "PO", "invoice", "invoice number",
        "invoice no", "invoice id", "receipt", "receipt number", "ticket", "ticket number", "ticket id", "ticket no", "case", "case number", "case id", "case no", "ref",
        "ref no", "ref number", "reference", "reference number", "reference no", "reference code", "reference id", "confirmation", "confirmation number",
        "confirmation code", "booking", "booking number", "booking reference", "booking code", "booking id", "reservation", "reservation number",
        "reservation code", "transaction", "transaction id", "transaction number", "transaction reference", "payment id", "payment reference", "request",
        "request id", "request number", "rma", "RMA", "rma number", "return number", "return id", "claim number", "claim id", "quote number", "quote",
        "contract number", "customer number", "customer id", "customer no", "client number", "client id", "member number", "membership number", "member id",
        "loyalty number", "frequent flyer", "account id", "subscription id", "subscription number", "policy number", "flight", "flight number",
        "room", "room number", "incident", "incident number", "issue", "error", "error code", "code error", "status code", "http", "refund id", "arn",
        "acquirer reference", "acquirer reference number", "pnr code", "record locator", "job number", "work order", "batch", "batch number", "lot number",
        "bestellung", "bestellnummer", "rechnung", "rechnungsnummer", "commande", "numéro de commande", "facture", "pedido", "número de pedido", "factura",
        "article", "case ref", "event id", "session id", "device id", "log id", "trace id", "request ref", "kundennummer", "vorgang", "aktenzeichen",
        "gate", "seat", "apartment", "suite", "unit", "extension", "ext", "step", "option", "page", "chapter", "section",
    ]),
    (Benign(Tracking), &[
        "tracking", "tracking number", "tracking no", "tracking code", "tracking id", "tracking link", "track", "shipment", "shipment number",
        "shipment id", "parcel", "parcel number", "package", "package number", "waybill", "airway bill", "awb", "AWB", "consignment",
        "consignment number", "delivery number", "sendungsnummer", "paketnummer", "numéro de suivi", "número de seguimiento", "usps", "ups", "fedex",
        "dhl", "royal mail", "courier", "label number", "carrier",
    ]),
    (Benign(Product), &[
        "sku", "sku number", "item", "item number", "item no", "product", "product number", "product code", "product id", "model", "model number",
        "part", "part number", "part no", "serial", "serial number", "serial no", "imei", "barcode", "upc", "ean", "isbn", "asin", "gtin", "catalog number",
        "coupon", "coupon code", "promo code", "promotion code", "discount code", "voucher", "voucher code", "gift card", "gift card number", "gift card code",
        "gift code", "redemption code", "licence key", "license key", "activation code", "activation key", "product key", "country code", "area code", "source code",
        "qr code", "color code", "dress code", "zip file", "artikelnummer", "seriennummer", "article number", "style number", "referral code", "invite code",
    ]),
    (Benign(Version), &[
        "version", "build", "firmware", "release", "patch", "revision", "ver", "app version", "os version", "software", "update", "ios", "android", "windows",
        "macos", "driver version", "v", "kernel", "section", "rev",
    ]),
];

/// Words that start a recogniser without describing a value.
pub(super) const CUES: &[(Cue, &[&str])] = &[
    (Cue::HostPart, &["internal", "local", "corp", "lan", "intranet", "localdomain", "intra", "svc"]),
    (Cue::TokenStart, super::token::SPLIT_STARTS),
    (Cue::PemBegin, &["BEGIN"]),
    (Cue::PathRoot, &["home", "users", "var", "etc", "usr", "opt", "srv", "mnt", "tmp", "root", "proc"]),
    (Cue::Trace, &["traceback", "goroutine", "panicked", "stacktrace"]),
    (Cue::SourceFile, &["java", "kt", "py", "js", "ts", "rb", "php", "cs", "go", "rs", "scala", "jsx", "tsx", "cpp", "mjs"]),
    (Cue::Street, &[
        "street", "st", "avenue", "ave", "road", "rd", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct", "place", "pl", "terrace",
        "way", "close", "crescent", "highway", "hwy", "parkway", "pkwy", "circle", "square", "box", "strasse", "straße", "gasse", "allee",
    ]),
];
