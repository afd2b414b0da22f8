package dev.norma.tensor;

/**
 * What an error says: what cannot be done, what was expected, what was given and how to fix it. One form for all
 * errors of the library, so that they read alike.
 *
 * @param what the thing that cannot be done, in a few words
 * @param expected what would have been right
 * @param given what was there instead, with its values
 * @param fix what to do about it
 */
public record Complaint(String what, String expected, String given, String fix) {

    /** The four parts as the text of an exception, one to a line. */
    public String text() {
        return "%s%n  expected: %s%n  given:    %s%n  fix:      %s"
                .formatted(what, expected, given, fix)
                .replace(System.lineSeparator(), "\n");
    }

    /** The same complaint about a named place, for example {@code layer "dense_1"}. */
    public Complaint at(String place) {
        return new Complaint(place + ": " + what, expected, given, fix);
    }

    /** This complaint as an exception about a value or a setting; it is a {@link Refusal}. */
    public IllegalArgumentException asArgument() {
        return new ArgumentException(this);
    }

    /** This complaint as an exception about calls out of order. */
    public IllegalStateException asState() {
        return new IllegalStateException(text());
    }
}
