//! `GET /openapi.json`: the interface, described. The document is kept by hand; tests compare it with the routes and with the schema of reports.

use axum::http::StatusCode;
use axum::response::Response;

use super::answer::json_bytes;

/// The document.
const DOCUMENT: &str = include_str!("openapi.json");

pub(super) async fn document() -> Response {
    json_bytes(StatusCode::OK, DOCUMENT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Map, Value};

    use super::*;
    use crate::serve::routes::{Access, ROUTES};

    fn document() -> Value {
        serde_json::from_str(DOCUMENT).unwrap()
    }

    #[test]
    fn the_document_has_the_routes_of_the_service() {
        let document = document();
        let mut documented = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let is_open = operation["security"].as_array().unwrap().is_empty();
                documented.insert((method.to_uppercase(), path.clone(), is_open));
                for status in ["401", "503", "504"] {
                    let told = operation["responses"].get(status).is_some();
                    assert!(is_open || told, "{method} {path} {status}");
                }
            }
        }
        let routes: BTreeSet<_> = ROUTES
            .iter()
            .map(|route| {
                (
                    route.method.to_string(),
                    route.path.to_owned(),
                    route.access == Access::Open,
                )
            })
            .collect();
        assert_eq!(documented, routes);
    }

    /// Every schema of a report is the one of the published JSON Schema; a difference refreshes the document and fails once.
    #[test]
    fn the_schemas_of_reports_are_fresh() {
        let report = include_str!("../../fixtures/schema/report.v1.json")
            .replace("#/$defs/", "#/components/schemas/");
        let report: Value = serde_json::from_str(&report).unwrap();
        let mut document = document();
        let schemas = document["components"]["schemas"].as_object_mut().unwrap();
        let before = schemas.clone();
        let mut wanted = vec![String::from("WireReview")];
        let mut fresh = Map::new();
        while let Some(name) = wanted.pop() {
            if !fresh.contains_key(&name) {
                references(&report["$defs"][&name], &mut wanted);
                fresh.insert(name.clone(), report["$defs"][&name].clone());
            }
        }
        schemas.retain(|name, _| {
            fresh.contains_key(name) || !report["$defs"].as_object().unwrap().contains_key(name)
        });
        schemas.extend(fresh);
        if *schemas != before {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/serve/openapi.json");
            std::fs::write(
                path,
                serde_json::to_string_pretty(&document).unwrap() + "\n",
            )
            .unwrap();
            panic!("src/serve/openapi.json was refreshed: look at it and commit it");
        }
    }

    #[test]
    fn every_reference_has_its_schema() {
        let document = document();
        let mut names = Vec::new();
        references(&document, &mut names);
        for name in names {
            assert!(
                document["components"]["schemas"].get(&name).is_some(),
                "{name}"
            );
        }
    }

    /// The names of all schemas a value refers to.
    fn references(value: &Value, names: &mut Vec<String>) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value.as_str() {
                        Some(path) if key == "$ref" => {
                            names.extend(path.rsplit('/').next().map(str::to_owned))
                        }
                        _ => references(value, names),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, names)),
            _ => {}
        }
    }
}
