package dev.norma.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The streams that the process was started with, as the system sees them. */
final class Terminal {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private Terminal() {}

    /** Whether somebody watches the output, so that a line may be drawn over and over. */
    static boolean isStandardOutput() {
        try {
            Optional<MethodHandle> isatty = function("isatty", JAVA_INT).or(() -> function("_isatty", JAVA_INT));
            return isatty.isPresent() && (int) isatty.get().invokeExact(OUTPUT) != 0;
        } catch (Throwable _) {
            return false;
        }
    }

    /**
     * Puts the real standard error back. The launcher starts the JVM with a filter in its place, because the JVM says there that
     * the module of the Vector API incubates, and passes the real one under the number in {@code norma.standard.error}.
     *
     * <p>Does nothing where no launcher set standard error aside. Where it fails the filter stays, and nothing is lost.
     */
    static void restoreStandardError() {
        Integer real = Integer.getInteger("norma.standard.error");
        if (real == null) {
            return;
        }
        try {
            int _ = (int) function("dup2", JAVA_INT, JAVA_INT).orElseThrow().invokeExact((int) real, ERROR);
            int _ = (int) function("close", JAVA_INT).orElseThrow().invokeExact((int) real);
        } catch (Throwable _) {
            // The filter passes on everything but the JVM's one line.
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(String name, MemoryLayout... arguments) {
        if (!Terminal.class.getModule().isNativeAccessEnabled()) { // the JVM would warn; our launchers enable it
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find(name);
        return address.map(at -> linker.downcallHandle(at, FunctionDescriptor.of(JAVA_INT, arguments)));
    }
}
