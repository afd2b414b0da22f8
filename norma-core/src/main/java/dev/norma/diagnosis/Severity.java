package dev.norma.diagnosis;

/** How much a finding matters. */
public enum Severity {
    /** Worth knowing; nothing is wrong. */
    INFO,
    /** Costs accuracy, or will when something else changes. */
    WARNING,
    /** Results are wrong, or training cannot work as it is. */
    ERROR
}
