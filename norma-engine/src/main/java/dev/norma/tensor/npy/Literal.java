package dev.norma.tensor.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the literal of a header: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}. Strings, booleans
 * and rows of whole numbers are all there is; nothing is nested and nothing is run.
 */
final class Literal {
    private static final int MOST_KEYS = 3;
    private static final int MOST_AXES = 64;
    private static final int MOST_DIGITS = 18;

    private final String text;
    private final String place;
    private int at;

    private Literal(String text, String place) {
        this.text = text;
        this.place = place;
    }

    /** The entries: a {@link String}, a {@link Boolean}, or a {@code long[]} each. */
    static Map<String, Object> parse(String text, String place) {
        Literal literal = new Literal(text, place);
        Map<String, Object> entries = literal.entries();
        literal.skipSpace();
        if (literal.at < text.length()) {
            throw literal.unexpected("nothing behind the last brace");
        }
        return entries;
    }

    private Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        expect('{');
        while (!next('}')) {
            String key = string();
            expect(':');
            if (entries.size() == MOST_KEYS || entries.put(key, value()) != null) {
                throw unexpected("three different keys");
            }
            if (!next(',')) {
                expect('}');
                break;
            }
        }
        return entries;
    }

    private Object value() {
        skipSpace();
        char first = peek();
        if (first == '\'' || first == '"') {
            return string();
        } else if (first == '(') {
            return numbers();
        } else if (word("True")) {
            return true;
        } else if (word("False")) {
            return false;
        }
        throw first == '['
                ? new NpyHeader.Refusal(
                        place,
                        "this array has several fields in each element",
                        "one number, truth or text in each element",
                        "a structured type",
                        "save each field as an array of its own")
                : unexpected("a text, True, False or a row of whole numbers");
    }

    private String string() {
        skipSpace();
        char quote = peek();
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw unexpected("a text in quotes");
        }
        String string = text.substring(at + 1, end);
        if (string.indexOf('\\') >= 0) {
            throw unexpected("a text without backslashes");
        }
        at = end + 1;
        return string;
    }

    private long[] numbers() {
        expect('(');
        List<Long> numbers = new ArrayList<>();
        while (!next(')')) {
            if (numbers.size() == MOST_AXES) {
                throw unexpected("at most %d axes".formatted(MOST_AXES));
            }
            numbers.add(number());
            if (!next(',')) {
                if (numbers.size() == 1 && peek() == ')') {
                    throw unexpected("a comma: (5) is no row");
                }
                expect(')');
                break;
            }
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > MOST_DIGITS) {
            at = start;
            throw unexpected("a whole number from 0, of at most %d digits".formatted(MOST_DIGITS));
        }
        long number = Long.parseLong(text.substring(start, at));
        if (peek() == 'L') { // Python 2
            at++;
        }
        return number;
    }

    private boolean word(String word) {
        boolean found = text.startsWith(word, at);
        at += found ? word.length() : 0;
        return found;
    }

    private boolean next(char wanted) {
        skipSpace();
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private NpyHeader.Refusal unexpected(String expected) {
        int end = Math.min(text.length(), at + 20);
        return new NpyHeader.Refusal(
                place,
                "the header cannot be read",
                expected,
                "%s at character %d of the header"
                        .formatted(NpyHeader.shown(text.substring(Math.min(at, end), end)), at),
                "save the array anew with numpy.save");
    }
}
