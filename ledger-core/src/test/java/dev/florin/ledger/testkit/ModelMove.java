package dev.florin.ledger.testkit;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Entry;
import dev.florin.ledger.Side;
import dev.florin.ledger.money.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command would move on one side of an account: an entry whose amount may be zero.
 *
 * @param account whose side it is
 * @param side debit or credit
 * @param amount how much, 0 or more
 */
record ModelMove(AccountId account, Side side, BigInteger amount) {

    static List<ModelMove> of(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new ModelMove(
                        entry.account(), entry.side(), entry.amount().toBigInteger()))
                .toList();
    }

    /** So much of each entry. */
    static List<ModelMove> of(List<Entry> entries, List<BigInteger> amounts) {
        List<ModelMove> moves = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            moves.add(new ModelMove(entries.get(i).account(), entries.get(i).side(), amounts.get(i)));
        }
        return moves;
    }

    /** So much of each entry, on the opposite side. */
    static List<ModelMove> inverse(List<Entry> entries, List<BigInteger> amounts) {
        return of(entries, amounts).stream()
                .map(move -> new ModelMove(move.account, move.side.opposite(), move.amount))
                .toList();
    }

    /** Lowers the balance of one account and goes to another, on the other side. */
    static List<ModelMove> outOf(ModelAccount from, ModelAccount to, BigInteger amount) {
        Side lowering = from.attributes.normalSide().opposite();
        return List.of(
                new ModelMove(from.attributes.id(), lowering, amount),
                new ModelMove(to.attributes.id(), lowering.opposite(), amount));
    }

    /** The moves of which anything moves. */
    static List<ModelMove> withAmounts(List<ModelMove> moves) {
        return moves.stream().filter(move -> move.amount.signum() > 0).toList();
    }

    /** The moves of which anything moves, as entries. */
    static List<Entry> entries(List<ModelMove> moves) {
        return withAmounts(moves).stream()
                .map(move -> new Entry(move.account, move.side, Amount.of(move.amount)))
                .toList();
    }

    /** The moves of each account, accounts in the order in which they first appear. */
    static Map<AccountId, List<ModelMove>> byAccount(List<ModelMove> moves) {
        Map<AccountId, List<ModelMove>> parts = new LinkedHashMap<>();
        for (ModelMove move : moves) {
            parts.computeIfAbsent(move.account, id -> new ArrayList<>()).add(move);
        }
        return parts;
    }

    static BigInteger sum(List<ModelMove> moves, Side side) {
        return moves.stream()
                .filter(move -> move.side == side)
                .map(ModelMove::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
