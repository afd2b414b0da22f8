package dev.norma.models;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Breaks the text of a cell into lines between words; what is still too long ends in an ellipsis. */
final class SummaryText {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

    private SummaryText() {}

    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (MatchResult word : WORD.matcher(text).results().toList()) {
            if (!line.isEmpty() && line.length() + word.group().stripTrailing().length() > width) {
                lines.add(cut(line.toString(), width));
                line.setLength(0);
            }
            line.append(word.group());
        }
        lines.add(cut(line.toString(), width));
        return lines;
    }

    private static String cut(String line, int width) {
        String stripped = line.stripTrailing();
        return stripped.length() <= width ? stripped : stripped.substring(0, width - 1) + "…";
    }
}
