package eu.runlater.console.connect;

import eu.runlater.console.ui.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Windows' data protection of the signed-in user: keys stand in a file that only this account on this machine can
/// read.
final class WindowsVault implements KeyVault {
    private static final String PROTECT =
            "$t=[Console]::In.ReadToEnd(); ConvertTo-SecureString -String $t -AsPlainText -Force | ConvertFrom-SecureString";
    private static final String UNPROTECT =
            "$t=[Console]::In.ReadToEnd().Trim(); $s=ConvertTo-SecureString -String $t; "
                    + "[Console]::Out.Write([Runtime.InteropServices.Marshal]::PtrToStringBSTR("
                    + "[Runtime.InteropServices.Marshal]::SecureStringToBSTR($s)))";

    private final SealedFile file;

    WindowsVault(Path folder) {
        this.file = new SealedFile(folder.resolve("keys.dpapi.json"));
    }

    @Override
    public Optional<String> read(String profile) throws VaultFailure {
        Optional<String> sealed = file.read(profile);
        return sealed.isEmpty() ? Optional.empty() : Optional.of(powershell(UNPROTECT, sealed.get()));
    }

    @Override
    public void write(String profile, String key) throws VaultFailure {
        file.write(profile, powershell(PROTECT, key).strip());
    }

    @Override
    public void delete(String profile) throws VaultFailure {
        file.delete(profile);
    }

    @Override
    public String place() {
        return Texts.get("connect.vault.windows");
    }

    private static String powershell(String script, String input) throws VaultFailure {
        Tool.Answer answer =
                Tool.run(input, List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script));
        if (answer.code() != 0) {
            throw new VaultFailure("Windows refused to protect or open the key");
        }
        return answer.out();
    }
}
