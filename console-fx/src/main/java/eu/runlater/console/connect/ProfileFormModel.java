package eu.runlater.console.connect;

import eu.runlater.console.api.Access;
import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.EngineApi;
import eu.runlater.console.connect.ConnectionTest.Progress;
import eu.runlater.console.connect.ConnectionTest.Step;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.SignedIn;
import java.util.EnumMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// One profile being written: its fields, what is wrong with them, and the test of the connection. The key is kept
/// apart from the profile; an empty key field of a known profile means the key that is stored. FX thread.
final class ProfileFormModel {
    /// How the engine gets to know who one is.
    enum Entry {
        PASSWORD,
        KEY,
        INVITE
    }

    static final String LOCAL = "http://127.0.0.1:8480";

    private final Profiles profiles;
    private final KeyBox keys;
    private final Background background;
    private final Background.Line testing;
    private final Executor fx;
    private final @Nullable Profile before;
    private final SignInModel signIn;
    private final BrowserSignInModel inBrowser;
    private final ObjectProperty<Entry> entry = new SimpleObjectProperty<>(this, "entry", Entry.KEY);

    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty url = new SimpleStringProperty(this, "url", "");
    private final StringProperty key = new SimpleStringProperty(this, "key", "");
    private final ObjectProperty<Profile.Colour> colour =
            new SimpleObjectProperty<>(this, "colour", Profile.Colour.BLUE);
    private final BooleanProperty production = new SimpleBooleanProperty(this, "production", false);
    private final BooleanProperty readOnly = new SimpleBooleanProperty(this, "readOnly", false);
    private final ObservableMap<Step, Progress> steps = FXCollections.observableMap(new EnumMap<>(Step.class));
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
    private final ReadOnlyStringWrapper nameError = new ReadOnlyStringWrapper(this, "nameError", "");
    private final ReadOnlyStringWrapper urlError = new ReadOnlyStringWrapper(this, "urlError", "");
    private final ReadOnlyStringWrapper keyError = new ReadOnlyStringWrapper(this, "keyError", "");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

    /// @param before the profile being changed; absent = a new one
    ProfileFormModel(Profiles profiles, KeyBox keys, Background background, Executor fx, @Nullable Profile before) {
        this.profiles = profiles;
        this.keys = keys;
        this.background = background;
        this.testing = background.line();
        this.fx = fx;
        this.before = before;
        this.signIn = new SignInModel(background);
        this.inBrowser = new BrowserSignInModel(background);
        if (before == null) {
            boolean first = profiles.list().isEmpty();
            name.set(first ? "local" : "");
            url.set(first ? LOCAL : "");
            colour.set(Profile.Colour.values()[profiles.list().size() % Profile.Colour.values().length]);
        } else {
            name.set(before.name());
            url.set(before.url());
            colour.set(before.colour());
            production.set(before.production());
            readOnly.set(before.readOnly());
            if (before.email() != null) {
                entry.set(Entry.PASSWORD);
                signIn.emailProperty().set(before.email());
            }
        }
        name.addListener((_, _, _) -> nameError.set(""));
        url.addListener((_, _, _) -> urlError.set(""));
        key.addListener((_, _, _) -> keyError.set(""));
        signIn.busyProperty().subscribe(busy::set);
    }

    ObjectProperty<Entry> entryProperty() {
        return entry;
    }

    /// What is typed by somebody who signs in as a person.
    SignInModel signIn() {
        return signIn;
    }

    BrowserSignInModel inBrowser() {
        return inBrowser;
    }

    /// Asks the engine whether one can sign in through the browser.
    void lookForBrowser() {
        try {
            inBrowser.look(Access.address(url.get()));
        } catch (IllegalArgumentException _) {
            // what stands there is no address yet
        }
    }

    /// Signs in through the browser, then goes on as [#connect] does.
    void browse(Consumer<String> browser, BiConsumer<Profile, String> connected) {
        trouble.set("");
        if (!isValid()) {
            return;
        }
        Use use = (typed, _) -> runTest(typed, passed -> {
            if (passed) {
                save(typed, () -> connected.accept(profile(), typed));
            } else {
                signOut(typed);
            }
        });
        inBrowser.start(Access.address(url.get()), browser, entered -> took(entered, use));
    }

