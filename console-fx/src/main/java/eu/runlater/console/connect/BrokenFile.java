package eu.runlater.console.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What is done with a settings file that cannot be read: kept under another name, so that nothing is lost and the
/// console starts all the same.
public final class BrokenFile {
    private static final System.Logger LOG = System.getLogger(BrokenFile.class.getName());

    private BrokenFile() {}

    /// @return where it is now
    public static Path setAside(Path file, Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        LOG.log(System.Logger.Level.WARNING, file + " cannot be read and is kept as " + aside, why);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, file + " cannot be moved", e);
        }
        return aside;
    }
}
