package dev.norma.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How systems tell about their processors; each answer is empty where it cannot be had. */
interface Machine {
    /** The text of a file. */
    Optional<String> file(String path);

    /** What a command prints. */
    Optional<String> output(String... command);

    /** Whether Windows says that the processor has a feature. */
    Optional<Boolean> windows(int feature);

    /** The one that we run on. */
    final class Here implements Machine {
        @Override
        public Optional<String> file(String path) {
            try {
                return Optional.of(Files.readString(Path.of(path)));
            } catch (IOException _) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<String> output(String... command) {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                return Optional.of(new String(process.getInputStream().readAllBytes(), UTF_8));
            } catch (IOException _) {
                return Optional.empty();
            }
        }

        @Override
        @SuppressWarnings("restricted")
        public Optional<Boolean> windows(int feature) {
            try {
                MethodHandle present = Linker.nativeLinker()
                        .downcallHandle(
                                SymbolLookup.libraryLookup("kernel32", Arena.global())
                                        .findOrThrow("IsProcessorFeaturePresent"),
                                FunctionDescriptor.of(JAVA_INT, JAVA_INT));
                return Optional.of((int) present.invokeExact(feature) != 0);
            } catch (Throwable _) {
                return Optional.empty();
            }
        }
    }
}
