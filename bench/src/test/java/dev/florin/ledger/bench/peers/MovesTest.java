package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final int ACCOUNTS = 10;
    private static final int COUNT = 5_000;

    @Test
    void everyAccountPaysAndIsPaidByAnother() {
        List<Move> moves = new Moves(ACCOUNTS, false, 1).next(COUNT);

        assertThat(moves).allMatch(move -> move.debit() != move.credit() && move.amount() > 0);
        assertThat(moves.stream().map(Move::debit).distinct()).hasSize(ACCOUNTS);
        assertThat(moves.stream().map(Move::credit).distinct()).hasSize(ACCOUNTS);
        assertThat(moves.stream().map(Move::id).distinct()).hasSize(COUNT);
    }

    @Test
    void theHotAccountIsInEveryTransferOnEitherSide() {
        List<Move> moves = new Moves(ACCOUNTS, true, 1).next(COUNT);

        assertThat(moves).allMatch(move -> (move.debit() == 0) != (move.credit() == 0));
        assertThat(moves).filteredOn(move -> move.debit() == 0).hasSizeBetween(COUNT / 3, 2 * COUNT / 3);
        assertThat(moves.stream()
                        .flatMap(move -> List.of(move.debit(), move.credit()).stream())
                        .distinct())
                .hasSize(ACCOUNTS);
    }

    @Test
    void callersDrawDifferently() {
        assertThat(new Moves(ACCOUNTS, false, 1).next(COUNT))
                .doesNotContainAnyElementsOf(new Moves(ACCOUNTS, false, 2).next(COUNT));
    }
}
