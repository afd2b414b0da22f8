package dev.norma.cli;

import dev.norma.tensor.Complaint;
import dev.norma.training.History;
import dev.norma.training.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what training told into a file: beside it first, then moved in place. */
final class JsonReport {
    private final Path file;

    /** A report; refused at once where it could not be written at the end. */
    JsonReport(Path file) {
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        boolean writable = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        boolean replaceable = !Files.exists(file) || Files.isRegularFile(file);
        if (!writable || !replaceable) {
            throw new Complaint(
                            "--json cannot write \"%s\"".formatted(Shown.of(file.toString())),
                            "a file in a folder that exists and can be written",
                            writable ? "something that is no file" : "no such folder",
                            "choose another file")
                    .asArgument();
        }
    }

    void write(History history, Map<String, Double> test, Map<String, Object> settings) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("settings", settings);
        report.put("history", history.logs().stream().map(Logs::toMap).toList());
        report.put("test", test);
        byte[] json =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
        try {
            Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".norma-", ".json");
            try {
                Files.write(beside, json);
                Files.move(
                        beside,
                        file,
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
