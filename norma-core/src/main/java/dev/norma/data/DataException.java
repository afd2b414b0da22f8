package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.file.FileException;

/** Data that cannot be used: a file with something wrong in it, and where. */
public final class DataException extends FileException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /** What is wrong at a place. */
    public DataException(Place place, Complaint complaint) {
        super(place.toString(), complaint);
        this.place = place;
    }

    DataException(Place place, String what, String expected, String given, String fix) {
        this(place, new Complaint(what, expected, given, fix));
    }

    /** Where it is wrong. */
    public Place place() {
        return place;
    }
}
