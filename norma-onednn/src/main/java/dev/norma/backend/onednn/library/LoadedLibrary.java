package dev.norma.backend.onednn.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The library in memory: where its functions are.
 *
 * @param path the file that was loaded
 * @param platform the machine it was loaded on
 * @param symbols finds functions of oneDNN and of its OpenMP runtime
 */
public record LoadedLibrary(Path path, Platform platform, SymbolLookup symbols) {
    /** The address of a function that every release of the library has. */
    public MemorySegment function(String name) {
        return symbols.find(name)
                .orElseThrow(() -> new IllegalStateException(path + " has no function " + name
                        + ": it is another release of oneDNN than 3.11; remove it, or set norma.native.path"));
    }

    /** The address of a function that some platforms lack. */
    public Optional<MemorySegment> optionalFunction(String name) {
        return symbols.find(name);
    }
}
