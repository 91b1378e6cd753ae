package dev.florin.ledger.cli.show;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.Condition;
import dev.florin.ledger.OriginRejection;
import dev.florin.ledger.Rejection;
import dev.florin.ledger.RejectionReason;
import dev.florin.ledger.cli.find.Known;
import dev.florin.ledger.money.Amount;
import dev.florin.ledger.money.SignedAmount;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Rejections in sentences and in JSON, with the names of accounts for their ids and decimals for minor units. */
public final class Explain {
    private final Known known;
    private final Units units;

    private Explain(Known known, Units units) {
        this.known = known;
        this.units = units;
    }

    /**
     * Why a command was rejected.
     *
     * @param rejection the rejection
     * @param known knows the accounts
     * @return a sentence without a full stop, safe to print
     */
    public static String rejection(Rejection rejection, Known known) {
        return Printable.of(sentence(rejection, known));
    }

    /**
     * Writes why a command was rejected: {@code reason}, {@code number}, {@code message} and {@code figures}.
     *
     * @param to stands inside an object
     * @param rejection the rejection
     * @param known knows the accounts
     */
    public static void write(JsonGenerator to, Rejection rejection, Known known) {
        to.writeStringProperty("reason", Json.word(rejection.reason()));
        to.writeNumberProperty("number", rejection.reason().number());
        to.writeStringProperty("message", rejection(rejection, known));
        Explain explain = new Explain(known, Units.of(rejection, known));
        to.writeObjectPropertyStart("figures");
        for (Map.Entry<String, Object> figure : Units.figures(rejection).entrySet()) {
            explain.write(to, snakeCase(figure.getKey()), figure.getValue());
        }
        to.writeEndObject();
    }

    private void write(JsonGenerator to, String name, Object figure) {
        if (figure instanceof Amount amount) {
            to.writeStringProperty(name, units.format(amount));
        } else if (figure instanceof SignedAmount amount) {
            to.writeStringProperty(name, units.format(amount));
        } else if (figure instanceof AccountId account) {
            to.writeStringProperty(name, known.name(account));
            to.writeStringProperty(name + "_id", account.toString());
        } else if (figure instanceof Long || figure instanceof Integer) {
            to.writeNumberProperty(name, ((Number) figure).longValue());
        } else if (figure instanceof Enum<?> constant) {
            to.writeStringProperty(name, Json.word(constant));
        } else if (figure instanceof Rejection why) {
            to.writeObjectPropertyStart(name);
            write(to, why, known);
            to.writeEndObject();
        } else {
            to.writeStringProperty(name, figure.toString());
        }
    }

    private static String sentence(Rejection rejection, Known known) {
        if (rejection instanceof Rejection.GroupMemberRejected member) {
            return "member " + member.index() + ": " + sentence(member.why(), known);
        }
        Explain explain = new Explain(known, Units.of(rejection, known));
        return explain.account(rejection)
                .or(() -> explain.limit(rejection))
                .or(() -> explain.movement(rejection))
                .orElseGet(rejection::message);
    }

    private Optional<String> account(Rejection rejection) {
        if (rejection instanceof Rejection.UnknownAccount unknown) {
            return Optional.of("there is no account " + known.name(unknown.account()));
        } else if (rejection instanceof Rejection.ConditionAccountUnknown unknown) {
            return Optional.of("a condition names " + known.name(unknown.account()) + ", and there is no such account");
        } else if (rejection instanceof Rejection.AccountExists exists) {
            return Optional.of(known.name(exists.account()) + " exists, opened by another command; update it instead");
        } else if (rejection instanceof Rejection.NameTaken taken) {
            return Optional.of("the name " + taken.name() + " belongs to account " + taken.holder());
        } else if (rejection instanceof Rejection.AccountFrozen frozen) {
            return Optional.of(known.name(frozen.account()) + " is frozen");
        } else if (rejection instanceof Rejection.AccountFrozenForDebits frozen) {
            return Optional.of(known.name(frozen.account()) + " is frozen for debits");
        } else if (rejection instanceof Rejection.AccountClosed closed) {
            return Optional.of(known.name(closed.account()) + " is closed");
        } else if (rejection instanceof Rejection.AccountNotEmpty full) {
            return Optional.of(known.name(full.account()) + " cannot be closed with a balance of "
                    + units.format(full.posted()) + "; move it out first");
        } else if (rejection instanceof Rejection.AccountHasHolds holds) {
            return Optional.of(known.name(holds.account()) + " has open holds (pending debits "
                    + units.format(holds.pendingDebits())
                    + ", pending credits " + units.format(holds.pendingCredits())
                    + "); capture or release them first");
        } else if (rejection instanceof Rejection.AccountHasSchedules schedules) {
            return Optional.of(known.name(schedules.account()) + " is named by " + schedules.schedules()
                    + " schedules with a date to come, " + known.name(schedules.one())
                    + " among them; cancel them first");
        }
        return Optional.empty();
    }

