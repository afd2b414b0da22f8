package dev.norma.tensor;

/** Sizes, ranks or axes that do not fit each other. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;

    /** The complaint as an exception. */
    public ShapeException(Complaint complaint) {
        super(complaint.text());
        this.complaint = complaint;
    }

    /** What cannot be done, what was expected, what was given and how to fix it. */
    public ShapeException(String what, String expected, String given, String fix) {
        this(new Complaint(what, expected, given, fix));
    }

    /** The same error, said of a named place; floors above add the layer's path in this way. */
    public ShapeException at(String place) {
        ShapeException placed = new ShapeException(complaint.at(place));
        placed.setStackTrace(getStackTrace());
        return placed;
    }
}
