package dev.norma.data;

/** A cursor that leaves elements as they are and decides only which come when. */
abstract class OrderCursor extends Cursor {
    /** Where the elements are from; {@code Repeated} exchanges it. */
    Cursor source;

    OrderCursor(Cursor source) {
        this.source = source;
    }

    @Override
    Batch take(int number) {
        return source.take(number);
    }

    @Override
    Batch gather(int[] numbers, int count) {
        return source.gather(numbers, count);
    }

    @Override
    void drop(int number) {
        source.drop(number);
    }

    @Override
    boolean numbersLast() {
        return source.numbersLast();
    }

    @Override
    void close() {
        source.close();
    }
}
