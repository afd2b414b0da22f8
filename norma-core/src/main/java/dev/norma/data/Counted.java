package dev.norma.data;

/** Numbers of things in sentences. */
final class Counted {
    private Counted() {}

    /** For example {@code 1 cell} or {@code 3 cells}. */
    static String of(long count, String thing) {
        return count == 1 ? "1 " + thing : "%d %ss".formatted(count, thing);
    }
}
