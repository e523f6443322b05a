#!/usr/bin/env bash
# How long one pre-send check takes, against an empty Rust program in the same run. Needs hyperfine and valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
echo 'fn main() {}' > "$work/empty.rs"
rustc -O -C panic=abort -o "$work/empty" "$work/empty.rs"
# As it is installed: a copy lies in memory in larger pieces than what a linker has just written, which costs fewer page faults.
cp target/release/tactful "$work/tactful"
cat > "$work/draft.txt" <<'D'
Hi Maria, thank you for reaching out about your order. I understand how frustrating it is to wait for a parcel that does not arrive. I have checked with the courier and your parcel left the depot this morning. It should be with you by Friday afternoon. Just reply here if anything else comes up.
D
check=("$work/tactful" check --no-config --customer "My parcel is late again and I am really upset" "$work/draft.txt")
hyperfine -N --warmup 30 --runs 500 -i "$work/empty" "${check[*]}" | grep -E 'Benchmark|Range'
valgrind --tool=callgrind --callgrind-out-file=/dev/null "${check[@]}" 2>&1 >/dev/null | grep -E 'Collected' || true
