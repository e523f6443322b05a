//! Compiles the data that the library embeds. One call per blob; each writes one file to `OUT_DIR`.

use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/spell/compile.rs"]
mod compile;
#[path = "src/spell/layout.rs"]
#[allow(
    dead_code,
    reason = "the library reads the parts that this script only writes"
)]
mod layout;
#[path = "src/spell/phonetic.rs"]
mod phonetic;

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=build.rs");
    spelling(&out);
}

/// The dictionary: `spelling.bin`.
fn spelling(out: &Path) {
    for file in ["compile.rs", "layout.rs", "phonetic.rs", "data"] {
        println!("cargo::rerun-if-changed=src/spell/{file}");
    }
    let read = |name: &str| {
        let path = Path::new("src/spell/data").join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let misspellings = read("misspellings.txt") + &read("misspellings_typos.txt");
    let blob = compile::compile(&read("words.txt"), &read("supplement.txt"), &misspellings);
    let blob = blob.unwrap_or_else(|error| panic!("src/spell/data: {error}"));
    fs::write(out.join("spelling.bin"), blob).expect("OUT_DIR can be written");
}
