package dev.norma.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final String TEXT = "some text, some text, some text";

    @Test
    void reads_stored_and_deflated_members() throws IOException {
        try (Archive archive = open(zip(false, "a", "d/b"))) {
            assertThat(archive.members()).extracting(Member::name).containsExactly("a", "d/b");
            assertThat(text(archive, "d/b")).isEqualTo(TEXT);
        }
        try (Archive archive = open(zip(true, "a", "folder/", "d/b"))) {
            assertThat(archive.members()).extracting(Member::name).containsExactly("a", "d/b");
            assertThat(text(archive, "a")).isEqualTo(TEXT);
        }
    }

    @Test
    void reads_an_archive_of_so_many_members_that_its_end_is_wide() throws IOException {
        String[] names = new String[66_000];
        Arrays.setAll(names, Integer::toString);
        try (Archive archive = open(zip(false, names))) {
            assertThat(archive.members()).hasSize(66_000);
            assertThat(text(archive, "65999")).isEqualTo(TEXT);
        }
    }

    @Test
    void reads_an_empty_archive_and_one_with_a_comment() throws IOException {
        try (Archive archive = open(zip(true))) {
            assertThat(archive.members()).isEmpty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("PK\5\6 is how an end begins");
            zip.putNextEntry(new ZipEntry("a"));
        }
        try (Archive archive = open(bytes.toByteArray())) {
            assertThat(archive.members()).hasSize(1);
        }
    }

    @Test
    void refuses_what_is_no_archive() {
        assertThatThrownBy(() -> open("no archive, but long enough to be one".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FileException.class)
                .hasMessage("""
                        "x.zip": this is no zip archive, or only the beginning of one
                          expected: an archive's end within the last 65557 bytes
                          given:    none in 37 bytes
                          fix:      check that the file is what you think it is, and whole""");
    }

    @Test
    void refuses_bytes_in_front_and_behind() throws IOException {
        byte[] zip = zip(false, "a");
        byte[] moved = new byte[zip.length + 5];
        System.arraycopy(zip, 0, moved, 5, zip.length);
        refuses(moved, "the archive is damaged");
        refuses(Arrays.copyOf(zip, zip.length + 1), "this is no zip archive");
    }

    @Test
    void refuses_a_wrong_checksum_when_it_reads() throws IOException {
        byte[] zip = zip(false, "a");
        zip[31 + 3] ^= 1; // in the text
        try (Archive archive = open(zip)) {
            CRC32 crc = new CRC32();
            crc.update(TEXT.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> text(archive, "a"))
                    .isInstanceOf(FileException.class)
                    .hasMessageStartingWith("\"x.zip\", member \"a\": the member is damaged")
                    .hasMessageContaining("expected: 31 bytes with checksum %08x".formatted(crc.getValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", "a/../../b", "c:\\x", "a\\b", "", "."})
    void refuses_paths_that_leave(String name) throws IOException {
        refuses(zip(false, name), "the member's path leaves the archive");
    }

    @Test
    void refuses_two_members_of_one_name() throws IOException {
        refuses(zip(false, "model", "MODEL"), "two members have one name");
    }

    @Test
    void refuses_encrypted_members() throws IOException {
        refuses(patched(8, 1, 6, 1), "the member is encrypted");
    }

    @Test
    void refuses_unknown_compression() throws IOException {
        refuses(patched(10, 12, 8, 12), "the member is compressed in an unknown way");
    }

    @Test
    void refuses_links() throws IOException {
        byte[] zip = patched(5, 3, 5, 0);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(central(bytes) + 38, 0xA1FF << 16);
        refuses(zip, "the member is a link");
    }

    @Test
    void refuses_headers_that_do_not_agree() throws IOException {
        String complaint = "the member's header and the directory do not agree";
        refuses(patched(16, 1, 6, 0), complaint); // checksum
        refuses(patched(46, 'b', 6, 0), complaint); // name
        refuses(patched(9, 0, 6, 0), complaint); // flags
    }

    @Test
    void refuses_sizes_that_cannot_be() throws IOException {
        refuses(patched(24, 200, 6, 0), "the member cannot have this size");
        refuses(
                changed(zip(true, "a"), bytes -> bytes.putInt(central(bytes) + 24, 1 << 30)),
                "the member cannot have this size");
    }

    @Test
    void refuses_members_that_overlap() throws IOException {
        byte[] inside = changed(zip(false, "a", "b"), bytes -> {
            int first = central(bytes);
            bytes.putInt(first + 20, 70).putInt(first + 24, 70).putInt(18, 70).putInt(22, 70);
        });
        refuses(inside, "two members overlap");
    }

    @Test
    void refuses_members_outside_of_the_archive() throws IOException {
        refuses(
                changed(zip(false, "a"), bytes -> bytes.putInt(central(bytes) + 42, 1 << 20)),
                "the member lies outside");
    }

    @Test
    void escapes_names_in_messages() throws IOException {
        refuses(zip(false, "../\u001b[2J"), "\"../\\u{1b}[2J\"");
    }

    @Test
    void refuses_every_beginning_of_an_archive() throws IOException {
        byte[] zip = zip(true, "a", "b");
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            assertThatThrownBy(() -> open(cut)).as("%d bytes", length).isInstanceOf(FileException.class);
        }
    }

    @Test
    void reads_or_refuses_whatever_bytes_are_damaged() throws IOException {
        Random random = new Random(3);
        for (byte[] zip : new byte[][] {zip(true, "a", "b"), zip(false, "a", "d/b")}) {
            for (int round = 0; round < 2_000; round++) {
                byte[] damaged = zip.clone();
                for (int i = 0; i <= random.nextInt(3); i++) {
                    damaged[random.nextInt(zip.length)] = (byte) random.nextInt(256);
                }
                Throwable thrown = catchThrowable(() -> {
                    try (Archive archive = open(damaged)) {
                        for (Member member : archive.members()) {
                            archive.read(member).readAllBytes();
                        }
                    }
                });
                assertThat(thrown == null || thrown instanceof FileException)
                        .as("round %d: %s", round, thrown)
                        .isTrue();
            }
        }
    }

    private static void refuses(byte[] zip, String complaint) {
        assertThatThrownBy(() -> open(zip)).isInstanceOf(FileException.class).hasMessageContaining(complaint);
    }

    private static Archive open(byte[] bytes) {
        return Archive.open(Content.of("x.zip", bytes));
    }

    private static String text(Archive archive, String name) throws IOException {
        try (InputStream in = archive.read(archive.member(name).orElseThrow())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] zip(boolean deflated, String... names) throws IOException {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                boolean empty = name.endsWith("/");
                if (!deflated) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(text.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(text, 0, empty ? 0 : text.length);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] patched(int centralAt, int value, int localAt, int localValue) throws IOException {
        return changed(zip(false, "a"), bytes -> {
            bytes.put(central(bytes) + centralAt, (byte) value);
            bytes.put(localAt, (byte) localValue);
        });
    }

    private static byte[] changed(byte[] zip, Consumer<ByteBuffer> change) {
        change.accept(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN));
        return zip;
    }

    /** Where the directory begins, as the end says. */
    private static int central(ByteBuffer bytes) {
        return bytes.getInt(bytes.limit() - 6);
    }
}
