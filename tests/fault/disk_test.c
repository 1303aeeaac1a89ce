/*
 * disk_test.c — a file store on a full disk: the gateway answers with a stable code, no partial
 * file remains, everything else continues, and once there is room the same request succeeds.
 *
 * The disk is a small tmpfs in a mount namespace of this test.
 */
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "support/system.h"
#include "support/system_evidence.h"

enum { MIB = 1 << 20 };

static struct system *site;
static char store[128];

static bool is_root_private;

static void must(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "%s: %s\n", what, strerror(errno));
        abort();
    }
}

static void write_to(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    must(fd, path);
    must((int)write(fd, text, strlen(text)), path);
    close(fd);
}

/* Must run before the first thread. */
static void enter_namespace(void)
{
    unsigned uid = geteuid(), gid = getegid();
    must(unshare(uid == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER), "unshare");
    if (uid != 0) {
        char map[64];
        write_to("/proc/self/setgroups", "deny");
        snprintf(map, sizeof(map), "%u %u 1", uid, uid);
        write_to("/proc/self/uid_map", map);
        snprintf(map, sizeof(map), "%u %u 1", gid, gid);
        write_to("/proc/self/gid_map", map);
    }
    is_root_private = mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    if (!is_root_private && errno != EINVAL) {
        must(-1, "private mounts");
    }
}

static void mount_store(const char *directory)
{
    snprintf(store, sizeof(store), "%s/files", directory);
    if (!is_root_private) { /* the root is no mount point (chroot): make the directory one */
        must(mount(store, store, NULL, MS_BIND, NULL), "bind");
        must(mount(NULL, store, NULL, MS_PRIVATE, NULL), "private mount");
    }
    must(mount("tmpfs", store, "tmpfs", 0, "size=2m"), store);
}

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){.prepared = mount_store});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    bool is_settled = system_settle(site);
    must(umount2(store, MNT_DETACH), "umount");
    if (!is_root_private) {
        must(umount2(store, MNT_DETACH), "umount");
    }
    system_stop(&site);
    return deaths == 0 && is_settled ? 0 : -1;
}

/* A file of text, different for each name. */
static struct http_answer file_with(const char *key, const char *body, size_t size)
{
    char *data = malloc(size), line[80];
    int len = snprintf(line, sizeof(line), "Dòng chữ của tệp %s để lấp đầy đĩa.\n", key);
    for (size_t i = 0; i < size; i++) {
        data[i] = line[i % (size_t)len];
    }
    const struct http_file file = {"tep.txt", data, size};
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = "/api/v1/evidence",
                                                            .token = system_token(site, "can-bo-1"),
                                                            .key = key,
                                                            .body = body,
                                                            .files = &file,
                                                            .file_count = 1});
    free(data);
    return answer;
}

static void assert_taken(struct http_answer answer)
{
    if (answer.status != 202) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    http_free(&answer);
}

static void assert_full(struct http_answer answer)
{
    if (answer.status != 507 || strcmp(http_text(&answer, "code"), "storage.full") != 0) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    assert_string_not_equal(http_text(&answer, "mend"), "");
    http_free(&answer);
}

static long rows(void)
{
    return database_number(system_database(site), "SELECT (SELECT count(*) FROM submission)"
                                                  " + (SELECT count(*) FROM file)");
}

#define FIRST  EVIDENCE("U1", "\"C1\"", "Tệp nhỏ", "")
#define SECOND EVIDENCE("U1", "\"C1\"", "Tệp quá to", "")
#define THIRD  EVIDENCE("U1", "\"C1\"", "Tệp vừa chỗ", "")
#define FOURTH EVIDENCE("U1", "\"C1\"", "Không có tệp", "")

static void refuses_while_full_and_goes_on(void **state)
{
    (void)state;
    assert_taken(file_with("nho", FIRST, 100 * 1024));
    long before = rows();
    assert_full(file_with("to", SECOND, 3 * MIB));
    assert_int_equal(rows(), before);
    /* It fits only if nothing of the refused file remained. */
    assert_taken(file_with("vua", THIRD, MIB + MIB / 2));
    assert_full(file_with("to", SECOND, MIB));
    assert_taken(evidence_file(site, "can-bo-1", "khong-tep", FOURTH));
    assert_true(system_settle(site));
    assert_int_equal(system_ctl(site, NULL, "verify"), 0);
}

static void takes_the_same_once_there_is_room(void **state)
{
    (void)state;
    must(mount("tmpfs", store, "tmpfs", MS_REMOUNT, "size=16m"), "remount");
    assert_taken(file_with("to", SECOND, 3 * MIB));
    assert_taken(file_with("to", SECOND, 3 * MIB));
    assert_true(system_settle(site));
    assert_int_equal(system_ctl(site, NULL, "verify"), 0);
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM submission WHERE title = 'Tệp quá to'"),
                     1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_while_full_and_goes_on),
        cmocka_unit_test(takes_the_same_once_there_is_room),
    };
    enter_namespace();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
