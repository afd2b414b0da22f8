package dev.norma.backend.onednn.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A machine, as far as it decides which native library fits.
 *
 * @param system {@code linux}, {@code macosx}, {@code windows}, or the name Java gives
 * @param architecture {@code x86_64}, {@code arm64}, or the name Java gives
 * @param musl whether the C library is musl
 * @param features the processor's features as Linux names them; empty where they cannot be read
 */
public record Platform(String system, String architecture, boolean musl, Set<String> features) {
    /** The platforms that a library exists for, by the classifier of its jar. */
    static final List<String> KNOWN =
            List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

    /** Makes the sets immutable. */
    public Platform {
        features = Set.copyOf(features);
    }

    /** This machine. */
    public static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), Path.of("/"));
    }

    /** The machine with Java's names for its system and architecture, whose {@code proc} folder lies in {@code root}. */
    public static Platform of(String osName, String osArch, Path root) {
        String system = system(osName.toLowerCase(Locale.ROOT));
        boolean linux = system.equals("linux");
        return new Platform(
                system,
                architecture(osArch.toLowerCase(Locale.ROOT)),
                linux
                        && text(root.resolve("proc/self/maps"))
                                .map(Platform::mentionsMusl)
                                .orElse(false),
                linux ? text(root.resolve("proc/cpuinfo")).map(Platform::flags).orElse(Set.of()) : Set.of());
    }

    /** The classifier of the jar with this platform's library, such as {@code linux-x86_64}. */
    public String classifier() {
        return system + "-" + architecture;
    }

    /** Why no library can run here; empty if one can. */
    Optional<String> refusal() {
        if (!KNOWN.contains(classifier())) {
            return Optional.of("there is no native library for %s (there is for %s)"
                    .formatted(classifier(), String.join(", ", KNOWN)));
        }
        if (musl) {
            return Optional.of("this Linux uses the C library musl, and the native library needs glibc");
        }
        if (architecture.equals("x86_64") && !features.isEmpty() && !features.contains("sse4_1")) {
            return Optional.of("the processor lacks SSE 4.1, which the native library needs");
        }
        return Optional.empty();
    }

    /** The files to unpack, those that others need first; the last one is oneDNN itself. */
    List<String> files() {
        return switch (classifier()) {
            case "linux-x86_64", "linux-arm64" -> List.of("libgomp.so.1", "libdnnl.so.3");
            case "macosx-arm64" -> List.of("libomp.dylib", "libdnnl.3.dylib");
            case "macosx-x86_64" -> List.of("libiomp5.dylib", "libdnnl.3.dylib");
            case "windows-x86_64" -> List.of("dnnl.dll");
            default -> List.of();
        };
    }

    private static String system(String name) {
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return "macosx";
        }
        return name.startsWith("windows") ? "windows" : name;
    }

    private static String architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64", "x86-64", "x64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> name;
        };
    }

    private static boolean mentionsMusl(String maps) {
        return maps.contains("/ld-musl-") || maps.contains("/libc.musl-");
    }

    private static Set<String> flags(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .map(line -> Set.copyOf(Arrays.asList(
                        line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
                .orElse(Set.of());
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException | SecurityException _) {
            return Optional.empty();
        }
    }
}