    private Optional<String> limit(Rejection rejection) {
        if (rejection instanceof Rejection.BelowLowerLimit low) {
            return Optional.of(known.name(low.account()) + " has " + units.format(low.available()) + " available"
                    + (low.limit().signum() == 0 ? "" : " and a lower limit of " + units.format(low.limit()))
                    + "; this takes " + units.format(low.needed()) + ", the most that would pass is "
                    + units.format(low.most()));
        } else if (rejection instanceof Rejection.AboveUpperLimit high) {
            return Optional.of(
                    known.name(high.account()) + " holds " + units.format(high.present()) + " with an upper limit of "
                            + units.format(high.limit()) + "; this adds " + units.format(high.added())
                            + ", the most that would pass is " + units.format(high.most()));
        } else if (rejection instanceof Rejection.LimitAlreadyBroken broken) {
            return Optional.of(known.name(broken.account()) + " has " + units.format(broken.present())
                    + ", which breaks the " + Json.word(broken.bound()) + " limit " + units.format(broken.limit()));
        } else if (rejection instanceof Rejection.SumOverflow sum) {
            return Optional.of("all " + Json.word(sum.side()) + "s of " + known.name(sum.account()) + " are "
                    + units.format(sum.sum()) + "; " + units.format(sum.amount())
                    + " more would pass the greatest sum that can be kept");
        } else if (rejection instanceof Rejection.ConditionNotMet condition) {
            return Optional.of(known.name(condition.account()) + " does not meet the condition "
                    + condition(condition.kind()) + " " + units.format(condition.bound()) + ": found "
                    + units.format(condition.found()));
        }
        return Optional.empty();
    }

    private Optional<String> movement(Rejection rejection) {
        if (rejection instanceof Rejection.Unbalanced sums) {
            return Optional.of("the debits of " + sums.asset().code() + " are " + units.format(sums.debits())
                    + " and its credits " + units.format(sums.credits()) + "; they must be the same");
        } else if (rejection instanceof Rejection.NothingAvailable nothing) {
            return Optional.of(known.name(nothing.account()) + " has " + units.format(nothing.available())
                    + " available, so there is nothing to sweep");
        } else if (rejection instanceof Rejection.ExchangeResidueDiffers residue) {
            return Optional.of("rounding leaves " + units.format(residue.expected()) + " for "
                    + known.name(residue.account()) + ", and the transfer gives it " + units.format(residue.found()));
        } else if (rejection instanceof OriginRejection.MoreThanLeft more) {
            return Optional.of(units.format(more.asked()) + " is more than the " + units.format(more.left())
                    + " that is left of " + known.name(more.origin()));
        } else if (rejection instanceof OriginRejection.OriginUnknown unknown) {
            return Optional.of("nothing was ever asked for under " + known.name(unknown.origin())
                    + "; florin holds and florin statement show ids");
        } else if (rejection instanceof OriginRejection.OriginRejected rejected) {
            return Optional.of(known.name(rejected.origin()) + " was itself rejected: " + reason(rejected.why()));
        }
        return Optional.empty();
    }

    private static String condition(Condition.Kind kind) {
        return Json.word(kind)
                .replace("_is", " =")
                .replace("_at_least", " >=")
                .replace("_at_most", " <=")
                .replace('_', '-');
    }

    private static String reason(int number) {
        return Arrays.stream(RejectionReason.values())
                .filter(reason -> reason.number() == number)
                .map(Json::word)
                .findFirst()
                .orElse("reason " + number);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
