package dev.florin.ledger.internal.books;

/** What all rules of movements work with. One of each, shared: a movement is filled, judged and written before the next. */
record Tools(Books books, Movement movement, MovementRules rules, MovementWriter writer) {
    static Tools of(Books books) {
        Movement movement = new Movement(books);
        return new Tools(books, movement, new MovementRules(books, movement), new MovementWriter(books, movement));
    }
}
