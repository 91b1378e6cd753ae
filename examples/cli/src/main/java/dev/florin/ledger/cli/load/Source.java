package dev.florin.ledger.cli.load;

import dev.florin.ledger.cli.csv.BadInputException;
import dev.florin.ledger.cli.csv.Columns;
import dev.florin.ledger.cli.csv.Row;
import dev.florin.ledger.cli.csv.RowReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file whose header has been read and understood. */
public final class Source implements Closeable {
    private final RowReader rows;
    private final Columns columns;
    private final Layout layout;
    private final long sizeBytes;

    private Source(RowReader rows, Columns columns, Layout layout, long sizeBytes) {
        this.rows = rows;
        this.columns = columns;
        this.layout = layout;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the file
     * @param layout what its rows mean
     * @param renamed the headers of columns that the file calls otherwise
     * @return the file, at its first row
     * @throws IOException if it cannot be read
     * @throws BadInputException if the header does not fit the layout
     */
    public static Source open(Path file, Layout layout, Map<String, String> renamed) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; name a CSV file");
        }
        RowReader rows = new RowReader(Files.newInputStream(file));
        try {
            Row header = rows.next();
            if (header instanceof Row.Damaged damaged) {
                throw new BadInputException(file + ": the header cannot be read: " + damaged.why());
            }
            if (!(header instanceof Row.Whole whole)) {
                throw new BadInputException(file + " is empty; its first line must name the columns "
                        + String.join(", ", layout.requiredColumns()));
            }
            Columns columns = Columns.find(whole.fields(), layout.requiredColumns(), layout.optionalColumns(), renamed);
            rows.width(whole.fields().size());
            return new Source(rows, columns, layout, Files.size(file));
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /**
     * Reads all rows.
     *
     * @param sink takes what is found
     * @throws IOException if the file cannot be read
     */
    public void read(Layout.Sink sink) throws IOException {
        layout.read(rows, columns, sink);
    }

    /**
     * How much of the file was read.
     *
     * @return 0 to 100
     */
    public int percent() {
        return sizeBytes == 0 ? 100 : (int) Math.min(100, 100 * rows.bytesRead() / sizeBytes);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
