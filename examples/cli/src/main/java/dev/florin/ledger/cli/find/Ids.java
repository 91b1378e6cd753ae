package dev.florin.ledger.cli.find;

import dev.florin.ledger.CommandId;
import dev.florin.ledger.cli.csv.BadInputException;

/** Ids of commands as files and command lines write them. */
public final class Ids {
    private Ids() {}

    /**
     * The id that a text stands for: itself if it has the form of a UUID, else the id of this name.
     *
     * @param text an id or a name
     * @return the id
     * @throws IllegalArgumentException if the text is empty or has no form in UTF-8
     */
    public static CommandId command(String text) {
        try {
            return CommandId.parse(text);
        } catch (IllegalArgumentException notAnId) {
            return CommandId.of(text);
        }
    }

    /**
     * The id that a word of the command line stands for, as {@link #command}.
     *
     * @param text an id or a name
     * @return the id
     * @throws BadInputException if the text is empty or has no form in UTF-8
     */
    public static CommandId typed(String text) {
        try {
            return command(text);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + text + "' cannot name a command: " + e.getMessage());
        }
    }
}
