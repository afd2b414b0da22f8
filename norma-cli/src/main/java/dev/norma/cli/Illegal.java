package dev.norma.cli;

/** The value of an option, or an argument, that cannot be; {@link Misuse} says of which. */
final class Illegal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;

    /** What would be legal, for example {@code an integer from 1 to 10}. */
    Illegal(String expected) {
        super(expected);
        this.expected = expected;
    }

    String expected() {
        return expected;
    }
}
