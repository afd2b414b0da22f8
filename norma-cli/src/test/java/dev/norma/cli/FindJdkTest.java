package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code .mvn/find-jdk.sh} finds a JDK. */
@DisabledOnOs(OS.WINDOWS)
class FindJdkTest {
    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void bring_our_own_folders() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Path bin = folder.resolve("bin");
        for (String tool : List.of("dirname", "readlink")) {
            Shell.script(bin.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
        }
        shell = new Shell(folder)
                .with("PATH", bin)
                .with("HOME", folder.resolve("home"))
                .with("NORMA_JDK_ROOT", folder.resolve("root"));
    }

    private Shell.Result find() throws Exception {
        return shell.run(
                "/bin/sh", "-c", ". \"$0\" && find_jdk && echo \"$JAVA_HOME\"", Shell.SOURCES + "/.mvn/find-jdk.sh");
    }

    private void assertFinds(Path home) throws Exception {
        assertThat(find()).isEqualTo(new Shell.Result(0, home + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root/usr/lib/jvm/temurin-25-jdk-amd64",
                "root/usr/lib64/jvm/java-25",
                "root/usr/java/jdk-25",
                "root/usr/local/java/jdk-25",
                "root/opt/java/openjdk",
                "root/opt/jdk-25.0.1",
                "root/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "root/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "root/usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
                "home/.sdkman/candidates/java/25.0.1-tem",
                "home/Library/Java/JavaVirtualMachines/a folder with spaces/Contents/Home",
                "home/.jdks/openjdk-25"
            })
    void a_jdk_in_a_usual_folder_is_found(String place) throws Exception {
        Shell.jdk(folder.resolve("root/usr/lib/jvm/java-17"), "17.0.15");
        assertFinds(Shell.jdk(folder.resolve(place), "25.0.3"));
    }

    @Test
    void java_home_goes_first() throws Exception {
        Shell.jdk(folder.resolve("root/usr/lib/jvm/jdk-25"), "25");
        Path home = Shell.jdk(folder.resolve("mine"), "26.0.1");
        shell.with("JAVA_HOME", home);
        assertFinds(home);
    }

    @Test
    void a_java_home_that_is_too_old_is_passed_over() throws Exception {
        shell.with("JAVA_HOME", Shell.jdk(folder.resolve("mine"), "17.0.15"));
        assertFinds(Shell.jdk(folder.resolve("root/usr/lib/jvm/jdk-25"), "25"));
    }

    @Test
    void the_java_on_the_path_is_followed_to_its_home() throws Exception {
        Path home = Shell.jdk(folder.resolve("somewhere/jdk"), "25-ea");
        Path alternative = folder.resolve("alternatives/java");
        Files.createDirectories(alternative.getParent());
        Files.createSymbolicLink(alternative, Path.of("../somewhere/jdk/bin/java"));
        Files.createSymbolicLink(folder.resolve("bin/java"), alternative);
        Shell.Result found = find();
        assertThat(found.code()).isZero();
        assertThat(Path.of(found.output().strip()).toRealPath()).isEqualTo(home.toRealPath());
    }

    @Test
    void sdkman_may_live_elsewhere() throws Exception {
        shell.with("SDKMAN_DIR", folder.resolve("sdk"));
        assertFinds(Shell.jdk(folder.resolve("sdk/candidates/java/25.0.1-tem"), "25.0.1"));
    }

    @Test
    void a_25_is_preferred_to_a_newer_one() throws Exception {
        Shell.jdk(folder.resolve("root/usr/lib/jvm/a-26"), "26");
        assertFinds(Shell.jdk(folder.resolve("home/.jdks/z-25"), "25.0.3"));
    }

    @Test
    void a_newer_one_will_do() throws Exception {
        Shell.jdk(folder.resolve("root/usr/lib/jvm/a-24"), "24.0.2");
        assertFinds(Shell.jdk(folder.resolve("root/usr/lib/jvm/b-27"), "27"));
    }

    @Test
    void a_java_without_a_compiler_does_not_count() throws Exception {
        Files.delete(Shell.jdk(folder.resolve("root/usr/lib/jvm/jre-25"), "25").resolve("bin/javac"));
        assertThat(find().code()).isEqualTo(1);
    }

    @Test
    void where_there_is_none_one_line_says_so() throws Exception {
        Shell.jdk(folder.resolve("root/usr/lib/jvm/java-17"), "17.0.15");
        Shell.jdk(folder.resolve("root/usr/lib/jvm/java-8"), "1.8.0_412");
        assertThat(find())
                .isEqualTo(
                        new Shell.Result(
                                1,
                                "",
                                "norma: no JDK 25 or newer in JAVA_HOME, on the PATH or in the usual folders; install one (https://adoptium.net) or set JAVA_HOME to it\n"));
    }

    @Test
    void shells_that_stop_at_errors_and_expand_nothing_find_it_too() throws Exception {
        Path home = Shell.jdk(folder.resolve("root/usr/lib/jvm/jdk-25"), "25");
        Shell.Result found = shell.run(
                "/bin/sh",
                "-c",
                "set -euf; . \"$0\"; find_jdk; echo \"$JAVA_HOME\"",
                Shell.SOURCES + "/.mvn/find-jdk.sh");
        assertThat(found).isEqualTo(new Shell.Result(0, home + "\n", ""));
    }
}
