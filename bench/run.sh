#!/usr/bin/env bash
# Builds the benchmarks, runs them all, and writes bench/results/<date>-<commit>.md with the JSON of JMH beside it.
#   bench/run.sh [quick|full]     quick: a few minutes, wide intervals; full: about five times as long
#   bench/run.sh index MILLIONS random|ordered [PER_SECOND]   the index of the file storage alone; CSV on standard output
# BENCH_DIR  where books are made and deleted, on the disk to be measured (2 GB are needed); bench/target/books
# BENCH_JVM  more options of the measured JVM, such as -XX:+UseTransparentHugePages
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${1:-quick}
mvn -q -o -DskipTests -pl bench -am package 2>/dev/null || mvn -q -DskipTests -pl bench -am package

if [ "$mode" = index ]; then
    folder=${BENCH_DIR:-bench/target/books}/index-$$
    trap 'rm -rf "$folder"' EXIT
    java ${BENCH_JVM:--Xmx512m} -cp bench/target/benchmarks.jar dev.florin.ledger.bench.IndexFilling \
        "$folder" "$2" "$3" "${4:-0}"
    exit
fi

commit=$(git rev-parse --short HEAD)
git diff --quiet HEAD -- || commit=$commit-changed
jvm=${BENCH_JVM:--XX:+UseG1GC}
mkdir -p bench/results
exec java -Dflorin.bench.dir="${BENCH_DIR:-bench/target/books}" -Dflorin.bench.jvm="$jvm" \
    -cp bench/target/benchmarks.jar dev.florin.ledger.bench.Suite \
    "$mode" "bench/results/$(date +%F)-$commit" "$commit" "BENCH_JVM='$jvm' bench/run.sh $mode"
