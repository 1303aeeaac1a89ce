/*
 * model.c — a column is what a team does on a day of a class: one stop, or two in either order.
 * Each stop is in one column, each class takes as many columns as it has days, and the half-days of
 * the busiest and of the idlest team are columns, too.  Which day of the class it is does not
 * matter, and so the search does not try their orders.
 *
 * There are too many columns to write down.  The relaxed program begins with single stops and is
 * given the columns that its prices ask for, until no other one helps: then its value is a bound
 * over all columns.  A column whose reduced cost is above the distance from that bound to a known
 * plan is in no better plan, so the search in whole numbers needs only the others.
 */
#include "itinerary/model.h"

#include <math.h>
#include <stdlib.h>

#include <glpk.h>

enum {
    MISSED = 1000000, /* the cost of a stop in no column, while columns are still missing */
    COLUMNS = 6000    /* of a search in whole numbers */
};

struct model {
    const struct itinerary *task;
    const struct slots *slots;
    glp_prob *glpk;
    struct day_plan *columns; /* from column `first` of the program on */
    int count, room, first;
    double *prices; /* of the rows */
    /* of a search */
    int nodes;
    double best_bound;
};

static int row_class(const struct model *self, int class)
{
    return self->task->stop_count + 1 + class;
}

/* Of a group: its half-days below the busiest, then above the idlest team. */
static int row_group(const struct model *self, int group)
{
    return row_class(self, self->slots->class_count) + 2 * group;
}

static int column_most(const struct model *self)
{
    return self->task->stop_count + 1;
}

static int sessions_of(const struct model *self, const struct day_plan *day)
{
    return day->other < 0 ? self->task->sessions[day->stop] : 2;
}

static int cost_of(const struct model *self, const struct day_plan *day)
{
    int side = self->task->stop_count + 1;
    const int *km = self->task->km;
    return day->other < 0 ? 2 * km[day->stop + 1]
                          : km[day->stop + 1] + km[day->other + 1] +
                                km[(day->stop + 1) * side + day->other + 1];
}

static bool is_open(const struct model *self, const struct day_plan *day)
{
    const struct slot_class *class = &self->slots->classes[day->class];
    return (day->other < 0
                ? slots_half(self->task, self->slots, day->stop, class->group, class->day)
                : slots_first_half(self->task, self->slots, day->stop, day->other, class->group,
                                   class->day)) != HALF_NONE;
}

/* ---------------------------------------------------------------- the program */

static void add_rows(struct model *self)
{
    const struct itinerary *task = self->task;
    int total = 0;
    glp_add_rows(self->glpk, row_group(self, task->team_count));
    for (int stop = 0; stop < task->stop_count; stop++) {
        glp_set_row_bnds(self->glpk, stop + 1, GLP_FX, 1.0, 1.0);
        total += task->sessions[stop];
    }
    for (int i = 0; i < self->slots->class_count; i++) {
        glp_set_row_bnds(self->glpk, row_class(self, i), GLP_UP, 0.0,
                         self->slots->classes[i].capacity);
    }
    for (int team = 0; team < task->team_count; team++) {
        glp_set_row_bnds(self->glpk, row_group(self, team), GLP_UP, 0.0, 0.0);
        glp_set_row_bnds(self->glpk, row_group(self, team) + 1, GLP_LO, 0.0, 0.0);
    }
    /* Half-days are whole: what does not divide is uneven. */
    glp_set_row_bnds(self->glpk, row_group(self, task->team_count), GLP_LO,
                     total % task->team_count != 0 ? 1.0 : 0.0, 0.0);
}

