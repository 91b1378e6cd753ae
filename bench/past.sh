#!/usr/bin/env bash
# Fills one account with many entries and asks for its balances and statements of past moments, once with no entry that names an
# effective time and once with each naming one, in any order. Writes OUT.txt.
#   bench/past.sh HEAP OUT ENTRIES...
#   bench/past.sh 1g bench/results/2026-11-23-past 1000 1000000 10000000     takes 6 GB and some minutes
# BENCH_DIR  where the books are made and deleted; bench/target/books
# SECONDS_EACH  how long each question is asked; 5
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -lt 3 ]; then
    sed -n '2,7p' "$0"
    exit 2
fi
heap=$1 out=$2
shift 2

mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package
books=${BENCH_DIR:-bench/target/books}/past
mkdir -p "$(dirname "$books")" "$(dirname "$out")"
past() {
    java -Xmx"$heap" -cp bench/target/benchmarks.jar dev.florin.ledger.bench.PastReads "$@" 2>/dev/null
}

{
    echo "# -Xmx$heap"
    for entries in "$@"; do
        for variant in plain dated; do
            rm -rf "$books"
            past fill "$books" "$entries" "$variant"
            past ask "$books" "$entries" "$variant" "${SECONDS_EACH:-5}"
        done
    done
} | tee "$out.txt"
rm -rf "$books"
