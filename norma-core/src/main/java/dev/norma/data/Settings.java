package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map that came out of a file, and refuses what is not as it should be by the key.
 *
 * @param path where the map is, for errors
 * @param map keys and values as JSON has them
 */
record Settings(String path, Map<?, ?> map) {
    String text(String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw refusal(key, "a text");
    }

    /** A finite number. */
    double number(String key) {
        if (map.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw refusal(key, "a finite number");
    }

    /** Different texts. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(key, "a list of different texts")) {
            if (!(value instanceof String text)) {
                throw refusal(key, "a list of different texts");
            }
            texts.add(text);
        }
        if (texts.size() != Set.copyOf(texts).size()) {
            throw refusal(key, "a list of different texts");
        }
        return List.copyOf(texts);
    }

    Settings map(String key) {
        if (map.get(key) instanceof Map<?, ?> inner) {
            return new Settings(path + "." + key, inner);
        }
        throw refusal(key, "an object");
    }

    List<Settings> maps(String key) {
        List<Settings> settings = new ArrayList<>();
        for (Object value : list(key, "a list of objects")) {
            if (!(value instanceof Map<?, ?> inner)) {
                throw refusal(key, "a list of objects");
            }
            settings.add(new Settings("%s.%s[%d]".formatted(path, key, settings.size()), inner));
        }
        return settings;
    }

    private List<?> list(String key, String expected) {
        if (map.get(key) instanceof List<?> values) {
            return values;
        }
        throw refusal(key, expected);
    }

    /** The error about the value of a key. */
    IllegalArgumentException refusal(String key, String expected) {
        return new Complaint(
                        "%s.%s cannot be used".formatted(path, Shown.plain(key, 60)),
                        expected,
                        given(map.get(key)),
                        "use the settings as they were saved")
                .asArgument();
    }

    private static String given(@Nullable Object value) {
        return value == null ? "nothing" : Shown.text(value.toString());
    }
}
