package dev.norma;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every package of the library uses only what lies below it, and nothing goes in circles. */
class FloorsTest {
    private static final Set<String> PROGRAMS = Set.of("norma-all", "norma-cli", "norma-examples", "norma-benchmarks");

    /** The package-info of each package, by the package's name without {@code dev.norma}. */
    private static final Map<String, String> PACKAGES = new TreeMap<>();

    private static JavaClasses classes;

    @BeforeAll
    static void read_all_modules() throws Exception {
        URI here = FloorsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path module = Path.of("").toAbsolutePath();
        Path build = module.relativize(Path.of(here).getParent());
        Set<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(module.getParent(), "norma-*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder.resolve("src/main/java"))
                        && !PROGRAMS.contains(folder.getFileName().toString())) {
                    found.add(folder.resolve(build).resolve("classes"));
                    readPackages(folder.resolve("src/main/java"));
                }
            }
        }
        classes = new ClassFileImporter().importPaths(found);
    }

    private static void readPackages(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.endsWith("package-info.java")).toList()) {
                String name = sources.resolve("dev/norma")
                        .relativize(file.getParent())
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                PACKAGES.put(name, Files.readString(file));
            }
        }
    }

    private static boolean ours(JavaClass type) {
        return type.getPackageName().startsWith("dev.norma.");
    }

    private static String nameOf(JavaClass type) {
        return type.getPackageName().substring("dev.norma.".length());
    }

    @Test
    void packages_use_only_what_lies_below_them() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass type : classes) {
            String user = nameOf(type);
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> ours(dependency.getTargetClass()))
                    .filter(dependency -> !nameOf(dependency.getTargetClass()).equals(user))
                    .filter(dependency -> !Floors.allow(
                            user, Floors.standsOn(PACKAGES.get(user)), nameOf(dependency.getTargetClass())))
                    .forEach(dependency -> forbidden.add(dependency.getDescription()));
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.norma.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void every_package_has_a_package_info() {
        Set<String> without = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!PACKAGES.containsKey(nameOf(type))) {
                without.add(type.getPackageName());
            }
        }
        assertThat(without).isEmpty();
        assertThat(PACKAGES).isNotEmpty();
    }

    @Test
    void every_package_info_says_the_floor_of_its_package() {
        Map<String, Integer> said = new TreeMap<>();
        Map<String, Integer> planned = new TreeMap<>();
        PACKAGES.forEach((name, text) -> {
            said.put(name, Floors.said(text));
            planned.put(name, Floors.of(name));
        });
        assertThat(said).isEqualTo(planned);
    }

    @Test
    void no_package_says_that_it_stands_on_a_higher_one() {
        Set<String> wrong = new TreeSet<>();
        PACKAGES.forEach((name, text) -> {
            for (String below : Floors.standsOn(text)) {
                PACKAGES.keySet().stream()
                        .filter(other -> other.equals(below) && Floors.of(other) > Floors.of(name))
                        .forEach(other -> wrong.add(name + " on " + other));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_lower_floor_is_allowed_and_a_higher_one_is_not() {
        assertThat(Floors.allow("layers", Set.of(), "graph")).isTrue();
        assertThat(Floors.allow("graph", Set.of("layers"), "layers")).isFalse();
    }

    @Test
    void the_own_floor_is_allowed_by_name_only() {
        assertThat(Floors.allow("ops", Set.of("tensor"), "graph")).isFalse();
        assertThat(Floors.allow("ops", Set.of("tensor", "graph"), "graph")).isTrue();
        assertThat(Floors.allow("backend.onednn.ffi", Set.of("library"), "backend.onednn.library"))
                .isTrue();
    }

    @Test
    void names_are_read_across_lines() {
        String text =
                "/**\n * Words.\n *\n * <p>Floor 1. Stands on {@code tensor} and {@code\n * graph}. Not {@code ops}.\n */";
        assertThat(Floors.said(text)).isEqualTo(1);
        assertThat(Floors.standsOn(text)).containsExactlyInAnyOrder("tensor", "graph");
    }
}
