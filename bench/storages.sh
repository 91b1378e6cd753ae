#!/usr/bin/env bash
# The same work on each storage, one after the other, in one run. Writes OUT.txt.
#   bench/storages.sh OUT                                        takes about six minutes and some GB
#   bench/storages.sh bench/results/2026-11-28-storages
# BENCH_DIR  where the books are made and deleted; bench/target/books
# ACCOUNTS, SECONDS_EACH, TRANSFERS   100000 accounts, 10 seconds for each step, 500000 transfers before the questions
# STORAGES   "memory file mapdb h2"
# NO_BUILD   says that the benchmarks are built
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -ne 1 ]; then
    sed -n '2,9p' "$0"
    exit 2
fi
out=$1

[ -n "${NO_BUILD:-}" ] || mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package
books=${BENCH_DIR:-bench/target/books}/storages
mkdir -p "$(dirname "$books")" "$(dirname "$out")"

{
    for storage in ${STORAGES:-memory file mapdb h2}; do
        rm -rf "$books"
        location=$storage:$books
        [ "$storage" = memory ] && location=memory
        java -Xmx2g -cp bench/target/benchmarks.jar dev.florin.ledger.bench.StoragePace "$location" \
            "${ACCOUNTS:-100000}" "${SECONDS_EACH:-10}" "${TRANSFERS:-500000}" 2>/dev/null | sed "s#$location#$storage#"
    done
} | tee "$out.txt"
rm -rf "$books"
