#!/usr/bin/env python3
"""Compares tactful's number rules with python-stdnum, and where it has none with other implementations, on random and mutated numbers.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install python-stdnum presidio-analyzer schwifty tracking-numbers
    cargo build --release --example validate
    /tmp/oracle/bin/python benches/stdnum_oracle.py target/release/examples/validate

They are run, never copied. Each rule is asked about COUNT values: a third random of the right shape, a third
made valid by trial, a third valid ones with one character changed. `in-epic-form`, `in-gstin-form` and `in-pan-form` are the bare forms, which the
tests hold; all other rules are in the table. The script ends with 1 when a rule differs in a
way that DIFFERENCES does not explain.
"""

import importlib
import os
import random
import string
import subprocess
import sys

COUNT = 12_000
D, U = string.digits, string.ascii_uppercase


def digits(n):
    return lambda r: "".join(r.choice(D) for _ in range(n))


def shape(template):
    return lambda r: "".join(r.choice(D) if c == "9" else r.choice(U) if c == "A" else r.choice(D + U) if c == "N" else c for c in template)


def one_of(*makers):
    return lambda r: r.choice(makers)(r)


def date(r):
    return r.randint(1, 31), r.randint(1, 12), r.randint(0, 99)


def ymd(rest):
    def make(r):
        d, m, y = date(r)
        return f"{y:02}{m:02}{d:02}" + rest(r)
    return make


def dmy(rest):
    def make(r):
        d, m, y = date(r)
        return f"{d:02}{m:02}{y:02}" + rest(r)
    return make


def iban(r):
    import stdnum.iban as module
    country = r.choice(["DE", "GB", "FR", "NL", "ES", "IT", "PL", "CH", "AT", "BE", "NO", "SE", "FI", "DK", "PT", "AL", "SA", "BR"])
    length = dict(DE=22, GB=22, FR=27, NL=18, ES=24, IT=27, PL=28, CH=21, AT=20, BE=16, NO=15, SE=24, FI=18, DK=18, PT=25, AL=28, SA=24, BR=29)[country]
    structure = {"GB": "AAAA" + "9" * 14, "NL": "AAAA" + "9" * 10, "FR": "9" * 10 + "N" * 11 + "99", "IT": "A" + "9" * 10 + "N" * 12,
                 "CH": "9" * 5 + "N" * 12, "AL": "9" * 8 + "N" * 16, "SA": "99" + "N" * 18, "BR": "9" * 23 + "AN"}.get(country, "9" * (length - 4))
    body = shape(structure)(r)
    check = module.calc_check_digits(country + "00" + body)
    return country + check + body


def fiscal(r):
    return shape("AAAAAA99")(r) + r.choice("ABCDEHLMPRST") + f"{r.choice([0, 40]) + r.randint(1, 31):02}" + shape("A999A")(r)


def nir(r):
    return r.choice("12") + f"{r.randint(0, 99):02}{r.randint(1, 12):02}" + r.choice(["75", "2A", "2B", "13", "97"]) + digits(8)(r)


def licence(r):
    """A British driving licence."""
    name = r.choice(["MORGA", "FOX99", "LEE99", "MA999", "SMITH", "OBRIE"])
    day, month = r.randint(1, 31), r.randint(1, 12) + r.choice([0, 50])
    return name + r.choice(D) + f"{month:02}{day:02}" + r.choice(D) + shape("A")(r) + r.choice("9" + U) + r.choice(D) + shape("AA")(r)


def schwifty_iban(r):
    from schwifty import IBAN
    return str(IBAN.random())


def card(r):
    start = r.choice(["4", "51", "55", "2221", "2720", "34", "37", "300", "305", "36", "38", "6011", "644", "65", "3528", "3589", "62", "2200", "2204"])
    length = 15 if start in ("34", "37") else 14 if start in ("300", "305", "36", "38") else 16
    return start + digits(length - len(start))(r)


