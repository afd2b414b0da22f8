package dev.norma.tensor;

/** Sizes, ranks or axes that do not fit each other. */
public class ShapeException extends IllegalArgumentException implements Refusal {
    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;
    private final boolean placed;

    /** The complaint as an exception. */
    public ShapeException(Complaint complaint) {
        this(complaint, false);
    }

    private ShapeException(Complaint complaint, boolean placed) {
        super(complaint.text());
        this.complaint = complaint;
        this.placed = placed;
    }

    /** What cannot be done, what was expected, what was given and how to fix it. */
    public ShapeException(String what, String expected, String given, String fix) {
        this(new Complaint(what, expected, given, fix));
    }

    /** The same error, said of a named place, unless it names one already; floors above add the layer's path so. */
    public ShapeException at(String place) {
        if (placed) {
            return this;
        }
        ShapeException there = new ShapeException(complaint.at(place), true);
        there.setStackTrace(getStackTrace());
        return there;
    }
}
