package eu.runlater.console.connect;

import eu.runlater.console.ui.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The key ring of a Linux desktop (GNOME Keyring, KWallet, KeePassXC…), by its own command-line tool.
final class SecretServiceVault implements KeyVault {
    private static final String TOOL = "secret-tool";

    /// Whether there is one that answers: the tool alone is no proof, a server without a desktop has no key ring.
    static boolean isUsable() {
        if (!Tool.isInstalled(TOOL)) {
            return false;
        }
        try {
            Tool.Answer answer = Tool.run("", Duration.ofSeconds(3), command("lookup", "no such profile"));
            return answer.code() == 0 || answer.error().isEmpty();
        } catch (VaultFailure _) {
            return false;
        }
    }

    @Override
    public Optional<String> read(String profile) throws VaultFailure {
        Tool.Answer answer = Tool.run("", command("lookup", profile));
        if (answer.code() != 0 && !answer.error().isEmpty()) {
            throw new VaultFailure(answer.error());
        }
        String key = answer.out().strip();
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    @Override
    public void write(String profile, String key) throws VaultFailure {
        List<String> command = command("store", profile);
        command.add(2, "--label=Runlater console: " + profile);
        Tool.Answer answer = Tool.run(key, command);
        if (answer.code() != 0) {
            throw new VaultFailure(answer.error());
        }
    }

    @Override
    public void delete(String profile) throws VaultFailure {
        Tool.run("", command("clear", profile));
    }

    @Override
    public String place() {
        return Texts.get("connect.vault.secret_service");
    }

    private static List<String> command(String verb, String profile) {
        return new ArrayList<>(List.of(TOOL, verb, "application", "runlater-console", "profile", profile));
    }
}
