package eu.runlater.engine.cluster;

/// The version of this build, from the jar's manifest.
public final class Version {
    public static final String CURRENT = read();

    /// What this engine understands of rows that another version wrote: it leaves those alone that need more (G-NOD-4).
    public static final int LEVEL = 0;

    private Version() {}

    private static String read() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
