package dev.florin.ledger.cli.show;

import dev.florin.ledger.Account;
import dev.florin.ledger.Side;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.journal.Effect;
import dev.florin.ledger.money.Asset;
import dev.florin.ledger.spi.EffectKind;
import java.io.PrintWriter;
import java.util.Objects;

/** What the ledger decided, in a table: a row for each entry, and one for what has none. */
public final class Effects {
    private final Table table;
    private final Known known;

    /**
     * An empty table.
     *
     * @param out where to
     * @param known knows the accounts that rejections name
     */
    public Effects(PrintWriter out, Known known) {
        this.known = known;
        table = new Table(out, "")
                .right("position")
                .left("recorded")
                .left("kind")
                .left("account")
                .right("debit")
                .right("credit")
                .left("asset")
                .left("id")
                .left("about");
    }

    /**
     * Adds an effect.
     *
     * @param effect the effect
     */
    public void add(Effect effect) {
        if (effect.entries().isEmpty()) {
            Effect.AccountAfter after = effect.after();
            row(effect, after == null ? "" : label(after.account()), "", "", "");
        }
        for (Effect.Line line : effect.entries()) {
            Asset asset = line.account().asset();
            String amount = line.amount().format(asset);
            row(
                    effect,
                    label(line.account()),
                    line.side() == Side.DEBIT ? amount : "",
                    line.side() == Side.CREDIT ? amount : "",
                    asset.code());
        }
    }

    /** Prints what was added. */
    public void flush() {
        table.flush();
    }

    private void row(Effect effect, String account, String debit, String credit, String asset) {
        table.row(
                Long.toString(effect.receipt().position()),
                Times.of(effect.receipt().recordedTime()),
                Json.word(effect.kind()),
                account,
                debit,
                credit,
                asset,
                effect.receipt().id().toString(),
                about(effect));
    }

    private String about(Effect effect) {
        if (effect.rejection() != null) {
            return Explain.rejection(effect.rejection(), known);
        }
        if (effect.date() != null && effect.origin() != null) {
            return date(effect.kind(), effect.date(), effect.origin());
        }
        if (effect.members() != 0) {
            return effect.members() + " effects follow that belong to it";
        }
        if (effect.origin() != null) {
            return (effect.origin().timedOut() ? "timed out: " : "of ")
                    + effect.origin().id();
        }
        return effect.details().reference();
    }

    private static String date(EffectKind kind, Effect.Date date, Effect.Origin schedule) {
        if (kind == EffectKind.SCHEDULE_FIRED) {
            return "date " + date.runs() + " of " + schedule.id() + ", due " + Times.of(date.due());
        }
        return "of " + schedule.id() + ", " + (date.next() == null ? "no more dates" : "due " + Times.of(date.next()));
    }

    private static String label(Account account) {
        return account.name().isEmpty() ? Objects.toString(account.id()) : account.name();
    }
}