def tracking(value):
    """The check digit alone: which services a courier offers changes."""
    import tracking_numbers
    found = tracking_numbers.get_definition("ups" if value.startswith("1Z") else "s10").test(value)
    return found is not None and not any("checksum" in name.lower() for name, _ in found.validation_errors)


def schwifty_valid(value):
    from schwifty import IBAN
    return IBAN(value, allow_invalid=True).is_valid


# npm packages, and how each is asked about a line
NODE = {"card": ("card-validator", "m.number(l).isValid"), "sg-nric": ("nric", "m.validate(l)")}


def by_node(name, values):
    package, call = NODE[name]
    script = f"const m=require('{package}');for(const l of require('fs').readFileSync(0,'utf8').split('\\n'))if(l)console.log({call}?1:0)"
    done = subprocess.run(["node", "-e", script], input="\n".join(values), capture_output=True, text=True, check=True, cwd=os.environ["NODE_ORACLES"])
    return [line == "1" for line in done.stdout.split()]


def presidio(name):
    """Whether a recogniser's pattern fits the whole value and its check, if it has one, does not say no."""
    import presidio_analyzer.predefined_recognizers as them
    import regex
    recogniser = getattr(them, name)()
    patterns = [regex.compile(pattern.regex, regex.IGNORECASE) for pattern in recogniser.patterns]

    def is_valid(value):
        if not any(pattern.fullmatch(value) for pattern in patterns):
            return False
        return recogniser.validate_result(value) is not False and recogniser.invalidate_result(value) is not True
    return is_valid


# Rules that stdnum has no module for: name here, who else knows it, a maker of random values
OTHERS = [
    ("iban", "schwifty", schwifty_iban),
    ("tracking", "tracking-numbers", one_of(shape("1ZNNNNNN9999999999"), shape("AA999999999DE"))),
    ("au-medicare", "AuMedicareRecognizer", lambda r: r.choice("23456") + digits(9)(r)),
    ("de-ausweis", "DeIdCardRecognizer", one_of(lambda r: r.choice("CFGHJKLMNPRTVWXYZ") + "".join(r.choice("CFGHJKLMNPRTVWXYZ" + D) for _ in range(7)) + r.choice(D), shape("NNNNNNNN9"))),
    ("de-kvnr", "DeHealthInsuranceRecognizer", shape("A999999999")),
    ("de-lanr", "DeLanrRecognizer", digits(9)),
    ("de-rvnr", "DeSocialSecurityRecognizer", lambda r: f"{r.randint(2, 89):02}" + dmy(lambda r: r.choice(U) + digits(3)(r))(r)),
    ("gb-driving-licence", "UkDrivingLicenceRecognizer", licence),
    ("gb-nino", "UkNinoRecognizer", one_of(shape("AA999999A"), lambda r: shape("AA999999")(r) + r.choice("ABCD"))),
    ("gb-passport", "UkPassportRecognizer", one_of(shape("AA9999999"), digits(9))),
    ("gb-vehicle", "UkVehicleRegistrationRecognizer", shape("AA99AAA")),
    ("in-passport", "InPassportRecognizer", shape("A9999999")),
    ("it-licence", "ItDriverLicenseRecognizer", one_of(shape("U1NNNNNNNA"), shape("AA9999999A"))),
    ("kr-frn-2020", "KrFrnRecognizer", ymd(lambda r: r.choice("5678") + digits(6)(r))),
    ("kr-passport", "KrPassportRecognizer", one_of(shape("A99999999"), shape("A999A9999"), lambda r: r.choice("MSRODG") + digits(8)(r))),
    ("kr-rrn-2020", "KrRrnRecognizer", ymd(lambda r: r.choice("1234") + digits(6)(r))),
    ("ng-nin", "NgNinRecognizer", digits(11)),
    ("ph-tin", "PhTinRecognizer", one_of(digits(9), digits(12))),
    ("sg-nric", "nric", lambda r: r.choice("STFGM") + shape("9999999A")(r)),
    ("us-mbi", "UsMbiRecognizer", one_of(shape("9AN9AN9AA99"), shape("9ANNANNAA99"))),
    ("us-npi", "UsNpiRecognizer", lambda r: r.choice("12") + digits(9)(r)),
    ("us-passport", "UsPassportRecognizer", one_of(digits(9), shape("A99999999"))),
    ("card", "card-validator", card),
]

