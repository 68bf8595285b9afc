package eu.runlater.console.connect;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import eu.runlater.console.connect.ConnectionTest.Progress;
import eu.runlater.console.connect.ConnectionTest.Step;
import eu.runlater.console.connect.ProfileFormModel.Entry;
import eu.runlater.console.shell.Profile;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Segments;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.MapChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One profile as a form, with the steps of the connection test beneath.
final class ProfileForm extends VBox {
    private static final KeyCombination TEST = new KeyCodeCombination(KeyCode.T, KeyCombination.SHORTCUT_DOWN);

    private final ProfileFormModel model;
    private final TextField url = new TextField();
    private final PasswordField key = new PasswordField();
    private final TextField email = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField code = new TextField();
    private final TextField invite = new TextField();
    private final TextField callName = new TextField();
    private final VBox steps = new VBox(8);

    /// @param connected profile and key, stored and tested · @param saved stored without a test
    /// @param cancel absent when there is nowhere to go back to
    ProfileForm(
            ProfileFormModel model,
            Consumer<String> browser,
            BiConsumer<Profile, String> connected,
            Runnable saved,
            @Nullable Runnable cancel) {
        super(16);
        this.model = model;
        getStyleClass().addAll("card-box", "profile-form");
        TextField name = new TextField();
        name.setId("profile-name");
        url.setId("profile-url");
        key.setId("profile-key");
        url.setPromptText(ProfileFormModel.LOCAL);
        key.setPromptText(model.isNew() ? "sk_live_…" : Texts.get("connect.form.key_kept"));
        steps.getStyleClass().add("test-steps");
        steps.managedProperty().bind(steps.visibleProperty());

        HBox nameAndColour = new HBox(
                16, field("connect.form.name", name, model.nameProperty(), model.nameErrorProperty(), ""), colours());
        HBox.setHgrow(nameAndColour.getChildren().getFirst(), Priority.ALWAYS);
        Label trouble = new Label();
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        trouble.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.troubleProperty().get().isEmpty()
                                ? model.signIn().troubleProperty().get()
                                : model.troubleProperty().get(),
                        model.troubleProperty(),
                        model.signIn().troubleProperty()));
        trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
        trouble.managedProperty().bind(trouble.visibleProperty());
        getChildren()
                .addAll(
                        nameAndColour,
                        field("connect.form.url", url, model.urlProperty(), model.urlErrorProperty(), ""),
                        entry(new BrowserSignInBox(model.inBrowser(), browser, () -> model.browse(browser, connected))),
                        switches(),
                        steps,
                        trouble,
                        buttons(connected, saved, cancel));
        model.steps().addListener((MapChangeListener<Step, Progress>) _ -> showSteps());
        showSteps();
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (TEST.match(event)) {
                model.test();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE && cancel != null) {
                cancel.run();
                event.consume();
            }
        });
    }

    /// Where one begins: the key if everything else is known.
    void focus() {
        if (model.urlProperty().get().isEmpty()) {
            Focus.on(url);
        } else {
            Focus.on(
                    switch (model.entryProperty().get()) {
                        case KEY -> key;
                        case PASSWORD -> model.signIn().emailProperty().get().isEmpty() ? email : password;
                        case INVITE -> invite;
                    });
        }
    }

    /// The way in, and what it needs.
    private Node entry(Node inBrowser) {
        SignInModel person = model.signIn();
        Segments<Entry> ways = new Segments<>(
                List.of(Entry.values()),
                way -> Texts.get("connect.entry." + way.name().toLowerCase(Locale.ROOT)));
        ways.setId("profile-entry");
        ways.valueProperty().bindBidirectional(model.entryProperty());
        email.setId("profile-email");
        email.setPromptText("ida@shop.example");
        password.setId("profile-password");
        code.setId("profile-code");
        code.setPromptText("123456");
        invite.setId("profile-invite");
        callName.setId("profile-person");
        VBox keyBox = field(
                "connect.form.key",
                key,
                model.keyProperty(),
                model.keyErrorProperty(),
                Texts.get("connect.form.key_hint") + " " + model.keyPlace());
        VBox emailBox = field("connect.form.email", email, person.emailProperty(), person.emailErrorProperty(), "");
        VBox passwordBox =
                field("connect.form.password", password, person.passwordProperty(), person.passwordErrorProperty(), "");
        Label tokenPlace = hint(Texts.get("connect.form.password_hint") + " " + model.keyPlace());
        VBox codeBox = field(
                "connect.form.code",
                code,
                person.codeProperty(),
                person.codeErrorProperty(),
                Texts.get("connect.form.code_hint"));
        VBox inviteBox = field(
                "connect.form.invite",
                invite,
                person.inviteProperty(),
                person.inviteErrorProperty(),
                Texts.get("connect.form.invite_hint"));
        VBox nameBox = field("connect.form.person", callName, person.nameProperty(), new ReadOnlyStringWrapper(""), "");
        VBox fields = new VBox(12);
        Runnable write = () -> fields.getChildren()
                .setAll(
                        switch (model.entryProperty().get()) {
                            case KEY -> List.<Node>of(keyBox);
                            case PASSWORD ->
                                person.codeWantedProperty().get()
                                        ? List.of(inBrowser, emailBox, passwordBox, codeBox, tokenPlace)
                                        : List.of(inBrowser, emailBox, passwordBox, tokenPlace);
                            case INVITE -> List.of(inviteBox, nameBox, passwordBox, tokenPlace);
                        });
        model.entryProperty().subscribe(write);
        model.entryProperty().subscribe(_ -> look());
        url.focusedProperty().subscribe(_ -> look());
        person.codeWantedProperty().subscribe(wanted -> {
            write.run();
            if (wanted) {
                Focus.on(code);
            }
        });
        Label label = new Label(Texts.get("connect.form.entry"));
        label.getStyleClass().add("field-label");
        return new VBox(12, new VBox(6, label, ways), fields);
    }

    private void look() {
        if (model.entryProperty().get() == Entry.PASSWORD && !url.isFocused()) {
            model.lookForBrowser();
        }
    }

    private static Label hint(String text) {
        Label small = new Label(text);
        small.getStyleClass().add("field-hint");
        small.setWrapText(true);
        return small;
    }

    private static VBox field(
            String labelKey, TextInputControl input, StringProperty value, ObservableStringValue error, String hint) {
        Label label = new Label(Texts.get(labelKey));
        label.getStyleClass().add("field-label");
        label.setLabelFor(input);
        input.textProperty().bindBidirectional(value);
        VBox box = new VBox(6, label, input);
        if (!hint.isEmpty()) {
            Label small = new Label(hint);
            small.getStyleClass().add("field-hint");
            small.setWrapText(true);
            box.getChildren().add(small);
        }
        Label wrong = new Label();
        wrong.getStyleClass().add("field-error");
        wrong.setWrapText(true);
        wrong.textProperty().bind(error);
        wrong.managedProperty().bind(wrong.visibleProperty());
        wrong.visibleProperty().bind(wrong.textProperty().isNotEmpty());
        error.addListener((_, _, text) -> input.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
        box.getChildren().add(wrong);
        return box;
    }

    private Node colours() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox(4);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(34);
        for (Profile.Colour colour : Profile.Colour.values()) {
            Region dot = new Region();
            dot.getStyleClass().add("colour-dot");
            ToggleButton button = new ToggleButton(null, dot);
            String name = Texts.get("connect.colour." + colour.name().toLowerCase(Locale.ROOT));
            button.setAccessibleText(name);
            button.setTooltip(new Tooltip(name));
            button.getStyleClass().addAll("colour-choice", colour.styleClass());
            button.setToggleGroup(group);
            button.setSelected(model.colourProperty().get() == colour);
            button.setOnAction(_ -> {
                button.setSelected(true);
                model.colourProperty().set(colour);
            });
            row.getChildren().add(button);
        }
        Label label = new Label(Texts.get("connect.form.colour"));
        label.getStyleClass().add("field-label");
        return new VBox(6, label, row);
    }

    private Node switches() {
        ToggleSwitch production = new ToggleSwitch(Texts.get("connect.form.production"));
        production.setId("profile-production");
        production.setTooltip(new Tooltip(Texts.get("connect.form.production_hint")));
        production.selectedProperty().bindBidirectional(model.productionProperty());
        ToggleSwitch readOnly = new ToggleSwitch(Texts.get("connect.form.read_only"));
        readOnly.setId("profile-read-only");
        readOnly.setTooltip(new Tooltip(Texts.get("connect.form.read_only_hint")));
        readOnly.selectedProperty().bindBidirectional(model.readOnlyProperty());
        HBox row = new HBox(28, production, readOnly);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node buttons(BiConsumer<Profile, String> connected, Runnable saved, @Nullable Runnable cancel) {
        Button test = new Button(Texts.get("connect.form.test"));
        test.setId("profile-test");
        test.setTooltip(new Tooltip(Texts.get("connect.form.test_hint")));
        test.setOnAction(_ -> model.test());
        Button save = new Button(Texts.get("connect.form.save"));
        save.setId("profile-save");
        save.setOnAction(_ -> model.saveOnly(saved));
        Button connect = new Button(Texts.get("connect.form.connect"));
        connect.setId("profile-connect");
        connect.getStyleClass().add("accent");
        connect.setDefaultButton(true);
        connect.setOnAction(_ -> model.connect(connected));
        for (Button button : new Button[] {test, save, connect}) {
            button.disableProperty().bind(model.busyProperty());
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(8, test, space);
        if (cancel != null) {
            Button back = new Button(Texts.get("connect.form.cancel"));
            back.setId("profile-cancel");
            back.setMinWidth(Region.USE_PREF_SIZE);
            back.setOnAction(_ -> cancel.run());
            row.getChildren().add(back);
        }
        row.getChildren().addAll(save, connect);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("form-buttons");
        return row;
    }

    private void showSteps() {
        steps.getChildren().clear();
        steps.setVisible(!model.steps().isEmpty());
        for (Step step : Step.values()) {
            steps.getChildren().add(row(step, model.steps().get(step)));
        }
    }

    private static Node row(Step step, @Nullable Progress progress) {
        StateLook look = switch (progress) {
            case null -> look(Feather.CIRCLE, "", "tone-muted");
            case Progress.Running _ -> look(Feather.LOADER, Texts.get("connect.test.running"), "tone-accent");
            case Progress.Passed(Step _, String text) -> look(Feather.CHECK_CIRCLE, text, "tone-success");
            case Progress.Skipped(Step _, String text) -> look(Feather.MINUS_CIRCLE, text, "tone-muted");
            case Progress.Failed(Step _, String text, String _) -> look(Feather.X_OCTAGON, text, "tone-danger");
        };
        FontIcon icon = new FontIcon(look.icon());
        icon.getStyleClass().add("status-icon");
        Label name = new Label(Texts.get("connect.step." + step.word()), icon);
        name.setMinWidth(130);
        name.getStyleClass().addAll("status-label", look.tone());
        Label text = new Label(look.word());
        text.setWrapText(true);
        text.getStyleClass().add("small-text");
        VBox texts = new VBox(2, text);
        if (progress instanceof Progress.Failed(Step _, String _, String details) && !details.isEmpty()) {
            Label small = new Label(details);
            small.setWrapText(true);
            small.getStyleClass().add("failure-details");
            texts.getChildren().add(small);
        }
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox row = new HBox(12, name, texts);
        row.setId("step-" + step.word());
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static StateLook look(Ikon icon, String word, String tone) {
        return new StateLook(icon, word, tone);
    }
}
