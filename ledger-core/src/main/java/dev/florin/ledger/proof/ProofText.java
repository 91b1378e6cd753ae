package dev.florin.ledger.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A proof as JSON. The object has one shape: its keys in one order, texts without escapes. What has another shape was not
 * written by {@link #write}, and is refused.
 */
final class ProofText {
    private static final int VERSION = 1;

    private final String text;
    private int at;

    private ProofText(String text) {
        this.text = text;
    }

    static String write(InclusionProof proof) {
        return "{\"florin_proof\":" + VERSION + ",\"position\":" + proof.position() + ",\"record\":\"" + proof.record()
                + "\",\"path\":" + list(proof.path()) + ",\"before\":\"" + proof.before() + "\",\"header\":\""
                + proof.header() + "\",\"later\":" + list(proof.later()) + "}";
    }

    private static String list(List<String> texts) {
        return texts.stream()
                .collect(Collectors.joining("\",\"", texts.isEmpty() ? "[" : "[\"", texts.isEmpty() ? "]" : "\"]"));
    }

    static InclusionProof read(String text) {
        return new ProofText(text).proof();
    }

    private InclusionProof proof() {
        expect("{");
        key("florin_proof");
        long version = number();
        if (version != VERSION) {
            throw new IllegalArgumentException("the proof has version " + version + ", and this library reads version "
                    + VERSION + "; check it with a newer one");
        }
        long position = nextKey("position").number();
        String record = nextKey("record").string();
        List<String> path = nextKey("path").strings();
        String before = nextKey("before").string();
        String header = nextKey("header").string();
        List<String> later = nextKey("later").strings();
        expect("}");
        skipSpace();
        if (at != text.length()) {
            throw wrong("the end");
        }
        return new InclusionProof(position, record, path, before, header, later);
    }

    private ProofText nextKey(String name) {
        expect(",");
        return key(name);
    }

    private ProofText key(String name) {
        expect("\"" + name + "\"");
        expect(":");
        return this;
    }

    private long number() {
        skipSpace();
        int end = at;
        while (end < text.length() && end - at < 18 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
            throw wrong("a number");
        }
        long number = Long.parseLong(text, at, end, 10);
        at = end;
        return number;
    }

    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        expect("[");
        if (!comes("]")) {
            do {
                strings.add(string());
            } while (comes(","));
            expect("]");
        }
        return strings;
    }

    private String string() {
        expect("\"");
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw wrong("a text");
        }
        String string = text.substring(at, end);
        at = end + 1;
        return string;
    }

    private void expect(String token) {
        if (!comes(token)) {
            throw wrong(token);
        }
    }

    private boolean comes(String token) {
        skipSpace();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("this is no proof: expected " + expected + " at character " + at);
    }
}
