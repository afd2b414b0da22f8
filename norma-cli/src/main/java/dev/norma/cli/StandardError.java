package dev.norma.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/**
 * Puts the real standard error back. The launcher starts the JVM with a filter in its place, because the JVM says there that the
 * module of the Vector API incubates, and passes the real one under the number in {@code norma.standard.error}.
 */
final class StandardError {
    private StandardError() {}

    /** Does nothing where no launcher set standard error aside. Where it fails the filter stays, and nothing is lost. */
    static void restore() {
        Integer real = Integer.getInteger("norma.standard.error");
        if (real == null) {
            return;
        }
        try {
            int _ = (int) function("dup2", JAVA_INT, JAVA_INT).invokeExact((int) real, 2);
            int _ = (int) function("close", JAVA_INT).invokeExact((int) real);
        } catch (Throwable _) {
            // The filter passes on everything but the JVM's one line.
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
