package dev.norma.data;

/** Counts line breaks: LF, CR LF or CR. */
final class LineBreaks {
    private LineBreaks() {}

    static int count(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean second = character == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            count += (character == '\n' || character == '\r') && !second ? 1 : 0;
        }
        return count;
    }
}
