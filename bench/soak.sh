#!/usr/bin/env bash
# Posts at a fixed rate for long, prints a line a minute, and compares the end with the beginning; status 1 after a decline.
# Appends figures to OUT.figures, and writes what was printed to OUT.txt.
#   bench/soak.sh OUT [OPTIONS]      without options an hour at 20,000 transfers a second, or 20 GB of journal
#   bench/soak.sh --help             lists the options
#   bench/soak.sh bench/results/2026-11-28-soak --rate 50k --duration 30m --journal-limit 30g
# BENCH_DIR  where the books are made and deleted, on the disk to be measured; bench/target/books
# BENCH_JVM  more options of the JVM
# HEAP       of the JVM; 4g
# NO_BUILD   says that the benchmarks are built
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
    sed -n '2,11p' "$0"
    exit 2
fi

[ -n "${NO_BUILD:-}" ] || mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package
if [ "$1" = --help ]; then
    java -cp bench/target/benchmarks.jar dev.florin.ledger.bench.load.Soak --help
    exit
fi

out=$1 heap=${HEAP:-4g}
shift
mkdir -p "$(dirname "$out")"
{
    echo "# bench/soak.sh $out $*"
    java -Xms"$heap" -Xmx"$heap" -XX:+AlwaysPreTouch ${BENCH_JVM:-} -Dflorin.bench.dir="${BENCH_DIR:-bench/target/books}" \
        -cp bench/target/benchmarks.jar dev.florin.ledger.bench.load.Soak "$@" --figures "$out.figures"
} | tee "$out.txt"
