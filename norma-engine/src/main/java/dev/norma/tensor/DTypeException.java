package dev.norma.tensor;

/** Element types that do not fit each other or an operation. */
public class DTypeException extends IllegalArgumentException implements Refusal {
    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;
    private final boolean placed;

    /** The complaint as an exception. */
    public DTypeException(Complaint complaint) {
        this(complaint, false);
    }

    private DTypeException(Complaint complaint, boolean placed) {
        super(complaint.text());
        this.complaint = complaint;
        this.placed = placed;
    }

    /** What cannot be done, what was expected, what was given and how to fix it. */
    public DTypeException(String what, String expected, String given, String fix) {
        this(new Complaint(what, expected, given, fix));
    }

    /** The same error, said of a named place, unless it names one already; floors above add the layer's path so. */
    public DTypeException at(String place) {
        if (placed) {
            return this;
        }
        DTypeException there = new DTypeException(complaint.at(place), true);
        there.setStackTrace(getStackTrace());
        return there;
    }
}
