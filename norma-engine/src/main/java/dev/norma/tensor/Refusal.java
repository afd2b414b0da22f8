package dev.norma.tensor;

/**
 * Marks the exceptions with which the library refuses what it was given: arguments, settings, data or files are at fault, not the
 * library. Their messages are meant for whoever gave them, and most have the form of a {@link Complaint}. Calls out of order are not
 * marked, for they are a program's own mistakes.
 */
public interface Refusal {}
