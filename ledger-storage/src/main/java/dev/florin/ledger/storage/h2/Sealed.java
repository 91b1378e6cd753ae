package dev.florin.ledger.storage.h2;

import dev.florin.ledger.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file beside the database that says which batch the books ended with when they were closed. H2 meets a damaged end of its
 * file by falling back to an earlier state, in silence: with this, books that fell behind are refused.
 */
final class Sealed {
    static final String NAME = "books.sealed";

    private static final Pattern FORM =
            Pattern.compile("books ([0-9a-f-]{36})\nsequence ([0-9]{1,18})\nchain ([0-9a-f]{64})\n");

    private final Path folder;
    private final Path file;

    Sealed(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** Whether books were ever closed here. */
    boolean isThere() {
        return Files.exists(file);
    }

    /** Refuses books that end before the batch that the file names, or have another one there. */
    void check(Lane lane, UUID books, List<String> notes) throws IOException, SQLException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return;
        }
        Matcher said = FORM.matcher(text);
        if (!said.matches()) {
            notes.add("[H7] " + file + " is damaged and was ignored; it is written again when the books are closed.");
            return;
        }
        long sequence = Long.parseLong(said.group(2));
        PreparedStatement batch = lane.prepare("SELECT chain FROM ~batch WHERE sequence = ?");
        batch.setLong(1, sequence);
        boolean isThere = sequence == 0;
        try (ResultSet found = batch.executeQuery()) {
            isThere |=
                    found.next() && HexFormat.of().formatHex(found.getBytes(1)).equals(said.group(3));
        }
        if (!isThere || !books.toString().equals(said.group(1))) {
            throw new StorageException("[H6] " + file + " says that batch " + sequence + " of books " + said.group(1)
                    + " was durable, and the database does not have it: WHAT CAME BEHIND ITS END IS LOST, unless an older"
                    + " database was put here on purpose. Nothing was changed. Restore the database from a backup, or"
                    + " delete that file if its end is the one you want");
        }
    }

    /** Says so, durably. */
    void write(UUID books, long sequence, byte[] chain) throws IOException {
        Path next = file.resolveSibling(NAME + ".new");
        String text = "books " + books + "\nsequence " + sequence + "\nchain "
                + HexFormat.of().formatHex(chain) + "\n";
        Files.writeString(next, text, StandardCharsets.ISO_8859_1);
        force(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
