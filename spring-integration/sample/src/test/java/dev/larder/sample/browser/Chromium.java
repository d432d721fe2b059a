package dev.larder.sample.browser;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium process with a new, empty profile, spoken to by the DevTools protocol.
 *
 * <p>Closing it ends the process and all it started; the profile's folder is the caller's to delete.
 */
public final class Chromium implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final DevTools devTools;

    private Chromium(Process process, DevTools devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /** Where this machine has a Chromium: the first of its usual names on the path of programs. */
    public static Optional<Path> find() {
        String programs = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(programs.split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a browser and waits until it listens. */
    public static Chromium start(Path program, Path emptyProfile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--user-data-dir=" + emptyProfile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(emptyProfile.resolve("chromium.log").toFile())
                .start();
        try {
            return new Chromium(process, DevTools.connect(addressOf(process, emptyProfile)));
        } catch (RuntimeException failed) {
            end(process);
            throw failed;
        }
    }

    /** Opens a new page on an address and waits until it has loaded. */
    public Page open(String address, int width, int height) {
        return Page.open(devTools, address, width, height);
    }

    @Override
    public void close() {
        devTools.close();
        end(process);
    }

    /** The browser writes the port and the path it listens on into a file of its profile. */
    private static URI addressOf(Process process, Path profile) {
        Path portFile = profile.resolve("DevToolsActivePort");
        await("Chromium to listen, see chromium.log in its profile")
                .atMost(START_DEADLINE)
                .failFast("Chromium ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> Files.readAllLines(portFile).size() == 2);
        try {
            List<String> lines = Files.readAllLines(portFile);
            return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        } catch (IOException unreadable) {
            throw new IllegalStateException("Chromium's port cannot be read from " + portFile, unreadable);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(END_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        await("Chromium's processes to end").atMost(END_DEADLINE).until(() -> family.stream()
                .noneMatch(ProcessHandle::isAlive));
    }
}
