package eu.runlater.console.team;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.Membership;
import eu.runlater.model.SessionView;
import eu.runlater.model.TotpSetup;
import eu.runlater.model.WhoAmI;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One's own account: organizations, password, second factor, sessions. An API key has none of it. FX thread.
final class AccountTab implements Tab {
    private static final int MIN_PASSWORD = 12;

    private final Session session;
    private final Roster<SessionView> sessions;
    private final CardColumn root = new CardColumn("team-account");
    private final Label who = new Label();
    private final VBox organizations = new VBox(4);
    private final HBox totp = new HBox(12);
    private final VBox list = new VBox(2);

    AccountTab(Session session) {
        this.session = session;
        this.sessions = new Roster<>(session.background(), session.api().session()::all, SessionView::id);
        VBox me = root.card("team.account.title", "team.account.text");
        who.setId("account-who");
        who.getStyleClass().add("strong");
        who.setWrapText(true);
        me.getChildren().addAll(who, organizations);
        VBox password = root.card("team.password.title", "team.password.text");
        password.setId("account-password");
        VBox factor = root.card("team.totp.title", "team.totp.text");
        factor.setId("account-totp");
        totp.setAlignment(Pos.CENTER_LEFT);
        factor.getChildren().add(totp);
        VBox open = root.card("team.sessions.title", "team.sessions.text");
        open.setId("account-sessions");
        open.getChildren().add(list);
        if (!session.profile().readOnly()) {
            Button change = new Button(Texts.get("team.password.change"), new FontIcon(Feather.LOCK));
            change.setId("password-change");
            change.setOnAction(_ -> changePassword());
            RosterTab.guard(session, change, "", Role.VIEWER);
            password.getChildren().add(change);
        }
        for (VBox card : new VBox[] {password, factor, open}) {
            card.managedProperty().bind(card.visibleProperty());
        }
        session.rights().meProperty().subscribe(now -> {
            boolean person = now != null && now.kind().equals("user");
            for (VBox card : new VBox[] {password, factor, open}) {
                card.setVisible(person);
            }
            show(now);
        });
        sessions.rows().rows().subscribe(this::showSessions);
        sessions.contentProperty().subscribe(_ -> showSessions());
    }

    private void show(@Nullable WhoAmI now) {
        organizations.getChildren().clear();
        totp.getChildren().clear();
        if (now == null) {
            who.setText(Texts.get("team.account.unknown"));
            return;
        }
        if (now.kind().equals("key")) {
            who.setText(Texts.get(
                    "team.account.key",
                    now.credentialName(),
                    now.scope(),
                    now.organization().name()));
            return;
        }
        who.setText(
                now.user() == null || now.user().name() == null
                        ? now.credentialName()
                        : Texts.get(
                                "team.account.person",
                                now.user().name(),
                                now.user().email()));
        now.organizations().forEach(each -> organizations.getChildren().add(organization(each, now)));
        if (!session.profile().readOnly()) {
            Button join = new Button(Texts.get("team.account.join"), new FontIcon(Feather.MAIL));
            join.setId("account-join");
            join.getStyleClass().add("small");
            join.setOnAction(_ -> join());
            RosterTab.guard(session, join, "", Role.VIEWER);
            organizations.getChildren().add(join);
        }
        boolean on = now.totp();
        StatusLabel state = new StatusLabel();
        state.show(
                on
                        ? new StateLook(Feather.CHECK_CIRCLE, Texts.get("team.totp.on"), "tone-success")
                        : new StateLook(Feather.CIRCLE, Texts.get("team.totp.off"), "tone-muted"));
        totp.getChildren().add(state);
        if (!session.profile().readOnly()) {
            Button button = new Button(Texts.get(on ? "team.totp.remove" : "team.totp.set_up"));
            button.setId(on ? "totp-remove" : "totp-set-up");
            button.setOnAction(_ -> {
                if (on) {
                    removeTotp();
                } else {
                    setUpTotp();
                }
            });
            RosterTab.guard(session, button, "", Role.VIEWER);
            totp.getChildren().add(button);
        }
    }

