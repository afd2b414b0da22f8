package dev.norma.backend.onednn.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibraryLoaderTest {
    @TempDir
    Path folder;

    private final Platform here = Platform.current();

    private LibrarySettings settings(Path cache) {
        return new LibrarySettings(LibrarySettings.current(here).source(), cache);
    }

    /** The jar with this machine's library. */
    private Path jar() throws IOException {
        URL inside = settings(folder)
                .source()
                .find("org/bytedeco/dnnl/" + here.classifier() + "/"
                        + here.files().getLast())
                .orElseThrow();
        return Path.of(URI.create(inside.toString().replaceAll("^jar:|!.*$", "")));
    }

    /** What another Java needs to load the library. */
    private List<Path> classPath() throws Exception {
        return List.of(
                Path.of(LibraryLoader.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                jar());
    }

    @Test
    void loads_the_library_of_this_machine() {
        Availability loaded = LibraryLoader.load();
        assertThat(loaded.why()).isEmpty();
        assertThat(loaded.loaded()
                        .orElseThrow()
                        .function("dnnl_primitive_execute")
                        .address())
                .isNotZero();
    }

    @Test
    void loads_on_a_thread_that_is_interrupted_which_stays_so() {
        for (int i = 0; i < 2; i++) { // unpacked, then found
            Thread.currentThread().interrupt();
            Availability loaded = LibraryLoader.load(here, settings(folder));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(loaded.why()).isEmpty();
        }
    }

    @Test
    void begins_again_when_it_is_interrupted_on_the_way() {
        Thread loading = Thread.currentThread();
        LibrarySettings all = settings(folder);
        int[] asked = new int[1];
        LibrarySource interrupting = name -> {
            if (asked[0]++ == 0) {
                loading.interrupt();
            }
            return all.source().find(name);
        };
        Availability loaded = LibraryLoader.load(here, new LibrarySettings(interrupting, folder));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loaded.why()).isEmpty();
        assertThat(asked[0]).isGreaterThan(here.files().size());
    }

    @Test
    void says_which_jar_is_missing() {
        var nowhere = new LibrarySettings(_ -> Optional.empty(), folder);
        Platform mac = new Platform("macosx", "arm64", false, Set.of());
        assertThat(LibraryLoader.load(mac, nowhere).why())
                .isEqualTo("libomp.dylib is on neither the class path nor the module path: add"
                        + " org.bytedeco:dnnl:3.11-1.5.13:macosx-arm64");
    }

    @Test
    void passes_on_why_a_platform_is_refused() {
        Platform musl = new Platform("linux", "x86_64", true, Set.of());
        assertThat(LibraryLoader.load(musl, settings(folder)).why())
                .isEqualTo("this Linux uses the C library musl, and the native library needs glibc");
    }

    @Test
    void says_where_it_cannot_write() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        assertThat(LibraryLoader.load(here, settings(inTheWay)).why())
                .startsWith("the native library cannot be unpacked into " + inTheWay)
                .endsWith("set -Dnorma.native.path to a folder that can be written");
    }

    @Test
    void says_what_the_system_finds_wrong_with_the_file() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "not a library");
        URL url = nonsense.toUri().toURL();
        var settings = new LibrarySettings(_ -> Optional.of(url), folder.resolve("cache"));
        assertThat(LibraryLoader.load(here, settings).why())
                .startsWith("the native library in " + folder.resolve("cache") + " cannot be loaded: ");
    }

    @Test
    void finds_the_jar_on_a_module_path_where_it_is_no_resolved_module() throws IOException {
        Path jar = jar();
        LibrarySource source =
                LibrarySource.of(new URLClassLoader(new URL[0], null), folder + java.io.File.pathSeparator + jar);
        String name =
                "org/bytedeco/dnnl/" + here.classifier() + "/" + here.files().getLast();
        assertThat(source.find(name)).isPresent();
        assertThat(PackedFile.at(source.find(name).orElseThrow()).size()).isGreaterThan(10_000_000);
        assertThat(source.find("org/bytedeco/dnnl/nothing")).isEmpty();
    }

    @Test
    void serves_a_second_class_loader_of_the_process() throws Exception {
        assertThat(LibraryLoader.load().loaded()).isPresent();
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath()) {
            urls.add(entry.toUri().toURL());
        }
        // no parent: the platform's loader would hand out the classes of this module, where it is one
        try (URLClassLoader other = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            Class<?> loader = other.loadClass(LibraryLoader.class.getName());
            assertThat(loader).isNotSameAs(LibraryLoader.class);
            Method load = loader.getMethod("load");
            assertThat(load.invoke(null).toString()).startsWith("Available[");
        }
    }

    @Test
    void denied_native_access_is_a_sentence() throws Exception {
        Path main = folder.resolve("Denied.java");
        Files.writeString(main, """
                public class Denied {
                    public static void main(String[] arguments) {
                        System.out.print(dev.norma.backend.onednn.library.LibraryLoader.load().why());
                    }
                }
                """);
        String classes =
                classPath().stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                classes,
                main.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            assertThat(new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("this Java denies native access: start it with --enable-native-access=ALL-UNNAMED");
        }
    }

    @Test
    void the_cache_follows_the_property_then_the_system() {
        Platform linux = new Platform("linux", "x86_64", false, Set.of());
        Platform windows = new Platform("windows", "x86_64", false, Set.of());
        Platform mac = new Platform("macosx", "arm64", false, Set.of());
        assertThat(LibrarySettings.cache(linux, "/given", "/home/a", Map.of())).isEqualTo(Path.of("/given"));
        assertThat(LibrarySettings.cache(linux, null, "/home/a", Map.of()))
                .isEqualTo(Path.of("/home/a/.cache/norma/onednn-3.11-linux-x86_64"));
        assertThat(LibrarySettings.cache(linux, " ", "/home/a", Map.of("XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c/norma/onednn-3.11-linux-x86_64"));
        assertThat(LibrarySettings.cache(linux, null, "/home/a", Map.of("XDG_CACHE_HOME", "relative")))
                .isEqualTo(Path.of("/home/a/.cache/norma/onednn-3.11-linux-x86_64"));
        assertThat(LibrarySettings.cache(windows, null, "/home/a", Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(Path.of("/local/norma/onednn-3.11-windows-x86_64"));
        assertThat(LibrarySettings.cache(mac, null, "/home/a", Map.of()))
                .isEqualTo(Path.of("/home/a/Library/Caches/norma/onednn-3.11-macosx-arm64"));
    }
}
