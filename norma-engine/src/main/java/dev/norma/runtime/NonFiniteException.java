package dev.norma.runtime;

import dev.norma.tensor.Refusal;

/** A result, or a state that was about to be written, is infinite or not a number. Nothing was written. */
public class NonFiniteException extends ArithmeticException implements Refusal {
    private static final long serialVersionUID = 1L;

    /** What was not finite, and where it first came up. */
    public NonFiniteException(String message) {
        super(message);
    }
}
