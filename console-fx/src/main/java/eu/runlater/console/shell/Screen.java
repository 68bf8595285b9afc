package eu.runlater.console.shell;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// One room of the console as the frame sees it. Made once per profile when first entered; everything it subscribes to
/// in [#attach] it lets go in [#detach], so that a screen that is not shown costs nothing.
public interface Screen {
    /// What it shows, for the header; may change with what is selected.
    ObservableValue<String> title();

    Node node();

    /// The screen's buttons at the right of the header, the most important one last; absent = none.
    default @Nullable Node actions() {
        return null;
    }

    /// It is shown now, or shown already and asked to show something else of its room.
    void attach(Place place);

    /// It is not shown any more.
    void detach();

    /// What one can do here; asked once, active while the screen is attached.
    default List<Command> commands() {
        return List.of();
    }

    /// `R`: reads everything again.
    void refresh();

    /// Where the focus belongs when the screen is entered.
    default void focus() {
        node().requestFocus();
    }
}
