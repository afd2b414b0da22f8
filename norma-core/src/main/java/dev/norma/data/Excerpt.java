package dev.norma.data;

import java.util.List;
import java.util.stream.Collectors;

/** Text out of files as it may stand in a message: of bounded length, without control characters. */
final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    /** The text between quotes, cut after 60 characters. */
    static String of(String text) {
        return "\"" + plain(text, LONGEST) + "\"";
    }

    /** The first few of these texts, and how many more there are. */
    static String of(List<String> texts) {
        int shown = Math.min(texts.size(), 20);
        String list = texts.subList(0, shown).stream().map(Excerpt::of).collect(Collectors.joining(", "));
        return shown == texts.size() ? list : "%s and %d more".formatted(list, texts.size() - shown);
    }

    /** The text without quotes. */
    static String plain(String text, int longest) {
        StringBuilder safe = new StringBuilder();
        int at = 0;
        int shown = 0;
        while (at < text.length() && shown < longest) {
            int character = text.codePointAt(at);
            append(safe, character);
            at += Character.charCount(character);
            shown++;
        }
        return at < text.length() ? safe + "..." : safe.toString();
    }

    private static void append(StringBuilder safe, int character) {
        switch (character) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            case '"' -> safe.append("\\\"");
            default -> {
                if (isVisible(character)) {
                    safe.appendCodePoint(character);
                } else {
                    safe.append("\\u%04x".formatted(character));
                }
            }
        }
    }

    /** Control characters, and those that turn the direction of text or have no width, are not. */
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
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
