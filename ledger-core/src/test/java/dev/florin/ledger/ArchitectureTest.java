package dev.florin.ledger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The arrows between packages run one way, and money is never a floating-point number. */
@AnalyzeClasses(packages = "dev.florin.ledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "dev.florin.ledger.internal";

    /** 128-bit arithmetic, which values and bookkeeper share: a leaf that knows nothing of the ledger. */
    private static final String MATH = INTERNAL + ".math..";

    private static final String[] API = {
        "dev.florin.ledger", "dev.florin.ledger.money..", "dev.florin.ledger.proof..", "dev.florin.ledger.spi.."
    };

    private static final DescribedPredicate<JavaClass> LEDGER =
            nameMatching("dev\\.florin\\.ledger\\.Ledger(\\$.*)?").forSubtype();

    private static final DescribedPredicate<JavaClass> FLOATING = describe(
            "floating-point type",
            type -> Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                    .contains(type.getBaseComponentType().getName()));

    private static final DescribedPredicate<List<JavaClass>> ANY_FLOATING =
            describe("a floating-point type among them", types -> types.stream().anyMatch(FLOATING));

    @ArchTest
    static final ArchRule apiKnowsNothingOfInternals = noClasses()
            .that(resideInAnyPackage(API).and(not(LEDGER)))
            .should()
            .dependOnClassesThat(resideInAPackage(INTERNAL + "..").and(not(resideInAPackage(MATH))));

    @ArchTest
    static final ArchRule ledgerKnowsOnlyTheWiring = noClasses()
            .that(LEDGER)
            .should()
            .dependOnClassesThat(resideInAPackage(INTERNAL + ".*..").and(not(resideInAPackage(MATH))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule stagesDoNotKnowTheirWiring = noClasses()
            .that()
            .resideInAPackage(INTERNAL + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule stagesAreFreeOfCycles =
            slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule arithmeticIsALeaf = classes()
            .that()
            .resideInAPackage(MATH)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(MATH, "java.lang..", "java.math..", "java.util", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule booksAndCodecKnowNothingOfThreadsOrDisks = noClasses()
            .that()
            .resideInAnyPackage(INTERNAL + ".books..", INTERNAL + ".codec..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.util.concurrent..",
                            "java.net..",
                            "org.jctools..")
                    .or(nameMatching("java\\.lang\\.Thread")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule booksKnowNothingOfTheStagesAround = noClasses()
            .that()
            .resideInAPackage(INTERNAL + ".books..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    INTERNAL + ".intake..",
                    INTERNAL + ".sequence..",
                    INTERNAL + ".commit..",
                    INTERNAL + ".read..",
                    INTERNAL + ".recover..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noFieldIsFloatingPoint =
            noFields().should().haveRawType(FLOATING).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingReturnsFloatingPoint =
            noCodeUnits().should().haveRawReturnType(FLOATING).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingTakesFloatingPoint =
            noCodeUnits().should().haveRawParameterTypes(ANY_FLOATING).allowEmptyShould(true);
}
