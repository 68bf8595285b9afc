package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.MemberView;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// The people of the organization and their roles. FX thread.
final class MembersTab extends RosterTab<MemberView> {
    MembersTab(Session session) {
        super(
                session,
                "members",
                new Roster<>(session.background(), session.api().team()::members, MemberView::userId));
        var who = table.column("team.column.person", 320, MembersTab::person);
        who.setMinWidth(180);
        fix(table.column("team.column.role", 110, MembersTab::role));
        fix(table.column("team.column.second_factor", 130, MembersTab::secondFactor));
        var seen = table.column("team.column.seen", 120, () -> time(MemberView::lastSeenAt));
        seen.getStyleClass().add("number");
        fix(seen);
        var joined = table.column("team.column.joined", 120, () -> time(MemberView::joinedAt));
        joined.getStyleClass().add("number");
        fix(joined);
        if (!session.profile().readOnly()) {
            table.column("team.column.actions", 200, this::actions).setMinWidth(180);
        }
        follow();
    }

    private static CellContent<MemberView> person() {
        Label name = new Label();
        name.getStyleClass().add("strong");
        name.setMinWidth(0);
        Label small = new Label();
        small.getStyleClass().addAll("muted", "small-text");
        small.setMinWidth(0);
        Label you = new Label(Texts.get("team.you"));
        you.getStyleClass().addAll("status-label", "badge", "tone-accent");
        you.setMinWidth(Label.USE_PREF_SIZE);
        HBox box = new HBox(8, name, small, you);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, member -> {
            name.setText(member.name() == null ? member.email() : member.name());
            small.setText(member.name() == null ? "" : member.email());
            you.setVisible(member.you());
        });
    }

    private static CellContent<MemberView> role() {
        return CellContent.text(member -> Role.of(member.role()).text(), "strong");
    }

    private static CellContent<MemberView> secondFactor() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(
                label,
                member -> label.show(
                        member.totp()
                                ? new StateLook(Feather.CHECK_CIRCLE, Texts.get("team.totp.on"), "tone-success")
                                : new StateLook(Feather.CIRCLE, Texts.get("team.totp.off"), "tone-muted")));
    }

    private CellContent<MemberView> actions() {
        Button role = button("team.member.role", Texts.get("team.command.edit") + "  E", Role.ADMIN);
        Button remove = button("team.member.remove", Texts.get("team.command.delete") + "  Del", Role.ADMIN);
        Button leave = button("team.member.leave", "", Role.VIEWER);
        Label fixed = new Label(Texts.get("team.member.owner"));
        fixed.getStyleClass().addAll("muted", "small-text");
        HBox box = new HBox(6, role, remove, leave, fixed);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getChildren().forEach(node -> node.managedProperty().bind(node.visibleProperty()));
        return CellContent.of(box, member -> {
            boolean owner = Role.of(member.role()) == Role.OWNER;
            fixed.setVisible(owner);
            role.setVisible(!owner && !member.you());
            remove.setVisible(!owner && !member.you());
            leave.setVisible(!owner && member.you());
            role.setAccessibleText(Texts.get("team.member.role_spoken", member.email()));
            remove.setAccessibleText(Texts.get("team.member.remove_spoken", member.email()));
            role.setOnAction(_ -> changeRole(member));
            remove.setOnAction(_ -> remove(member));
            leave.setOnAction(_ -> remove(member));
        });
    }

    @Override
    public Role least() {
        return Role.VIEWER;
    }

    @Override
    EmptyState empty() {
        return new EmptyState(Feather.USERS, Texts.get("team.members.none"), Texts.get("team.members.none_text"));
    }

    @Override
    public void edit() {
        if (mayChange(Role.ADMIN)) {
            withSelected(this::changeRole);
        }
    }

    @Override
    public void delete() {
        withSelected(member -> {
            if (mayChange(member.you() ? Role.VIEWER : Role.ADMIN)) {
                remove(member);
            }
        });
    }

    private boolean mayChange(Role least) {
        return !session.profile().readOnly()
                && session.rights().refusal(least).get().isEmpty();
    }

    private void changeRole(MemberView member) {
        Role before = Role.of(member.role());
        if (before == Role.OWNER) {
            session.toasts().info(Texts.get("team.member.owner_explained"));
            return;
        }
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.member.role_title", member.email()), Texts.get("team.save"), false);
        RoleChoice choice = new RoleChoice(before);
        pane.add(choice);
        pane.onGo(() -> {
            Role wanted = choice.chosen();
            if (wanted == before) {
                pane.close();
                return;
            }
            pane.busy(true);
            session.background()
                    .ask(
                            () -> session.api().team().changeRole(member.userId(), wanted.word()),
                            _ -> {
                                pane.close();
                                roster.refresh();
                                session.toasts()
                                        .undoable(
                                                Texts.get("team.member.role_done", member.email(), wanted.text()),
                                                () -> setRole(member, before));
                            },
                            pane::failed);
        });
        pane.open(choice.focusable());
    }

    private void setRole(MemberView member, Role role) {
        session.background()
                .ask(
                        () -> session.api().team().changeRole(member.userId(), role.word()),
                        _ -> {
                            roster.refresh();
                            session.toasts().done(Texts.get("team.member.role_done", member.email(), role.text()));
                        },
                        this::failed);
    }

    private void remove(MemberView member) {
        if (Role.of(member.role()) == Role.OWNER) {
            session.toasts().info(Texts.get("team.member.owner_explained"));
            return;
        }
        String key = member.you() ? "team.member.leave" : "team.member.remove";
        AskPane pane =
                new AskPane(session.panes(), Texts.get(key + "_title", member.email()), Texts.get(key + "_verb"), true);
        pane.text(Texts.get(key + "_text", member.email()));
        TextField reason = new TextField();
        pane.field("reason", new FieldBox("ask-reason", Texts.get("team.reason"), reason));
        if (session.profile().production()) {
            pane.typed(member.email(), new TextField());
        }
        pane.onGo(() -> {
            pane.busy(true);
            session.background()
                    .ask(
                            () -> {
                                session.api()
                                        .team()
                                        .removeMember(
                                                member.userId(),
                                                reason.getText().strip());
                                return member;
                            },
                            _ -> {
                                pane.close();
                                roster.refresh();
                                session.rights().ask();
                                session.toasts().done(Texts.get(key + "_done", member.email()));
                            },
                            pane::failed);
        });
        pane.openOnCancel();
    }
}
