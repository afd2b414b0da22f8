package dev.norma.runtime;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a back end with threads of its own has: as many as the system property {@code norma.threads} says, else as many
 * as there are processors that this process may use. In a container those are the ones that its limits leave.
 */
public final class EngineThreads {
    /** The property. */
    static final String NAME = "norma.threads";

    private static final int MOST = 1024;

    private EngineThreads() {}

    /**
     * Their number.
     *
     * @throws IllegalArgumentException if the property is no number from 1 to 1024
     */
    public static int count() {
        return count(System.getProperty(NAME), Runtime.getRuntime().availableProcessors());
    }

    static int count(@Nullable String asked, int processors) {
        if (asked == null) {
            return Math.min(processors, MOST);
        }
        int threads = asked.matches("[0-9]{1,4}") ? Integer.parseInt(asked) : 0;
        if (threads < 1 || threads > MOST) {
            throw new Complaint(
                            "the property %s cannot be this".formatted(NAME),
                            "a number of threads from 1 to " + MOST,
                            Shown.text(asked),
                            "set it to such a number, or leave it out for one thread per processor")
                    .asArgument();
        }
        return threads;
    }
}
