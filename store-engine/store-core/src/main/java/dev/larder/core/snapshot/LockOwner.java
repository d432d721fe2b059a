package dev.larder.core.snapshot;

import java.lang.ProcessHandle.Info;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a data directory.
 *
 * @param pid the process's number
 * @param host where it runs
 * @param started when it started, for people
 */
record LockOwner(long pid, String host, String started) {
    private static final Pattern TEXT =
            Pattern.compile("pid=(\\d{1,19})\nhost=(\\P{Cntrl}{1,300})\nstarted=(\\P{Cntrl}{1,60})\n");

    static LockOwner thisProcess() {
        Info info = ProcessHandle.current().info();
        return new LockOwner(
                ProcessHandle.current().pid(),
                hostName(),
                info.startInstant().map(Object::toString).orElse("unknown"));
    }

    /** Three lines, {@code name=value}. */
    String toText() {
        return "pid=" + pid + "\nhost=" + host + "\nstarted=" + started + "\n";
    }

    /** Says in words what {@link #toText} says; anything else is an owner that nobody knows. */
    static String describe(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return "another store; which process it is was not told";
        }
        return "process " + matcher.group(1) + " on host " + matcher.group(2) + ", started " + matcher.group(3);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown";
        }
    }
}
