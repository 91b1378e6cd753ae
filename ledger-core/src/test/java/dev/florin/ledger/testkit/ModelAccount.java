package dev.florin.ledger.testkit;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.Receipt;
import dev.florin.ledger.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An account of one {@link ModelLedger}, which alone changes it. */
final class ModelAccount {
    final Receipt opened;
    final List<ModelEntry> entries = new ArrayList<>();
    Account attributes;
    AccountStatus status = AccountStatus.OPEN;
    BigInteger debits = BigInteger.ZERO;
    BigInteger credits = BigInteger.ZERO;

    ModelAccount(Account attributes, Receipt opened) {
        this.attributes = attributes;
        this.opened = opened;
    }

    BigInteger sum(Side side) {
        return side == Side.DEBIT ? debits : credits;
    }

    /** The balance, as the account's normal side signs it. */
    BigInteger posted() {
        return signed(attributes.normalSide(), debits, credits);
    }

    /** What is left of a difference, or a balance, when it is signed by a normal side. */
    static BigInteger signed(Side normalSide, BigInteger debits, BigInteger credits) {
        return normalSide == Side.CREDIT ? credits.subtract(debits) : debits.subtract(credits);
    }
}