    private Node organization(Membership each, WhoAmI now) {
        boolean here = each.id().equals(now.organization().id());
        Label name = new Label(each.name());
        if (here) {
            name.getStyleClass().add("strong");
        }
        Label role =
                new Label(Texts.get("team.account.role", Role.of(each.role()).text(), each.plan()));
        role.getStyleClass().addAll("muted", "small-text");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(10, name, role, space);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("account-line");
        if (here) {
            Label mark = new Label(Texts.get("team.account.here"));
            mark.getStyleClass().addAll("status-label", "badge", "tone-accent");
            line.getChildren().add(mark);
        } else {
            Button go = new Button(Texts.get("team.account.switch"));
            go.getStyleClass().addAll("small", "organization-switch");
            go.setAccessibleText(Texts.get("team.account.switch_spoken", each.name()));
            RosterTab.guard(session, go, "", Role.VIEWER);
            go.setOnAction(_ -> switchTo(each));
            line.getChildren().add(go);
        }
        return line;
    }

    private void join() {
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.account.join_title"), Texts.get("team.account.join_verb"), false);
        TextField token = new TextField();
        pane.field("token", new FieldBox("join-token", Texts.get("team.account.join_token"), token));
        pane.onGo(() ->
                act(pane, () -> session.api().session().join(token.getText().strip()), "team.account.joined"));
        pane.open(token);
    }

    /// Everything on screen is of the old organization: the profile is opened anew.
    private void switchTo(Membership other) {
        session.background()
                .ask(
                        () -> session.api().session().switchTo(other.id()),
                        now -> {
                            session.rights().took(now);
                            session.toasts().done(Texts.get("team.account.switched", other.name()));
                            session.doors().reopen();
                        },
                        this::failed);
    }

    private void changePassword() {
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.password.change_title"), Texts.get("team.password.verb"), false);
        PasswordField current = new PasswordField();
        PasswordField fresh = new PasswordField();
        PasswordField again = new PasswordField();
        FieldBox freshBox = new FieldBox("password-new", Texts.get("team.password.new"), fresh)
                .hint(Texts.get("team.password.hint", MIN_PASSWORD));
        FieldBox againBox = new FieldBox("password-again", Texts.get("team.password.again"), again);
        pane.field("current_password", new FieldBox("password-current", Texts.get("team.password.current"), current));
        pane.field("new_password", freshBox);
        pane.field("again", againBox);
        pane.text(Texts.get("team.password.ends"));
        pane.onGo(() -> {
            if (fresh.getText().length() < MIN_PASSWORD) {
                freshBox.problem(Texts.get("team.password.short", MIN_PASSWORD));
                freshBox.focusInput();
            } else if (!fresh.getText().equals(again.getText())) {
                againBox.problem(Texts.get("team.password.differs"));
                againBox.focusInput();
            } else {
                act(
                        pane,
                        () -> session.api().session().changePassword(current.getText(), fresh.getText()),
                        "team.password.done");
            }
        });
        pane.open(current);
    }

    private void setUpTotp() {
        askPassword("team.totp.set_up_title", "team.totp.next", false, (pane, password) -> {
            pane.busy(true);
            session.background()
                    .ask(
                            () -> session.api().session().setUpTotp(password),
                            setup -> {
                                pane.close();
                                confirmTotp(setup);
                            },
                            pane::failed);
        });
    }

    /// The secret as a QR code and in letters; in force only once a code was typed.
    private void confirmTotp(TotpSetup setup) {
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.totp.set_up_title"), Texts.get("team.totp.confirm"), false);
        pane.text(Texts.get("team.totp.scan"));
        QrCode picture = new QrCode(setup.uri(), 250, Texts.get("team.totp.qr_spoken"));
        picture.setId("totp-qr");
        HBox middle = new HBox(picture);
        middle.setAlignment(Pos.CENTER);
        pane.add(middle);
        Label letters = new Label(setup.secret().replaceAll("(.{4})(?=.)", "$1 "));
        letters.setId("totp-secret");
        letters.getStyleClass().addAll("mono", "code-box");
        letters.setWrapText(true);
        letters.setMinHeight(Region.USE_PREF_SIZE);
        letters.setMaxWidth(Double.MAX_VALUE);
        Label or = new Label(Texts.get("team.totp.letters"));
        or.getStyleClass().add("field-label");
        pane.add(new VBox(6, or, letters));
        TextField code = new TextField();
        code.setPromptText("123456");
        code.getStyleClass().add("mono");
        pane.field("code", new FieldBox("totp-code", Texts.get("team.totp.code"), code));
        pane.onGo(() -> act(
                pane, () -> session.api().session().confirmTotp(code.getText().replace(" ", "")), "team.totp.done"));
        pane.open(code);
    }

