package dev.florin.ledger.bench.load;

import dev.florin.ledger.memory.InMemoryStorage;
import dev.florin.ledger.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Books in memory of which one append can be made to last. */
final class StallingStorage implements Storage {
    private final Storage storage = InMemoryStorage.create();
    private final AtomicReference<Duration> stall = new AtomicReference<>(Duration.ZERO);

    /** Makes the next append last so long. */
    void stallOnce(Duration duration) {
        stall.set(duration);
    }

    @Override
    public Session open(Replay replay) {
        Session session = storage.open(replay);
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        Thread.sleep(stall.getAndSet(Duration.ZERO).toMillis());
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
