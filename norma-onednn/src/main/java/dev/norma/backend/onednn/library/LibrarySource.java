package dev.norma.backend.onednn.library;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds files of the platform's jar on the class path or on the module path.
 *
 * <p>On the module path the jar is a module that requires another one, which nobody needs: it is looked at, never resolved.
 */
interface LibrarySource {
    /** The jar's file of this name, or nothing. */
    Optional<URL> find(String resource) throws IOException;

    /** What a class loader sees, then what lies on a module path. */
    static LibrarySource of(ClassLoader loader, String modulePath) {
        return resource -> {
            URL onClassPath = loader.getResource(resource);
            return onClassPath != null ? Optional.of(onClassPath) : onModulePath(modulePath, resource);
        };
    }

    private static Optional<URL> onModulePath(String modulePath, String resource) throws IOException {
        Path[] entries = Arrays.stream(modulePath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toArray(Path[]::new);
        for (Path entry : entries) {
            Optional<URL> found = inModules(entry, resource);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<URL> inModules(Path entry, String resource) throws IOException {
        try {
            for (ModuleReference module : ModuleFinder.of(entry).findAll()) {
                if (!module.descriptor().name().startsWith("org.bytedeco.dnnl")) {
                    continue;
                }
                try (ModuleReader reader = module.open()) {
                    var uri = reader.find(resource);
                    if (uri.isPresent()) {
                        return Optional.of(url(uri.get()));
                    }
                }
            }
        } catch (FindException _) {
            // An entry that is no module holds no library.
        }
        return Optional.empty();
    }

    private static URL url(java.net.URI uri) throws MalformedURLException {
        return uri.toURL();
    }
}
