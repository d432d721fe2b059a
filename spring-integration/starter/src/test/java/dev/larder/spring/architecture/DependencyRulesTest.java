package dev.larder.spring.architecture;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.DependencyRulesContract;
import java.util.List;
import java.util.Map;

/** Holds the starter's own classes against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest extends DependencyRulesContract {
    @Override
    protected String module() {
        return "dev.larder.spring";
    }

    @Override
    protected Map<String, ArchRule> rules() {
        return DependencyRules.all();
    }

    @Override
    protected List<WrongArrow> wrongArrows() {
        return List.of(
                new WrongArrow(
                        "starter sees only the engine's API", "dev.larder.spring.Cache -> dev.larder.core.table.Table"),
                new WrongArrow(
                        "only transaction uses org.springframework.transaction..",
                        "dev.larder.spring.Cache -> org.springframework.transaction.Status"),
                new WrongArrow(
                        "only boot uses org.springframework.boot..",
                        "dev.larder.spring.entry.Entries -> org.springframework.boot.Application"),
                new WrongArrow("only boot uses javax.cache..", "dev.larder.spring.entry.Entries -> javax.cache.Cache"),
                new WrongArrow(
                        "only boot.actuate uses io.micrometer..",
                        "dev.larder.spring.boot.Properties -> io.micrometer.Meter"),
                new WrongArrow(
                        "only boot.session uses org.springframework.session..",
                        "dev.larder.spring.boot.Properties -> org.springframework.session.Session"),
                new WrongArrow("every class has a room", "dev.larder.spring.util.Utils -> java.lang.String"),
                new WrongArrow(
                        "arrows of annotation", "dev.larder.spring.annotation.Said -> dev.larder.spring.entry.Entries"),
                new WrongArrow(
                        "arrows of entry", "dev.larder.spring.entry.Entries -> dev.larder.spring.transaction.Overlay"),
                new WrongArrow("arrows of expression", "dev.larder.spring.expression.Texts -> dev.larder.spring.Cache"),
                new WrongArrow(
                        "arrows of transaction", "dev.larder.spring.transaction.Overlay -> dev.larder.spring.Cache"),
                new WrongArrow(
                        "the assembly does not know boot",
                        "dev.larder.spring.Cache -> dev.larder.spring.boot.Properties"),
                new WrongArrow(
                        "boot does not know its annexes",
                        "dev.larder.spring.boot.Properties -> dev.larder.spring.boot.session.Sessions"));
    }

    @Override
    protected List<String> rightArrows() {
        return List.of(
                "dev.larder.spring.Cache -> dev.larder.spring.transaction.Overlay",
                "dev.larder.spring.Cache -> dev.larder.spring.expression.Texts",
                "dev.larder.spring.transaction.Overlay -> dev.larder.spring.entry.Entries",
                "dev.larder.spring.transaction.Overlay -> org.springframework.transaction.Status",
                "dev.larder.spring.expression.Texts -> dev.larder.spring.annotation.Said",
                "dev.larder.spring.entry.Entries -> dev.larder.store.Keyspace",
                "dev.larder.spring.boot.Properties -> dev.larder.spring.Cache",
                "dev.larder.spring.boot.Properties -> org.springframework.boot.Application",
                "dev.larder.spring.boot.session.Sessions -> dev.larder.spring.boot.Properties",
                "dev.larder.spring.boot.session.Sessions -> org.springframework.session.Session",
                "dev.larder.spring.boot.actuate.Meters -> io.micrometer.Meter");
    }
}
