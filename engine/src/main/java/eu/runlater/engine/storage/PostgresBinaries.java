package eu.runlater.engine.storage;

import eu.runlater.engine.runtime.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/// Unpacks the PostgreSQL distribution of this system from the class path, once per version.
final class PostgresBinaries {
    private PostgresBinaries() {}

    /// @param parent the directory that shall hold the distribution
    /// @return its home, with `bin` inside
    static Path unpack(Path parent) throws IOException {
        URL archive = archive();
        Path home = parent.resolve("program-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        removeOld(parent);
        Path temporary = Files.createTempDirectory(parent, "unpacking-");
        try (InputStream in = archive.openConnection().getInputStream()) {
            unpack(in, temporary);
            // Only a complete distribution ever has the final name, whenever the process is killed.
            Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            FileSystemUtils.deleteRecursively(temporary);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
        return home;
    }

    private static URL archive() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("windows") ? "windows" : os.contains("mac") ? "darwin" : "linux";
        String processor = machine.contains("aarch64") || machine.contains("arm64") ? "arm_64" : "x86_64";
        String name = "postgres-" + system + "-" + processor + ".txz";
        URL found = PostgresBinaries.class.getClassLoader().getResource(name);
        if (found == null) {
            throw StartRefused.surroundings("This build has no embedded PostgreSQL for " + system + " on " + processor
                    + ".\nSet RUNLATER_DATABASE_URL to a PostgreSQL of your own.");
        }
        return found;
    }

    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    private static void removeOld(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith("program-") || name.startsWith("unpacking-")) {
                    FileSystemUtils.deleteRecursively(entry);
                }
            }
        }
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        boolean posix = Files.getFileStore(target).supportsFileAttributeView("posix");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("archive entry outside of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    if (posix && (entry.getMode() & 0100) != 0) {
                        file.toFile().setExecutable(true, false);
                    }
                }
            }
        }
    }
}
