#!/usr/bin/env bash
# Loads the ledger: latencies at rates that do not wait for it, callers that each wait, batches beside bare forced appends.
# Appends figures to OUT.figures, and writes what was printed to OUT.txt.
#   bench/load.sh OUT [OPTIONS]      without options about ten minutes; OPTIONS instead of the usual ones
#   bench/load.sh --help             lists the options
#   bench/load.sh bench/results/2026-11-28-load --rates 10k,50k,100k --seconds 30s
# BENCH_DIR  where the books are made and deleted, on the disk to be measured; bench/target/books
# BENCH_JVM  more options of the JVM
# NO_BUILD   says that the benchmarks are built
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
    sed -n '2,10p' "$0"
    exit 2
fi

[ -n "${NO_BUILD:-}" ] || mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package
load() {
    java -Xms6g -Xmx6g -XX:+AlwaysPreTouch ${BENCH_JVM:-} -Dflorin.bench.dir="${BENCH_DIR:-bench/target/books}" \
        -cp bench/target/benchmarks.jar dev.florin.ledger.bench.load.Load "$@"
}
if [ "$1" = --help ]; then
    java -cp bench/target/benchmarks.jar dev.florin.ledger.bench.load.Load --help
    exit
fi

out=$1
shift
if [ $# -eq 0 ]; then
    set -- --rates 1k,10k,50k,100k --shares 25,50,75,90 --callers 1,8,64,1000 --batches 1,10,100,1000,8190 --rounds 3
fi
mkdir -p "$(dirname "$out")"
{
    echo "# bench/load.sh $out $*"
    load "$@" --figures "$out.figures"
} | tee "$out.txt"
