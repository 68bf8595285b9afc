package eu.runlater.console.inbound;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.InboundApi;
import eu.runlater.console.executions.Clip;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.EndpointView;
import eu.runlater.model.EventsReplay;
import eu.runlater.model.InboundEventView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What can be done with the endpoint one looks at and with its events: enable and disable, delete, replay. FX thread.
final class EndpointActions {
    private final Session session;
    private final InboundApi api;
    private final EndpointsViewModel model;
    private final Supplier<@Nullable EndpointView> current;
    private final Supplier<@Nullable InboundEventView> event;
    private final Runnable deleted;
    private final Button toggle;

    /// @param event the one that is looked at, or selected · @param deleted the endpoint that was looked at is gone
    EndpointActions(
            Session session,
            EndpointsViewModel model,
            Supplier<@Nullable EndpointView> current,
            Supplier<@Nullable InboundEventView> event,
            Runnable deleted) {
        this.session = session;
        this.api = session.api().inbound();
        this.model = model;
        this.current = current;
        this.event = event;
        this.deleted = deleted;
        this.toggle = changing("inbound.command.toggle", "endpoint-toggle", Feather.PAUSE_CIRCLE, this::toggle);
    }

    /// For the head of the detail; none where nothing may be changed.
    ///
    /// @param edit opens the form
    List<Node> buttons(Runnable edit) {
        if (session.profile().readOnly()) {
            return List.of();
        }
        Button delete = changing("inbound.command.delete", "endpoint-delete", Feather.TRASH_2, this::delete);
        delete.setText(null);
        delete.setAccessibleText(Texts.get("inbound.command.delete"));
        return List.of(toggle, changing("inbound.command.edit", "endpoint-edit", Feather.EDIT_2, edit), delete);
    }

    /// Beside the list of events.
    List<Node> listButtons() {
        return session.profile().readOnly()
                ? List.of()
                : List.of(
                        changing("inbound.command.replay_many", "events-replay", Feather.ROTATE_CW, this::replayMany));
    }

    /// Beside one event.
    List<Node> eventButtons() {
        return session.profile().readOnly()
                ? List.of()
                : List.of(changing("inbound.command.replay", "event-replay", Feather.ROTATE_CW, this::replay));
    }

    private Button changing(String key, String id, Feather icon, Runnable action) {
        Button button = new Button(Texts.get(key), new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        Tooltip tooltip = new Tooltip();
        session.offline().subscribe(why -> {
            button.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get(key) : why);
        });
        button.setTooltip(tooltip);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// What the buttons say depends on it.
    void show(EndpointView endpoint) {
        toggle.setText(Texts.get(endpoint.enabled() ? "inbound.command.disable" : "inbound.command.enable"));
        toggle.setGraphic(new FontIcon(endpoint.enabled() ? Feather.PAUSE_CIRCLE : Feather.PLAY_CIRCLE));
    }

    void withCurrent(Consumer<EndpointView> action) {
        EndpointView endpoint = current.get();
        if (endpoint == null) {
            session.toasts().info(Texts.get("inbound.none_selected"));
        } else {
            action.accept(endpoint);
        }
    }

    void copyUrl(EndpointView endpoint) {
        Clip.put(endpoint.inboundUrl());
        session.toasts().info(Texts.get("inbound.copied"));
    }

    void toggle() {
        withCurrent(endpoint -> {
            boolean enable = !endpoint.enabled();
            setEnabled(
                    endpoint.id(),
                    enable,
                    changed -> session.toasts()
                            .undoable(
                                    Texts.get(
                                            enable ? "inbound.done.enabled" : "inbound.done.disabled", changed.name()),
                                    () -> setEnabled(changed.id(), !enable, _ -> {})));
        });
    }

    private void setEnabled(UUID id, boolean enabled, Consumer<EndpointView> then) {
        session.background()
                .ask(
                        () -> api.change(id, Map.of("enabled", enabled)),
                        changed -> {
                            model.put(changed);
                            then.accept(changed);
                        },
                        this::failed);
    }

    /// Its events go with it, so it cannot be taken back.
    void delete() {
        withCurrent(endpoint -> session.panes()
                .confirm(
                        Texts.get("inbound.delete.title", endpoint.name()),
                        Texts.get("inbound.delete.text"),
                        Texts.get("inbound.command.delete"),
                        session.profile().production() ? endpoint.name() : null,
                        () -> session.background()
                                .ask(
                                        () -> {
                                            api.delete(endpoint.id());
                                            return endpoint;
                                        },
                                        gone -> {
                                            session.toasts().done(Texts.get("inbound.done.deleted", gone.name()));
                                            deleted.run();
                                            model.read();
                                        },
                                        this::failed)));
    }

    /// The event that is looked at, or the selected one; without one, many.
    void replay() {
        InboundEventView one = event.get();
        if (one == null) {
            replayMany();
            return;
        }
        int targets = one.taskIds().size();
        if (targets == 0) {
            session.toasts().info(Texts.get("inbound.replay.no_tasks"));
            return;
        }
        String key = UUID.randomUUID().toString();
        session.panes()
                .confirm(
                        Texts.get("inbound.replay.one_title"),
                        Texts.get("inbound.replay.one_text", session.times().absolute(one.receivedAt()), targets),
                        Texts.get("inbound.command.replay"),
                        session.profile().production() ? Integer.toString(targets) : null,
                        () -> session.background()
                                .ask(
                                        () -> api.replay(one.endpointId(), one.id(), key),
                                        replay -> {
                                            session.toasts()
                                                    .done(Texts.get(
                                                            "inbound.replay.one_done",
                                                            replay.executions().size()));
                                            model.events().refresh();
                                        },
                                        this::failed));
    }

    void replayMany() {
        withCurrent(endpoint -> {
            ReplayModel replay = new ReplayModel(
                    api, session.background(), endpoint, session.profile().production());
            ReplayPane pane = new ReplayPane(replay, session.panes()::close, this::replayed);
            session.panes().show(pane);
            pane.open();
        });
    }

    private void replayed(EventsReplay replay) {
        session.panes().close();
        String done = Texts.get("inbound.replay.done", replay.replayed(), replay.executions());
        session.toasts().done(replay.skipped().isEmpty() ? done : done + " " + ReplayPane.skipped(replay));
        model.events().refresh();
    }

    void failed(ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }
}
