package dev.norma.diagnosis;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One thing that was found about one layer.
 *
 * @param severity how much it matters
 * @param fault what it is
 * @param layer the path of the layer
 * @param cause why, in one sentence with its numbers
 * @param numbers the numbers it was found by, each under its name
 * @param remedy what to do, as code
 */
public record Finding(
        Severity severity,
        Fault fault,
        String layer,
        String cause,
        SequencedMap<String, Double> numbers,
        String remedy) {
    /** The worst first; of equally bad ones the cause before what it causes. */
    static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::severity, Comparator.reverseOrder()).thenComparing(Finding::fault);

    /** Keeps a copy of the numbers. */
    public Finding {
        numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    }
}
