package dev.florin.ledger.cli.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. Columns grow with what they hold and never shrink. Not thread-safe. */
public final class Table {
    /** Printed so many at a time, so that a long list begins to show at once and takes no memory. */
    private static final int ROWS_AT_ONCE = 1_000;

    private static final String GAP = "  ";

    private final PrintWriter out;
    private final String indent;
    private final List<Column> columns = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private boolean headed;

    private static final class Column {
        private final String header;
        private final boolean right;
        private int width;

        Column(String header, boolean right) {
            this.header = header;
            this.right = right;
            this.width = Printable.width(header);
        }

        String pad(String text, boolean last) {
            String space = " ".repeat(Math.max(0, width - Printable.width(text)));
            if (right) {
                return space + text;
            }
            return last ? text : text + space;
        }
    }

    /**
     * An empty table.
     *
     * @param out where it is printed
     * @param indent what each line begins with
     */
    public Table(PrintWriter out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    /**
     * Adds a column of text.
     *
     * @param header what stands above it
     * @return this
     */
    public Table left(String header) {
        columns.add(new Column(header, false));
        return this;
    }

    /**
     * Adds a column of figures.
     *
     * @param header what stands above it
     * @return this
     */
    public Table right(String header) {
        columns.add(new Column(header, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one text for each column
     */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        String[] printable = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            printable[i] = Printable.of(cells[i]);
            columns.get(i).width = Math.max(columns.get(i).width, Printable.width(printable[i]));
        }
        rows.add(printable);
        if (rows.size() == ROWS_AT_ONCE) {
            flush();
        }
    }

    /** Prints what was added and not printed yet; the header before the first row. */
    public void flush() {
        if (!headed) {
            print(columns.stream().map(column -> column.header).toArray(String[]::new));
            headed = true;
        }
        rows.forEach(this::print);
        rows.clear();
        out.flush();
    }

    private void print(String[] cells) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < cells.length; i++) {
            boolean last = i == cells.length - 1;
            line.append(columns.get(i).pad(cells[i], last)).append(last ? "" : GAP);
        }
        out.println(line.toString().stripTrailing());
    }
}
