//! Every built-in rule keeps its promise: its bad examples fire, its good ones are silent, alone and with all others on.

use tactful::Linter;

#[test]
fn examples_do_what_they_should() {
    let report = Linter::builtin().test();
    assert!(
        report.failures.is_empty(),
        "{} failures:\n{}",
        report.failures.len(),
        report.failures.join("\n")
    );
    assert!(
        report.crossed.is_empty(),
        "{} crossings:\n{}",
        report.crossed.len(),
        report.crossed.join("\n")
    );
}
