package dev.florin.ledger.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.tigerbeetle.Client;
import com.tigerbeetle.TransferBatch;
import com.tigerbeetle.UInt128;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be shown of it without a server. */
class TigerBeetlePeerTest {
    @Test
    void movesBecomeTheClientsTransfers() {
        List<Move> moves = new Moves(100, false, 1).next(TigerBeetlePeer.GREATEST_BATCH);

        TransferBatch batch = TigerBeetlePeer.transfers(moves);

        assertThat(batch.getLength()).isEqualTo(moves.size());
        batch.beforeFirst();
        for (Move move : moves) {
            assertThat(batch.next()).isTrue();
            assertThat(batch.getId(UInt128.LeastSignificant)).isEqualTo(move.idLow());
            assertThat(batch.getId(UInt128.MostSignificant)).isEqualTo(move.idHigh());
            assertThat(batch.getDebitAccountId(UInt128.LeastSignificant)).isEqualTo(move.debit() + 1L);
            assertThat(batch.getCreditAccountId(UInt128.LeastSignificant)).isEqualTo(move.credit() + 1L);
            assertThat(batch.getAmount(UInt128.LeastSignificant)).isEqualTo(move.amount());
            assertThat(batch.getLedger()).isPositive();
            assertThat(batch.getCode()).isPositive();
        }
    }

    @Test
    void theClientsNativeLibraryLoads() throws Exception {
        String nobodysAddress = "127.0.0.1:" + ServerProcess.freePort();
        try (Client client = new Client(UInt128.asBytes(0), new String[] {nobodysAddress})) {
            assertThat(client.getClusterID()).isEqualTo(UInt128.asBytes(0));
        }
    }
}
