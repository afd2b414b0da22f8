package dev.norma.tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Text from outside, out of a file or from the user, as it may be shown: of bounded length, and without control characters. */
public final class Shown {
    private static final int LONGEST = 80;
    private static final int LONGEST_PATH = 1000;
    private static final int MOST = 20;

    private Shown() {}

    /** The text in quotes, cut after 80 characters, with everything escaped that could move a cursor or turn the text. */
    public static String text(String text) {
        return '"' + cut(text, LONGEST, true) + '"';
    }

    /** The path in quotes, escaped like other texts, and cut after 1000 characters. */
    public static String path(Path path) {
        return '"' + cut(path.toString(), LONGEST_PATH, true) + '"';
    }

    /** The first 20 texts in quotes, with commas between them, and how many more there are. */
    public static String list(List<String> texts) {
        String shown = texts.stream().limit(MOST).map(Shown::text).collect(Collectors.joining(", "));
        return texts.size() <= MOST ? shown : "%s and %d more".formatted(shown, texts.size() - MOST);
    }

    /** The text without quotes, escaped, and cut after so many characters. */
    public static String plain(String text, int longest) {
        return cut(text, longest, false);
    }

    private static String cut(String text, int longest, boolean quoted) {
        StringBuilder shown = new StringBuilder();
        int[] letters = text.codePoints().limit(longest + 1L).toArray();
        for (int i = 0; i < Math.min(letters.length, longest); i++) {
            if (quoted && letters[i] == '"') {
                shown.append('\\');
            }
            letter(letters[i], shown);
        }
        return letters.length > longest ? shown + "..." : shown.toString();
    }

    private static void letter(int letter, StringBuilder shown) {
        switch (letter) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isVisible(letter)) {
                    shown.appendCodePoint(letter);
                } else {
                    shown.append("\\u{%x}".formatted(letter));
                }
            }
        }
    }

    /** Control characters, and those that turn the direction of text or have no width, are not. */
    static boolean isVisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
