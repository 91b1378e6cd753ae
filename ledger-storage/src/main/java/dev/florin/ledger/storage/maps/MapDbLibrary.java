package dev.florin.ledger.storage.maps;

import dev.florin.ledger.StorageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether MapDB, which is an optional dependency, is there. */
public final class MapDbLibrary {
    /** One class of each library that MapDB cannot do without, of LZ4 by way of its own. */
    private static final List<String> CLASSES = List.of(
            "org.mapdb.DB",
            "org.mapdb.elsa.ElsaMaker",
            "kotlin.jvm.internal.Intrinsics",
            "org.eclipse.collections.api.list.primitive.MutableLongList",
            "org.eclipse.collections.impl.map.mutable.primitive.LongLongHashMap",
            "com.google.common.collect.Iterators");

    private static final String MAPDB = dependency("org.mapdb", "mapdb", "3.1.0");
    private static final String LZ4 = dependency("at.yawk.lz4", "lz4-java", "1.14.0");

    private MapDbLibrary() {}

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version></dependency>";
    }

    /**
     * Asks for MapDB.
     *
     * @throws StorageException if it is not there, or not all that it needs; says what to add
     */
    public static void require() {
        Throwable missing = missing();
        if (missing != null) {
            throw new StorageException(
                    "MapDB, which keeps the index of these books, cannot be loaded (" + missing + "). Add to the"
                            + " dependencies of the application " + MAPDB
                            + " and, in the place of the old library of LZ4"
                            + " that it brings, " + LZ4 + "; or open the books with FileStorage, which needs neither."
                            + " Nothing was changed",
                    missing);
        }
    }

    /**
     * Why it cannot be loaded.
     *
     * @return what was thrown; null if it can
     */
    public static @Nullable Throwable missing() {
        try {
            for (String name : CLASSES) {
                Class.forName(name, true, MapDbLibrary.class.getClassLoader());
            }
            return null;
        } catch (ClassNotFoundException | LinkageError e) {
            return e;
        }
    }
}
