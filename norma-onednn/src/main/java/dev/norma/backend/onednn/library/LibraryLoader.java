package dev.norma.backend.onednn.library;

import dev.norma.backend.onednn.library.Availability.Available;
import dev.norma.backend.onednn.library.Availability.Unavailable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From a jar on the path to functions in memory.
 *
 * <p>The file is opened by its path, not by {@code System.load}: the same library then serves several class loaders of one
 * process.
 */
public final class LibraryLoader {
    private LibraryLoader() {}

    /** Loads the library for this machine. */
    public static Availability load() {
        Platform platform = Platform.current();
        try {
            return load(platform, LibrarySettings.current(platform));
        } catch (InvalidPathException given) {
            return new Unavailable("%s is no folder: %s".formatted(LibrarySettings.PATH, given.getMessage()));
        }
    }

    /** Loads the library for a machine from a place. */
    static Availability load(Platform platform, LibrarySettings settings) {
        Optional<String> refusal = platform.refusal();
        if (refusal.isPresent()) {
            return new Unavailable(refusal.get());
        }
        try {
            return undisturbed(platform, settings);
        } catch (IllegalCallerException _) {
            return new Unavailable("this Java denies native access: start it with --enable-native-access="
                    + (LibraryLoader.class.getModule().isNamed()
                            ? LibraryLoader.class.getModule().getName()
                            : "ALL-UNNAMED"));
        } catch (IllegalArgumentException | UnsatisfiedLinkError failure) {
            return new Unavailable(
                    "the native library in %s cannot be loaded: %s".formatted(settings.cache(), failure.getMessage()));
        } catch (FileSystemException failure) {
            return new Unavailable(
                    "the native library cannot be unpacked into %s (%s): set -D%s to a folder that can be written"
                            .formatted(settings.cache(), reason(failure), LibrarySettings.PATH));
        } catch (IOException failure) {
            return new Unavailable("the native library cannot be unpacked into %s: %s"
                    .formatted(settings.cache(), failure.getMessage()));
        }
    }

    /**
     * An interruption of the thread that happens to come first closes the file that is read, and begins it anew here: the
     * process would do without the library for ever.
     */
    private static Availability undisturbed(Platform platform, LibrarySettings settings) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return open(platform, settings);
                } catch (ClosedByInterruptException _) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Availability open(Platform platform, LibrarySettings settings) throws IOException {
        LibraryCache cache = new LibraryCache(settings.cache());
        List<String> files = platform.files();
        List<Path> unpacked = new java.util.ArrayList<>();
        for (String file : files) {
            Optional<URL> url =
                    settings.source().find("org/bytedeco/dnnl/%s/%s".formatted(platform.classifier(), file));
            if (url.isEmpty()) {
                return new Unavailable(
                        "%s is on neither the class path nor the module path: add org.bytedeco:dnnl:3.11-1.5.13:%s"
                                .formatted(file, platform.classifier()));
            }
            unpacked.add(cache.unpacked(file, PackedFile.at(url.get())));
        }
        return new Available(opened(platform, unpacked));
    }

    @SuppressWarnings("restricted")
    private static LoadedLibrary opened(Platform platform, List<Path> files) {
        Environment.waitPassively();
        SymbolLookup symbols = SymbolLookup.libraryLookup(files.getLast(), Arena.global());
        for (Path other : files.subList(0, files.size() - 1)) {
            symbols = symbols.or(SymbolLookup.libraryLookup(other, Arena.global()));
        }
        return new LoadedLibrary(files.getLast(), platform, symbols);
    }

    private static String reason(FileSystemException failure) {
        return switch (failure) {
            case java.nio.file.AccessDeniedException _ -> "access denied: " + failure.getFile();
            case java.nio.file.FileAlreadyExistsException _ -> "a file is in the way: " + failure.getFile();
            default -> failure.getReason() != null ? failure.getReason() : String.valueOf(failure.getMessage());
        };
    }
}