# name here, module there, a maker of random values
RULES = [
    ("luhn", "luhn", digits(16)),
    ("iban", "iban", iban),
    ("bic", "bic", one_of(shape("AAAADE99"), shape("AAAAUSNN"), shape("AAAAGBNNNNN"), shape("AAAAAANN"))),
    ("aba", "us.rtn", one_of(digits(9), lambda r: r.choice(["01", "12", "21", "32", "61", "72", "80"]) + digits(7)(r))),
    ("au-abn", "au.abn", digits(11)),
    ("au-acn", "au.acn", digits(9)),
    ("au-tfn", "au.tfn", one_of(digits(9), digits(8))),
    ("be-nn", "be.nn", ymd(digits(5))),
    ("br-cnpj", "br.cnpj", digits(14)),
    ("br-cpf", "br.cpf", digits(11)),
    ("ca-sin", "ca.sin", digits(9)),
    ("ch-ahv", "ch.ssn", shape("7569999999999")),
    ("de-idnr", "de.idnr", digits(11)),
    ("de-stnr", "de.stnr", one_of(digits(13), lambda r: r.choice(["10", "11", "21", "28", "32", "41", "5" + r.choice(D), "9" + r.choice(D)]) + digits(2)(r) + "0" + digits(8)(r))),
    ("de-vat", "de.vat", shape("DE999999999")),
    ("dk-cpr", "dk.cpr", dmy(digits(4))),
    ("es-dni", "es.dni", shape("99999999A")),
    ("es-nie", "es.nie", lambda r: r.choice("XYZ") + shape("9999999A")(r)),
    ("fi-hetu", "fi.hetu", dmy(lambda r: r.choice("-+ABCDEFUVWXY") + shape("999N")(r))),
    ("fr-nir", "fr.nir", nir),
    ("fr-siren", "fr.siren", digits(9)),
    ("fr-siret", "fr.siret", digits(14)),
    ("gb-nhs", "gb.nhs", digits(10)),
    ("ie-pps", "ie.pps", one_of(shape("9999999A"), shape("9999999AA"))),
    ("in-aadhaar", "in_.aadhaar", digits(12)),
    ("in-epic", "in_.epic", shape("AAA9999999")),
    ("in-gstin", "in_.gstin", lambda r: f"{r.randint(0, 40):02}" + shape("AAA")(r) + r.choice("ABCFGHJLPTKXYZ") + shape("A9999AN")(r) + r.choice("ZZZZZA") + shape("N")(r)),
    ("in-pan", "in_.pan", shape("AAAAA9999A")),
    ("it-codice-fiscale", "it.codicefiscale", fiscal),
    ("it-iva", "it.iva", digits(11)),
    ("kr-brn", "kr.brn", digits(10)),
    ("kr-rrn", "kr.rrn", ymd(digits(7))),
    ("nl-bsn", "nl.bsn", digits(9)),
    ("no-fnr", "no.fodselsnummer", dmy(digits(5))),
    ("pl-nip", "pl.nip", digits(10)),
    ("pl-pesel", "pl.pesel", ymd(digits(5))),
    ("pl-regon", "pl.regon", digits(9)),
    ("pt-nif", "pt.nif", digits(9)),
    ("se-orgnr", "se.orgnr", digits(10)),
    ("se-personnummer", "se.personnummer", one_of(ymd(digits(4)), ymd(lambda r: "-" + digits(4)(r)), lambda r: r.choice(["19", "20"]) + ymd(digits(4))(r))),
    ("th-tnin", "th.pin", digits(13)),
    ("tr-tckn", "tr.tckimlik", digits(11)),
    ("us-itin", "us.itin", lambda r: "9" + digits(8)(r)),
    ("us-ssn", "us.ssn", digits(9)),
    ("za-id", "za.idnr", ymd(lambda r: digits(4)(r) + r.choice("0012") + digits(2)(r))),
]

