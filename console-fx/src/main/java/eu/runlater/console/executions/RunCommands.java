package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.shell.Command;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.ExecutionDetail;
import eu.runlater.model.ExecutionDetail.HeaderLine;
import eu.runlater.model.ExecutionStatus;
import eu.runlater.model.ExecutionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What can be done with the run one looks at: send it again, stop it, copy it. FX thread.
final class RunCommands {
    private final Session session;
    private final ExecutionsViewModel model;
    private final Supplier<@Nullable ExecutionSummary> current;
    private final ExecutionsSource source;

    RunCommands(Session session, ExecutionsViewModel model, Supplier<@Nullable ExecutionSummary> current) {
        this.session = session;
        this.model = model;
        this.current = current;
        this.source = ExecutionsSource.of(session.api());
    }

    /// @param causes takes the keys over while causes are listed · @param byCause whether they are
    List<Command> commands(CausesPane causes, BooleanSupplier byCause) {
        return List.of(
                Command.of("executions.retry_all", "executions.command.retry_all", causes::retry)
                        .withIcon(Feather.ROTATE_CW)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("executions.discard_all", "executions.command.discard_all", causes::discard)
                        .withIcon(Feather.TRASH_2)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("executions.retry", "executions.command.retry", either(byCause, causes::retry, this::retry))
                        .withKeys("Shift+R")
                        .withIcon(Feather.ROTATE_CW)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of(
                                "executions.cancel",
                                "executions.command.cancel",
                                either(byCause, causes::discard, this::cancel))
                        .withKeys("Delete")
                        .withIcon(Feather.SLASH)
                        .changing()
                        .refusedWhile(session.offline()),
                Command.of("executions.copy_id", "executions.command.copy_id", this::copyId)
                        .withKeys("Y")
                        .withIcon(Feather.COPY),
                Command.of("executions.copy_curl", "executions.command.copy_curl", this::copyCurl)
                        .withIcon(Feather.TERMINAL));
    }

    private static Runnable either(BooleanSupplier test, Runnable so, Runnable otherwise) {
        return () -> (test.getAsBoolean() ? so : otherwise).run();
    }

    /// For the head of the detail.
    List<Node> buttons() {
        List<Node> buttons = new ArrayList<>();
        if (!session.profile().readOnly()) {
            Button retry = new Button(Texts.get("executions.button.retry"), new FontIcon(Feather.ROTATE_CW));
            retry.setId("retry");
            act(retry, "executions.command.retry", "Shift+R", this::retry);
            buttons.add(retry);
        }
        MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        more.setId("run-menu");
        more.getStyleClass().addAll("icon-button", "no-arrow");
        more.setAccessibleText(Texts.get("executions.button.more"));
        more.setTooltip(new Tooltip(Texts.get("executions.button.more")));
        if (!session.profile().readOnly()) {
            MenuItem cancel = item("executions.command.cancel", Feather.SLASH, this::cancel);
            cancel.setId("cancel");
            more.getItems().add(cancel);
            more.setOnShowing(_ -> {
                ExecutionSummary run = current.get();
                cancel.setDisable(run == null
                        || !RunActions.canCancel(run)
                        || !session.offline().getValue().isEmpty());
            });
        }
        more.getItems()
                .addAll(
                        item("executions.command.copy_id", Feather.COPY, this::copyId),
                        item("executions.command.copy_curl", Feather.TERMINAL, this::copyCurl));
        buttons.add(more);
        return buttons;
    }

    private void act(Button button, String key, String keys, Runnable action) {
        button.getStyleClass().add("small");
        Tooltip tooltip = new Tooltip();
        button.setTooltip(tooltip);
        session.offline().subscribe(why -> {
            button.setDisable(!why.isEmpty());
            tooltip.setText(why.isEmpty() ? Texts.get(key) + "  " + keys : why);
        });
        button.setOnAction(_ -> action.run());
    }

    private static MenuItem item(String key, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.get(key), new FontIcon(icon));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void withRun(Consumer<ExecutionSummary> action) {
        ExecutionSummary run = current.get();
        if (run == null) {
            session.toasts().info(Texts.get("executions.none_selected"));
        } else {
            action.accept(run);
        }
    }

    private void retry() {
        withRun(run -> {
            if (!RunActions.canRetry(run)) {
                session.toasts().info(Texts.get("executions.retry.not_finished"));
                return;
            }
            session.panes()
                    .confirm(
                            Texts.get("executions.retry.title", run.taskName()),
                            Texts.get("executions.retry.text", run.method(), run.url()),
                            Texts.get("executions.retry.verb"),
                            session.profile().production() ? "1" : null,
                            () -> send(run));
        });
    }

    private void send(ExecutionSummary run) {
        model.retry(
                run.id(),
                accepted -> session.toasts()
                        .done(
                                Texts.get("executions.retry.done", run.taskName()),
                                Texts.get("executions.retry.open"),
                                () -> session.navigator()
                                        .go(ExecutionsRoom.execution(
                                                session.profile().name(),
                                                accepted.executionId().toString()))),
                this::failed);
    }

    private void cancel() {
        withRun(run -> {
            if (!RunActions.canCancel(run)) {
                session.toasts().info(Texts.get("executions.cancel.too_late"));
                return;
            }
            session.panes()
                    .confirm(
                            Texts.get("executions.cancel.title", run.taskName()),
                            cancelText(run),
                            Texts.get("executions.cancel.verb"),
                            session.profile().production() ? "1" : null,
                            () -> model.cancel(
                                    run.id(),
                                    () -> session.toasts().done(Texts.get("executions.cancel.done", run.taskName())),
                                    this::failed));
        });
    }

    private String cancelText(ExecutionSummary run) {
        if (run.state() == ExecutionStatus.RUNNING) {
            return Texts.get("executions.cancel.running", run.attempt());
        }
        boolean waits = run.state() == ExecutionStatus.PENDING;
        Instant next = waits || run.nextAttemptAt() == null ? run.scheduledFor() : run.nextAttemptAt();
        int attempt = waits ? run.attempt() : run.attempt() + 1;
        return Texts.get("executions.cancel.text", attempt, session.times().absolute(next));
    }

    private void failed(ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }

    private void copyId() {
        withRun(run -> {
            Clip.put(run.id().toString());
            session.toasts().info(Texts.get("executions.copied.id"));
        });
    }

    /// The request is in the detail only: it is asked for when it is wanted.
    private void copyCurl() {
        withRun(run -> session.background()
                .ask(
                        () -> source.detail(run.id()),
                        detail -> {
                            Clip.put(curl(detail));
                            boolean masked = detail.request().headers().stream().anyMatch(HeaderLine::masked);
                            session.toasts()
                                    .info(Texts.get(
                                            masked ? "executions.copied.curl_masked" : "executions.copied.curl"));
                        },
                        this::failed));
    }

    static String curl(ExecutionDetail detail) {
        ExecutionDetail.Request request = detail.request();
        ExecutionDetail.Body body = request.body();
        return CurlCommand.of(
                request.method(),
                request.url(),
                request.headers().stream()
                        .filter(header -> !header.name().equalsIgnoreCase("content-length")
                                && !header.name().equalsIgnoreCase("host"))
                        .map(header -> Map.entry(header.name(), header.value()))
                        .toList(),
                body == null ? null : body.text());
    }
}
