package dev.norma.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The processor's features that matter to networks, under Linux' names for them.
 *
 * @param architecture as Java names it
 * @param features those that matter; empty where the system does not tell
 */
record Processor(String architecture, Optional<List<String>> features) {
    /** What matters, from the least to the most. */
    private static final List<String> TOLD = List.of(
            "sse4_1",
            "avx2",
            "fma",
            "avx512f",
            "avx512_vnni",
            "avx512_bf16",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "asimddp",
            "bf16",
            "i8mm",
            "sve");

    /** Other systems' names for them. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("sse4.1", "sse4_1"),
            Map.entry("feat_dotprod", "asimddp"),
            Map.entry("feat_bf16", "bf16"),
            Map.entry("feat_i8mm", "i8mm"),
            Map.entry("advsimd", "asimd"));

    /** The numbers by which Windows is asked whether the processor has a feature. */
    private static final Map<Integer, String> OF_WINDOWS =
            new TreeMap<>(Map.of(37, "sse4_1", 40, "avx2", 41, "avx512f", 19, "asimd", 43, "asimddp"));

    /** This machine's. */
    static Processor current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), new Machine.Here());
    }

    static Processor of(String name, String architecture, Machine machine) {
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<Stream<String>> words = lower.startsWith("linux")
                ? machine.file("/proc/cpuinfo").map(Processor::ofLinux)
                : lower.startsWith("mac")
                        ? machine.output("/usr/sbin/sysctl", "machdep.cpu", "hw.optional")
                                .map(Processor::ofMac)
                        : lower.startsWith("windows") ? ofWindows(machine) : Optional.empty();
        return new Processor(architecture, words.map(Processor::thatMatter));
    }

    /** For example {@code amd64: sse4_1 avx2 fma}. */
    String description() {
        return architecture + ": "
                + features.map(found -> found.isEmpty() ? "none of the features that matter" : String.join(" ", found))
                        .orElse("its features are not known on this system");
    }

    private static List<String> thatMatter(Stream<String> words) {
        List<String> found = words.map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> OTHERWISE.getOrDefault(word, word))
                .toList();
        return TOLD.stream().filter(found::contains).toList();
    }

    /** The line {@code flags : fpu ... avx2}, which is called {@code Features} on Arm. */
    private static Stream<String> ofLinux(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .limit(1)
                .flatMap(line -> Arrays.stream(
                        line.substring(line.indexOf(':') + 1).trim().split("\\s+")));
    }

    /** Lines such as {@code machdep.cpu.leaf7_features: AVX2 BMI2} and {@code hw.optional.arm.FEAT_BF16: 1}. */
    private static Stream<String> ofMac(String sysctl) {
        return sysctl.lines().flatMap(line -> {
            String key = line.substring(0, Math.max(0, line.indexOf(':')));
            String value = line.substring(line.indexOf(':') + 1).trim();
            if (key.startsWith("hw.optional.")) {
                return value.equals("1") ? Stream.of(key.substring(key.lastIndexOf('.') + 1)) : Stream.empty();
            }
            return key.endsWith("features") ? Arrays.stream(value.split("\\s+")) : Stream.empty();
        });
    }

    private static Optional<Stream<String>> ofWindows(Machine machine) {
        if (machine.windows(37).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(OF_WINDOWS.entrySet().stream()
                .filter(feature -> machine.windows(feature.getKey()).orElse(false))
                .map(Map.Entry::getValue));
    }
}
