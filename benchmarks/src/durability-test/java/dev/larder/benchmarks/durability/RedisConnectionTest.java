package dev.larder.benchmarks.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RedisConnectionTest {
    @Test
    void set_serverThatAccepts_sendsTheCommandInTheProtocol() throws Exception {
        String command = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nvalue\r\n";

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = answer(server, command.length(), "+OK\r\n");
            try (RedisConnection connection = RedisConnection.open(server.getLocalPort())) {
                connection.set(ascii("k"), ascii("value"));
            }
            assertThat(received.join()).isEqualTo(command);
        }
    }

    @Test
    void set_serverThatRefuses_failsWithWhatItSaid() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = answer(server, 1, "-MISCONF the disk is full\r\n");
            try (RedisConnection connection = RedisConnection.open(server.getLocalPort())) {
                assertThatThrownBy(() -> connection.set(ascii("k"), ascii("v")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("the disk is full");
            }
            assertThat(received.join()).isEqualTo("*");
        }
    }

    @Test
    void set_serverThatIsGone_fails() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> gone = answer(server, 1, "+O");
            try (RedisConnection connection = RedisConnection.open(server.getLocalPort())) {
                assertThatThrownBy(() -> connection.set(ascii("k"), ascii("v"))).isInstanceOf(IOException.class);
            }
            gone.join();
        }
    }

    @Test
    void set_valueLongerThanTheBuffer_isSentWhole() throws Exception {
        byte[] value = new byte[5_000];
        int commandBytes = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5000\r\n\r\n".length() + value.length;

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = answer(server, commandBytes, "+OK\r\n");
            try (RedisConnection connection = RedisConnection.open(server.getLocalPort())) {
                connection.set(ascii("k"), value);
            }
            assertThat(received.join()).hasSize(commandBytes).endsWith("\r\n");
        }
    }

    /** A server for one connection that reads so many bytes, answers and closes; tells what it read. */
    private static CompletableFuture<String> answer(ServerSocket server, int byteCount, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                byte[] request = socket.getInputStream().readNBytes(byteCount);
                socket.getOutputStream().write(ascii(answer));
                return new String(request, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
