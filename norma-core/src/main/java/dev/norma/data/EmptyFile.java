package dev.norma.data;

/** The errors about files in which there is no table. */
final class EmptyFile {
    private EmptyFile() {}

    static DataException nothing(String file) {
        return new DataException(
                Place.file(file),
                "this file is empty",
                "a line with the names of the columns, then a line for each row",
                "nothing",
                "check that it is the file you meant");
    }

    static DataException headerAlone(String file) {
        return new DataException(
                Place.file(file),
                "this table has no rows",
                "rows below the header",
                "the header alone",
                "check that it is the file you meant");
    }
}
