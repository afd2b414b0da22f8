package dev.norma.training;

/** What a training step does whose loss or whose new state is infinite or not a number. */
public enum OnNonFinite {
    /** It throws, names the first layer with such a value, and changes nothing. */
    THROW,
    /** It goes on, as Keras does. */
    CONTINUE
}
