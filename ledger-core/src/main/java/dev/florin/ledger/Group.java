package dev.florin.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Several commands that succeed or fail together, in their order, each seeing what those before it did: for example to
 * open an account and fund it in one go. A group that fails uses up its own id alone; its rejection names the member that
 * failed. To try a group again, send the whole group with its id.
 *
 * <p>{@code Group.of(id, OpenAccount.of(account), transfer)}; what the members left open is in {@link Outcome#parts()}.
 *
 * @param id makes the group idempotent
 * @param members 1 to 4,096 commands, each with an id of its own; no groups and no {@link PayEach} among them
 * @param conditions what must hold before the first member
 */
public record Group(CommandId id, List<Command> members, List<Condition> conditions) implements Command {
    /** The most members of a group. */
    public static final int MAX_MEMBERS = 4_096;

    /**
     * Checks the form.
     *
     * @throws MalformedCommandException if the number of members is outside its range, two ids are the same, or a member
     *     is a group, a {@link PayEach}, a schedule or its cancellation, or an update that changes nothing
     */
    public Group {
        Objects.requireNonNull(id, "id");
        members = List.copyOf(members);
        conditions = FormRules.conditions(conditions);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new MalformedCommandException(
                    "group " + id + " has " + members.size() + " members; it takes 1 to " + MAX_MEMBERS);
        }
        Set<CommandId> ids = new HashSet<>();
        ids.add(id);
        for (int i = 0; i < members.size(); i++) {
            requireMember(id, i, members.get(i), ids);
        }
    }

    private static void requireMember(CommandId group, int index, Command member, Set<CommandId> ids) {
        String which = "group " + group + ", member " + index;
        if (!canBeMember(member.kind())) {
            throw new MalformedCommandException(
                    which + ": a " + member.kind() + " cannot be a member; send it on its own");
        }
        if (member instanceof AccountUpdate update && update.changesNothing()) {
            throw new MalformedCommandException(which + " names nothing to change");
        }
        if (!ids.add(member.id())) {
            throw new MalformedCommandException(
                    which + " has the id " + member.id() + " of another member or of the group");
        }
    }

    private static boolean canBeMember(CommandKind kind) {
        return switch (kind) {
            case GROUP, PAY_EACH, SCHEDULE, CANCEL_SCHEDULE -> false;
            default -> true;
        };
    }

    /**
     * A group.
     *
     * @param id makes the group idempotent
     * @param members what to do, in this order
     * @return the group
     */
    public static Group of(CommandId id, Command... members) {
        return new Group(id, List.of(members), List.of());
    }

    /**
     * Sets what must hold before the first member.
     *
     * @param conditions at most 64
     * @return a changed copy
     */
    public Group onlyIf(Condition... conditions) {
        return new Group(id, members, List.of(conditions));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.GROUP;
    }
}
