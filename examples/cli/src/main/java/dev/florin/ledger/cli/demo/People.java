package dev.florin.ledger.cli.demo;

/** Names of invented people, each another one. */
final class People {
    private static final String[] FIRST = {
        "ada", "bela", "carla", "dora", "elif", "farid", "grete", "hugo", "ines", "jonas", "kofi", "łucja", "mira",
        "nils", "oya", "pavel", "quirin", "rosa", "søren", "tove", "uma", "viktor", "wanda", "xenia", "yusuf", "zoë",
        "美咲", "дарья", "anaïs", "bjørk", "chidi", "diego"
    };
    private static final String[] LAST = {
        "abel", "braun", "costa", "dubois", "eriksen", "fischer", "gomez", "horák", "ivanov", "jensen", "kaya", "lund",
        "moreau", "novák", "okafor", "peeters", "quist", "rossi", "şahin", "tanaka", "urban", "vos", "weber", "xu",
        "yilmaz", "zeman", "ångström", "beneš", "cruz", "díaz", "egger", "fekete"
    };

    private People() {}

    /** The name of the account of a person, by the person's number. */
    static String account(int number) {
        int pairs = FIRST.length * LAST.length;
        String first = FIRST[number % FIRST.length];
        // Another family name for each round through the first names, so that neighbours are not all of one family.
        String last = LAST[(number + number / FIRST.length) % LAST.length];
        return "users:" + first + "." + last + (number < pairs ? "" : "." + (1 + number / pairs));
    }
}
