package eu.runlater.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "eu.runlater.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule speaks_only_the_documented_api = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("eu.runlater.engine..", "java.sql..", "javax.sql..", "org.springframework..")
            .because("whatever the console can do, every other client of the API can do as well (decision 31)");

    @ArchTest
    static final ArchRule view_models_know_no_scene = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .or()
            .haveSimpleNameEndingWith("Model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "atlantafx..", "org.controlsfx..")
            .because("what is decided there is tested without a toolkit");

    @ArchTest
    static final ArchRule one_class_crosses_to_the_fx_thread = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("eu.runlater.console.live.FxThread")
            .should()
            .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
            .because("what crosses is coalesced and can be replaced in tests");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("eu.runlater.console.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_lower_packages_know_no_screen = noClasses()
            .that()
            .resideInAnyPackage("..console.api..", "..console.live..", "..console.ui..", "..console.shell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..console.app..",
                    "..console.connect..",
                    "..console.overview..",
                    "..console.executions..",
                    "..console.queues..",
                    "..console.inbound..",
                    "..console.credentials..",
                    "..console.tasks..",
                    "..console.newtask..",
                    "..console.audit..",
                    "..console.team..",
                    "..console.settings..")
            .because("a new room must not need a change of the frame");

    @ArchTest
    static final ArchRule only_the_api_package_and_the_stream_speak_http = noClasses()
            .that()
            .resideOutsideOfPackages("..console.api..", "..console.live..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("okhttp3.OkHttpClient")
            .because("timeouts, redirects and the key's header are decided once");

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("tests move time by hand");

    @ArchTest
    static final ArchRule the_clock_is_made_once = noClasses()
            .that()
            .resideOutsideOfPackage("..console.app..")
            .should()
            .callMethod(InstantSource.class, "system");
}
