package dev.florin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.ledger.AccountId;
import dev.florin.ledger.AccountView;
import dev.florin.ledger.CommandId;
import dev.florin.ledger.Ledger;
import dev.florin.ledger.SchedulePage;
import dev.florin.ledger.ScheduleQuery;
import dev.florin.ledger.ScheduleRun;
import dev.florin.ledger.ScheduleRuns;
import dev.florin.ledger.ScheduleStatus;
import dev.florin.ledger.ScheduleView;
import dev.florin.ledger.UnknownAccountException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of an {@link Agreement} that is about schedules. */
final class AgreementOnSchedules {
    private static final AccountId STRANGER = AccountId.of("an account that nobody opens");

    private final Ledger ledger;
    private final ModelLedger model;

    AgreementOnSchedules(Ledger ledger, ModelLedger model) {
        this.ledger = ledger;
        this.model = model;
    }

    void assertSchedules() {
        for (CommandId id : model.commandIds()) {
            Optional<ScheduleView> schedule = ledger.schedule(id);
            assertThat(schedule.map(this::seen)).as("schedule %s", id).isEqualTo(model.schedule(id));
            if (schedule.isPresent()) {
                assertRuns(schedule.get());
            } else {
                assertThat(ledger.runs(id, 0, 1)).isEmpty();
            }
        }
        assertPages(null);
        for (AccountView view : model.accounts()) {
            assertPages(view.account().id());
        }
        assertThatThrownBy(() -> ledger.schedules(ScheduleQuery.of(STRANGER)))
                .isInstanceOf(UnknownAccountException.class);
    }

    private void assertRuns(ScheduleView view) {
        List<ScheduleRun> expected = model.runs(view.schedule().id());
        for (int pageSize : List.of(1, 3, ScheduleRuns.MAX_LIMIT)) {
            List<ScheduleRun> found = runs(view.schedule().id(), pageSize);
            assertThat(found.stream().map(this::seen))
                    .as("runs of %s, %s a page", view, pageSize)
                    .isEqualTo(expected);
        }
        assertThat(view.runs()).isEqualTo(expected.size());
        assertThat(expected.stream().map(ScheduleRun::due)).isSorted().doesNotHaveDuplicates();
        assertThat(view.closedBy().isEmpty()).isEqualTo(view.status() == ScheduleStatus.ACTIVE);
    }

    private List<ScheduleRun> runs(CommandId id, int pageSize) {
        ScheduleRuns page = ledger.runs(id, 0, pageSize).orElseThrow();
        List<ScheduleRun> found = new ArrayList<>(page.runs());
        while (page.next() != 0) {
            assertThat(page.runs()).as("a page with another behind it").hasSize(pageSize);
            page = ledger.runs(id, page.next(), pageSize).orElseThrow();
            assertThat(page.runs()).as("a page behind another").isNotEmpty();
            found.addAll(page.runs());
        }
        return found;
    }

    private void assertPages(@Nullable AccountId account) {
        ScheduleQuery query = account == null ? ScheduleQuery.all() : ScheduleQuery.of(account);
        for (int pageSize : List.of(1, 3, 1_000)) {
            assertThat(pages(query.limit(pageSize)).stream().map(this::seen))
                    .as("schedules of %s, %s a page", account, pageSize)
                    .isEqualTo(model.schedules(account));
        }
    }

    private List<ScheduleView> pages(ScheduleQuery query) {
        SchedulePage page = ledger.schedules(query);
        List<ScheduleView> found = new ArrayList<>(page.schedules());
        while (page.next() != 0) {
            assertThat(page.schedules()).as("a page with another behind it").hasSize(query.limit());
            page = ledger.schedules(query.after(page.next()));
            assertThat(page.schedules()).as("a page behind another").isNotEmpty();
            found.addAll(page.schedules());
        }
        return found;
    }

    private ScheduleView seen(ScheduleView view) {
        return model.keepsTime() ? view : Timeless.of(view);
    }

    private ScheduleRun seen(ScheduleRun run) {
        return model.keepsTime() ? run : Timeless.of(run);
    }
}
