package dev.norma.doctor;

/** Text from outside as a line may show it: what could move a cursor, hide or turn letters is written as a number. */
final class Plain {
    private Plain() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (Character.getType(letter)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append("\\u{%x}".formatted(letter));
                default -> shown.appendCodePoint(letter);
            }
        });
        return shown.toString();
    }
}
