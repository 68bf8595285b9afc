package eu.runlater.console.connect;

import eu.runlater.console.api.Background;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Focus;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.SignedIn;
import eu.runlater.model.WhoAmI;
import java.util.function.Consumer;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks for the password over the open screen when a session has ended. The screen below stays as it is and goes on
/// with
/// the new token. FX thread.
public final class SignInPane extends VBox {
    private final Session session;
    private final KeyBox keys;
    private final SignInModel model;
    private final BrowserSignInModel inBrowser;
    private final TextField email = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField code = new TextField();
    private final Label trouble = new Label();

    /// @param background of the application, since the vault outlives the session
    /// @param browser opens a page
    public SignInPane(Session session, KeyVault vault, Background background, Consumer<String> browser) {
        super(14);
        this.session = session;
        this.keys = new KeyBox(vault, background);
        this.model = new SignInModel(session.background());
        this.inBrowser = new BrowserSignInModel(session.background());
        setId("sign-in");
        getStyleClass().addAll("pane", "ask");
        setPrefWidth(440);
        Label title =
                new Label(Texts.get("connect.again.title", session.profile().name()));
        title.getStyleClass().add("pane-title");
        Label text = new Label(Texts.get("connect.again.text"));
        text.getStyleClass().add("muted");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        WhoAmI me = session.rights().me();
        String known = me != null && me.user() != null
                ? me.user().email()
                : session.profile().email();
        email.textProperty().bindBidirectional(model.emailProperty());
        email.setText(known == null ? "" : known);
        password.textProperty().bindBidirectional(model.passwordProperty());
        code.textProperty().bindBidirectional(model.codeProperty());
        code.setPromptText("123456");
        FieldBox codeBox = box("sign-in-code", "connect.form.code", code, model.codeErrorProperty());
        codeBox.hint(Texts.get("connect.form.code_hint"));
        codeBox.visibleProperty().bind(model.codeWantedProperty());
        codeBox.managedProperty().bind(codeBox.visibleProperty());
        model.codeWantedProperty().subscribe(wanted -> {
            if (wanted) {
                Focus.on(code);
            }
        });
        trouble.getStyleClass().add("field-error");
        trouble.setWrapText(true);
        trouble.setMinHeight(USE_PREF_SIZE);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
        model.troubleProperty().subscribe(trouble::setText);
        getChildren()
                .addAll(
                        title,
                        text,
                        new BrowserSignInBox(
                                inBrowser,
                                browser,
                                () -> inBrowser.start(session.api().access().base(), browser, this::signedIn)),
                        box("sign-in-email", "connect.form.email", email, model.emailErrorProperty()),
                        box("sign-in-password", "connect.form.password", password, model.passwordErrorProperty()),
                        codeBox,
                        trouble,
                        buttons());
    }

    private static FieldBox box(String id, String key, TextField field, ObservableStringValue problem) {
        FieldBox box = new FieldBox(id, Texts.get(key), field);
        problem.subscribe(box::problem);
        return box;
    }

    private HBox buttons() {
        Button other = new Button(Texts.get("connect.again.other"));
        other.setId("sign-in-other");
        other.getStyleClass().add("link-button");
        other.setOnAction(_ -> {
            session.panes().close();
            session.doors().enterKey(session.profile());
        });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button cancel = new Button(Texts.get("connect.form.cancel"));
        cancel.setId("sign-in-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> session.panes().close());
        Button go = new Button(Texts.get("connect.again.verb"));
        go.setId("sign-in-go");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.disableProperty().bind(model.busyProperty());
        go.setOnAction(_ -> model.signIn(
                session.api().access().base(),
                this::signedIn,
                why -> trouble.setText(FailureText.sentence(why) + "\n" + FailureText.details(why))));
        HBox buttons = new HBox(8, other, space, cancel, go);
        buttons.setAlignment(Pos.CENTER_LEFT);
        return buttons;
    }

    private void signedIn(SignedIn fresh) {
        session.api().access().renew(fresh.token());
        session.panes().close();
        session.live().retryNow();
        session.rights().ask();
        session.toasts().done(Texts.get("connect.again.done"));
        String name = session.profile().name();
        keys.write(
                name,
                fresh.token(),
                name,
                () -> {},
                why -> session.toasts().failed(Texts.get("connect.trouble.vault", why)));
    }

    /// Over the screen, with the focus on what is missing.
    public void open() {
        inBrowser.look(session.api().access().base());
        session.panes().show(this);
        Focus.on(email.getText().isEmpty() ? email : password);
    }
}
