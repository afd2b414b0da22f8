package dev.norma.tensor.npy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.DType;
import dev.norma.tensor.Recorded;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.file.FileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("forms")
    void reads_each_form_of_numbers(String name) {
        for (String file : new String[] {"forms.npz", "forms_deflated.npz"}) {
            Tensor expected = Recorded.tensor("forms_expected.npz", name);
            assertThat(Recorded.tensor(file, name).difference(expected, 0, 0))
                    .as(file)
                    .isEmpty();
        }
    }

    static Stream<String> forms() {
        return Recorded.tensors("forms_expected.npz").keySet().stream();
    }

    @Test
    void gives_each_form_its_element_type() {
        assertThat(form("big_float16").dtype()).isEqualTo(DType.FLOAT16);
        assertThat(form("big_int64").dtype()).isEqualTo(DType.INT64);
        assertThat(form("uint8").dtype()).isEqualTo(DType.UINT8);
        assertThat(form("big_uint16").dtype()).isEqualTo(DType.INT32);
        assertThat(form("uint32").dtype()).isEqualTo(DType.INT64);
        assertThat(form("uint64").getLong(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(form("bool").dtype()).isEqualTo(DType.BOOL);
    }

    @Test
    void reads_text_in_each_form() {
        assertThat(form("unicode").toStrings()).containsExactly("a", "grüße", "", "😀");
        assertThat(form("big_unicode").toStrings()).containsExactly("a", "grüße");
        assertThat(form("fortran_unicode").toStrings()).containsExactly("a", "b", "c", "d");
        assertThat(form("bytes").toStrings()).containsExactly("ab", "c");
    }

    @Test
    void reads_what_it_wrote_in_order() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("dense/kernel:0", Tensor.normal(1, 30, 4));
        tensors.put("x", Tensor.range(5));
        tensors.put("empty", Tensor.zeros(0));
        Path file = folder.resolve("x.npz");
        Npz.write(file, tensors);
        Map<String, Tensor> again = Npz.read(file);
        assertThat(again.keySet()).containsExactly("dense/kernel:0", "x", "empty");
        again.forEach((name, tensor) -> assertThat(tensor.difference(requireNonNull(tensors.get(name)), 0, 0))
                .as(name)
                .isEmpty());

        byte[] first = Files.readAllBytes(file);
        Npz.write(file, again);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void refuses_names_that_differ_by_case_only() {
        Path file = folder.resolve("x.npz");
        assertThatThrownBy(() -> Npz.write(file, Map.of("x", Tensor.range(1), "X", Tensor.range(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("two tensors have one name");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "../x", "a/../b", "a\\b", "c:x"})
    void refuses_names_that_leave_the_archive(String name) {
        assertThatThrownBy(() -> Npz.write(folder.resolve("x.npz"), Map.of(name, Tensor.range(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this name cannot stand in an archive");
    }

    @Test
    void refuses_members_that_are_no_arrays() throws IOException {
        byte[] bytes = zip("readme.txt", new byte[3]);
        assertThatThrownBy(() -> Npz.read("x.npz", bytes))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith("\"x.npz\", member \"readme.txt\": this is no array");
    }

    @Test
    void names_the_member_that_is_damaged() throws IOException {
        byte[] bytes = zip("a.npy", Arrays.copyOf(Recorded.bytes("version_1.npy"), 140));
        assertThatThrownBy(() -> Npz.read("x.npz", bytes))
                .isInstanceOf(FileException.class)
                .hasMessage("""
                        "x.npz", member "a.npy": the elements do not fill the shape
                          expected: [2, 3] elements of 4 bytes
                          given:    12 bytes behind the header
                          fix:      the file is damaged or cut off: get it again""");
    }

    @Test
    void refuses_more_than_the_limit_before_it_reads() {
        Path file = folder.resolve("x.npz");
        Npz.write(file, Map.of("x", Tensor.zeros(100)));
        assertThat(Npz.read(file, 528)).hasSize(1);
        assertThatThrownBy(() -> Npz.read(file, 527))
                .isInstanceOf(FileException.class)
                .hasMessageContaining(
                        "the arrays are too large\n  expected: at most 527 bytes together\n  given:    528 bytes");
    }

    private static Tensor form(String name) {
        return Recorded.tensor("forms.npz", name);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
