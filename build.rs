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

// The rooms that turn rulesets into bytes; the build script runs the same code as the library.
#[path = "src/draft/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod draft;
#[path = "src/error/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod error;
#[path = "src/finding/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod finding;
#[path = "src/pattern/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod pattern;
#[path = "src/prose/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod prose;
#[path = "src/rules/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod rules;
#[path = "src/ruleset/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod ruleset;
#[path = "src/text/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script uses a part of the room"
)]
mod text;

fn main() {
    link_at_a_fixed_address();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=build.rs");
    spelling(&out);
    rulesets(&out);
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

/// The built-in rulesets: `rules.bin`, and `rulesets.rs` with their texts for teams that change them.
fn rulesets(out: &Path) {
    for room in [
        "draft", "error", "finding", "pattern", "prose", "rules", "ruleset", "text",
    ] {
        println!("cargo::rerun-if-changed=src/{room}");
    }
    println!("cargo::rerun-if-changed=rulesets");
    let mut names = toml_files(Path::new("rulesets"));
    names.extend(toml_files(Path::new("rulesets/packs")));
    let mut sources = Vec::new();
    let mut list = String::from(
        "/// Name and text of every built-in ruleset.\nstatic RULESETS: &[(&str, &str)] = &[\n",
    );
    let root = env::current_dir().expect("a build script has a folder");
    for path in names {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        list.push_str(&format!(
            "    ({name:?}, include_str!({:?})),\n",
            root.join(&path)
        ));
        sources.push(ruleset::Source {
            name,
            text,
            layer: 0,
        });
    }
    list.push_str("];\n");
    let bytes = ruleset::compile(&sources, &[]).unwrap_or_else(|error| panic!("{error}"));
    // Tells builds apart where rules are kept compiled: FNV-1a (Fowler, Noll, Vo), 64 bits.
    let print = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |print, byte| {
        (print ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    println!("cargo::rustc-env=TACTFUL_RULES={print:016x}");
    fs::write(out.join("rules.bin"), bytes).expect("OUT_DIR can be written");
    fs::write(out.join("rulesets.rs"), list).expect("OUT_DIR can be written");
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

/// Entity and property tables of our dependencies hold some 20,000 pointers. In a position-independent program each is mended at every start:
/// 240,000 of 1.1 million instructions of a short check, a quarter of a millisecond. A hook pays that for each reply.
/// Programs without unsafe code of their own lose little by standing at a fixed address; elsewhere the platform's default stays.
fn link_at_a_fixed_address() {
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|value| value == wanted);
    if is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("PROFILE", "release")
    {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
