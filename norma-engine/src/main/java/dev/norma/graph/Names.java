package dev.norma.graph;

/** Names of enum constants as they are written in text and errors: camelCase. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char letter : constant.name().toCharArray()) {
            if (letter == '_') {
                upper = true;
            } else {
                name.append(upper ? letter : Character.toLowerCase(letter));
                upper = false;
            }
        }
        return name.toString();
    }
}
