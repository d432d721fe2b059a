package dev.larder.copy.architecture;

import com.tngtech.archunit.lang.ArchRule;
import dev.larder.testkit.architecture.DependencyRulesContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the copier's own classes against {@link DependencyRules}, and these against wrong arrows. */
class DependencyRulesTest extends DependencyRulesContract {
    private static final List<String> FOREIGN_TYPES = List.of(
            "javax.cache.CacheException",
            "org.springframework.cache.support.NullValue",
            "dev.larder.store.Store",
            "dev.larder.core.table.Table",
            "dev.larder.jcache.CopyFailedException",
            "com.acme.Library");

    @Override
    protected String module() {
        return "dev.larder.copy";
    }

    @Override
    protected Map<String, ArchRule> rules() {
        return DependencyRules.all();
    }

    @Override
    protected List<WrongArrow> wrongArrows() {
        List<WrongArrow> planted = new ArrayList<>();
        for (String foreign : FOREIGN_TYPES) {
            planted.add(new WrongArrow("copier needs only the JDK and Fory", "dev.larder.copy.Route -> " + foreign));
            planted.add(new WrongArrow("copier needs only the JDK and Fory", "dev.larder.copy.ForyPool -> " + foreign));
        }
        for (String user : List.of("Copiers", "GraphCopiers", "FlatParts", "part.ForyPool")) {
            planted.add(new WrongArrow(
                    "only Fory's classes use Fory", "dev.larder.copy." + user + " -> org.apache.fory.Fory"));
        }
        for (String forys : DependencyRules.FORYS) {
            planted.add(new WrongArrow(
                    "only the gate leads to Fory's classes", "dev.larder.copy.ByValueCopier -> " + forys));
            if (!forys.endsWith(".ForyGraphCopier")) {
                planted.add(new WrongArrow(
                        "the gate leads to ForyGraphCopier alone", "dev.larder.copy.GraphCopiers -> " + forys));
            }
        }
        return planted;
    }

    @Override
    protected List<String> rightArrows() {
        List<String> arrows = new ArrayList<>(List.of(
                "dev.larder.copy.Copiers -> dev.larder.copy.GraphCopiers",
                "dev.larder.copy.GraphCopiers -> dev.larder.copy.ForyGraphCopier",
                "dev.larder.copy.GraphCopiers -> java.lang.String",
                "dev.larder.copy.ForyPool -> dev.larder.copy.ForyGraphCopier",
                "dev.larder.copy.FlatCopier -> dev.larder.copy.Route",
                "dev.larder.copy.Route -> org.jspecify.annotations.Nullable",
                "dev.larder.jcache.Cache -> dev.larder.copy.Copiers",
                "dev.larder.jcache.Cache -> javax.cache.Cache"));
        DependencyRules.FORYS.forEach(type -> arrows.add(type + " -> org.apache.fory.Fory"));
        return arrows;
    }
}
