package eu.runlater.console.connect;

import java.nio.file.Path;
import java.util.Locale;

/// Chooses the vault of this machine: the system's own key store, or the sealed file where there is none.
public final class KeyVaults {
    private KeyVaults() {}

    /// May run a program to find out: not on the FX thread.
    ///
    /// @param folder for what a vault has to keep in files
    public static KeyVault ofThisMachine(Path folder) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return new KeychainVault();
        }
        if (system.startsWith("windows")) {
            return new WindowsVault(folder);
        }
        return SecretServiceVault.isUsable() ? new SecretServiceVault() : new FileVault(folder);
    }

    /// The sealed file, whatever the system has: for portable use and for trying things out.
    public static KeyVault inFile(Path folder) {
        return new FileVault(folder);
    }
}
