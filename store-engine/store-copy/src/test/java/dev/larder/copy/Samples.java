package dev.larder.copy;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Classes whose copies are tested. */
final class Samples {
    private Samples() {}

    /** A mutable object with value equality. */
    static final class Box implements Serializable, Comparable<Box> {
        private static final long serialVersionUID = 1L;
        int content;

        Box(int content) {
            this.content = content;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Box box && box.content == content;
        }

        @Override
        public int hashCode() {
            return content;
        }

        @Override
        public int compareTo(Box other) {
            return Integer.compare(content, other.content);
        }

        @Override
        public String toString() {
            return "Box " + content;
        }
    }

    /** Not Serializable, so that no other way remains where Fory fails. */
    static final class Bare {
        int content = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Bare bare && bare.content == content;
        }

        @Override
        public int hashCode() {
            return content;
        }
    }

    static class Customer {
        long id;
        String name;
        List<String> tags;

        Customer(long id, String name, List<String> tags) {
            this.id = id;
            this.name = name;
            this.tags = tags;
        }
    }

    record Order(long id, String name, List<Box> boxes) {}

    record SerializableOrder(long id, List<Box> boxes) implements Serializable {}

    @SuppressWarnings("serial") // holds whatever a test puts into it
    static class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        int number;
        Node next;
        List<Node> others = new ArrayList<>();
        Object part;

        Node(int number) {
            this.number = number;
        }
    }

    static class Primitives {
        boolean aBoolean = true;
        byte aByte = 1;
        short aShort = 2;
        char aChar = 'c';
        int anInt = 3;
        long aLong = 4;
        float aFloat = 5;
        double aDouble = 6;
        final int aFinal;
        int[] ints = {1, 2};

        Primitives(int aFinal) {
            this.aFinal = aFinal;
        }
    }

    static class SerializableWithTransient implements Serializable {
        private static final long serialVersionUID = 1L;
        Box kept = new Box(1);
        transient Box dropped = new Box(2);
        transient int droppedInt = 3;
    }

    static class PlainWithTransient {
        Box kept = new Box(1);
        transient Box dropped = new Box(2);

        PlainWithTransient(int content) {
            kept = new Box(content);
        }
    }

    static final class FinalWithTransient implements Serializable {
        private static final long serialVersionUID = 1L;
        final String kept = "kept".repeat(1);
        final transient String dropped = "dropped".repeat(1);
    }

    static class ReadsItself implements Serializable {
        private static final long serialVersionUID = 1L;
        Box box = new Box(1);
        transient int reads;

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            reads = 1;
        }
    }

    static final class Singleton implements Serializable {
        private static final long serialVersionUID = 1L;
        static final Singleton INSTANCE = new Singleton();
        int counter;

        @Serial
        private Object readResolve() {
            return INSTANCE;
        }
    }

    static final class Replaced implements Serializable {
        private static final long serialVersionUID = 1L;
        final transient Box box;

        Replaced(Box box) {
            this.box = box;
        }

        @Serial
        private Object writeReplace() {
            return new Form(box.content);
        }

        private record Form(int content) implements Serializable {
            @Serial
            private Object readResolve() {
                return new Replaced(new Box(content));
            }
        }
    }

    public static final class Externalized implements Externalizable {
        private static final long serialVersionUID = 1L;
        int number;
        int reads;

        public Externalized() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(number);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            number = in.readInt();
            reads = 1;
        }
    }

    static class Tally extends HashMap<String, Box> {
        private static final long serialVersionUID = 1L;
        Box total = new Box(0);
    }

    static class CountsConstructions {
        static int constructions;
        Box box = new Box(1);

        CountsConstructions() {
            constructions++;
        }
    }

    static class SerializableCountsConstructions implements Serializable {
        private static final long serialVersionUID = 1L;
        static int constructions;
        Box box = new Box(1);

        SerializableCountsConstructions() {
            constructions++;
        }
    }

    static class NoDefaultParent {
        Box ofParent;

        NoDefaultParent(Box box) {
            ofParent = box;
        }
    }

    static class ChildOfNoDefaultParent extends NoDefaultParent implements Serializable {
        private static final long serialVersionUID = 1L;
        Box own = new Box(7);

        ChildOfNoDefaultParent(Box box) {
            super(box);
        }
    }

    static class HoldsThread {
        Thread thread = Thread.currentThread();
    }

    enum Plain {
        ONE,
        TWO
    }

    enum WithBody {
        ONE {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }
}
