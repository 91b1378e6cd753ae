package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.bench.Figure;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class PeerRunTest {
    private static final int ACCOUNTS = 50;

    @Test
    void booksThatAddUpGiveFigures() throws Exception {
        List<Figure> figures = run(new Counters());

        assertThat(figures).extracting(Figure::series).containsOnly("counters");
        assertThat(figures).hasSize(Workload.ALL.size() + 1);
    }

    @Test
    void aPeerThatLosesMoneyIsFound() {
        Counters losing = new Counters() {
            private final AtomicLong asked = new AtomicLong();

            @Override
            void post(Move move) {
                super.post(asked.incrementAndGet() == 1_000 ? new Move(1, 1, move.debit(), ACCOUNTS, 1) : move);
            }
        };

        assertThatThrownBy(() -> run(losing))
                .hasMessageContaining("the books of counters do not add up")
                .hasMessageContaining("500,000,000,000 were put in")
                .hasMessageContaining("are 499,999,999,999");
    }

    @Test
    void aPeerThatMakesMoneyIsFound() {
        Counters making = new Counters() {
            private final AtomicLong asked = new AtomicLong();

            @Override
            void post(Move move) {
                super.post(asked.incrementAndGet() == 1_000 ? new Move(1, 1, ACCOUNTS, move.credit(), 1) : move);
            }
        };

        assertThatThrownBy(() -> run(making)).hasMessageContaining("are 500,000,000,001");
    }

    @Test
    void aPeerThatForgetsATransferIsFound() {
        Counters forgetting = new Counters() {
            private final AtomicLong asked = new AtomicLong();

            @Override
            void post(Move move) {
                if (asked.incrementAndGet() != 1_000) {
                    super.post(move);
                }
            }
        };

        assertThatThrownBy(() -> run(forgetting)).hasMessageMatching("(?s)counters acknowledged .* its books have .*");
    }

    @Test
    void aRefusedTransferEndsTheRun() {
        Counters refusing = new Counters() {
            @Override
            void post(Move move) {
                if (posted.get() >= 1_000) {
                    throw new IllegalStateException("not today");
                }
                super.post(move);
            }
        };

        assertThatThrownBy(() -> run(refusing))
                .hasMessageContaining("counters failed in")
                .hasMessageContaining("not today");
    }

    @Test
    void aBalanceBelowZeroEndsTheRun() {
        Counters overdrawn = new Counters() {
            @Override
            long balance(int account) {
                return account == 7 ? -1 : super.balance(account);
            }
        };

        assertThatThrownBy(() -> run(overdrawn))
                .hasMessageContaining("balances one by one")
                .hasMessageContaining("a balance is -1");
    }

    @Test
    void medianLeastAndGreatest() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
    }

    private static List<Figure> run(Peer peer) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new PeerRun(peer, ACCOUNTS, new Pace(0.02, 2, 0.02), nowhere).run();
    }

    /** A peer of bare counters, with one for what goes astray. */
    private static class Counters implements Peer {
        final AtomicLong posted = new AtomicLong();
        private final AtomicLongArray balances = new AtomicLongArray(ACCOUNTS + 1);

        void post(Move move) {
            balances.addAndGet(move.debit(), -move.amount());
            balances.addAndGet(move.credit(), move.amount());
            posted.incrementAndGet();
        }

        long balance(int account) {
            return balances.get(account);
        }

        @Override
        public String name() {
            return "counters";
        }

        @Override
        public String durability() {
            return "none";
        }

        @Override
        public void prepare(int accounts, long startBalance) {
            for (int account = 0; account < accounts; account++) {
                balances.set(account, startBalance);
            }
        }

        @Override
        public Caller caller() {
            return new Caller() {
                @Override
                public void post(Move move) {
                    Counters.this.post(move);
                }

                @Override
                public long balance(int account) {
                    return Counters.this.balance(account);
                }

                @Override
                public long[] balances(int[] accounts) {
                    long[] found = new long[accounts.length];
                    for (int i = 0; i < found.length; i++) {
                        found[i] = Counters.this.balance(accounts[i]);
                    }
                    return found;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Batches batches() {
            return new Batches() {
                @Override
                public int underWay() {
                    return 2;
                }

                @Override
                public Pending post(List<Move> batch) {
                    return () -> batch.forEach(Counters.this::post);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Totals totals() {
            long sum = 0;
            for (int account = 0; account < ACCOUNTS; account++) {
                sum += balances.get(account);
            }
            return new Totals(sum, posted.get());
        }

        @Override
        public Optional<Space> space() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
