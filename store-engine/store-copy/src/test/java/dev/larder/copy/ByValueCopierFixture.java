package dev.larder.copy;

/** A copier by value, alone and through an object. */
abstract class ByValueCopierFixture {
    final Copier copier = Copiers.byValue(ByValueCopierFixture.class.getClassLoader(), AdapterException::new);

    /** The copy of the value that is in the copy of an object which holds it. */
    @SuppressWarnings("unchecked")
    final <T> T inside(T value) {
        var node = new Samples.Node(1);
        node.part = value;
        return (T) copier.copy(node).part;
    }
}
