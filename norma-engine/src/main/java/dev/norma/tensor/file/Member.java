package dev.norma.tensor.file;

/**
 * A file in an archive.
 *
 * @param name its path, with slashes
 * @param header where its local header begins
 * @param start where its bytes begin
 * @param stored how many bytes it takes in the archive
 * @param size how many bytes it has
 * @param crc their checksum
 * @param deflated whether they are compressed
 */
public record Member(String name, long header, long start, long stored, long size, int crc, boolean deflated) {
    Member from(long dataStart) {
        return new Member(name, header, dataStart, stored, size, crc, deflated);
    }

    long end() {
        return start + stored;
    }

    boolean isFolder() {
        return name.endsWith("/");
    }
}
