package dev.norma.tensor.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.norma.tensor.DType;
import dev.norma.tensor.Recorded;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.tensor.file.FileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void reads_all_versions(int version) {
        String name = "version_%d.npy".formatted(version);
        assertThat(Npy.read(name, Recorded.bytes(name)).toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void writes_the_bytes_that_numpy_writes() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
        assertThat(Files.readAllBytes(file)).isEqualTo(Recorded.bytes("version_1.npy"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BFLOAT16")
    void reads_what_it_wrote(DType dtype) {
        Tensor x = Tensor.of(new double[][] {{0, 1, 2}, {100, 3.5, 7}}).cast(dtype);
        Path file = folder.resolve("x.npy");
        Npy.write(file, x);
        assertThat(Npy.read(file).contentEquals(x)).isTrue();
    }

    @Test
    void writes_bfloat16_as_float32() {
        Tensor x = Tensor.of(0.1f, -3).cast(DType.BFLOAT16);
        Path file = folder.resolve("x.npy");
        Npy.write(file, x);
        assertThat(Npy.read(file).contentEquals(x.cast(DType.FLOAT32))).isTrue();
    }

    @Test
    void keeps_scalars_empty_tensors_and_every_letter() {
        for (Tensor x : new Tensor[] {
            Tensor.scalar(2),
            Tensor.zeros(0, 3),
            Tensor.zeros(3, 0),
            Tensor.of("grüße", "", "😀"),
            Tensor.ofStrings(Shape.of(0))
        }) {
            Path file = folder.resolve("x.npy");
            Npy.write(file, x);
            assertThat(Npy.read(file).contentEquals(x)).as(x.type().toString()).isTrue();
        }
    }

    @Test
    void refuses_pickled_objects() {
        assertThatThrownBy(() -> Npy.read("pickled.npy", Recorded.bytes("pickled.npy")))
                .isInstanceOf(FileException.class)
                .hasMessage("""
                        "pickled.npy": this array holds pickled Python objects
                          expected: floats of 16, 32 or 64 bits, integers of 8 to 64 bits, booleans or text
                          given:    the type "|O"
                          fix:      save numbers or text: objects are never loaded, they could run code""");
    }

    @Test
    void refuses_structures() {
        assertThatThrownBy(() -> Npy.read("structured.npy", Recorded.bytes("structured.npy")))
                .isInstanceOf(FileException.class)
                .hasMessage("""
                        "structured.npy": this array has several fields in each element
                          expected: one number, truth or text in each element
                          given:    a structured type
                          fix:      save each field as an array of its own""");
    }

    @Test
    void refuses_complex_numbers() {
        assertThatThrownBy(() -> Npy.read("complex.npy", Recorded.bytes("complex.npy")))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith("\"complex.npy\": this array has elements of an unknown type")
                .hasMessageContaining("given:    the type \"<c16\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } | ",
                "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2,)} | ",
                "{'shape': (2L,), 'fortran_order': True, 'descr': '<f4'} | ",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2)} | expected: a comma: (5) is no row",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)} | expected: a whole number from 0",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,)} | expected: ')'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 2} | expected: a text, True, False or a row",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x | expected: nothing behind the last brace",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)} | expected: a text, True, False or a row",
                "{'descr': '<f4', 'fortran_order': False} | given:    \"[descr, fortran_order]\"",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)} | expected: three different keys",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': True} | expected: three different keys",
                "{'descr': ('<f4', (2,)), 'fortran_order': False, 'shape': (2,)} | expected: a whole number from 0",
                "{'descr': '<f3', 'fortran_order': False, 'shape': (2,)} | given:    the type \"<f3\"",
                "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (2,)} | given:    the type \"<M8[ns]\"",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)} | expected: [3] elements of 4 bytes",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} | given:    8 bytes behind the header",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999,99999999999,4)} | the elements do not fill",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)} | of at most 18 digits",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,} | expected: a whole number from 0",
                "{'descr': '<f4' | expected: '}'",
                "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)} | expected: a text, True, False or a row",
                "exit() | expected: '{'",
            })
    void reads_the_literal_of_a_header_strictly(String literal, String complaint) {
        byte[] bytes = file(literal, 8);
        if (complaint == null) {
            assertThat(Npy.read("x", bytes).shape()).isEqualTo(Shape.of(2));
        } else {
            assertThatThrownBy(() -> Npy.read("x", bytes))
                    .isInstanceOf(FileException.class)
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void takes_no_memory_for_elements_that_are_not_there() {
        byte[] bytes = file("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,)}", 8);
        assertThatThrownBy(() -> Npy.read("x", bytes)).hasMessage("""
                        "x": the elements do not fill the shape
                          expected: [2000000000] elements of 8 bytes
                          given:    8 bytes behind the header
                          fix:      the file is damaged or cut off: get it again""");
    }

    @Test
    void refuses_every_beginning_of_a_file() {
        byte[] whole = Recorded.bytes("version_1.npy");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Npy.read("x", cut)).as("%d bytes", length).isInstanceOf(FileException.class);
        }
    }

    @Test
    void reads_or_refuses_whatever_bytes_are_damaged() {
        byte[] whole = Recorded.bytes("version_1.npy");
        Random random = new Random(7);
        for (int round = 0; round < 4_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> Npy.read("x", damaged));
            assertThat(thrown == null || thrown instanceof FileException)
                    .as("round %d: %s", round, thrown)
                    .isTrue();
        }
    }

    @Test
    void refuses_what_is_no_file() {
        assertThatThrownBy(() -> Npy.read(folder))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("this is not a file to read\n  expected: a regular file\n  given:    a folder");
        assertThatThrownBy(() -> Npy.read(folder.resolve("absent.npy")))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("absent.npy\": there is no such file");
    }

    @Test
    void refuses_text_that_would_not_come_back() {
        assertThatThrownBy(() -> Npy.write(folder.resolve("x.npy"), Tensor.of("a\0", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a text that ends in a zero cannot be written");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void replaces_the_file_that_it_read() {
        Path file = folder.resolve("x.npy");
        Npy.write(file, Tensor.range(4));
        Npy.write(file, Tensor.of(Npy.read(file).toFloats()));
        assertThat(Npy.read(file).type()).isEqualTo(TensorType.of(DType.FLOAT32, 4));
        assertThat(folder.toFile().list()).containsExactly("x.npy");
    }

    private static byte[] file(String literal, int data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) literal.length(), 0});
        bytes.writeBytes(literal.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new byte[data]);
        return bytes.toByteArray();
    }
}
