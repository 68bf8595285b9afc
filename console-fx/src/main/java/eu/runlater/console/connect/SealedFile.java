package eu.runlater.console.connect;

import eu.runlater.console.api.Json;
import eu.runlater.console.connect.KeyVault.VaultFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// A JSON file of profile name → text that is of no use to others.
final class SealedFile {
    private final Path path;

    SealedFile(Path path) {
        this.path = path;
    }

    synchronized Optional<String> read(String name) throws VaultFailure {
        return Optional.ofNullable(all().get(name));
    }

    synchronized void write(String name, String sealed) throws VaultFailure {
        Map<String, String> all = all();
        all.put(name, sealed);
        save(all);
    }

    synchronized void delete(String name) throws VaultFailure {
        Map<String, String> all = all();
        if (all.remove(name) != null) {
            save(all);
        }
    }

    private Map<String, String> all() throws VaultFailure {
        if (!Files.exists(path)) {
            return new TreeMap<>();
        }
        try {
            return Json.WIRE.readValue(Files.readString(path), new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException | JacksonException e) {
            throw new VaultFailure(path + " cannot be read", e);
        }
    }

    private void save(Map<String, String> all) throws VaultFailure {
        try {
            PrivateFiles.write(path, Json.WIRE.writeValueAsBytes(all));
        } catch (IOException e) {
            throw new VaultFailure(path + " cannot be written: " + e.getMessage(), e);
        }
    }
}
