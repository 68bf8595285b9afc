package eu.runlater.console.connect;

import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.Optional;

/// The macOS keychain of the user, by the system's own tool.
final class KeychainVault implements KeyVault {
    private static final String TOOL = "/usr/bin/security";
    private static final String SERVICE = "Runlater console";
    private static final int NOT_FOUND = 44;

    @Override
    public Optional<String> read(String profile) throws VaultFailure {
        Tool.Answer answer = Tool.run("", List.of(TOOL, "find-generic-password", "-s", SERVICE, "-a", profile, "-w"));
        if (answer.code() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.code() != 0) {
            throw new VaultFailure(answer.error());
        }
        return Optional.of(answer.out().strip());
    }

    @Override
    public void write(String profile, String key) throws VaultFailure {
        // Interactive mode reads the command, and with it the key, from standard input.
        String command =
                "add-generic-password -U -s " + quoted(SERVICE) + " -a " + quoted(profile) + " -w " + quoted(key);
        Tool.Answer answer = Tool.run(command + "\n", List.of(TOOL, "-i"));
        if (answer.code() != 0 || answer.error().contains("returned -")) {
            throw new VaultFailure("the keychain refused the key");
        }
    }

    @Override
    public void delete(String profile) throws VaultFailure {
        Tool.run("", List.of(TOOL, "delete-generic-password", "-s", SERVICE, "-a", profile));
    }

    @Override
    public String place() {
        return Texts.get("connect.vault.keychain");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