def late(year):
    """A birth after 2025: stdnum asks the clock, tactful has none."""
    return lambda value: 25 < int(year(value))


def is_day(month, day):
    return 0 < month <= 12 and 0 < day <= [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


# Differences that are meant: where the two may differ, and why.
DIFFERENCES = {
    # The banks' own check digits inside the IBAN; a wrong one is private all the same.
    "iban": lambda value: value[:2] in ("ES", "NO", "BE"),
    # ISO 9362 takes its country from ISO 3166; stdnum takes any two letters.
    "bic": lambda value: value[4:6] not in COUNTRIES,
    # The ranges of the Federal Reserve districts.
    "aba": lambda value: not any(low <= int(value[:2]) <= high for low, high in [(0, 12), (21, 32), (61, 72), (80, 80)]) or int(value) == 0,
    # stdnum lets 31 April and 30 February pass.
    "be-nn": lambda value: late(lambda value: value[:2])(value) or not is_day(int(value[2:4]) % 20, int(value[4:6])),
    "dk-cpr": late(lambda value: value[4:6]),
    # Serials from 900 are temporary numbers, which hospitals give out.
    "fi-hetu": lambda value: late(lambda value: value[4:6])(value) or "900" <= value[7:10],
    # 38 is Ladakh, since 2019.
    "in-gstin": lambda value: value.startswith("38"),
    # stdnum knows no check digit.
    "kr-brn": lambda value: True,
    # Foreigners have a rule of their own, `kr-frn`.
    "kr-rrn": lambda value: value[6] in "5678" or late(lambda value: value[:2])(value),
    "no-fnr": late(lambda value: value[4:6]),
    # The third digit of an organisation is 2 or more, or it is a person.
    "se-orgnr": lambda value: value[2] in "01",
    # Nobody alive was born before 1800.
    "se-personnummer": lambda value: len(value) == 12 and value[:2] not in ("18", "19", "20"),
    # Month and day that do not exist.
    "gb-driving-licence": lambda value: not is_day(int(value[6:8]) % 50, int(value[8:10])),
    # The form before 2024, nine digits.
    "gb-passport": lambda value: value.isdigit(),
    # DVLA, INF104: letters that no office has, age identifiers that were not given out, I and Q.
    "gb-vehicle": lambda value: value[0] in "IJQTZ" or value[1] in "IQZ" or not (2 <= int(value[2:4]) <= 29 or 51 <= int(value[2:4]) <= 79) or set("IQ") & set(value[4:]),
    # Series Q, X and Z are not given out; neither is a zero at the first or last place.
    "in-passport": lambda value: value[0] in "QXZ" or "0" in (value[1], value[7]),
    # Another form is found by the label; here any letters stand in the serial number.
    "it-licence": lambda value: not value.startswith("U1") or set("AEIOQV") & set(value[2:9]),
    # Presidio asks for no date.
    "kr-frn-2020": lambda value: not is_day(int(value[2:4]), int(value[4:6])) or late(lambda value: value[:2])(value) or value[6] not in "5678",
    "kr-rrn-2020": lambda value: not is_day(int(value[2:4]), int(value[4:6])) or late(lambda value: value[:2])(value) or value[6] not in "1234",
    # Official passports.
    "kr-passport": lambda value: value[0] == "G",
    # The Bureau of Internal Revenue publishes no check digit; Presidio has one.
    "ph-tin": lambda value: True,
    # CMS: the first place is 1 to 9.
    "us-mbi": lambda value: value[0] == "0",
    # UnionPay issued cards without Luhn's check; they are found beside a label. Here Mir, Elo and others are known too, there lengths of 12 to 19.
    "card": lambda value: value[:2] in ("62", "81"),
    # The IRS gives out groups 50 to 65 since 2016.
    "us-itin": lambda value: 50 <= int(value[3:5]) <= 65,
    # Citizenship 2 is a refugee.
    "za-id": lambda value: value[10] == "2",
}
COUNTRIES = set()


def complete(value, is_valid, r):
    """Tries last characters until the value is valid; gives up after one round."""
    alphabet = D if value[-1] in D else D + U
    for place in (-1, -2):
        for first in alphabet:
            tried = list(value)
            tried[place] = first
            if place == -2:
                for last in alphabet:
                    tried[-1] = last
                    if is_valid("".join(tried)):
                        return "".join(tried)
            elif is_valid("".join(tried)):
                return "".join(tried)
    return None


def mutate(value, r):
    at = r.randrange(len(value))
    c = value[at]
    pool = D if c in D else U if c in U else "-+"
    return value[:at] + r.choice(pool) + value[at + 1:]


def main():
    binary = sys.argv[1]
    ask = "".join(f"bic\tAAAA{a}{b}NN\n" for a in U for b in U)
    answer = subprocess.run([binary], input=ask, capture_output=True, text=True, check=True).stdout.split()
    COUNTRIES.update(pair for pair, line in zip((a + b for a in U for b in U), answer) if line == "1")
    r = random.Random(20261121)
    failed = 0
    print(f"{'rule':20}{'values':>8}{'valid':>8}{'differ':>8}{'meant':>8}")
    oracles = [(name, importlib.import_module("stdnum." + module).is_valid, make) for name, module, make in RULES]
    special = {"schwifty": schwifty_valid, "tracking-numbers": tracking}
    oracles += [(name, special.get(other) or presidio(other), make) for name, other, make in OTHERS if name not in NODE]
    if "NODE_ORACLES" in os.environ:
        oracles += [(name, None, make) for name, _, make in OTHERS if name in NODE]
    else:
        print("card, sg-nric: left out, as NODE_ORACLES names no folder with the npm packages card-validator and nric")
    for name, is_valid, make in oracles:
        values, valid_ones = [], []
        while len(values) < COUNT // 3:
            values.append(make(r))
        tries = 0
        if name in NODE and name != "card":
            candidates = [make(r) for _ in range(12 * COUNT)]
            valid_ones = [value for value, valid in zip(candidates, by_node(name, candidates)) if valid][: COUNT // 3]
        while len(valid_ones) < COUNT // 3 and tries < COUNT * 4:
            tries += 1
            candidate = make(r)
            if name == "card":
                luhn = importlib.import_module("stdnum.luhn")
                candidate = candidate[:-1] + luhn.calc_check_digit(candidate[:-1])
            elif not is_valid:
                break
            elif not is_valid(candidate):
                candidate = complete(candidate, is_valid, r)
            if candidate:
                valid_ones.append(candidate)
        values += valid_ones
        while len(values) < COUNT:
            values.append(mutate(r.choice(valid_ones or values), r))
        theirs = [bool(is_valid(value)) for value in values] if is_valid else by_node(name, values)
        lines = "".join(f"{name}\t{value}\n" for value in values)
        answer = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True).stdout.split()
        ours = [line == "1" for line in answer]
        assert len(ours) == len(values)
        explain = DIFFERENCES.get(name, lambda value: False)
        differing = [(v, a, b) for v, a, b in zip(values, ours, theirs) if a != b]
        unexplained = [row for row in differing if not explain(row[0])]
        failed += bool(unexplained)
        print(f"{name:20}{len(values):8}{sum(theirs):8}{len(unexplained):8}{len(differing) - len(unexplained):8}")
        # The numbers are generated, so showing some is harmless.
        for value, a, b in unexplained[:4]:
            print(f"    {value}: here {a}, there {b}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
