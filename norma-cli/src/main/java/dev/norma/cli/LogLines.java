package dev.norma.cli;

/** How what the library logs looks to somebody at a terminal. */
final class LogLines {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private LogLines() {}

    /** One line each, without dates and the names of classes, unless the user set a format; before anything is logged. */
    static void arePlain() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "norma: %5$s%n");
        }
    }
}
