package eu.runlater.console.connect;

import eu.runlater.console.api.Background;
import eu.runlater.console.connect.KeyVault.VaultFailure;
import java.util.Optional;
import java.util.function.Consumer;

/// The vault, off the FX thread: whatever it answers comes back on it. FX thread.
final class KeyBox {
    private sealed interface Answer {
        record Key(Optional<String> key) implements Answer {}

        record Trouble(String text) implements Answer {}
    }

    private interface Use {
        Optional<String> with(KeyVault vault) throws VaultFailure;
    }

    private final KeyVault vault;
    private final Background background;

    KeyBox(KeyVault vault, Background background) {
        this.vault = vault;
        this.background = background;
    }

    String place() {
        return vault.place();
    }

    void read(String profile, Consumer<Optional<String>> found, Consumer<String> trouble) {
        ask(open -> open.read(profile), found, trouble);
    }

    /// @param oldName of a renamed profile, whose entry goes; the same name otherwise
    void write(String profile, String key, String oldName, Runnable written, Consumer<String> trouble) {
        ask(
                open -> {
                    open.write(profile, key);
                    if (!oldName.equals(profile)) {
                        open.delete(oldName);
                    }
                    return Optional.empty();
                },
                _ -> written.run(),
                trouble);
    }

    void delete(String profile, Consumer<String> trouble) {
        ask(
                open -> {
                    open.delete(profile);
                    return Optional.empty();
                },
                _ -> {},
                trouble);
    }

    private void ask(Use use, Consumer<Optional<String>> done, Consumer<String> trouble) {
        background.<Answer>ask(
                () -> {
                    try {
                        return new Answer.Key(use.with(vault));
                    } catch (VaultFailure e) {
                        return new Answer.Trouble(e.text());
                    }
                },
                answer -> {
                    switch (answer) {
                        case Answer.Key(Optional<String> key) -> done.accept(key);
                        case Answer.Trouble(String text) -> trouble.accept(text);
                    }
                },
                failure -> trouble.accept(failure.text()));
    }
}
