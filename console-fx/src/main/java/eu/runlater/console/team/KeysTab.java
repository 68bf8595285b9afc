package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.CellContent;
import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.FieldBox;
import eu.runlater.console.ui.RelativeTime;
import eu.runlater.console.ui.StateLook;
import eu.runlater.console.ui.StatusLabel;
import eu.runlater.console.ui.Texts;
import eu.runlater.console.ui.Times;
import eu.runlater.model.KeyView;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The API keys of the organization. FX thread.
final class KeysTab extends RosterTab<KeyView> {
    private static final Duration SOON = Duration.ofDays(14);

    KeysTab(Session session) {
        super(session, "keys", new Roster<>(session.background(), session.api().team()::keys, KeyView::id));
        table.column("team.column.name", 180, () -> whole(KeyView::name, "strong"))
                .setMinWidth(120);
        fix(table.column(
                "team.column.key", 122, () -> CellContent.<KeyView>text(key -> key.prefix() + "…", "mono", "muted")));
        fix(table.column("team.column.scope", 90, () -> CellContent.<KeyView>text(KeyView::scope)));
        table.column("team.column.created_by", 150, () -> whole(KeysTab::by, "muted"))
                .setMinWidth(110);
        table.column("team.column.used", 190, this::used).setMinWidth(150);
        fix(table.column("team.column.expires", 132, this::expires));
        if (!session.profile().readOnly()) {
            table.column("team.column.actions", 190, this::actions).setMinWidth(186);
        }
        follow();
    }

    private static String by(KeyView key) {
        return key.createdBy() == null ? Texts.get("team.key.first_start") : key.createdBy();
    }

    private CellContent<KeyView> used() {
        RelativeTime at = new RelativeTime(session.times());
        at.setMinWidth(Label.USE_PREF_SIZE);
        Label from = new Label();
        from.getStyleClass().addAll("muted", "small-text");
        from.setMinWidth(0);
        HBox box = new HBox(8, at, from);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, key -> {
            at.setAt(key.lastUsedAt());
            from.setText(key.lastUsedFrom() == null ? "" : Texts.get("team.key.from", key.lastUsedFrom()));
        });
    }

    private CellContent<KeyView> expires() {
        StatusLabel label = new StatusLabel();
        return CellContent.of(label, key -> label.show(expiry(key.expiresAt(), session.times())));
    }

    static StateLook expiry(@org.jspecify.annotations.Nullable Instant at, Times times) {
        if (at == null) {
            return new StateLook(Feather.MINUS, Texts.get("team.key.never_ends"), "tone-muted");
        }
        Duration left = Duration.between(times.now(), at);
        if (left.isNegative()) {
            return new StateLook(Feather.SLASH, Texts.get("team.key.ended", times.relative(at)), "tone-danger");
        }
        return left.compareTo(SOON) < 0
                ? new StateLook(Feather.CLOCK, times.relative(at), "tone-warning")
                : new StateLook(Feather.CLOCK, times.relative(at), "tone-muted");
    }

    private CellContent<KeyView> actions() {
        Button rename = button("team.key.rename", Texts.get("team.command.edit") + "  E", Role.ADMIN);
        Button revoke = button("team.key.revoke", Texts.get("team.command.delete") + "  Del", Role.ADMIN);
        HBox box = new HBox(6, rename, revoke);
        box.setAlignment(Pos.CENTER_LEFT);
        return CellContent.of(box, key -> {
            rename.setAccessibleText(Texts.get("team.key.rename_spoken", key.name()));
            revoke.setAccessibleText(Texts.get("team.key.revoke_spoken", key.name()));
            rename.setOnAction(_ -> rename(key));
            revoke.setOnAction(_ -> revoke(key));
        });
    }

    @Override
    public Role least() {
        return Role.ADMIN;
    }

    @Override
    EmptyState empty() {
        Button make = new Button(Texts.get("team.new.keys"), new FontIcon(Feather.PLUS));
        make.setId("empty-new");
        make.getStyleClass().add("accent");
        guard(session, make, "N", Role.ADMIN);
        make.setOnAction(_ -> create());
        Node[] buttons = session.profile().readOnly() ? new Node[0] : new Node[] {make};
        return new EmptyState(Feather.KEY, Texts.get("team.keys.none"), Texts.get("team.keys.none_text"), buttons);
    }

    @Override
    public void create() {
        new KeyPane(session, roster::refresh).open();
    }

    @Override
    public void edit() {
        if (!session.profile().readOnly()) {
            withSelected(this::rename);
        }
    }

    @Override
    public void delete() {
        if (!session.profile().readOnly()) {
            withSelected(this::revoke);
        }
    }

    private void rename(KeyView key) {
        AskPane pane = new AskPane(
                session.panes(), Texts.get("team.key.rename_title", key.name()), Texts.get("team.save"), false);
        TextField name = new TextField(key.name());
        pane.field("name", new FieldBox("key-name", Texts.get("team.column.name"), name));
        pane.onGo(() -> {
            pane.busy(true);
            setName(key, name.getText().strip(), pane);
        });
        pane.open(name);
        name.selectAll();
    }

    private void setName(KeyView key, String name, AskPane pane) {
        session.background()
                .ask(
                        () -> session.api().team().renameKey(key.id(), name),
                        _ -> {
                            pane.close();
                            roster.refresh();
                            session.toasts()
                                    .undoable(
                                            Texts.get("team.key.renamed", name),
                                            () -> session.background()
                                                    .ask(
                                                            () -> session.api()
                                                                    .team()
                                                                    .renameKey(key.id(), key.name()),
                                                            _ -> roster.refresh(),
                                                            this::failed));
                        },
                        pane::failed);
    }

    /// Not reversible: names the key and what used it last.
    private void revoke(KeyView key) {
        AskPane pane = new AskPane(
                session.panes(),
                Texts.get("team.key.revoke_title", key.name()),
                Texts.get("team.key.revoke_verb"),
                true);
        Times times = session.times();
        Instant used = key.lastUsedAt();
        boolean lately = used != null && used.isAfter(times.now().minus(Duration.ofDays(1)));
        pane.text(Texts.get("team.key.revoke_text", key.prefix()));
        Label last = new Label(
                used == null
                        ? Texts.get("team.key.never_used")
                        : Texts.get(
                                lately ? "team.key.used_lately" : "team.key.used",
                                times.relative(used),
                                key.lastUsedFrom() == null ? Texts.get("ui.none") : key.lastUsedFrom()),
                new FontIcon(lately ? Feather.ALERT_TRIANGLE : Feather.INFO));
        last.getStyleClass().addAll("status-label", lately ? "tone-warning" : "tone-muted");
        last.setWrapText(true);
        last.setMinHeight(Label.USE_PREF_SIZE);
        pane.add(last);
        TextField reason = new TextField();
        pane.field("reason", new FieldBox("ask-reason", Texts.get("team.reason"), reason));
        if (session.profile().production()) {
            pane.typed(key.name(), new TextField());
        }
        pane.onGo(() -> {
            pane.busy(true);
            session.background()
                    .ask(
                            () -> {
                                session.api()
                                        .team()
                                        .revokeKey(key.id(), reason.getText().strip());
                                return key;
                            },
                            _ -> {
                                pane.close();
                                roster.refresh();
                                session.toasts().done(Texts.get("team.key.revoked", key.name()));
                            },
                            pane::failed);
        });
        pane.openOnCancel();
    }
}
