package eu.runlater.console.executions;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.FailureApi.Action;
import eu.runlater.console.api.OperationApi.Move;
import eu.runlater.console.shell.Session;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.OperationView;
import java.util.Locale;

/// Opens the pane that retries or discards many failures, for every screen that lists them. FX thread.
public final class FailureBulk {
    private FailureBulk() {}

    /// @param query which failures, in the query language
    public static void open(Session session, Action action, String query) {
        BulkModel model = new BulkModel(
                FailureSource.of(session.api()),
                session.background(),
                action,
                query,
                session.profile().production());
        BulkPane pane =
                new BulkPane(model, session.times(), session.panes()::close, begun -> begun(session, action, begun));
        session.panes().show(pane);
        pane.open();
    }

    private static void begun(Session session, Action action, OperationView operation) {
        String count = String.format(Locale.ROOT, "%,d", operation.total());
        session.toasts()
                .undoable(
                        Texts.get(BulkModel.texts(action) + "begun", operation.total(), count),
                        () -> undo(session, operation));
    }

    private static void undo(Session session, OperationView operation) {
        session.background()
                .ask(
                        () -> session.api().operations().move(operation.id(), Move.UNDO),
                        now -> session.toasts()
                                .done(Texts.get(
                                        "executions.bulk.undone",
                                        now.kind().endsWith("retry") ? now.changed() : 0,
                                        now.total())),
                        why -> failed(session, why));
    }

    private static void failed(Session session, ApiFailure why) {
        session.toasts().failed(FailureText.sentence(why) + "\n" + FailureText.details(why));
    }
}
