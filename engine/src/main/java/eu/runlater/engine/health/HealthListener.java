package eu.runlater.engine.health;

/// Hears of every change of health. Any thread; the transaction of the change is open, so that the change and what
/// follows from it are stored together or not at all (G-MON-1). It must be quick and make no call.
public interface HealthListener {
    void changed(HealthChange change);
}
