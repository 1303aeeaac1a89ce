/*
 * clash.c — stops and demands are put in force in part, and a small integer program says whether
 * that part can be met: how many stops take the morning, the afternoon or the whole of each class
 * of days.  Halving the list finds a set in which each is needed (Junker's QuickXplain): a set of k
 * among n takes about 2k log(n/k) tries.
 */
#include "itinerary/clash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#include "itinerary/slots.h"

struct search {
    const struct itinerary *task;
    bool *in_force; /* stops, then demands */
    int *found;
    int found_count;
};

/* The stop takes this half of a day of the class. */
struct column {
    int stop, class;
    enum itinerary_half half;
};

struct program {
    const struct itinerary *task;
    const struct slots *slots;
    glp_prob *glpk;
    struct column *columns; /* in the arena, from column 1 of the program on */
};

/* Rows: each stop once; of each class the mornings, the afternoons, and both where a team works
 * half a day. */
enum { CLASS_ROWS = 3 };

static void add_rows(const struct program *self, const bool *has_stop)
{
    int stops = self->task->stop_count;
    glp_add_rows(self->glpk, stops + CLASS_ROWS * self->slots->class_count);
    for (int stop = 0; stop < stops; stop++) {
        double times = has_stop[stop] ? 1.0 : 0.0;
        glp_set_row_bnds(self->glpk, stop + 1, GLP_FX, times, times);
    }
    for (int i = 0; i < self->slots->class_count; i++) {
        const struct slot_class *class = &self->slots->classes[i];
        for (int row = 0; row < CLASS_ROWS; row++) {
            int most =
                row == 2 ? class->capacity * self->task->load[class->group] : class->capacity;
            glp_set_row_bnds(self->glpk, stops + CLASS_ROWS * i + row + 1, GLP_UP, 0.0, most);
        }
    }
}

static void add_column(const struct program *self, int stop, int class, enum itinerary_half half)
{
    int rows[1 + 1 + CLASS_ROWS];
    double factors[1 + 1 + CLASS_ROWS];
    int count = 0;
    int first = self->task->stop_count + CLASS_ROWS * class + 1;
    int column = glp_add_cols(self->glpk, 1);
    rows[++count] = stop + 1;
    factors[count] = 1.0;
    for (int row = 0; row < CLASS_ROWS; row++) {
        if (row == 2 || (half & (1 << row)) != 0) {
            rows[++count] = first + row;
            factors[count] = row == 2 && half == HALF_DAY ? 2.0 : 1.0;
        }
    }
    glp_set_col_kind(self->glpk, column, GLP_IV);
    glp_set_col_bnds(self->glpk, column, GLP_DB, 0.0, 1.0);
    glp_set_mat_col(self->glpk, column, count, rows, factors);
    self->columns[column - 1] = (struct column){stop, class, half};
}

static void add_columns(const struct program *self, int stop)
{
    const struct itinerary *task = self->task;
    for (int i = 0; i < self->slots->class_count; i++) {
        const struct slot_class *class = &self->slots->classes[i];
        unsigned char open = slots_open(task, self->slots, stop, class->group, class->day);
        if (task->sessions[stop] > 1) {
            if (slots_half(task, self->slots, stop, class->group, class->day) != HALF_NONE) {
                add_column(self, stop, i, HALF_DAY);
            }
            continue;
        }
        for (int half = HALF_MORNING; half <= HALF_AFTERNOON; half++) {
            if ((open & half) != 0) {
                add_column(self, stop, i, (enum itinerary_half)half);
            }
        }
    }
}

static bool is_whole(glp_prob *glpk)
{
    for (int column = 1; column <= glp_get_num_cols(glpk); column++) {
        double value = glp_get_col_prim(glpk, column);
        if (fabs(value - round(value)) > 1e-6) {
            return false;
        }
    }
    return true;
}

/* The values of the columns; NULL: it cannot be solved. */
typedef double value_fn(glp_prob *glpk, int column);

static value_fn *solve(glp_prob *glpk)
{
    glp_smcp relaxed;
    glp_iocp whole;
    glp_init_smcp(&relaxed);
    glp_init_iocp(&whole);
    relaxed.msg_lev = whole.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(glpk, &relaxed) != 0 || glp_get_status(glpk) != GLP_OPT) {
        return NULL;
    }
    if (is_whole(glpk)) {
        return glp_get_col_prim;
    }
    bool is_solved = glp_intopt(glpk, &whole) == 0 && glp_mip_status(glpk) == GLP_OPT;
    return is_solved ? glp_mip_col_val : NULL;
}

/* A day of a team of the class that the column may have; `taken` is by team and day. */
static struct itinerary_visit find_place(const struct program *self, const struct column *column,
                                         const unsigned char *taken)
{
    const struct itinerary *task = self->task;
    const struct slot_class *class = &self->slots->classes[column->class];
    bool is_alone = column->half == HALF_DAY || task->load[class->group] == 1;
    for (int i = 0; i < class->day_count; i++) {
        for (int team = 0; team < task->team_count; team++) {
            unsigned char here = taken[team * task->day_count + class->days[i]];
            if (self->slots->group[team] == class->group &&
                (is_alone ? here == 0 : (here & column->half) == 0)) {
                return (struct itinerary_visit){team, class->days[i], column->half};
            }
        }
    }
    abort(); /* the rows of the class have counted */
}

