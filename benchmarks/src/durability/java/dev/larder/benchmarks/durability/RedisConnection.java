package dev.larder.benchmarks.durability;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client of Redis for one thread that waits for each answer, in Redis' protocol RESP2
 * (https://redis.io/docs/latest/develop/reference/protocol-spec/).
 */
final class RedisConnection implements AutoCloseable {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] SET = ascii("*3\r\n$3\r\nSET\r\n");
    private static final byte[] PING = ascii("*1\r\n$4\r\nPING\r\n");

    private final Socket socket;
    private final InputStream answers;
    private final OutputStream requests;
    private byte[] request = new byte[1024];
    private int length;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        answers = new BufferedInputStream(socket.getInputStream());
        requests = socket.getOutputStream();
    }

    /** Connects to a server on the loopback interface. */
    static RedisConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            return new RedisConnection(socket);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * Sets a value and waits for the answer.
     *
     * @throws IOException with what the server said if it did not accept the write
     */
    void set(byte[] key, byte[] value) throws IOException {
        length = 0;
        append(SET);
        appendArgument(key);
        appendArgument(value);
        expect("+OK");
    }

    /** Asks whether the server is ready. */
    void ping() throws IOException {
        length = 0;
        append(PING);
        expect("+PONG");
    }

    private void appendArgument(byte[] argument) {
        append(ascii("$" + argument.length));
        append(LINE_END);
        append(argument);
        append(LINE_END);
    }

    private void append(byte[] bytes) {
        if (length + bytes.length > request.length) {
            request = java.util.Arrays.copyOf(request, Math.max(2 * request.length, length + bytes.length));
        }
        System.arraycopy(bytes, 0, request, length, bytes.length);
        length += bytes.length;
    }

    private void expect(String answer) throws IOException {
        requests.write(request, 0, length);
        String found = readLine();
        if (!found.equals(answer)) {
            throw new IOException("Redis answered '" + found + "' instead of '" + answer + "'.");
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection after '" + line + "'.");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
