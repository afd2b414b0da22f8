package dev.norma.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What {@code golden/coverage.json} says: each option of each class that Norma has from Keras. */
final class Coverage {
    private static final class Read {
        @SuppressWarnings("unchecked")
        static final Map<String, Map<String, Map<String, Object>>> CLASSES =
                classes((List<Map<String, Object>>) JsonMapper.builder()
                        .build()
                        .readValue(GoldenFiles.bytes("coverage.json"), Map.class)
                        .get("classes"));

        @SuppressWarnings("unchecked")
        private static Map<String, Map<String, Map<String, Object>>> classes(List<Map<String, Object>> listed) {
            Map<String, Map<String, Map<String, Object>>> classes = new LinkedHashMap<>();
            for (Map<String, Object> one : listed) {
                Map<String, Map<String, Object>> options = new LinkedHashMap<>();
                options.put("", one);
                ((List<Map<String, Object>>) one.get("options"))
                        .forEach(option -> options.put((String) option.get("name"), option));
                classes.put((String) one.get("class"), options);
            }
            return classes;
        }
    }

    private Coverage() {}

    /** Classes by Keras' full name, and of each its options by name; under the empty name stands the class itself. */
    static Map<String, Map<String, Map<String, Object>>> classes() {
        return Read.CLASSES;
    }

    /** How often each pair of class and option occurs in the recordings; under the empty option, the class. */
    static Map<String, Integer> counted() {
        Map<String, Integer> found = new LinkedHashMap<>();
        for (GoldenCase golden : GoldenFiles.all()) {
            if (golden.text("kind").equals("network")) {
                count(found, "optimizers", golden.map("optimizer"));
                count(found, "losses", golden.map("loss"));
                golden.list("layers").forEach(layer -> count(found, "layers", (Map<?, ?>) layer));
            } else {
                count(found, place(golden.text("kind")), golden.said());
            }
        }
        return found;
    }

    private static String place(String kind) {
        return switch (kind) {
            case "layer", "initial", "dropout" -> "layers";
            case "loss" -> "losses";
            case "metric" -> "metrics";
            case "optimizer" -> "optimizers";
            case "initializer" -> "initializers";
            case "regularizer" -> "regularizers";
            case "constraint" -> "constraints";
            case "activation" -> "activations";
            default -> "types"; // a policy's types are no numbers
        };
    }

    private static void count(Map<String, Integer> found, String place, Map<?, ?> said) {
        Object name = said.get("class") != null ? said.get("class") : said.get("name");
        if (place.equals("types") || said.containsKey("call")) {
            return;
        }
        Map<?, ?> config = (Map<?, ?>) said.get("config");
        found.merge(place + "." + name + " ", 1, Integer::sum);
        config.keySet().forEach(option -> found.merge(place + "." + name + " " + option, 1, Integer::sum));
        if (config.get("learning_rate") instanceof Map<?, ?> schedule) {
            count(
                    found,
                    "optimizers.schedules",
                    Map.of("class", schedule.get("class_name"), "config", schedule.get("config")));
        }
    }
}
