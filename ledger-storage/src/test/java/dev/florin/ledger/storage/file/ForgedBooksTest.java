package dev.florin.ledger.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.Account;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.StorageException;
import dev.florin.ledger.Transfer;
import dev.florin.ledger.money.Asset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals with right checksums, roots and chain, in which the sums are wrong: only who carries them out finds it. */
class ForgedBooksTest {
    private static final Asset EUR = Asset.of("EUR", 2);

    @TempDir
    private Path books;

    private void fill(int deposits) {
        try (Ledger ledger = Ledger.open(FileStorage.at(books))) {
            ledger.open(Account.named("cash", EUR).debitNormal().unlimited());
            ledger.open(Account.named("alice", EUR));
            for (int i = 0; i < deposits; i++) {
                ledger.post(Transfer.of(CommandId.of("deposit " + i))
                        .debit("cash", 100)
                        .credit("alice", 100)
                        .build());
            }
        }
    }

    @Test
    void theRefusalNamesTheBatchAndItsPlaceThoughLaterOnesWereReadMeanwhile() throws IOException {
        fill(200);
        Forger forger = new Forger(books, 1);
        int forged = forger.transfer() + 20;
        forger.pay(forged, 900, false).root(forged);
        int last = forger.count() - 1;
        for (int frame = forged; frame < last; frame++) {
            forger.chain(frame).checksum(frame);
        }
        forger.drop(last, true).done();
        Path journal = books.resolve("journal").resolve(SegmentName.of(1));
        byte[] before = Files.readAllBytes(journal);

        assertThatThrownBy(() -> Ledger.open(FileStorage.at(books)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("[R14]")
                .hasMessageContaining("offset " + forger.frame(forged).offset() + ":")
                .hasMessageContaining("carries other sums than its account's entries add up to");
        assertThat(Files.readAllBytes(journal)).isEqualTo(before);
    }
}