/* A column for each stop that no other visits, and those of the busiest and the idlest team. */
static void add_fixed_columns(struct model *self)
{
    const struct itinerary *task = self->task;
    int most = column_most(self);
    int rows[2 * ITINERARY_TEAMS + 2];
    double factors[2 * ITINERARY_TEAMS + 2];
    glp_add_cols(self->glpk, most + 1);
    self->first = most + 2;
    for (int stop = 0; stop < task->stop_count; stop++) {
        glp_set_obj_coef(self->glpk, stop + 1, MISSED);
        glp_set_col_bnds(self->glpk, stop + 1, GLP_LO, 0.0, 0.0);
        glp_set_mat_col(self->glpk, stop + 1, 1, (int[]){0, stop + 1}, (double[]){0, 1.0});
    }
    for (int end = 0; end < 2; end++) {
        int count = 0;
        for (int team = 0; team < task->team_count; team++) {
            if (self->slots->group[team] == team) {
                rows[++count] = row_group(self, team) + end;
                factors[count] = -self->slots->group_size[team];
            }
        }
        rows[++count] = row_group(self, task->team_count);
        factors[count] = end == 0 ? 1.0 : -1.0;
        glp_set_mat_col(self->glpk, most + end, count, rows, factors);
        glp_set_obj_coef(self->glpk, most + end, end == 0 ? task->even_km : -task->even_km);
        glp_set_col_bnds(self->glpk, most + end, GLP_LO, 0.0, 0.0);
        glp_set_col_kind(self->glpk, most + end, GLP_IV);
    }
}

static void add_column(struct model *self, const struct day_plan *day)
{
    int group = row_group(self, self->slots->classes[day->class].group);
    int sessions = sessions_of(self, day);
    int rows[] = {0, day->stop + 1, row_class(self, day->class), group, group + 1, day->other + 1};
    double factors[] = {0, 1.0, 1.0, sessions, sessions, 1.0};
    if (self->count == self->room) {
        self->room = self->room == 0 ? 1024 : 2 * self->room;
        self->columns = memory_resize(self->columns, (size_t)self->room * sizeof(*self->columns));
    }
    int column = glp_add_cols(self->glpk, 1);
    self->columns[self->count++] = *day;
    glp_set_mat_col(self->glpk, column, day->other < 0 ? 4 : 5, rows, factors);
    glp_set_obj_coef(self->glpk, column, cost_of(self, day));
    glp_set_col_bnds(self->glpk, column, GLP_LO, 0.0, 0.0);
}

/* ---------------------------------------------------------------- the relaxed program */

static bool relax(struct model *self)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(self->glpk, &how) != 0 || glp_get_status(self->glpk) != GLP_OPT) {
        return false;
    }
    for (int row = 1; row <= glp_get_num_rows(self->glpk); row++) {
        self->prices[row] = glp_get_row_dual(self->glpk, row);
    }
    return true;
}

static double reduced_cost(const struct model *self, const struct day_plan *day)
{
    int group = row_group(self, self->slots->classes[day->class].group);
    double paid = self->prices[day->stop + 1] + self->prices[row_class(self, day->class)] +
                  sessions_of(self, day) * (self->prices[group] + self->prices[group + 1]);
    return cost_of(self, day) - paid - (day->other < 0 ? 0.0 : self->prices[day->other + 1]);
}

/* Of all columns with the stop that of the least reduced cost below `least`; class -1: there is
 * none. */
static struct day_plan cheapest(const struct model *self, int stop, double least)
{
    struct day_plan best = {stop, -1, -1};
    for (int class = 0; class < self->slots->class_count; class ++) {
        for (int other = -1; other < self->task->stop_count; other++) {
            struct day_plan day = {stop, other, class};
            double cost = other == stop ? least : reduced_cost(self, &day);
            if (cost < least && is_open(self, &day)) {
                least = cost;
                best = day;
            }
        }
    }
    return best;
}

/* Adds the columns that the prices ask for, one for each stop; false: no other one helps. */
static bool ask_prices(struct model *self)
{
    int before = self->count;
    for (int stop = 0; stop < self->task->stop_count; stop++) {
        struct day_plan best = cheapest(self, stop, -1e-6);
        if (best.class >= 0) {
            add_column(self, &best);
        }
    }
    return self->count > before;
}

static bool generate(struct model *self)
{
    do {
        if (!relax(self)) {
            return false;
        }
    } while (ask_prices(self));
    return true;
}

static int compare(const void *one, const void *other)
{
    const struct day_plan *a = one;
    const struct day_plan *b = other;
    int by_stop = a->stop != b->stop ? a->stop - b->stop : a->other - b->other;
    return a->class != b->class ? a->class - b->class : by_stop;
}

/* The pairs that a plan of a cost below `known` may have and that are no columns yet.  False: there
 * are too many. */
