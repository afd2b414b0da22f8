package dev.norma.backend.onednn.library;

import java.util.Optional;

/** Whether the native library can be used here, and if not, why. */
public sealed interface Availability {
    /** The library is loaded. */
    record Available(LoadedLibrary library) implements Availability {}

    /** The library cannot be used; {@code why} is one sentence for the user, with what would help. */
    record Unavailable(String why) implements Availability {}

    /** The loaded library, or nothing. */
    default Optional<LoadedLibrary> loaded() {
        return this instanceof Available(LoadedLibrary library) ? Optional.of(library) : Optional.empty();
    }

    /** Why the library is not available; empty if it is. */
    default String why() {
        return this instanceof Unavailable(String why) ? why : "";
    }
}
