package dev.florin.ledger.storage;

import dev.florin.ledger.Command;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.spi.EffectBatch;
import dev.florin.ledger.spi.EffectLayout;
import dev.florin.ledger.spi.Storage;
import dev.florin.ledger.testkit.Frames;
import dev.florin.ledger.testkit.ModelLedger;
import dev.florin.ledger.testkit.RandomCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Books for tests of moves: filled, looked at, and put out of order. */
final class Journals {
    private Journals() {}

    /** Submits commands to books and a model, in groups of up to three. */
    static void fill(Storage storage, ModelLedger model, RandomCommands commands, int count) {
        Random random = new Random(count);
        try (Ledger ledger = Ledger.open(storage)) {
            for (int sent = 0; sent < count; ) {
                List<Command> group = commands.take(Math.min(count - sent, 1 + random.nextInt(3)));
                ledger.submitAll(group);
                group.forEach(model::submit);
                sent += group.size();
            }
        }
    }

    static void fill(Storage storage, long seed, int count) {
        fill(storage, new ModelLedger(), new RandomCommands(seed), count);
    }

    /** All frames as they are. */
    static List<EffectBatch> frames(Storage storage) {
        List<EffectBatch> frames = new ArrayList<>();
        storage.open(batch -> {
                    byte[] copy = Frames.bytes(batch);
                    frames.add(new EffectBatch(copy, 0, copy.length));
                })
                .close();
        return frames;
    }

    /** All frames but for what they say about forces, and their checksums. */
    static List<byte[]> contents(Storage storage) {
        return frames(storage).stream().map(Journals::content).toList();
    }

    private static byte[] content(EffectBatch batch) {
        byte[] bytes = batch.bytes().clone();
        EffectLayout.putLong(bytes, EffectBatch.FORCED_SEQUENCE, 0);
        EffectLayout.putInt(bytes, EffectBatch.CHECKSUM, 0);
        return bytes;
    }

    /** A call of a session that is done otherwise. */
    interface Call {
        /** Calls the session itself. */
        Object go() throws ReflectiveOperationException;
    }

    /** What is done instead of a call. */
    interface Instead {
        Object of(Call call, Object argument) throws ReflectiveOperationException;
    }

    /** A storage of which one method with one argument does something else. */
    static Storage with(Storage storage, String name, Instead instead) {
        UnaryOperator<Storage.Session> wrapped = session -> (Storage.Session) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.Session.class}, (proxy, method, arguments) -> {
                    try {
                        Call call = () -> method.invoke(session, arguments);
                        return method.getName().equals(name) ? instead.of(call, arguments[0]) : call.go();
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return replay -> wrapped.apply(storage.open(replay));
    }
}
