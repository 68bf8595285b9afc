package eu.runlater.engine.cluster;

/// The version of this build, from the jar's manifest.
public final class Version {
    public static final String CURRENT = read();

    private Version() {}

    private static String read() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
