package dev.norma.backend.onednn.library;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where to look and where to unpack.
 *
 * @param source where the packed library is
 * @param cache the folder to unpack into
 */
record LibrarySettings(LibrarySource source, Path cache) {
    /** The property that names another folder to unpack into. */
    static final String PATH = "norma.native.path";

    /** What this process says. */
    static LibrarySettings current(Platform platform) {
        ClassLoader loader = LibrarySettings.class.getClassLoader();
        return new LibrarySettings(
                LibrarySource.of(
                        loader != null ? loader : ClassLoader.getSystemClassLoader(),
                        System.getProperty("jdk.module.path", "")),
                cache(platform, System.getProperty(PATH), System.getProperty("user.home", "."), System.getenv()));
    }

    /** The named folder, else the one for what can be made again, as the system has it. */
    static Path cache(Platform platform, @Nullable String path, String home, Map<String, String> environment) {
        if (path != null && !path.isBlank()) {
            return Path.of(path);
        }
        Path user = switch (platform.system()) {
            case "windows" -> named(environment, "LOCALAPPDATA").orElse(Path.of(home, "AppData", "Local"));
            case "macosx" -> Path.of(home, "Library", "Caches");
            default ->
                named(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(Path.of(home, ".cache"));
        };
        return user.resolve("norma").resolve("onednn-3.11-" + platform.classifier());
    }

    private static Optional<Path> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
