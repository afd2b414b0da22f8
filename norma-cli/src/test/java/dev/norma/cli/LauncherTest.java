package dev.norma.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code ./norma} builds, and what it starts. Its Maven and its JDK are scripts that write down how they are called. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
    private static final String FIRST =
            "norma: building what this command needs, without tests and checks (the first time only)\n";

    @TempDir
    private Path folder;

    private Path root;
    private Shell shell;

    @BeforeEach
    void make_a_small_tree() throws IOException {
        root = Files.createDirectories(folder.resolve("a root"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(root.resolve("norma-cli/src/main/java"));
        for (String file : new String[] {"norma", ".mvn/find-jdk.sh"}) {
            Files.copy(Shell.SOURCES.resolve(file), root.resolve(file), COPY_ATTRIBUTES);
        }
        for (String file : new String[] {"pom.xml", "norma-cli/pom.xml", "norma-cli/src/main/java/Main.java"}) {
            Files.createFile(root.resolve(file));
        }
        maven("");
        java("echo started");
    }

    private void maven(String last) throws IOException {
        Shell.script(
                root.resolve("mvnw"),
                "echo \"$*\" >>builds",
                "mkdir -p norma-cli/target/fast norma-engine/target",
                "touch norma-cli/target/fast/norma-cli.jar norma-engine/target/engine.jar",
                "printf '%s' \"$PWD/norma-engine/target/engine.jar\" >norma-cli/target/fast/launcher.dependencies",
                "echo from Maven",
                last);
    }

    private void java(String... lines) throws IOException {
        shell = new Shell(folder).with("JAVA_HOME", Shell.jdk(folder.resolve("jdk"), "25.0.3", lines));
    }

    private Shell.Result norma(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = root.resolve("norma").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell.run(command);
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private void newer(String file) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void the_first_time_it_builds_and_says_so() throws Exception {
        assertThat(norma()).isEqualTo(new Shell.Result(0, "started\n", FIRST + "from Maven\n"));
        assertThat(root.resolve("builds")).hasContent("-q -T1C -Dfast -pl norma-cli -am package");
    }

    @Test
    void the_second_time_it_only_starts() throws Exception {
        norma();
        assertThat(norma()).isEqualTo(new Shell.Result(0, "started\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void it_builds_again_after_an_edit() throws Exception {
        norma();
        newer("norma-cli/src/main/java/Main.java");
        assertThat(norma().errors()).isEqualTo("norma: sources changed, building\nfrom Maven\n");
    }

    @Test
    void it_builds_again_after_a_file_is_deleted() throws Exception {
        norma();
        Files.delete(root.resolve("norma-cli/src/main/java/Main.java"));
        newer("norma-cli/src/main/java");
        norma();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void it_builds_again_after_a_change_of_the_build() throws Exception {
        norma();
        newer("norma-cli/pom.xml");
        norma();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void it_builds_again_where_a_library_is_gone() throws Exception {
        norma();
        Files.delete(root.resolve("norma-engine/target/engine.jar"));
        norma();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void a_copy_of_the_folder_does_not_run_the_original() throws Exception {
        norma();
        Path copy = folder.resolve("copy");
        assertThat(shell.run("cp", "-Rp", root.toString(), copy.toString()).code())
                .isZero();
        root = copy;
        norma();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void tests_are_no_reason_to_build() throws Exception {
        norma();
        Files.createDirectories(root.resolve("norma-cli/src/test/java"));
        Files.createFile(root.resolve("norma-cli/src/test/java/MainTest.java"));
        newer("norma-cli/src/test/java/MainTest.java");
        norma();
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"norma-examples", "norma-benchmarks"})
    void what_is_no_part_of_the_command_is_no_reason_to_build(String module) throws Exception {
        norma();
        Files.createDirectories(root.resolve(module + "/src/main/java"));
        for (String file : new String[] {"/src/main/java/Main.java", "/pom.xml"}) {
            Files.createFile(root.resolve(module + file));
            newer(module + file);
        }
        norma();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_build_that_fails_starts_nothing_and_is_tried_again() throws Exception {
        maven("exit 3");
        assertThat(norma())
                .isEqualTo(new Shell.Result(
                        1, "", FIRST + "from Maven\nnorma: the build failed; what is wrong stands above\n"));
        maven("");
        assertThat(norma().output()).isEqualTo("started\n");
    }

    @Test
    void what_a_killed_build_left_is_thrown_away() throws Exception {
        Path gate = folder.resolve("gate");
        assertThat(shell.run("mkfifo", gate.toString()).code()).isZero();
        maven("touch norma-engine/target/fast/Half.class; read -r _ <\"" + gate + "\"");
        Path half = Files.createDirectories(root.resolve("norma-engine/target/fast"))
                .resolve("Half.class");
        Process killed = shell.start(root.resolve("norma").toString());
        while (killed.isAlive() && !Files.exists(half)) {
            Thread.onSpinWait();
        }
        killed.destroyForcibly().waitFor();
        Files.writeString(gate, "go\n");
        maven("");
        assertThat(norma()).isEqualTo(new Shell.Result(0, "started\n", FIRST + "from Maven\n"));
        assertThat(half).doesNotExist();
        assertThat(norma()).isEqualTo(new Shell.Result(0, "started\n", ""));
    }

    @Test
    void a_command_that_runs_keeps_its_jars_while_they_are_built_again() throws Exception {
        maven("echo first >norma-cli/target/fast/norma-cli.jar; echo first >norma-engine/target/engine.jar");
        norma();
        try (BufferedReader command = Files.newBufferedReader(root.resolve("norma-cli/target/fast/norma-cli.jar"));
                BufferedReader library = Files.newBufferedReader(root.resolve("norma-engine/target/engine.jar"))) {
            maven("echo second >norma-cli/target/fast/norma-cli.jar; echo second >norma-engine/target/engine.jar");
            newer("pom.xml");
            norma();
            assertThat(root.resolve("norma-engine/target/engine.jar")).hasContent("second");
            assertThat(command.readLine()).isEqualTo("first");
            assertThat(library.readLine()).isEqualTo("first");
        }
    }

    @Test
    void a_resource_that_is_deleted_is_gone() throws Exception {
        Path resource = Files.createDirectories(root.resolve("norma-cli/src/main/resources"))
                .resolve("old.csv");
        Files.createFile(resource);
        norma();
        Path copy = Files.createFile(root.resolve("norma-cli/target/fast/old.csv"));
        Files.delete(resource);
        newer("norma-cli/src/main/resources");
        norma();
        assertThat(copy).doesNotExist();
    }

    @Test
    void a_build_that_is_stopped_starts_nothing_and_lets_go_of_the_lock() throws Exception {
        Path gate = folder.resolve("gate");
        assertThat(shell.run("mkfifo", gate.toString()).code()).isZero();
        maven("read -r _ <\"" + gate + "\"");
        Process stopped = shell.start(root.resolve("norma").toString());
        while (stopped.isAlive() && !Files.exists(root.resolve("builds"))) {
            Thread.onSpinWait();
        }
        stopped.toHandle().destroy(); // Process.destroy would close its output, too
        Files.writeString(gate, "go\n");
        assertThat(Shell.finish(stopped)).isEqualTo(new Shell.Result(143, "", FIRST + "from Maven\n"));
        assertThat(Files.exists(root.resolve("norma-cli/target/launcher.lock"), NOFOLLOW_LINKS))
                .isFalse();
        maven("");
        assertThat(norma().output()).isEqualTo("started\n");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void nothing_is_written_where_nothing_is_built() throws Exception {
        norma();
        assertThat(shell.run("chmod", "-R", "a-w", root.toString()).code()).isZero();
        Shell.Result again = norma();
        assertThat(shell.run("chmod", "-R", "u+w", root.toString()).code()).isZero();
        assertThat(again).isEqualTo(new Shell.Result(0, "started\n", ""));
    }

    @Test
    void a_home_is_not_needed() throws Exception {
        assertThat(shell.run("/usr/bin/env", "-u", "HOME", root.resolve("norma").toString()))
                .isEqualTo(new Shell.Result(0, "started\n", FIRST + "from Maven\n"));
    }

    @Test
    void a_folder_in_which_java_cannot_run_is_refused() throws Exception {
        Path odd = folder.resolve("a:b");
        Files.move(root, odd);
        assertThat(shell.run(odd.resolve("norma").toString()))
                .isEqualTo(new Shell.Result(
                        1,
                        "",
                        "norma: Java cannot run from %s: a colon separates paths, so rename the folder\n"
                                .formatted(odd.toRealPath())));
    }

    @Test
    void arguments_and_options_arrive_as_they_were_given() throws Exception {
        java("for argument; do echo \"[$argument]\"; done");
        shell.with("NORMA_JAVA_OPTIONS", "-Xmx1g -Da=*");
        String output = norma("fit", "a file.csv", "--label", "*").output();
        assertThat(output).endsWith("[-Xmx1g]\n[-Da=*]\n[dev.norma.cli.Main]\n[fit]\n[a file.csv]\n[--label]\n[*]\n");
        assertThat(output)
                .contains("[--add-modules]\n[jdk.incubator.vector]\n", "[--enable-native-access=ALL-UNNAMED]\n")
                .contains("[-cp]\n[%s/norma-cli/target/fast/norma-cli.jar:%s/norma-engine/target/engine.jar]\n"
                        .formatted(root, root));
    }

    @Test
    void it_runs_where_the_user_stands_and_through_a_link() throws Exception {
        java("pwd");
        Path link = Files.createSymbolicLink(folder.resolve("norma"), Path.of("a root/norma"));
        assertThat(shell.run(link.toString()).output()).isEqualTo(folder.toRealPath() + "\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_in_all_scripts_are_read_where_no_locale_is_set() throws Exception {
        java("echo \"${LC_ALL-}\"");
        assertThat(norma().output()).isEqualTo("C.UTF-8\n");
        shell.with("LANG", "POSIX");
        assertThat(norma().output()).isEqualTo("C.UTF-8\n");
        shell.with("LC_CTYPE", "de_DE.UTF-8");
        assertThat(norma().output()).isEqualTo("\n");
        shell.with("LC_ALL", "C");
        assertThat(norma().output()).isEqualTo("C.UTF-8\n");
    }

    @Test
    void the_line_about_the_incubator_is_dropped_and_no_other() throws Exception {
        norma();
        java(
                "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2",
                "echo 'Unrecognized option: -Xbad' >&2",
                "exit 7");
        assertThat(norma()).isEqualTo(new Shell.Result(7, "", "Unrecognized option: -Xbad\n"));
    }

    @Test
    void the_real_standard_error_is_number_3() throws Exception {
        norma();
        java("echo direct >&3", "case \"$*\" in *-Dnorma.standard.error=3*) echo told >&3 ;; esac");
        assertThat(norma().errors()).isEqualTo("direct\ntold\n");
    }

    @Test
    void nothing_is_left_in_the_temporary_folder() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        shell.with("TMPDIR", temporary);
        norma();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void without_a_temporary_folder_it_starts_without_the_vector_api() throws Exception {
        java("for argument; do echo \"[$argument]\"; done");
        shell.with("TMPDIR", folder.resolve("missing"));
        assertThat(norma().output()).doesNotContain("vector").endsWith("[dev.norma.cli.Main]\n");
    }

    @Test
    void a_lock_that_a_dead_process_left_is_taken_away() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = root.resolve("norma-cli/target/launcher.lock");
        Files.createDirectories(lock.getParent());
        Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));
        assertThat(norma().output()).isEqualTo("started\n");
        assertThat(Files.exists(lock, NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void two_at_once_build_once() throws Exception {
        Path gate = folder.resolve("gate");
        assertThat(shell.run("mkfifo", gate.toString()).code()).isZero();
        maven("read -r _ <\"" + gate + "\"");
        String norma = root.resolve("norma").toString();
        Process first = shell.start(norma);
        while (first.isAlive() && !Files.exists(root.resolve("builds"))) {
            Thread.onSpinWait();
        }
        Process second = shell.start(norma);
        assertThat(second.errorReader(UTF_8).readLine()).isEqualTo("norma: waiting for another build of this folder");
        Files.writeString(gate, "go\n");
        assertThat(Shell.finish(first)).isEqualTo(new Shell.Result(0, "started\n", FIRST + "from Maven\n"));
        assertThat(Shell.finish(second)).isEqualTo(new Shell.Result(0, "started\n", ""));
        assertThat(builds()).isEqualTo(1);
    }
}
