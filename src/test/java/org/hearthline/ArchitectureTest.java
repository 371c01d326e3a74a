package org.hearthline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.BeanInject;
import org.apache.camel.EndpointInject;
import org.apache.camel.Produce;
import org.apache.camel.PropertyInject;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may know what. A rule that finds nothing to look at fails. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.hearthline");

    /** Stages meet in the routes only. What belongs to ingestion may be used by it, and so may the component {@code ha}. */
    @ParameterizedTest
    @CsvSource({
        "ingestion, registry outbox deadletter gap ha",
        "gap, ha",
        "ha,",
        "registry, ha",
        "outbox, deadletter",
        "deadletter,",
        "validation,",
        "enrichment,",
        "weather,",
        "storage,",
        "link,",
        "gateway, link",
        "http,",
        "jmx,",
        "routes,",
    })
    void stageKnowsNoOtherStage(String stage, @Nullable String own) {
        String[] known = Stream.of((own == null ? "" : own + " ") + stage + " event config health")
                .flatMap(names -> Stream.of(names.split(" ")))
                .map(name -> "org.hearthline." + name + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("org.hearthline." + stage + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known)
                        .or(describe(
                                "are not ours",
                                (JavaClass type) -> !type.getPackageName().startsWith("org.hearthline"))))
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void eventKnowsNothingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("org.hearthline.event..")
                .should()
                .dependOnClassesThat(ours().and(outside("org.hearthline.event..")))
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void healthKnowsOnlyEvents() {
        noClasses()
                .that()
                .resideInAPackage("org.hearthline.health..")
                .should()
                .dependOnClassesThat(ours().and(outside("org.hearthline.health..", "org.hearthline.event..")))
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    /** Judgement is plain Java, tested without Camel; what adapts it to Camel is thin and says so in its name. */
    @Test
    void camelStaysInTheRootAndInThinShells() {
        noClasses()
                .that(
                        describe(
                                "are neither in the root package nor about routes nor a shell round something plain",
                                (JavaClass type) -> !Set.of(
                                                        "org.hearthline",
                                                        "org.hearthline.routes",
                                                        "org.hearthline.routes.sandbox")
                                                .contains(type.getPackageName())
                                        && !outermost(type)
                                                .getSimpleName()
                                                .matches(
                                                        ".*(Component|Endpoint|Consumer|Processor|AggregationStrategy|HealthCheck)")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.hearthline.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages)
                .hasSizeGreaterThan(1)
                .allSatisfy(name -> assertThat(name.isAnnotatedWith(NullMarked.class))
                        .as("%s is @NullMarked", name.getName())
                        .isTrue());
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(outside("org.hearthline.cli.."))
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void nobodyLogsThroughJavaUtilLogging() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.allowEmptyShould(false).check(CLASSES);
    }

    @Test
    void thingsAreWiredByConstructors() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(false).check(CLASSES);
        noFields()
                .should()
                .beAnnotatedWith(BeanInject.class)
                .orShould()
                .beAnnotatedWith(PropertyInject.class)
                .orShould()
                .beAnnotatedWith(EndpointInject.class)
                .orShould()
                .beAnnotatedWith(Produce.class)
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("org.hearthline..");
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
