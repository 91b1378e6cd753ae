package dev.florin.ledger.cli.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the columns of a layout stand in a file. Immutable. */
public final class Columns {
    private final Map<String, Integer> indexes;

    private Columns(Map<String, Integer> indexes) {
        this.indexes = Map.copyOf(indexes);
    }

    /**
     * Finds the columns in a header.
     *
     * @param header the first row of the file
     * @param required columns that must be there
     * @param optional columns that may be missing, unless they are renamed
     * @param renamed the headers of columns that the file calls otherwise
     * @return where they stand
     * @throws BadInputException if one is missing, there twice, or not a column of the layout
     */
    public static Columns find(
            List<String> header, List<String> required, List<String> optional, Map<String, String> renamed) {
        List<String> known = Stream.concat(required.stream(), optional.stream()).collect(Collectors.toList());
        for (String name : renamed.keySet()) {
            if (!known.contains(name)) {
                throw new BadInputException(
                        "--column " + name + "=…: this layout has the columns " + String.join(", ", known));
            }
        }
        Map<String, Integer> indexes = new HashMap<>();
        for (String name : known) {
            String wanted = renamed.getOrDefault(name, name);
            int index = header.indexOf(wanted);
            if (index != header.lastIndexOf(wanted)) {
                throw new BadInputException("the header has the column '" + wanted + "' twice, as " + (index + 1)
                        + " and " + (header.lastIndexOf(wanted) + 1) + "; rename one of them");
            }
            if (index >= 0) {
                indexes.put(name, index);
            } else if (required.contains(name) || renamed.containsKey(name)) {
                throw new BadInputException("the header has no column '" + wanted + "', only "
                        + String.join(", ", header) + "; say what it is called with --column " + name + "=HEADER");
            }
        }
        return new Columns(indexes);
    }

    /**
     * A field of a row.
     *
     * @param row the row
     * @param column the name of the column in the layout
     * @return the field, empty if the file has no such column
     */
    public String get(Row.Whole row, String column) {
        Integer index = indexes.get(column);
        return index == null ? "" : row.fields().get(index);
    }
}
