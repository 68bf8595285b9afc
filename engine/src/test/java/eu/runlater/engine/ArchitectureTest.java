package eu.runlater.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the engine's packages may know of each other, and what nobody may do.
@AnalyzeClasses(packages = "eu.runlater.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "eu.runlater.engine.";

    /// From the bottom to the top; packages of one level do not know each other. What is not named here is a
    /// feature.
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("runtime"),
            Set.of("settings"),
            Set.of("storage"),
            Set.of("cluster"),
            Set.of("queues", "delivery"),
            Set.of("dispatch"),
            Set.of("intake"),
            Set.of("limits"),
            Set.of("web"),
            Set.of("openapi"));

    @ArchTest
    static final ArchRule arrows_go_downwards_only = classes()
            .that(resideInAPackage("eu.runlater.engine.(*)"))
            .should(new ArchCondition<JavaClass>("know only packages below their own") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                    from.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> upwards(from, dependency.getTargetClass()))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(from, dependency.getDescription())));
                }
            })
            .because("what accepts and runs work must stand without the features that look at it");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching("eu.runlater.engine.(*)..")
            .should()
            .beFreeOfCycles()
            .because("two features that know each other are one feature");

    @ArchTest
    static final ArchRule the_engine_has_no_screen = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "eu.runlater.console.."))
            .because("the engine runs on machines without a display; the console speaks the API only");

    @ArchTest
    static final ArchRule outgoing_calls_have_one_builder = noClasses()
            .that(describe(
                    "are not delivery.OutgoingHttp",
                    (JavaClass type) -> !type.getName().startsWith(ROOT + "delivery.OutgoingHttp")))
            .should()
            .callConstructorWhere(describe("it makes an HTTP client", access -> clientMaker(access)))
            .orShould()
            .callMethodWhere(describe("it makes an HTTP client", access -> clientMaker(access)))
            .because("the egress policy is checked inside that client's sockets (G-EGR-1)");

    @ArchTest
    static final ArchRule no_other_http_client = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.net.http..",
                    "org.springframework.web.client..",
                    "org.springframework.web.reactive..",
                    "org.springframework.http.client.."))
            .orShould()
            .dependOnClassesThat(type(HttpURLConnection.class))
            .orShould()
            .callMethod(URL.class, "openStream")
            .allowEmptyShould(true)
            .because("a call past delivery.OutgoingHttp is a call past the egress policy (G-EGR-1)");

    @ArchTest
    static final ArchRule one_clock_decides = noClasses()
            .should()
            .callMethodWhere(describe("it asks this machine's clock", ArchitectureTest::readsTheMachinesClock))
            .orShould()
            .callConstructorWhere(describe(
                    "it asks this machine's clock",
                    access -> access.getTargetOwner().isEquivalentTo(Date.class)
                            && access.getTarget().getParameterTypes().isEmpty()))
            .because("nodes' clocks drift; the database's does not, and cluster.DatabaseClock carries it");

    @ArchTest
    static final ArchRule names_say_something = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
            .because("an empty name collects unrelated code");

    private static boolean upwards(JavaClass from, JavaClass to) {
        return to.getPackageName().startsWith(ROOT)
                && !to.getPackageName().equals(from.getPackageName())
                && level(to) >= level(from)
                && !(feature(from) && feature(to)); // features may know each other; the rule on cycles watches them
    }

    private static boolean feature(JavaClass type) {
        return level(type) == LEVELS.size();
    }

    private static int level(JavaClass type) {
        String name = type.getPackageName().substring(ROOT.length());
        for (int level = 0; level < LEVELS.size(); level++) {
            if (LEVELS.get(level).contains(name)) {
                return level;
            }
        }
        return LEVELS.size();
    }

    private static boolean clientMaker(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return Stream.of("okhttp3.OkHttpClient", "okhttp3.OkHttpClient$Builder").anyMatch(owner::equals)
                && (access.getName().equals("<init>") || access.getName().equals("build"));
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        boolean now = name.equals("now")
                && Stream.of(
                                Instant.class,
                                LocalDate.class,
                                LocalDateTime.class,
                                OffsetDateTime.class,
                                ZonedDateTime.class)
                        .anyMatch(owner::isEquivalentTo);
        boolean system = name.startsWith("system")
                && Stream.of(Clock.class, InstantSource.class).anyMatch(owner::isEquivalentTo);
        return now || system || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"));
    }
}
