package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Text from outside as messages show it. */
class ShownTest {
    @Test
    void stands_in_quotes_which_inside_are_escaped() {
        assertThat(Shown.text("a \"word\" in C:\\temp")).isEqualTo("\"a \\\"word\\\" in C:\\temp\"");
    }

    @Test
    void moves_no_cursor_and_turns_no_text() {
        assertThat(Shown.text("\u001b[2J\n\r\t\u202Egnp\u2028\u0085\0\uD800x"))
                .isEqualTo("\"\\u{1b}[2J\\n\\r\\t\\u{202e}gnp\\u{2028}\\u{85}\\u{0}\\u{d800}x\"");
        assertThat(Shown.text("größe 東京 😀")).isEqualTo("\"größe 東京 😀\"");
    }

    @Test
    void is_cut_where_a_letter_ends() {
        assertThat(Shown.text("😀".repeat(80))).isEqualTo("\"" + "😀".repeat(80) + "\"");
        assertThat(Shown.text("😀".repeat(81))).isEqualTo("\"" + "😀".repeat(80) + "...\"");
        assertThat(Shown.plain("abcdef", 3)).isEqualTo("abc...");
    }

    @Test
    void paths_keep_their_names() {
        Path deep = Path.of("folder/".repeat(100) + "table.csv");
        assertThat(Shown.path(deep)).endsWith("/table.csv\"");
    }

    @Test
    void lists_end_after_twenty() {
        List<String> names = IntStream.range(0, 25).mapToObj(Integer::toString).toList();
        assertThat(Shown.list(names.subList(0, 3))).isEqualTo("\"0\", \"1\", \"2\"");
        assertThat(Shown.list(names)).endsWith("\"19\" and 5 more");
    }
}
