package dev.norma.doctor;

import dev.norma.diagnosis.Figures;
import dev.norma.tensor.Shown;

/** HTML that is written piece by piece. Only what stands in the code of this package becomes markup; text is escaped. */
final class Html {
    /** No name is longer than this; what is, is cut. */
    private static final int LONGEST = 4000;

    private final StringBuilder html = new StringBuilder();

    /** Markup as it is: never anything that comes from a model. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Text: every letter that could be markup is escaped, and what could hide or turn letters is written as a number. */
    Html text(String text) {
        html.append(escaped(text));
        return this;
    }

    /** An element that holds text. */
    Html element(String name, String attributes, String text) {
        html.append('<').append(name);
        if (!attributes.isEmpty()) {
            html.append(' ').append(attributes);
        }
        html.append('>').append(escaped(text)).append("</").append(name).append('>');
        return this;
    }

    /** A number, with the sign that printers use for minus. */
    static String number(double value) {
        return Figures.number(value).replace('-', '\u2212');
    }

    static String escaped(String text) {
        return Shown.plain(text, LONGEST)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
