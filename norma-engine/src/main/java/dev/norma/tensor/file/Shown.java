package dev.norma.tensor.file;

/** Text from a file as it may be shown in messages: bounded, and without control characters. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    /** The text in quotes, cut after 80 characters, with everything escaped that could move a cursor. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int[] letters = text.codePoints().limit(LONGEST + 1).toArray();
        for (int i = 0; i < Math.min(letters.length, LONGEST); i++) {
            letter(letters[i], shown);
        }
        return shown.append(letters.length > LONGEST ? "...\"" : "\"").toString();
    }

    private static void letter(int letter, StringBuilder shown) {
        switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> shown.append("\\u{%x}".formatted(letter));
            default -> {
                if (letter == '"' || letter == '\\') {
                    shown.append('\\');
                }
                shown.appendCodePoint(letter);
            }
        }
    }
}
