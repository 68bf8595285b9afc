package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.InviteView;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Invitations that nobody accepted yet. FX thread.
final class InvitesTab extends RosterTab<InviteView> {
    InvitesTab(Session session) {
        super(
                session,
                "invites",
                new Roster<>(session.background(), session.api().team()::invites, InviteView::id));
        table.column("team.column.email", 300, () -> whole(InviteView::email, "strong"))
                .setMinWidth(160);
        fix(table.column(
                "team.column.role",
                110,
                () -> CellContent.<InviteView>text(
                        invite -> Role.of(invite.role()).text())));
        table.column("team.column.invited_by", 220, () -> whole(InviteView::invitedBy, "muted"))
                .setMinWidth(120);
        var created = table.column("team.column.created", 120, () -> time(InviteView::createdAt));
        var expires = table.column("team.column.expires", 120, () -> time(InviteView::expiresAt));
        for (var column : List.of(created, expires)) {
            column.getStyleClass().add("number");
            fix(column);
        }
        if (!session.profile().readOnly()) {
            table.column("team.column.actions", 150, this::actions).setMinWidth(120);
        }
        follow();
    }

    private CellContent<InviteView> actions() {
        Button revoke = button("team.invite.revoke", Texts.get("team.command.delete") + "  Del", Role.ADMIN);
        return CellContent.of(revoke, invite -> {
            revoke.setAccessibleText(Texts.get("team.invite.revoke_spoken", invite.email()));
            revoke.setOnAction(_ -> revoke(invite));
        });
    }

    @Override
    public Role least() {
        return Role.ADMIN;
    }

    @Override
    EmptyState empty() {
        if (session.profile().readOnly()) {
            return new EmptyState(Feather.MAIL, Texts.get("team.invites.none"), Texts.get("team.invites.none_text"));
        }
        Button invite = new Button(Texts.get("team.new.invites"), new FontIcon(Feather.USER_PLUS));
        invite.setId("empty-new");
        invite.getStyleClass().add("accent");
        guard(session, invite, "N", Role.ADMIN);
        invite.setOnAction(_ -> create());
        return new EmptyState(
                Feather.MAIL, Texts.get("team.invites.none"), Texts.get("team.invites.none_text"), new Node[] {invite});
    }

    @Override
    public void create() {
        AskPane pane =
                new AskPane(session.panes(), Texts.get("team.invite.title"), Texts.get("team.invite.verb"), false);
        TextField email = new TextField();
        email.setPromptText("ida@shop.example");
        RoleChoice role = new RoleChoice(Role.MEMBER);
        pane.field("email", new FieldBox("invite-email", Texts.get("team.column.email"), email));
        pane.field("role", new FieldBox("invite-role", Texts.get("team.column.role"), role.focusable(), role));
        pane.onGo(() -> {
            pane.busy(true);
            session.background()
                    .ask(
                            () -> session.api()
                                    .team()
                                    .invite(
                                            email.getText().strip(),
                                            role.chosen().word()),
                            this::invited,
                            pane::failed);
        });
        pane.open(email);
    }

    private void invited(InviteView made) {
        roster.refresh();
        session.panes().close();
        if (made.token() != null) {
            new ShownOnce(
                            session.panes(),
                            Texts.get("team.invite.made", made.email()),
                            Texts.get("team.invite.hand_over", session.times().absolute(made.expiresAt())),
                            made.token())
                    .open();
        }
    }

    @Override
    public void delete() {
        if (!session.profile().readOnly()) {
            withSelected(this::revoke);
        }
    }

    private void revoke(InviteView invite) {
        session.panes()
                .confirm(
                        Texts.get("team.invite.revoke_title", invite.email()),
                        Texts.get("team.invite.revoke_text"),
                        Texts.get("team.invite.revoke_verb"),
                        null,
                        () -> session.background()
                                .ask(
                                        () -> {
                                            session.api().team().revokeInvite(invite.id());
                                            return invite;
                                        },
                                        _ -> {
                                            roster.refresh();
                                            session.toasts().done(Texts.get("team.invite.revoke_done", invite.email()));
                                        },
                                        this::failed));
    }
}
