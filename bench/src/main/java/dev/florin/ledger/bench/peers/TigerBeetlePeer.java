package dev.florin.ledger.bench.peers;

import com.tigerbeetle.AccountBatch;
import com.tigerbeetle.AccountFlags;
import com.tigerbeetle.Client;
import com.tigerbeetle.CreateAccountResultBatch;
import com.tigerbeetle.CreateTransferResultBatch;
import com.tigerbeetle.IdBatch;
import com.tigerbeetle.QueryFilter;
import com.tigerbeetle.TransferBatch;
import com.tigerbeetle.UInt128;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * TigerBeetle on the loopback, one replica, from a program whose path the user gives, with its Java client. All callers share one
 * client, as its documents ask.
 */
final class TigerBeetlePeer implements Peer {
    /** The most that one request takes. */
    static final int GREATEST_BATCH = 8_189;

    private static final int LEDGER = 1;
    private static final int CODE_FUNDING = 1;
    private static final int CODE_TRANSFER = 2;

    /** One is worked on, and the next one is there when it ends. */
    private static final int BATCHES_UNDER_WAY = 2;

    private static final long FORMAT_SECONDS = 120;
    private static final long START_SECONDS = 60;
    private static final long LONGEST_REQUEST_SECONDS = 60;

    private final Path program;
    private final Path folder;
    private final Path data;
    private int accounts;
    private @Nullable ServerProcess server;
    private @Nullable Client client;

    TigerBeetlePeer(Path program, Path folder) {
        this.program = program.toAbsolutePath();
        this.folder = folder.toAbsolutePath().normalize();
        this.data = this.folder.resolve("0_0.tigerbeetle");
    }

    @Override
    public String name() {
        return "TigerBeetle";
    }

    @Override
    public String durability() {
        return "one replica; its log is written past the page cache and flushed before a request is answered";
    }

    @Override
    public void prepare(int count, long startBalance) throws Exception {
        accounts = count;
        Path log = folder.resolve("tigerbeetle.log");
        ServerProcess.run(
                List.of(
                        program.toString(),
                        "format",
                        "--cluster=0",
                        "--replica=0",
                        "--replica-count=1",
                        data.toString()),
                folder,
                log,
                FORMAT_SECONDS);
        int port = ServerProcess.freePort();
        ServerProcess process = ServerProcess.start(
                List.of(program.toString(), "start", "--addresses=127.0.0.1:" + port, data.toString()), folder, log);
        server = process;
        process.awaitPort(port, START_SECONDS);
        client = new Client(UInt128.asBytes(0), new String[] {"127.0.0.1:" + port});
        makeAccounts();
        fund(startBalance);
    }

    /** An account's id in TigerBeetle, which has no id zero. The bank's is behind those of the accounts. */
    private static long id(int account) {
        return account + 1L;
    }

    private long bank() {
        return id(accounts);
    }

