package dev.norma.backend.onednn.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Handles of C functions by their shape. A handle takes the function's address first, so that it belongs to no library and
 * can be a constant.
 */
final class Downcall {
    private Downcall() {}

    /** A function that returns a status; a letter per parameter: {@code A} address, {@code I} int, {@code J} long, {@code F} float. */
    static MethodHandle status(String parameters) {
        return handle(FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts(parameters)));
    }

    /** A function that returns an address. */
    static MethodHandle address(String parameters) {
        return handle(FunctionDescriptor.of(ValueLayout.ADDRESS, layouts(parameters)));
    }

    /** A function that returns a size. */
    static MethodHandle size(String parameters) {
        return handle(FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts(parameters)));
    }

    /** A function that returns nothing. */
    static MethodHandle nothing(String parameters) {
        return handle(FunctionDescriptor.ofVoid(layouts(parameters)));
    }

    /** What a handle threw, to be thrown on: native functions throw nothing, so it is an error of the JVM or of ours. */
    static RuntimeException broken(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(descriptor);
    }

    private static MemoryLayout[] layouts(String parameters) {
        return parameters
                .chars()
                .mapToObj(letter -> switch (letter) {
                    case 'A' -> ValueLayout.ADDRESS;
                    case 'I' -> ValueLayout.JAVA_INT;
                    case 'J' -> ValueLayout.JAVA_LONG;
                    case 'F' -> ValueLayout.JAVA_FLOAT;
                    default -> throw new IllegalArgumentException(parameters);
                })
                .toArray(MemoryLayout[]::new);
    }
}
