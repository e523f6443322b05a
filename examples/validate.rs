//! Reads lines `name<TAB>value` and answers `1` or `0` per line: the other side of `benches/stdnum_oracle.py`.

use std::io::{BufRead, Write};

use tactful::detect::validate::is_valid;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (name, value) = line
            .split_once('\t')
            .ok_or("a line is a name, a tab and a value")?;
        let valid = is_valid(name, value).ok_or_else(|| format!("no rule is called `{name}`"))?;
        writeln!(out, "{}", u8::from(valid))?;
    }
    Ok(())
}
