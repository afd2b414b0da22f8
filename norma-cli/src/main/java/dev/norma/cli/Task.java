package dev.norma.cli;

import dev.norma.data.Target;
import java.util.Locale;

/** What a network is to predict. */
enum Task {
    /** Whatever the labels look like. */
    AUTO(Target.AUTO),
    /** One of several classes. */
    CLASSES(Target.CLASSES),
    /** A number. */
    NUMBER(Target.NUMBERS);

    private final Target target;

    Task(Target target) {
        this.target = target;
    }

    /** The library's word for it. */
    Target target() {
        return target;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