    boolean isNew() {
        return before == null;
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty urlProperty() {
        return url;
    }

    StringProperty keyProperty() {
        return key;
    }

    ObjectProperty<Profile.Colour> colourProperty() {
        return colour;
    }

    BooleanProperty productionProperty() {
        return production;
    }

    BooleanProperty readOnlyProperty() {
        return readOnly;
    }

    /// What the test found, as far as it got.
    ObservableMap<Step, Progress> steps() {
        return steps;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty nameErrorProperty() {
        return nameError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty urlErrorProperty() {
        return urlError.getReadOnlyProperty();
    }

    ReadOnlyStringProperty keyErrorProperty() {
        return keyError.getReadOnlyProperty();
    }

    /// What went wrong with keeping the key; empty = nothing.
    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// Where the key will be kept.
    String keyPlace() {
        return keys.place();
    }

    /// Tries the connection with what stands in the form. A session that was opened only for that is ended again.
    void test() {
        withKey((typed, fresh) -> runTest(typed, _ -> {
            if (fresh) {
                signOut(typed);
            }
        }));
    }

    /// Tests, and if all is well keeps profile and key and hands them on. A failing test keeps the form open.
    void connect(BiConsumer<Profile, String> connected) {
        withKey((typed, fresh) -> runTest(typed, passed -> {
            if (passed) {
                save(typed, () -> connected.accept(profile(), typed));
            } else if (fresh) {
                signOut(typed);
            }
        }));
    }

    /// Keeps profile and key without a test: an engine may be down while one writes its profile. A person signs in when
    /// the profile is opened.
    void saveOnly(Runnable saved) {
        trouble.set("");
        if (!isValid()) {
            return;
        }
        if (entry.get() != Entry.KEY) {
            Profile known = before;
            if (known == null) {
                profiles.put(null, profile());
                saved.run();
                return;
            }
            withStored(known, stored -> save(stored, saved), () -> {
                profiles.put(known, profile());
                saved.run();
            });
            return;
        }
        withKey((typed, _) -> save(typed, saved));
    }

    private void save(String typed, Runnable saved) {
        Profile profile = profile();
        busy.set(true);
        keys.write(
                profile.name(),
                typed,
                before == null ? profile.name() : before.name(),
                () -> {
                    busy.set(false);
                    profiles.put(before, profile);
                    saved.run();
                },
                this::vaultTrouble);
    }

    private void signOut(String token) {
        Access access = new Access(Access.address(url.get()), token);
        background.ask(
                () -> {
                    try (EngineApi api = EngineApi.of(access)) {
                        api.session().signOut();
                    }
                    return access;
                },
                _ -> {},
                _ -> {}); // it ends by itself in two weeks
    }

    private void vaultTrouble(String text) {
        busy.set(false);
        trouble.set(Texts.get("connect.trouble.vault", text));
    }

    /// What to do with a key or token.
    private interface Use {
        /// @param fresh a session that was opened right now
        void with(String typed, boolean fresh);
    }

    private void withKey(Use use) {
        trouble.set("");
        if (!isValid()) {
            return;
        }
        Profile known = before;
        switch (entry.get()) {
            case PASSWORD -> {
                boolean same = known != null
                        && known.email() != null
                        && known.email().equals(signIn.emailProperty().get().strip());
                if (same && known != null && signIn.passwordProperty().get().isEmpty()) {
                    withStored(known, stored -> use.with(stored, false), () -> signIn(use));
                } else {
                    signIn(use);
                }
            }
            case INVITE -> signIn.accept(Access.address(url.get()), entered -> took(entered, use), this::unreached);
            case KEY -> {
                String typed = key.get().strip();
                if (!typed.isEmpty()) {
                    use.with(typed, false);
                } else if (known == null) {
                    keyError.set(Texts.get("connect.error.key"));
                } else {
                    withStored(
                            known,
                            stored -> use.with(stored, false),
                            () -> keyError.set(Texts.get("connect.error.key")));
                }
            }
        }
    }

    private void withStored(Profile known, Consumer<String> use, Runnable none) {
        busy.set(true);
        keys.read(
                known.name(),
                stored -> {
                    busy.set(false);
                    stored.ifPresentOrElse(use, none);
                },
                this::vaultTrouble);
    }

    private void signIn(Use use) {
        signIn.signIn(Access.address(url.get()), entered -> took(entered, use), this::unreached);
    }

    private void took(SignedIn entered, Use use) {
        signIn.emailProperty().set(entered.user().email());
        entry.set(Entry.PASSWORD); // an invite is good once
        use.with(entered.token(), true);
    }

    /// The steps say how far one gets.
    private void unreached(ApiFailure why) {
        trouble.set(FailureText.sentence(why));
        runTest("", _ -> {});
    }

    private void runTest(String typed, Consumer<Boolean> verdict) {
        steps.clear();
        busy.set(true);
        Access access = new Access(Access.address(url.get()), typed);
        ConnectionTest test =
                new ConnectionTest(access, progress -> fx.execute(() -> steps.put(progress.step(), progress)));
        testing.ask(
                test::run,
                passed -> {
                    busy.set(false);
                    verdict.accept(passed);
                },
                failure -> {
                    busy.set(false);
                    trouble.set(failure.text());
                });
    }

    private boolean isValid() {
        String wanted = name.get().strip();
        boolean taken = profiles.list().stream()
                .anyMatch(profile -> !profile.equals(before) && profile.name().equals(wanted));
        nameError.set(
                wanted.isEmpty()
                        ? Texts.get("connect.error.name")
                        : wanted.length() > 40
                                ? Texts.get("connect.error.name_long")
                                : taken ? Texts.get("connect.error.name_taken") : "");
        try {
            Access.address(url.get());
            urlError.set("");
        } catch (IllegalArgumentException _) {
            urlError.set(Texts.get("connect.error.url"));
        }
        String typed = entry.get() == Entry.KEY ? key.get().strip() : "";
        // Headers carry visible ASCII only; anything else was pasted along with the key.
        keyError.set(typed.chars().allMatch(c -> c > ' ' && c < 127) ? "" : Texts.get("connect.error.key_characters"));
        return nameError.get().isEmpty()
                && urlError.get().isEmpty()
                && keyError.get().isEmpty();
    }

    private Profile profile() {
        String address = Access.address(url.get()).toString();
        String email = signIn.emailProperty().get().strip();
        return new Profile(
                name.get().strip(),
                address.endsWith("/") ? address.substring(0, address.length() - 1) : address,
                colour.get(),
                production.get(),
                readOnly.get(),
                entry.get() == Entry.KEY || email.isEmpty() ? null : email);
    }
}
