package dev.norma.doctor;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of maps, lists, strings, numbers and booleans, indented. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String text(@Nullable Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.text.append('\n').toString();
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> map(map, depth);
            case List<?> list -> list(list, depth);
            case Double number when !Double.isFinite(number) -> string(number.toString());
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            case null -> text.append("null");
            default -> string(value.toString());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), depth + 1);
            text.append(entries.hasNext() ? "," : "");
        }
        close(map.isEmpty(), depth, '}');
    }

    /** Lists of numbers stand in one line. */
    private void list(List<?> list, int depth) {
        boolean numbers = list.stream().allMatch(Number.class::isInstance);
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (!numbers) {
                line(depth + 1);
            }
            value(list.get(i), depth + 1);
            text.append(i == list.size() - 1 ? "" : numbers ? ", " : ",");
        }
        close(numbers, depth, ']');
    }

    private void close(boolean inLine, int depth, char bracket) {
        if (!inLine) {
            line(depth);
        }
        text.append(bracket);
    }

    private void line(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }

    /** Letters that a terminal or a page could take for something else are written as numbers. */
    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '<', '>', '&', '\'' -> number(letter);
                default -> {
                    if (letter >= 0x20 && letter < 0x7f) {
                        text.append(letter);
                    } else {
                        number(letter);
                    }
                }
            }
        }
        text.append('"');
    }

    private void number(char letter) {
        text.append("\\u%04x".formatted((int) letter));
    }
}
