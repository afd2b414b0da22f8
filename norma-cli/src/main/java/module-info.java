/** The norma command. */
module dev.norma.cli {
    requires dev.norma;
    requires static org.jspecify;
    requires info.picocli;
    requires tools.jackson.databind;

    opens dev.norma.cli to
            info.picocli;
}
