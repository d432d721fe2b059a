package dev.larder.core.policy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * ARC(c) line by line as Megiddo and Modha state it (FAST 2003, figure 4), for pages of equal size. The quotient of the
 * two ghost lists is rounded down.
 */
final class PaperArc {
    private final int c;
    private final Set<Integer> t1 = new LinkedHashSet<>();
    private final Set<Integer> t2 = new LinkedHashSet<>();
    private final Set<Integer> b1 = new LinkedHashSet<>();
    private final Set<Integer> b2 = new LinkedHashSet<>();
    private int p;

    PaperArc(int capacity) {
        this.c = capacity;
    }

    Set<Integer> cached() {
        Set<Integer> pages = new HashSet<>(t1);
        pages.addAll(t2);
        return pages;
    }

    /** Asks for a page and returns whether it was in the cache. */
    boolean access(int x) {
        if (t1.remove(x) || t2.remove(x)) { // case I
            t2.add(x);
            return true;
        }
        if (b1.contains(x)) { // case II
            p = Math.min(c, p + Math.max(b2.size() / b1.size(), 1));
            replace(x);
            b1.remove(x);
            t2.add(x);
            return false;
        }
        if (b2.contains(x)) { // case III
            p = Math.max(0, p - Math.max(b1.size() / b2.size(), 1));
            replace(x);
            b2.remove(x);
            t2.add(x);
            return false;
        }
        int l1 = t1.size() + b1.size(); // case IV
        int total = l1 + t2.size() + b2.size();
        if (l1 == c) {
            if (t1.size() < c) {
                removeEldest(b1);
                replace(x);
            } else {
                removeEldest(t1);
            }
        } else if (total >= c) {
            if (total == 2 * c) {
                removeEldest(b2);
            }
            replace(x);
        }
        t1.add(x);
        return false;
    }

    private void replace(int x) {
        if (!t1.isEmpty() && (t1.size() > p || (b2.contains(x) && t1.size() == p))) {
            b1.add(removeEldest(t1));
        } else {
            b2.add(removeEldest(t2));
        }
    }

    private static int removeEldest(Set<Integer> pages) {
        int eldest = pages.iterator().next();
        pages.remove(eldest);
        return eldest;
    }
}
