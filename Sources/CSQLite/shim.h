#include <sqlite3.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

/* Swift cannot call C functions with a variable argument list; these two are all we need of them. */

/* One on/off switch of a connection (SQLITE_DBCONFIG_…). */
static inline int csqlite_db_config(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}

/* Without memory statistics SQLite takes no global lock at each allocation, so threads do not wait for each other. */
static inline int csqlite_config_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* What the index of the write-ahead log says of the last commit: the first copy of its header, which a commit writes last
   (https://sqlite.org/walformat.html, «The WAL-Index Header»). */
typedef struct {
    uint64_t words[6];
} csqlite_log_state;

/* Reads it where SQLite has mapped it; 0 where there is no such index. For a connection that has read in WAL mode before. */
static inline int csqlite_read_log_state(sqlite3 *db, csqlite_log_state *state) {
    sqlite3_file *file = 0;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods) return 0;
    if (file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return 0;
    void volatile *index = 0;
    const int region_bytes = 32768;
    if (file->pMethods->xShmMap(file, 0, region_bytes, 0, &index) != SQLITE_OK || !index) return 0;
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    memcpy(state, (const void *)index, sizeof *state);
    return 1;
}

/* Sleeps as long as SQLite asks for. Its own way ends at the first signal, and SQLite counts what it asked for as waited: where a
   timer stops the thread all the time, a patience of five seconds would be over in some milliseconds. */
static inline int csqlite_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += microseconds / 1000000;
    end.tv_nsec += microseconds % 1000000 * 1000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_sec += 1;
        end.tv_nsec -= 1000000000L;
    }
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, 0) == EINTR) {
    }
    return microseconds;
}

/* Makes every connection opened from now on sleep so; files are the business of SQLite's own system as before. */
static inline int csqlite_sleep_in_whole(void) {
    static sqlite3_vfs system;
    const sqlite3_vfs *own = sqlite3_vfs_find(0);
    if (!own) return SQLITE_ERROR;
    system = *own;
    system.pNext = 0;
    system.zName = "unix-whole-sleep";
    system.xSleep = csqlite_sleep;
    return sqlite3_vfs_register(&system, 1);
}
