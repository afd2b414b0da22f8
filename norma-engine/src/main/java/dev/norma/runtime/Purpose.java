package dev.norma.runtime;

/**
 * What a program is for, as recordings of events tell it.
 *
 * @param model whose program it is; empty for none
 * @param mode for example {@code train} or {@code predict}
 */
public record Purpose(String model, String mode) {
    /** No model's: operations, for example. */
    public static final Purpose OTHER = new Purpose("", "call");
}
