package dev.norma.ops;

import dev.norma.tensor.Operand;
import java.util.List;

/**
 * What a run of a scan's body gives, and what the scan gives.
 *
 * @param carries handed on to the next run; in the end, the last ones
 * @param ys what the run adds to the results; in the end, those of all runs, stacked along a new first axis
 */
public record Carried<T extends Operand<T>>(List<T> carries, List<T> ys) {
    /** Keeps copies of its parts. */
    public Carried {
        carries = List.copyOf(carries);
        ys = List.copyOf(ys);
    }
}
