package eu.runlater.console.team;

import eu.runlater.console.credentials.CredentialWords;
import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.CredentialView;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What targets are shown so that they let calls in, and how many tasks name it. Everybody sees which there are; making
/// and changing them is for administrators. FX thread.
final class CredentialsTab extends RosterTab<CredentialView> {
    CredentialsTab(Session session) {
        super(
                session,
                "credentials",
                new Roster<>(session.background(), session.api().credentials()::all, CredentialView::id));
        table.column("team.column.name", 160, () -> whole(CredentialView::name, "strong"))
                .setMinWidth(110);
        fix(table.column(
                "team.column.type",
                186,
                () -> CellContent.<CredentialView>text(credential -> CredentialWords.type(credential.type()))));
        table.column("team.column.hosts", 190, () -> whole(CredentialWords::hosts, "mono", "muted"))
                .setMinWidth(120);
        fix(table.column("team.column.used_by", 84, () -> CellContent.<CredentialView>text(CredentialsTab::usedBy)));
        fix(table.column("team.column.used", 104, () -> time(CredentialView::lastUsedAt)));
        fix(table.column("team.column.expires", 112, this::expires));
        if (!session.profile().readOnly()) {
            table.column("team.column.actions", 166, this::actions).setMinWidth(160);
        }
        follow();
    }

    private static String usedBy(CredentialView credential) {
        return credential.usedBy() == 0
                ? Texts.get("credentials.none")
                : Texts.get(
                        credential.usedBy() == 1 ? "team.credential.task" : "team.credential.tasks",
                        credential.usedBy());
    }

    /// Only certificates end by themselves.
    private CellContent<CredentialView> expires() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, credential -> {
            CredentialView.Certificate certificate = credential.certificate();
            label.show(
                    certificate == null
                            ? new StateLook(Feather.MINUS, "", "tone-muted")
                            : KeysTab.expiry(certificate.notAfter(), session.times()));
        });
    }

    private CellContent<CredentialView> actions() {
        Button edit = button("team.credential.edit", Texts.get("team.command.edit") + "  E", Role.ADMIN);
        Button delete = button("team.credential.delete", Texts.get("team.command.delete") + "  Del", Role.ADMIN);
        HBox box = new HBox(6, edit, delete);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, credential -> {
            edit.setAccessibleText(Texts.get("team.credential.edit_title", credential.name()));
            delete.setAccessibleText(Texts.get("team.credential.delete_title", credential.name()));
            edit.setOnAction(_ -> change(credential));
            delete.setOnAction(_ -> askDelete(credential));
        });
    }

    @Override
    public Role least() {
        return Role.VIEWER;
    }

    @Override
    EmptyState empty() {
        Button make = new Button(Texts.get("team.new.credentials"), new FontIcon(Feather.PLUS));
        make.setId("empty-new");
        make.getStyleClass().add("accent");
        guard(session, make, "N", Role.ADMIN);
        make.setOnAction(_ -> create());
        Node[] buttons = session.profile().readOnly() ? new Node[0] : new Node[] {make};
        return new EmptyState(
                Feather.LOCK, Texts.get("team.credentials.none"), Texts.get("team.credentials.none_text"), buttons);
    }

    @Override
    public void create() {
        new CredentialPane(session, null, roster::refresh).open();
    }

    @Override
    public void edit() {
        if (!session.profile().readOnly() && session.rights().allows(Role.ADMIN)) {
            withSelected(this::change);
        }
    }

    @Override
    public void delete() {
        if (!session.profile().readOnly() && session.rights().allows(Role.ADMIN)) {
            withSelected(this::askDelete);
        }
    }

    private void change(CredentialView credential) {
        new CredentialPane(session, credential, roster::refresh).open();
    }

    private void askDelete(CredentialView credential) {
        if (credential.usedBy() > 0) {
            new InUsePane(session, credential).open();
            return;
        }
        AskPane pane = new AskPane(
                session.panes(),
                Texts.get("team.credential.delete_title", credential.name()),
                Texts.get("team.credential.delete_verb"),
                true);
        pane.text(Texts.get("team.credential.delete_text"));
        TextField reason = new TextField();
        pane.field("reason", new FieldBox("ask-reason", Texts.get("team.reason"), reason));
        if (session.profile().production()) {
            pane.typed(credential.name(), new TextField());
        }
        pane.onGo(() -> {
            pane.busy(true);
            session.background()
                    .ask(
                            () -> {
                                session.api()
                                        .credentials()
                                        .delete(
                                                credential.id(),
                                                reason.getText().strip());
                                return credential;
                            },
                            _ -> {
                                pane.close();
                                roster.refresh();
                                session.toasts().done(Texts.get("team.credential.deleted", credential.name()));
                            },
                            why -> {
                                pane.failed(why);
                                roster.refresh();
                            });
        });
        pane.openOnCancel();
    }
}
