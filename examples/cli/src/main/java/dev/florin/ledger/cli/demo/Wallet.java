package dev.florin.ledger.cli.demo;

import dev.florin.ledger.Account;
import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountStatus;
import dev.florin.ledger.AccountUpdate;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A wallet provider: users who top up, pay one another for a fee, split bills and cash out. All of it follows from a
 * seed, so that a run can be repeated.
 */
final class Wallet {
    static final Asset EUR = Asset.of("EUR", 2);
    static final String CASH = "bank:cash";
    static final String FEES = "income:fees";
    static final String PAYOUTS = "liabilities:payouts";

    private static final int SINGLES = 200;
    private static final int SINGLES_USER = 5;
    private static final long LEAST_PAYMENT = 50;
    private static final int DIFFERENT_PAYMENTS = 30_00;

    private final Random random;
    private final List<String> names;
    private final List<AccountId> users;
    private final AccountId fees = AccountId.of(FEES);
    private final AccountId payouts = AccountId.of(PAYOUTS);

    Wallet(int userCount, long seed) {
        random = new Random(seed);
        names = new ArrayList<>(userCount);
        users = new ArrayList<>(userCount);
        for (int i = 0; i < userCount; i++) {
            names.add(People.account(i));
            users.add(AccountId.of(names.get(i)));
        }
    }

    /** The users' accounts, in the order of their numbers. */
    List<AccountId> users() {
        return users;
    }

    /** The first user's account is the one that is shown. */
    String shownUser() {
        return names.get(0);
    }

    /** The last user's account is frozen before payments begin. */
    String frozenUser() {
        return names.get(names.size() - 1);
    }

    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>(names.size() + 3);
        accounts.add(Account.named(CASH, EUR).debitNormal());
        accounts.add(Account.named(FEES, EUR));
        accounts.add(Account.named(PAYOUTS, EUR));
        names.forEach(name -> accounts.add(Account.named(name, EUR)));
        return accounts;
    }

    /** Everybody puts something in. */
    List<Transfer> topUps() {
        AccountId cash = AccountId.of(CASH);
        List<Transfer> transfers = new ArrayList<>(users.size());
        for (int i = 0; i < users.size(); i++) {
            long amount = 5_00L * (4 + random.nextInt(77));
            transfers.add(Transfer.of(CommandId.of("demo:top-up:" + i))
                    .debit(cash, amount)
                    .credit(users.get(i), amount)
                    .reference("top-up")
                    .build());
        }
        return transfers;
    }

    AccountUpdate freeze() {
        return AccountUpdate.of(CommandId.of("demo:freeze"), AccountId.of(frozenUser()))
                .status(AccountStatus.FROZEN);
    }

    /** Payments to one, to many, and to the user's own bank, mixed. */
    List<Transfer> payments(int count) {
        List<Transfer> transfers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            CommandId id = CommandId.of("demo:payment:" + i);
            int kind = random.nextInt(100);
            transfers.add(kind < 78 ? payment(id) : kind < 97 ? split(id) : cashOut(id));
        }
        return transfers;
    }

    /** Cents from the bank to and fro, to be posted one by one. */
    List<Transfer> singles() {
        AccountId cash = AccountId.of(CASH);
        AccountId user = users.get(SINGLES_USER);
        List<Transfer> transfers = new ArrayList<>(SINGLES);
        for (int i = 0; i < SINGLES; i++) {
            boolean there = i % 2 == 0;
            transfers.add(Transfer.of(CommandId.of("demo:single:" + i))
                    .debit(there ? cash : user, 1)
                    .credit(there ? user : cash, 1)
                    .reference("a cent to and fro")
                    .build());
        }
        return transfers;
    }

    /** What was cashed out leaves the bank. */
    Transfer settlePayouts(Amount owed) {
        return Transfer.of(CommandId.of("demo:settle"))
                .debit(payouts, owed)
                .credit(AccountId.of(CASH), owed)
                .reference("payouts of the day")
                .build();
    }

    /** One debit, two credits: the payee, and a fee of one per cent, rounded up to a cent. */
    private Transfer payment(CommandId id) {
        AccountId payer = anyUser();
        long amount = anyAmount();
        long fee = (amount + 99) / 100;
        return Transfer.of(id)
                .debit(payer, amount + fee)
                .credit(anyUserBut(payer), amount)
                .credit(fees, fee)
                .reference("payment")
                .build();
    }

    /** One debit, several credits. */
    private Transfer split(CommandId id) {
        AccountId payer = anyUser();
        int payees = 2 + random.nextInt(9);
        long each = anyAmount() / payees + 1;
        Transfer.Builder transfer = Transfer.of(id).debit(payer, each * payees).reference("split of a bill");
        for (int i = 0; i < payees; i++) {
            transfer.credit(anyUserBut(payer), each);
        }
        return transfer.build();
    }

    private Transfer cashOut(CommandId id) {
        long amount = anyAmount();
        return Transfer.of(id)
                .debit(anyUser(), amount)
                .credit(payouts, amount)
                .reference("cash out")
                .build();
    }

    private long anyAmount() {
        return LEAST_PAYMENT + random.nextInt(DIFFERENT_PAYMENTS);
    }

    private AccountId anyUser() {
        return users.get(random.nextInt(users.size()));
    }

    private AccountId anyUserBut(AccountId other) {
        AccountId user = anyUser();
        while (user.equals(other)) {
            user = anyUser();
        }
        return user;
    }
}
