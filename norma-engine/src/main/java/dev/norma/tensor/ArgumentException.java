package dev.norma.tensor;

/** A value or a setting that is refused. */
final class ArgumentException extends IllegalArgumentException implements Refusal {
    private static final long serialVersionUID = 1L;

    ArgumentException(Complaint complaint) {
        super(complaint.text());
    }
}
