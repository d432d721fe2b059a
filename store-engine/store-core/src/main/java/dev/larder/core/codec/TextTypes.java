package dev.larder.core.codec;

import dev.larder.store.CodecException;
import dev.larder.store.spi.ByteSink;
import dev.larder.store.spi.ByteSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Strings, and what is written as one. A string that is all of Latin-1 has a byte for each char. Another one is UTF-8 if
 * that is shorter than its chars and keeps them all, which lone surrogates prevent; or else UTF-16.
 */
final class TextTypes {
    private static final int LATIN_1 = 1;
    private static final int UTF_8 = 2;
    private static final int UTF_16 = 3;
    private static final int LOCALE_TAG = 66;
    private static final int LOCALE_PARTS = 67;

    private TextTypes() {}

    static List<JdkType<?>> all() {
        return List.of(
                new JdkType<>(LATIN_1, String.class, TextTypes::write, source -> text(source, LATIN_1)),
                new JdkType<>(UTF_8, String.class, TextTypes::write, source -> text(source, UTF_8)),
                new JdkType<>(UTF_16, String.class, TextTypes::write, TextTypes::readUtf16),
                JdkType.of(65, URI.class, (uri, target) -> target.putText(uri.toString()), TextTypes::readUri),
                new JdkType<>(LOCALE_TAG, Locale.class, TextTypes::writeLocale, TextTypes::readLocale),
                new JdkType<>(LOCALE_PARTS, Locale.class, TextTypes::writeLocale, TextTypes::readLocaleOfParts),
                JdkType.of(
                        68,
                        Currency.class,
                        (currency, target) -> target.putText(currency.getCurrencyCode()),
                        source -> Currency.getInstance(source.takeText())));
    }

    /** Appends the string with its tag, which depends on its chars. */
    static void write(String text, ByteSink target) {
        if (writeLatin1(text, target)) {
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 2L * text.length() && new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            target.putByte(UTF_8);
            target.putBytes(utf8);
        } else {
            target.putByte(UTF_16);
            writeUtf16(text, target);
        }
    }

    /**
     * Copies the lower bytes of the chars, and looks whether they make the same string: the JDK does both for the usual
     * string, which it keeps as these bytes, many bytes at a step, and has no way to ask.
     */
    @SuppressWarnings("deprecation") // just because it drops the upper bytes
    private static boolean writeLatin1(String text, ByteSink target) {
        int length = text.length();
        byte[] bytes = target.reserve(Math.addExact(length, 1));
        int begin = target.length();
        bytes[begin] = LATIN_1;
        text.getBytes(0, length, bytes, begin + 1);
        if (!new String(bytes, begin + 1, length, StandardCharsets.ISO_8859_1).equals(text)) {
            return false;
        }
        target.advance(length + 1);
        return true;
    }

    private static void writeUtf16(String text, ByteSink target) {
        int length = text.length();
        byte[] bytes = target.reserve(Math.multiplyExact(length, 2));
        int at = target.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[at++] = (byte) c;
            bytes[at++] = (byte) (c >>> 8);
        }
        target.advance(2 * length);
    }

    private static String text(ByteSource source, int tag) {
        int length = source.remaining();
        int begin = source.position();
        source.skip(length);
        return new String(
                source.array(), begin, length, tag == LATIN_1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static String readUtf16(ByteSource source) {
        if (source.remaining() % 2 != 0) {
            throw source.damaged("half a character of UTF-16");
        }
        char[] chars = new char[source.remaining() / 2];
        for (int i = 0; i < chars.length; i++) {
            int low = source.takeByte();
            chars[i] = (char) (low | source.takeByte() << 8);
        }
        return new String(chars);
    }

    private static URI readUri(ByteSource source) {
        return URI.create(source.takeText());
    }

    private static void writeLocale(Locale locale, ByteSink target) {
        String tag = locale.toLanguageTag();
        if (Locale.forLanguageTag(tag).equals(locale)) {
            target.putByte(LOCALE_TAG);
            target.putText(tag);
            return;
        }
        // Older locales, such as new Locale("no", "NO", "NY"), whose tags stand for others.
        Locale ofParts = new Locale(locale.getLanguage(), locale.getCountry(), locale.getVariant());
        if (!ofParts.equals(locale)) {
            throw new CodecException("The codec 'jdk' can't write the locale " + locale
                    + ", which neither its language tag nor its language, country and variant make. Build it with"
                    + " Locale.Builder.");
        }
        target.putByte(LOCALE_PARTS);
        target.putText(locale.getLanguage());
        target.putText(locale.getCountry());
        target.putText(locale.getVariant());
    }

    private static Locale readLocale(ByteSource source) {
        return Locale.forLanguageTag(source.takeText());
    }

    private static Locale readLocaleOfParts(ByteSource source) {
        String language = source.takeText();
        String country = source.takeText();
        return new Locale(language, country, source.takeText());
    }
}
