package dev.norma.doctor;

import java.util.List;

/** A table whose columns a reader can sort by; its first column is text, the others are numbers. */
final class SortedTable {
    private final Html html;

    private SortedTable(Html html) {
        this.html = html;
    }

    /** Begins a table with these column heads. */
    static SortedTable begin(Html html, String caption, List<String> heads) {
        html.raw("<div class=\"scroll\"><table>\n")
                .element("caption", "", caption)
                .raw("\n<thead><tr>");
        heads.forEach(head -> html.raw("<th scope=\"col\" aria-sort=\"none\">")
                .element("button", "type=\"button\"", head)
                .raw("</th>"));
        html.raw("</tr></thead>\n<tbody>\n");
        return new SortedTable(html);
    }

    SortedTable row() {
        html.raw("<tr>");
        return this;
    }

    /** A cell with text that links to a part of the page. */
    SortedTable link(String target, String text) {
        html.raw("<th scope=\"row\">")
                .element("a", "href=\"#" + target + "\"", text)
                .raw("</th>");
        return this;
    }

    /** A cell with a name. */
    SortedTable name(String text) {
        html.element("th", "scope=\"row\"", text);
        return this;
    }

    /** A cell with a number, sorted by its value and shown in three digits. */
    SortedTable number(double value) {
        return number(value, Html.number(value));
    }

    /** A cell with a number, sorted by its value. */
    SortedTable number(double value, String shown) {
        html.element("td", "data-value=\"%s\"".formatted(value), shown);
        return this;
    }

    SortedTable end() {
        html.raw("</tr>\n");
        return this;
    }

    void close() {
        html.raw("</tbody></table></div>\n");
    }
}
