package dev.norma.backend.onednn.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * A file inside a jar: where it is, how long, and its checksum.
 *
 * @param url where to read it
 * @param size its length in bytes
 * @param checksum its CRC-32
 */
record PackedFile(URL url, long size, long checksum) {
    /** Looks the file's length and checksum up in the jar's directory; where there is none, reads the file. */
    static PackedFile at(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            ZipEntry entry = jar.getJarEntry();
            try (var _ = jar.getJarFile()) {
                if (entry != null && entry.getSize() >= 0 && entry.getCrc() >= 0) {
                    return new PackedFile(url, entry.getSize(), entry.getCrc());
                }
            }
        }
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(url.openStream(), checksum)) {
            long size = in.transferTo(java.io.OutputStream.nullOutputStream());
            return new PackedFile(url, size, checksum.getValue());
        }
    }

    InputStream open() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
