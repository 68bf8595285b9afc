package eu.runlater.console.inbound;

import eu.runlater.console.api.ApiFailure;
import eu.runlater.console.api.Background;
import eu.runlater.console.api.InboundApi;
import eu.runlater.console.ui.LiveRows;
import eu.runlater.model.EndpointView;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The list of endpoints, and the events of the one that is looked at. The stream says when to ask again; events
/// themselves are not on it, but their forwardings are. FX thread only.
final class EndpointsViewModel {
    /// What the list shows.
    enum Content {
        LOADING,
        ROWS,
        FIRST_USE
    }

    private static final int BEATS_BETWEEN_READS = 3;

    private final InboundApi api;
    private final Background.Line line;
    private final EventsModel events;
    private final LiveRows<UUID, EndpointView> rows = new LiveRows<>(EndpointView::id, EndpointsViewModel::newer);
    private final ReadOnlyObjectWrapper<List<EndpointView>> newest = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable ApiFailure> failure = new ReadOnlyObjectWrapper<>();
    private int staleBeats = -1;

    EndpointsViewModel(InboundApi api, Background background) {
        this.api = api;
        this.line = background.line();
        this.events = new EventsModel(api, background);
    }

    private static EndpointView newer(EndpointView known, EndpointView incoming) {
        return incoming.version() >= known.version() ? incoming : known;
    }

    LiveRows<UUID, EndpointView> rows() {
        return rows;
    }

    EventsModel events() {
        return events;
    }

    /// All of them as the engine told last; by then they are in the rows.
    ReadOnlyObjectProperty<List<EndpointView>> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ApiFailure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Reads all of it again; what was shown stays until it is there.
    void refresh() {
        read();
        events.refresh();
    }

    /// Reads the list of endpoints again.
    void read() {
        line.ask(api::all, this::answered, failure::set);
    }

    private void answered(List<EndpointView> all) {
        failure.set(null);
        rows.show(all);
        content.set(all.isEmpty() ? Content.FIRST_USE : Content.ROWS);
        newest.set(List.copyOf(all));
    }

    /// Shows an endpoint as it was just stored.
    void put(EndpointView endpoint) {
        rows.merge(List.of(endpoint), _ -> true);
    }

    /// Executions moved: new events may have come. They are asked for a moment later, however many they were.
    void changed() {
        if (staleBeats < 0) {
            staleBeats = 0;
        }
    }

    /// To be called about once a second.
    void tick() {
        if (staleBeats >= 0 && ++staleBeats > BEATS_BETWEEN_READS) {
            staleBeats = -1;
            read();
            events.changed();
        }
    }
}
