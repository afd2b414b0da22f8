package dev.norma.tensor;

/** Element types that do not fit each other or an operation. */
public class DTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;

    /** The complaint as an exception. */
    public DTypeException(Complaint complaint) {
        super(complaint.text());
        this.complaint = complaint;
    }

    /** What cannot be done, what was expected, what was given and how to fix it. */
    public DTypeException(String what, String expected, String given, String fix) {
        this(new Complaint(what, expected, given, fix));
    }

    /** The same error, said of a named place; floors above add the layer's path in this way. */
    public DTypeException at(String place) {
        DTypeException placed = new DTypeException(complaint.at(place));
        placed.setStackTrace(getStackTrace());
        return placed;
    }
}
