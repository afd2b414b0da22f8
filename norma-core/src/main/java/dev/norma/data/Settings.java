package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map that came out of a file, and refuses what is not as it should be by the key.
 *
 * @param path where the map is, for errors
 * @param map keys and values as JSON has them
 */
record Settings(String path, Map<?, ?> map) {
    String text(String key) {
        return map.get(key) instanceof String text ? text : this.<String>refuse(key, "a text");
    }

    /** A finite number. */
    double number(String key) {
        Object value = map.get(key);
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : this.<Double>refuse(key, "a finite number");
    }

    /** Different texts. */
    List<String> texts(String key) {
        if (map.get(key) instanceof List<?> values && values.stream().allMatch(String.class::isInstance)) {
            List<String> texts = values.stream().map(String.class::cast).toList();
            if (texts.size() == texts.stream().distinct().count()) {
                return texts;
            }
        }
        return refuse(key, "a list of different texts");
    }

    Settings map(String key) {
        return map.get(key) instanceof Map<?, ?> inner
                ? new Settings(path + "." + key, inner)
                : this.<Settings>refuse(key, "an object");
    }

    List<Settings> maps(String key) {
        if (!(map.get(key) instanceof List<?> values)) {
            return refuse(key, "a list of objects");
        }
        List<Settings> settings = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof Map<?, ?> inner)) {
                return refuse(key, "a list of objects");
            }
            settings.add(new Settings("%s.%s[%d]".formatted(path, key, settings.size()), inner));
        }
        return settings;
    }

    <T> T refuse(String key, String expected) {
        throw new Complaint(
                        "%s.%s cannot be used".formatted(path, Excerpt.plain(key, 60)),
                        expected,
                        given(map.get(key)),
                        "use the settings as they were saved")
                .asArgument();
    }

    private static String given(@Nullable Object value) {
        return value == null ? "nothing" : Excerpt.of(value.toString());
    }
}
