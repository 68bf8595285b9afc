package eu.runlater.bench;

/// A figure of a run in which requests were refused says so: only accepted tasks count, and the refused ones are shown.
final class Refusals {
    private Refusals() {}

    static Load noted(Load load, Medians medians) {
        if (load.accepted() == 0) {
            throw new IllegalStateException("no task was accepted; the first answer was\n" + load.firstRefusal());
        }
        if (load.refused() > 0) {
            medians.add("refused", load.refused());
        }
        return load;
    }
}
