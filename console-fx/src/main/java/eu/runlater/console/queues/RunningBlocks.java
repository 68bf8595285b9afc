package eu.runlater.console.queues;

import eu.runlater.console.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// How many of a queue's places are taken: small blocks and `2/4`. Above eight places a block stands for several.
final class RunningBlocks extends HBox {
    private static final int MOST = 8;

    private final HBox blocks = new HBox(2);
    private final Label numbers = new Label();
    private long shownRunning = -1;
    private int shownPlaces = -1;

    RunningBlocks() {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("running-blocks");
        blocks.setAlignment(Pos.CENTER_LEFT);
        numbers.getStyleClass().addAll("mono", "small-text");
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(blocks, numbers);
    }

    void show(long running, int places) {
        if (running == shownRunning && places == shownPlaces) {
            return;
        }
        shownRunning = running;
        shownPlaces = places;
        int shown = Math.clamp(places, 1, MOST);
        long taken = places <= MOST ? running : running == 0 ? 0 : Math.max(1, running * MOST / places);
        while (blocks.getChildren().size() > shown) {
            blocks.getChildren().removeLast();
        }
        while (blocks.getChildren().size() < shown) {
            Region block = new Region();
            block.getStyleClass().add("block");
            blocks.getChildren().add(block);
        }
        for (int i = 0; i < shown; i++) {
            var classes = blocks.getChildren().get(i).getStyleClass();
            classes.remove("taken");
            if (i < taken) {
                classes.add("taken");
            }
        }
        numbers.setText(running + "/" + places);
        setAccessibleText(Texts.get("queues.running.spoken", running, places));
    }
}
