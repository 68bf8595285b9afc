package eu.runlater.bench;

/// A figure of a run in which requests were refused would be a figure of something else.
final class Refusals {
    private Refusals() {}

    static Load none(Load load) {
        if (load.refused() > 0) {
            throw new IllegalStateException(
                    load.refused() + " requests were not accepted, the first with:\n" + load.firstRefusal());
        }
        return load;
    }
}
