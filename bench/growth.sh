#!/usr/bin/env bash
# Fills books with many transfers, opens them again, and asks them: what the years do to a ledger. Each step is a process of
# its own with a limited heap. Writes OUT.csv (a row for each hundredth of the transfers), OUT.txt (everything else) and
# OUT-speed.svg.
#   bench/growth.sh ACCOUNTS TRANSFERS random|ordered HEAP OUT
#   bench/growth.sh 1000000 100000000 random 1g bench/results/2026-11-23-years     takes 20 GB and some minutes
# BENCH_DIR  where the books are made and deleted; bench/target/books
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -ne 5 ]; then
    sed -n '2,8p' "$0"
    exit 2
fi
accounts=$1 transfers=$2 ids=$3 heap=$4 out=$5

mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package
books=${BENCH_DIR:-bench/target/books}/growth
rm -rf "$books"
mkdir -p "$(dirname "$books")" "$(dirname "$out")"
growth() {
    java -Xmx"$heap" -cp bench/target/benchmarks.jar dev.florin.ledger.bench.Growth "$@" 2>/dev/null
}

growth fill "$books" "$accounts" "$transfers" "$ids" | tee "$out.csv"
{
    echo "# -Xmx$heap, $accounts accounts, $transfers transfers, ids: $ids"
    echo "# opened with the newest snapshot:"
    growth open "$books"
    growth ask "$books" "$accounts" "$transfers" "$ids"
    rm -rf "$books/snapshots"
    echo "# opened without a snapshot:"
    growth open "$books"
} | tee "$out.txt"
rm -rf "$books"
java -cp bench/target/benchmarks.jar dev.florin.ledger.bench.GrowthPlots "$out-speed.svg" \
    "Posting $transfers transfers into one set of books" "transfers posted before" "transfers a second" linear \
    "$out.csv" transfers transfers_a_second "each hundredth"