/* Whole days first: halves fill what is left. */
static void read_visits(const struct program *self, value_fn *value, struct arena *arena,
                        struct itinerary_visit *visits)
{
    unsigned char *taken =
        arena_zero(arena, (size_t)self->task->team_count * (size_t)self->task->day_count);
    for (int half = HALF_DAY; half >= HALF_MORNING; half--) {
        for (int i = 0; i < glp_get_num_cols(self->glpk); i++) {
            const struct column *column = &self->columns[i];
            if ((int)column->half == half && value(self->glpk, i + 1) > 0.5) {
                struct itinerary_visit visit = find_place(self, column, taken);
                taken[visit.team * self->task->day_count + visit.day] |= (unsigned char)half;
                visits[column->stop] = visit;
            }
        }
    }
}

/* `visits` NULL: only whether. */
static bool can_be_met(const struct itinerary *task, const bool *in_force,
                       struct itinerary_visit *visits)
{
    const bool *has_demand = in_force + task->stop_count;
    struct arena *arena = arena_new();
    struct program self = {.task = task,
                           .slots = slots_new(task, in_force, has_demand, true, arena),
                           .glpk = glp_create_prob()};
    self.columns = arena_alloc(arena, (size_t)task->stop_count * (size_t)self.slots->class_count *
                                          2 * sizeof(*self.columns));
    add_rows(&self, in_force);
    for (int stop = 0; stop < task->stop_count; stop++) {
        if (in_force[stop]) {
            add_columns(&self, stop);
        }
    }
    value_fn *value = solve(self.glpk);
    if (value != NULL && visits != NULL) {
        read_visits(&self, value, arena, visits);
    }
    glp_delete_prob(self.glpk);
    arena_free(&arena);
    return value != NULL;
}

static void put(struct search *self, int from, int count, bool is_in_force)
{
    memset(self->in_force + from, is_in_force, (size_t)count * sizeof(bool));
}

/* Adds to `found` those of [from, from + count) that clash with what is in force; `is_changed`:
 * what is in force has grown since it was last known to be met. */
static void narrow(struct search *self, int from, int count, bool is_changed)
{
    if (is_changed && !can_be_met(self->task, self->in_force, NULL)) {
        return;
    }
    if (count == 1) {
        self->found[self->found_count++] = from;
        return;
    }
    int half = count / 2;
    int before = self->found_count;
    put(self, from, half, true);
    narrow(self, from + half, count - half, true);
    put(self, from, half, false);
    for (int i = before; i < self->found_count; i++) {
        self->in_force[self->found[i]] = true;
    }
    int now = self->found_count;
    narrow(self, from, half, now > before);
    for (int i = before; i < now; i++) {
        self->in_force[self->found[i]] = false;
    }
}

static int compare(const void *one, const void *other)
{
    return *(const int *)one - *(const int *)other;
}

/* The half-days of a day of a team that some stop may have. */
static int sessions_there(const struct itinerary *task, const struct slots *slots, int team,
                          int day)
{
    unsigned open = HALF_NONE;
    for (int stop = 0; stop < task->stop_count; stop++) {
        open |= slots_open(task, slots, stop, team, day);
    }
    int halves = open == HALF_DAY ? 2 : open == HALF_NONE ? 0 : 1;
    return halves < task->load[team] ? halves : task->load[team];
}

/* More half-days are needed than the teams have, whatever goes where. */
static bool is_too_much(const struct itinerary *task, struct itinerary_clash *clash)
{
    struct arena *arena = arena_new();
    const struct slots *slots = slots_new(task, NULL, NULL, false, arena);
    for (int stop = 0; stop < task->stop_count; stop++) {
        clash->needed += task->sessions[stop];
    }
    for (int team = 0; team < task->team_count; team++) {
        for (int day = 0; day < task->day_count; day++) {
            clash->there += sessions_there(task, slots, team, day);
        }
    }
    arena_free(&arena);
    return clash->needed > clash->there;
}

bool clash_find(const struct itinerary *task, struct arena *arena, struct itinerary_clash *clash,
                struct itinerary_plan *plan)
{
    int all = task->stop_count + task->demand_count;
    struct search self = {.task = task,
                          .in_force = arena_zero(arena, (size_t)all + 1),
                          .found = arena_alloc(arena, ((size_t)all + 1) * sizeof(int))};
    *clash = (struct itinerary_clash){0};
    if (is_too_much(task, clash)) {
        return true;
    }
    plan->visits = arena_zero(arena, (size_t)task->stop_count * sizeof(*plan->visits));
    put(&self, 0, all, true);
    if (can_be_met(task, self.in_force, plan->visits)) {
        itinerary_measure(task, plan);
        return false;
    }
    put(&self, 0, all, false);
    narrow(&self, 0, all, false);
    qsort(self.found, (size_t)self.found_count, sizeof(int), compare);
    int *demands = self.found;
    while (demands < self.found + self.found_count && *demands < task->stop_count) {
        demands++;
    }
    clash->stops = self.found;
    clash->stop_count = (int)(demands - self.found);
    clash->demands = demands;
    clash->demand_count = self.found_count - clash->stop_count;
    for (int i = 0; i < clash->demand_count; i++) {
        demands[i] -= task->stop_count;
    }
    return true;
}