    private void makeAccounts() throws Exception {
        for (int from = 0; from <= accounts; from += GREATEST_BATCH) {
            AccountBatch batch = new AccountBatch(GREATEST_BATCH);
            for (int number = from; number <= Math.min(accounts, from + GREATEST_BATCH - 1); number++) {
                batch.add();
                batch.setId(id(number));
                batch.setLedger(LEDGER);
                batch.setCode(CODE_FUNDING);
                batch.setFlags(number == accounts ? AccountFlags.NONE : AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
            }
            CreateAccountResultBatch refused = await(client().createAccountsAsync(batch));
            if (refused.next()) {
                throw new IllegalStateException("TigerBeetle did not make an account: " + refused.getResult());
            }
        }
    }

    private void fund(long startBalance) throws Exception {
        for (int from = 0; from < accounts; from += GREATEST_BATCH) {
            TransferBatch batch = new TransferBatch(GREATEST_BATCH);
            for (int number = from; number < Math.min(accounts, from + GREATEST_BATCH); number++) {
                batch.add();
                batch.setId(id(number));
                batch.setDebitAccountId(bank());
                batch.setCreditAccountId(id(number));
                batch.setAmount(startBalance);
                batch.setLedger(LEDGER);
                batch.setCode(CODE_FUNDING);
            }
            requirePosted(await(client().createTransfersAsync(batch)));
        }
    }

    /** The transfers as the client sends them. */
    static TransferBatch transfers(List<Move> moves) {
        TransferBatch batch = new TransferBatch(moves.size());
        for (Move move : moves) {
            batch.add();
            batch.setId(move.idLow(), move.idHigh());
            batch.setDebitAccountId(id(move.debit()));
            batch.setCreditAccountId(id(move.credit()));
            batch.setAmount(move.amount());
            batch.setLedger(LEDGER);
            batch.setCode(CODE_TRANSFER);
        }
        return batch;
    }

    /** The answer has a line for each transfer that was not posted, and no other. */
    private static void requirePosted(CreateTransferResultBatch refused) {
        if (refused.next()) {
            throw new IllegalStateException(
                    "TigerBeetle did not post transfer " + refused.getIndex() + " of a batch: " + refused.getResult());
        }
    }

    private Client client() {
        Client open = client;
        if (open == null) {
            throw new IllegalStateException("TigerBeetle is not prepared");
        }
        return open;
    }

    /** A client waits for ever for a server that is gone. */
    private <T> T await(CompletableFuture<T> answer) throws Exception {
        try {
            return answer.get(LONGEST_REQUEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            if (server != null) {
                server.requireRunning();
            }
            throw new IllegalStateException(
                    "TigerBeetle has not answered for " + LONGEST_REQUEST_SECONDS + " s. Look at its log", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "TigerBeetle's client failed: " + e.getCause()
                            + ". A server older than the client is not supported: see tigerbeetle.version in bench/pom.xml",
                    e);
        }
    }

    @Override
    public Caller caller() {
        Client shared = client();
        return new Caller() {
            @Override
            public void post(Move move) {
                requirePosted(shared.createTransfers(transfers(List.of(move))));
            }

            @Override
            public long balance(int account) {
                IdBatch ids = new IdBatch(1);
                ids.add(id(account));
                return TigerBeetlePeer.balances(shared.lookupAccounts(ids), 1)[0];
            }

            @Override
            public long[] balances(int[] asked) {
                IdBatch ids = new IdBatch(asked.length);
                for (int account : asked) {
                    ids.add(id(account));
                }
                return TigerBeetlePeer.balances(shared.lookupAccounts(ids), asked.length);
            }

            @Override
            public void close() {}
        };
    }

    /** Of accounts that were looked up: the answer leaves out those that are not there. */
    private static long[] balances(AccountBatch found, int count) {
        if (found.getLength() != count) {
            throw new IllegalStateException(
                    "TigerBeetle knows " + found.getLength() + " of " + count + " accounts that were made");
        }
        long[] balances = new long[count];
        for (int i = 0; found.next(); i++) {
            balances[i] = Math.subtractExact(
                    found.getCreditsPosted(UInt128.LeastSignificant), found.getDebitsPosted(UInt128.LeastSignificant));
        }
        return balances;
    }

    @Override
    public Batches batches() {
        return new Batches() {
            @Override
            public int underWay() {
                return BATCHES_UNDER_WAY;
            }

            @Override
            public Pending post(List<Move> batch) {
                CompletableFuture<CreateTransferResultBatch> answer = client().createTransfersAsync(transfers(batch));
                return () -> requirePosted(TigerBeetlePeer.this.await(answer));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Totals totals() throws Exception {
        long sum = 0;
        for (int from = 0; from < accounts; from += GREATEST_BATCH) {
            int count = Math.min(GREATEST_BATCH, accounts - from);
            IdBatch ids = new IdBatch(count);
            for (int number = from; number < from + count; number++) {
                ids.add(id(number));
            }
            for (long balance : balances(await(client().lookupAccountsAsync(ids)), count)) {
                sum = Math.addExact(sum, balance);
            }
        }
        return new Totals(sum, transferCount());
    }

    /** TigerBeetle does not count, so all transfers are read, page by page. */
    private long transferCount() throws Exception {
        QueryFilter filter = new QueryFilter();
        filter.setCode(CODE_TRANSFER);
        filter.setLimit(GREATEST_BATCH);
        long count = 0;
        while (true) {
            TransferBatch page = await(client().queryTransfersAsync(filter));
            if (page.getLength() == 0) {
                return count;
            }
            count += page.getLength();
            page.setPosition(page.getLength() - 1);
            filter.setTimestampMin(page.getTimestamp() + 1);
        }
    }

    @Override
    public Optional<Space> space() throws IOException {
        return Optional.of(new Space(Files.size(data), "the data file, which grows in large steps"));
    }

    @Override
    public String said() {
        ServerProcess process = server;
        return process == null ? "" : process.said();
    }

    @Override
    public void close() {
        Client open = client;
        client = null;
        if (open != null) {
            open.close();
        }
        ServerProcess running = server;
        if (running != null && running.isRunning()) {
            running.stop();
        }
    }
}