static bool complete(struct model *self, double bound, int known)
{
    int had = self->count;
    struct day_plan *sorted = memory_alloc((size_t)(had + 1) * sizeof(*sorted));
    for (int i = 0; i < had; i++) {
        const struct day_plan *day = &self->columns[i];
        bool is_turned = day->other >= 0 && day->other < day->stop;
        sorted[i] = is_turned ? (struct day_plan){day->other, day->stop, day->class} : *day;
    }
    qsort(sorted, (size_t)had, sizeof(*sorted), compare);
    for (int class = 0; class < self->slots->class_count; class ++) {
        for (int stop = 0; stop < self->task->stop_count; stop++) {
            for (int other = stop + 1; other < self->task->stop_count; other++) {
                struct day_plan day = {stop, other, class};
                if (self->count < COLUMNS && reduced_cost(self, &day) < known - bound &&
                    is_open(self, &day) &&
                    bsearch(&day, sorted, (size_t)had, sizeof(day), compare) == NULL) {
                    add_column(self, &day);
                }
            }
        }
    }
    free(sorted);
    return self->count < COLUMNS;
}

/* ---------------------------------------------------------------- whole numbers */

static void on_node(glp_tree *tree, void *arg)
{
    struct model *self = arg;
    if (glp_ios_reason(tree) == GLP_ISELECT) {
        int best = glp_ios_best_node(tree);
        if (best != 0) {
            self->best_bound = fmax(self->best_bound, glp_ios_node_bound(tree, best));
        }
        if (self->nodes-- <= 0) {
            glp_ios_terminate(tree);
        }
    }
}

/* False: no plan was found.  `best_bound` then and otherwise is what the search has proved. */
static bool search(struct model *self, int nodes, int seconds)
{
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = seconds * 1000;
    how.cb_func = on_node;
    how.cb_info = self;
    how.gmi_cuts = GLP_ON;
    how.mir_cuts = GLP_ON;
    for (int stop = 0; stop < self->task->stop_count; stop++) {
        glp_set_col_bnds(self->glpk, stop + 1, GLP_FX, 0.0, 0.0);
    }
    for (int i = 0; i < self->count; i++) {
        glp_set_col_kind(self->glpk, self->first + i, GLP_IV);
    }
    self->nodes = nodes;
    if (!relax(self)) {
        return false;
    }
    (void)glp_intopt(self->glpk, &how); /* a limit is no failure: the status says what is there */
    int status = glp_mip_status(self->glpk);
    if (status == GLP_OPT || status == GLP_NOFEAS) {
        self->best_bound = status == GLP_OPT ? glp_mip_obj_val(self->glpk) : MISSED * 1000.0;
    }
    return status == GLP_OPT || status == GLP_FEAS;
}

static void read_days(const struct model *self, struct arena *arena, struct model_result *result)
{
    result->days = arena_alloc(arena, (size_t)self->task->stop_count * sizeof(*result->days));
    for (int i = 0; i < self->count; i++) {
        if (glp_mip_col_val(self->glpk, self->first + i) > 0.5) {
            result->days[result->day_count++] = self->columns[i];
        }
    }
}

static int whole_bound(double bound)
{
    return (int)ceil(bound - 1e-4);
}

struct model_result model_solve(const struct itinerary *task, const struct slots *slots, int known,
                                const struct itinerary_limits *limits, struct arena *arena)
{
    struct model self = {.task = task, .slots = slots, .glpk = glp_create_prob()};
    struct model_result result = {0};
    self.prices =
        arena_zero(arena, (size_t)(row_group(&self, task->team_count) + 1) * sizeof(double));
    add_rows(&self);
    add_fixed_columns(&self);
    if (generate(&self)) {
        double relaxed = glp_get_obj_val(self.glpk);
        result.bound = whole_bound(relaxed);
        self.best_bound = relaxed;
        if (known > result.bound && complete(&self, relaxed, known)) {
            if (search(&self, limits->nodes, limits->seconds)) {
                read_days(&self, arena, &result);
            }
            result.bound = whole_bound(fmin(self.best_bound, known));
        }
    }
    free(self.columns);
    glp_delete_prob(self.glpk);
    return result;
}
