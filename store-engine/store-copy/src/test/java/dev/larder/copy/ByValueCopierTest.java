package dev.larder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.copy.Samples.Box;
import dev.larder.copy.Samples.Customer;
import dev.larder.copy.Samples.Node;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ByValueCopierTest {
    private final Copier copier = Copiers.byValue(ByValueCopierTest.class.getClassLoader(), AdapterException::new);

    @Test
    void copy_null_isNull() {
        assertThat(copier.<Object>copy(null)).isNull();
        assertThat(copier.<Object>copyIn(null)).isNull();
        assertThat(copier.<Object>copyOut(null)).isNull();
        assertThat(copier.allShared()).isTrue();
    }

    @Test
    void copy_immutable_isTheSame() {
        String text = new String("text");
        LocalDate day = LocalDate.of(2026, 1, 1);
        Object bare = new Object();

        assertThat(copier.copy(text)).isSameAs(text);
        assertThat(copier.copy(day)).isSameAs(day);
        assertThat(copier.copy(bare)).isSameAs(bare);
    }

    @Test
    void copy_moreThanTwoClasses_eachKeepsItsRoute() {
        for (int round = 0; round < 3; round++) {
            for (Object value : List.of("a", 1, 2L, new Box(1), new ArrayList<>(List.of(1)), new int[] {1})) {
                Object copy = copier.copy(value);
                assertThat(copy).isEqualTo(value).hasSameClassAs(value);
                assertThat(copy == value).isEqualTo(copier.isShared(value.getClass()));
            }
        }
    }

    @Test
    void copy_pojo_isDeep() {
        var value = new Customer(1, "name", new ArrayList<>(List.of("a", "b")));

        Customer copy = copier.copy(value);
        value.tags.add("c");

        assertThat(copy).isNotSameAs(value).isExactlyInstanceOf(Customer.class);
        assertThat(copy.id).isEqualTo(1);
        assertThat(copy.name).isEqualTo("name");
        assertThat(copy.tags).containsExactly("a", "b").isExactlyInstanceOf(ArrayList.class);
    }

    @Test
    void copy_sameValueTwice_givesTwoCopies() {
        var value = new Customer(1, "name", new ArrayList<>());

        Customer one = copier.copy(value);
        Customer other = copier.copy(value);

        assertThat(one).isNotSameAs(other);
        assertThat(one.tags).isNotSameAs(other.tags);
    }

    @Test
    void copy_moreOftenThanAContextLives_goesOn() {
        var value = new Customer(1, "name", new ArrayList<>(List.of("a")));

        for (int i = 0; i < 1_000; i++) {
            assertThat(copier.copy(value).tags).isEqualTo(value.tags).isNotSameAs(value.tags);
        }
    }

    @Test
    void copy_allPrimitivesAndFinalField_areKept() {
        var value = new Samples.Primitives(9);

        Samples.Primitives copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value).usingRecursiveComparison().isEqualTo(value);
        assertThat(copy.ints).isNotSameAs(value.ints);
    }

    @Test
    void copy_recordWithList_copiesTheList() {
        var value = new Samples.Order(1, "name", new ArrayList<>(List.of(new Box(1))));

        Samples.Order copy = copier.copy(value);

        assertThat(copy).isEqualTo(value).isNotSameAs(value);
        assertThat(copy.boxes()).isNotSameAs(value.boxes());
        assertThat(copy.boxes().get(0)).isNotSameAs(value.boxes().get(0));
    }

    @Test
    void copy_cycle_keepsItsShape() {
        var value = new Node(1);
        value.next = new Node(2);
        value.next.next = value;
        value.others.add(value);
        value.others.add(value.next);

        Node copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value);
        assertThat(copy.next).isNotSameAs(value.next);
        assertThat(copy.next.next).isSameAs(copy);
        assertThat(copy.others).hasSize(2);
        assertThat(copy.others.get(0)).isSameAs(copy);
        assertThat(copy.others.get(1)).isSameAs(copy.next);
    }

    @Test
    void copy_sharedPart_isCopiedOnce() {
        var box = new Box(1);
        var list = new ArrayList<>(List.of(box, new Box(1)));
        Map<String, Object> value = new HashMap<>(Map.of("box", box, "list", list, "array", new Object[] {box, list}));

        Map<String, Object> copy = copier.copy(value);

        assertThat((List<?>) copy.get("list")).isNotSameAs(list);
        assertThat(((List<?>) copy.get("list")).get(0))
                .isSameAs(copy.get("box"))
                .isNotSameAs(box);
        assertThat(((List<?>) copy.get("list")).get(1)).isNotSameAs(copy.get("box"));
        assertThat(((Object[]) copy.get("array"))[0]).isSameAs(copy.get("box"));
        assertThat(((Object[]) copy.get("array"))[1]).isSameAs(copy.get("list"));
    }

    @Test
    void copy_serializableWithTransients_dropsThem() {
        var copy = copier.copy(new Samples.SerializableWithTransient());

        assertThat(copy.kept).isEqualTo(new Box(1));
        assertThat(copy.dropped).isNull();
        assertThat(copy.droppedInt).isZero();
    }

    @Test
    void copy_plainClassWithTransient_dropsIt() {
        var copy = copier.copy(new Samples.PlainWithTransient(5));

        assertThat(copy.kept).isEqualTo(new Box(5));
        assertThat(copy.dropped).isNull();
    }

    @Test
    void copy_finalClassWithTransient_dropsIt() {
        var value = new Samples.FinalWithTransient();

        var copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value);
        assertThat(copy.kept).isEqualTo("kept");
        assertThat(copy.dropped).isNull();
    }

    @Test
    void copy_constructors_runAsInSerialization() {
        Samples.SerializableCountsConstructions.constructions = 0;
        copier.copy(new Samples.SerializableCountsConstructions());
        assertThat(Samples.SerializableCountsConstructions.constructions).isOne();

        Samples.CountsConstructions.constructions = 0;
        copier.copy(new Samples.CountsConstructions());
        assertThat(Samples.CountsConstructions.constructions).isEqualTo(2);
    }

    @Test
    void copy_serializableBelowParentWithoutDefaultConstructor_copiesBoth() {
        var value = new Samples.ChildOfNoDefaultParent(new Box(3));

        var copy = copier.copy(value);

        assertThat(copy).usingRecursiveComparison().isEqualTo(value);
        assertThat(copy.ofParent).isNotSameAs(value.ofParent);
        assertThat(copy.own).isNotSameAs(value.own);
    }

    @Test
    void copy_readObject_runs() {
        assertThat(copier.copy(new Samples.ReadsItself()).reads).isOne();

        var node = new Node(1);
        node.part = new Samples.ReadsItself();
        assertThat(((Samples.ReadsItself) copier.copy(node).part).reads).isOne();
    }

    @Test
    void copy_singleton_staysOne() {
        var node = new Node(1);
        node.part = Samples.Singleton.INSTANCE;

        assertThat(copier.copy(Samples.Singleton.INSTANCE)).isSameAs(Samples.Singleton.INSTANCE);
        assertThat(copier.copy(node).part).isSameAs(Samples.Singleton.INSTANCE);
    }

    @Test
    void copy_writeReplace_isFollowed() {
        var value = new Samples.Replaced(new Box(4));

        var copy = copier.copy(value);

        assertThat(copy).isNotSameAs(value);
        assertThat(copy.box).isEqualTo(new Box(4)).isNotSameAs(value.box);
    }

    @Test
    void copy_externalizable_isReadExternally() {
        var value = new Samples.Externalized();
        value.number = 8;

        var copy = copier.copy(value);

        assertThat(copy.number).isEqualTo(8);
        assertThat(copy.reads).isOne();
    }

    @Test
    void copy_subclassOfHashMap_keepsEntriesAndFields() {
        var value = new Samples.Tally();
        value.put("a", new Box(1));
        value.total = new Box(1);

        Samples.Tally copy = copier.copy(value);

        assertThat(copy).isEqualTo(value).isExactlyInstanceOf(Samples.Tally.class);
        assertThat(copy.get("a")).isNotSameAs(value.get("a"));
        assertThat(copy.total).isEqualTo(value.total).isNotSameAs(value.total);
    }

    @Test
    void copy_serializableProxy_copiesItsHandler() {
        InvocationHandler handler = new Handler(new Box(1));
        Comparable<?> value = (Comparable<?>)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Comparable.class}, handler);

        Object copy = copier.copy((Object) value);

        assertThat(Proxy.isProxyClass(copy.getClass())).isTrue();
        assertThat(((Handler) Proxy.getInvocationHandler(copy)).box()).isEqualTo(new Box(1));
        assertThat(Proxy.getInvocationHandler(copy)).isNotSameAs(handler);
    }

    record Handler(Box box) implements InvocationHandler, java.io.Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }

    @Test
    void copyIn_firstMutableValue_endsSharing() {
        copier.copyIn("text");
        assertThat(copier.allShared()).isTrue();
        var looked = new Box(1);
        assertThat(copier.copyOut(looked)).isSameAs(looked);

        copier.copyIn(new Box(2));

        assertThat(copier.allShared()).isFalse();
        assertThat(copier.copyOut(looked)).isEqualTo(looked).isNotSameAs(looked);
        copier.copyIn("text");
        assertThat(copier.allShared()).isFalse();
    }

    @Test
    void copyIn_mutableThatCannotBeCopied_endsSharingAllTheSame() {
        assertThatThrownBy(() -> copier.copyIn(new Samples.HoldsThread())).isInstanceOf(AdapterException.class);
        assertThat(copier.allShared()).isFalse();
    }

    @Test
    void copy_afterClose_goesOn() {
        copier.copy(new Box(1));
        copier.close();

        assertThat(copier.copy(new Box(1))).isEqualTo(new Box(1));
    }

    @Test
    void copy_partThatNothingCanCopy_namesValueAndPart() {
        assertThatThrownBy(() -> copier.copy(new Samples.HoldsThread()))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("value of dev.larder.copy.Samples$HoldsThread")
                .hasMessageContaining("java.lang.Thread")
                .hasMessageEndingWith("or store by reference");
    }

    @Test
    void copy_serializableWithPartThatNothingCanCopy_namesThePart() {
        var node = new Node(1);
        node.part = new ThreadLocal<String>();

        assertThatThrownBy(() -> copier.copy(node))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("value of dev.larder.copy.Samples$Node")
                .hasMessageContaining("java.lang.ThreadLocal");
    }

    @Test
    void copy_forANamedCacheThatNothingCanCopy_namesTheCache() {
        Copier named = Copiers.byValue(getClass().getClassLoader(), "users", AdapterException::new);

        assertThatThrownBy(() -> named.copy(new Samples.HoldsThread()))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("for cache 'users', which stores by value: ");
    }

    @Test
    void copy_lambdaOverMutableState_fails() {
        var box = new Box(1);
        Runnable value = () -> box.content++;

        assertThatThrownBy(() -> copier.copy(value)).isInstanceOf(AdapterException.class);
    }

    @Test
    void copy_linkedTooDeeply_fails_andTheNextCopyWorks() {
        var head = new Node(0);
        Node last = head;
        for (int i = 1; i < 200_000; i++) {
            last.next = new Node(i);
            last = last.next;
        }

        assertThatThrownBy(() -> copier.copy(head))
                .isInstanceOf(AdapterException.class)
                .hasMessageContaining("deeply");
        assertThat(copier.copy(new Node(1)).number).isOne();
    }

    @Test
    void copy_recordThatContainsItself_endsInItsCopy() {
        var list = new ArrayList<Object>();
        record Ring(List<Object> list) {}
        var value = new Ring(list);
        list.add(value);

        Ring copy = copier.copy(value);

        // A record has no identity to keep; its parts have.
        assertThat(copy.list()).isNotSameAs(list).hasSize(1);
        assertThat(((Ring) copy.list().get(0)).list()).isSameAs(copy.list());
    }

    @Test
    void copy_hashCodeThatCopiesInTurn_works() {
        Map<CopyingKey, Box> value = new HashMap<>();
        value.put(new CopyingKey(), new Box(1));

        // Through the same copier, so that it is entered again while it copies.
        assertThat(CopyingKey.COPIER.copy(value)).hasSize(1).containsValue(new Box(1));
    }

    static final class CopyingKey {
        private static final Copier COPIER = Copiers.byValue(CopyingKey.class.getClassLoader(), AdapterException::new);
        Box box = new Box(1);

        @Override
        public int hashCode() {
            return COPIER.copy(box).content;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CopyingKey;
        }
    }

    @Test
    void byReference_anything_isTheSame() {
        var value = new Samples.HoldsThread();
        Copier byReference = Copiers.byReference();

        assertThat(byReference.copyIn(value)).isSameAs(value);
        assertThat(byReference.copyOut(value)).isSameAs(value);
        assertThat(byReference.copy(value)).isSameAs(value);
        assertThat(byReference.allShared()).isTrue();
        assertThat(byReference.isShared(Box.class)).isTrue();
        byReference.close();
    }
}
