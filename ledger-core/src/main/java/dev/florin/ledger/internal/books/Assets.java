package dev.florin.ledger.internal.books;

import dev.florin.ledger.money.Asset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The assets of the books, numbered as they were met; a code is known at one scale only. */
final class Assets {
    private final List<Asset> byNumber = new ArrayList<>();
    private final Map<String, Integer> byCode = new HashMap<>();

    /** The asset known under a code, or null. */
    @Nullable
    Asset known(String code) {
        Integer number = byCode.get(code);
        return number == null ? null : byNumber.get(number);
    }

    /** The number of an asset, which is known from now on. */
    int number(Asset asset) {
        Integer number = byCode.get(asset.code());
        if (number != null) {
            assert byNumber.get(number).equals(asset);
            return number;
        }
        byCode.put(asset.code(), byNumber.size());
        byNumber.add(asset);
        return byNumber.size() - 1;
    }

    /** Forgets the asset that was met last. */
    void removeLast() {
        byCode.remove(byNumber.remove(byNumber.size() - 1).code());
    }

    Asset get(int number) {
        return byNumber.get(number);
    }

    int size() {
        return byNumber.size();
    }
}