    private void removeTotp() {
        askPassword(
                "team.totp.remove_title",
                "team.totp.remove_verb",
                true,
                (pane, password) -> act(pane, () -> session.api().session().dropTotp(password), "team.totp.removed"));
    }

    private interface WithPassword {
        void go(AskPane pane, String password);
    }

    private void askPassword(String title, String verb, boolean danger, WithPassword action) {
        AskPane pane = new AskPane(session.panes(), Texts.get(title), Texts.get(verb), danger);
        PasswordField password = new PasswordField();
        pane.field(
                "password",
                new FieldBox("ask-password", Texts.get("team.password.current"), password)
                        .hint(Texts.get("team.password.why")));
        pane.onGo(() -> action.go(pane, password.getText()));
        pane.open(password);
    }

    private interface Call {
        void run() throws ApiFailure;
    }

    private void act(AskPane pane, Call call, String doneKey) {
        pane.busy(true);
        session.background()
                .ask(
                        () -> {
                            call.run();
                            return doneKey;
                        },
                        key -> {
                            pane.close();
                            session.rights().ask();
                            sessions.refresh();
                            session.toasts().done(Texts.get(key));
                        },
                        pane::failed);
    }

    private void showSessions() {
        list.getChildren().setAll(sessions.all().stream().map(this::line).toList());
        ApiFailure why = sessions.failureProperty().get();
        if (why != null && sessions.all().isEmpty()) {
            Label text = new Label(FailureText.sentence(why));
            text.getStyleClass().add("field-error");
            list.getChildren().add(text);
        }
    }

    private Node line(SessionView each) {
        Label client = new Label(Objects.requireNonNullElse(each.client(), Texts.get("team.sessions.unnamed")));
        client.getStyleClass().add("strong");
        client.setMinWidth(0);
        Label details = new Label(Texts.get(
                "team.sessions.line",
                Texts.get("team.sessions.method." + known(each.method())),
                Objects.requireNonNullElse(each.address(), Texts.get("ui.none")),
                session.times().relative(each.lastUsedAt()),
                session.times().relative(each.expiresAt())));
        details.getStyleClass().addAll("muted", "small-text");
        VBox texts = new VBox(2, client, details);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        HBox line = new HBox(10, texts);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("account-line");
        if (each.current()) {
            Label mark = new Label(Texts.get("team.sessions.current"));
            mark.getStyleClass().addAll("status-label", "badge", "tone-accent");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(mark);
        } else if (!session.profile().readOnly()) {
            Button end = new Button(Texts.get("team.sessions.end"));
            end.getStyleClass().addAll("small", "session-end");
            end.setMinWidth(Region.USE_PREF_SIZE);
            end.setAccessibleText(Texts.get("team.sessions.end_spoken", client.getText()));
            RosterTab.guard(session, end, "", Role.VIEWER);
            end.setOnAction(_ -> end(each));
            line.getChildren().add(end);
        }
        return line;
    }

    private static String known(String method) {
        return switch (method) {
            case "password", "oidc", "invite" -> method;
            default -> "other";
        };
    }

    private void end(SessionView each) {
        session.background()
                .ask(
                        () -> {
                            session.api().session().end(each.id());
                            return each;
                        },
                        _ -> {
                            sessions.refresh();
                            session.toasts().done(Texts.get("team.sessions.ended"));
                        },
                        this::failed);
    }

    private void failed(ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }

    @Override
    public String id() {
        return "account";
    }

    @Override
    public Role least() {
        return Role.VIEWER;
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void refresh() {
        session.rights().ask();
        WhoAmI now = session.rights().me();
        if (now == null || now.kind().equals("user")) {
            sessions.refresh();
        }
    }

    @Override
    public void focus() {
        root.requestFocus();
    }
}
