package dev.norma.graph;

import dev.norma.tensor.Complaint;

/** A position in a text that is being read. */
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** Skips white space, then the token if it comes next. */
    boolean skip(String token) {
        space();
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    void expect(String token) {
        if (!skip(token)) {
            throw error("\"" + token + "\"");
        }
    }

    boolean atEnd() {
        space();
        return at == text.length();
    }

    /** Letters, digits and what else numbers and names are made of. */
    String word() {
        space();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._?".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw error("a name or a number");
        }
        return text.substring(start, at);
    }

    /** Everything up to a letter, which is passed. */
    String until(char end) {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw error("\"" + end + "\" further on");
        }
        String part = text.substring(at, stop);
        at = stop + 1;
        return part;
    }

    /** A quoted text, as {@link Literals#quoted} writes it. */
    String quoted() {
        expect("\"");
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char letter = text.charAt(at++);
            if (letter == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                letter = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped;
            }
            content.append(letter);
        }
        if (at == text.length()) {
            throw error("a closing quote");
        }
        at++;
        return content.toString();
    }

    int position() {
        return at;
    }

    long line(int position) {
        return text.substring(0, position)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count()
                + 1;
    }

    IllegalArgumentException error(String expected) {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        return new Complaint(
                        "line %d is no text of a graph".formatted(line(at)),
                        expected,
                        rest.isEmpty() ? "the end of the line" : "\"" + rest + "\"",
                        "write it as GraphText.print does")
                .asArgument();
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
