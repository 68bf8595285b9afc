package eu.runlater.engine.testing;

import eu.runlater.engine.EngineApplication;
import eu.runlater.engine.executions.HistoryFixture;
import eu.runlater.engine.monitors.HeardChanges;
import eu.runlater.engine.monitors.Watched;
import eu.runlater.engine.stream.EventLogFixture;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/// A test against the whole engine: real HTTP port, real PostgreSQL, all loops running. All tests share ONE
/// engine and one database, so each works with an organization of its own and never looks at all rows of a
/// table.
///
/// ```java
/// @EngineTest
/// class QueueTest {
///     private final TestAccounts accounts;
///     private final TestApi api;
///     private final TestTime time;
///
///     QueueTest(TestAccounts accounts, TestApi api, TestTime time) { … }
///
///     @Test
///     void a_delayed_task_runs_when_its_time_has_come() {
///         TestAccounts.Tenant tenant = accounts.newTenant();
///         try (TestTarget target = TestTarget.start()) {
///             target.on("/hook", Answer.status(500), Answer.status(200));
///             api.post(tenant.key(), "/api/v1/queue", """
///                     {"url":"%s","delay":"1h"}""".formatted(target.url("/hook")));
///             time.advance(Duration.ofHours(1));
///             target.awaitCalls("/hook", 1);
///         }
///     }
/// }
/// ```
///
/// The clock goes back to the true time after each test.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = EngineApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestEngine.class)
@Import({
    TestBeans.class,
    TestAccounts.class,
    TestPeople.class,
    TestApi.class,
    TestWork.class,
    HistoryFixture.class,
    EventLogFixture.class,
    Watched.class,
    HeardChanges.class
})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@ExtendWith(TrueTimeAfterEach.class)
public @interface EngineTest {}
