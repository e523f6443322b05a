//! Prints what redact-core or leakguard finds: for each row of a file with a `text`, a JSON list of `[start, end, kind]` in code points.

use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, peer, file] = &arguments[..] else { return Err("usage: privacy_peers redact-core|leakguard FILE".into()) };
    let rows = std::fs::read_to_string(file)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let redact = redact_core::AnalyzerEngine::new();
    let guard = leakguard::Redactor::new();
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or("");
        let place = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let found: Vec<(usize, usize, String)> = match peer.as_str() {
            "redact-core" => {
                let result = redact.analyze(text, None)?;
                result.detected_entities.iter().map(|e| (place(e.start), place(e.end), e.entity_type.as_str().to_owned())).collect()
            }
            _ => guard.find(text).iter().map(|m| (place(m.start), place(m.end), format!("{:?}", m.kind))).collect(),
        };
        writeln!(out, "{}", serde_json::to_string(&found)?)?;
    }
    Ok(())
}
