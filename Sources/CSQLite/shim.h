#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

/* Calls that Swift cannot import: functions with a variable argument list, and SQLITE_TRANSIENT, which is a cast. */

/* One on/off switch of a connection (SQLITE_DBCONFIG_…). */
static inline int csqlite_db_config(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}

/* Without memory statistics SQLite takes no global lock at each allocation, so threads do not wait for each other. */
static inline int csqlite_config_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Texts and bytes that SQLite copies before it returns (SQLITE_TRANSIENT, a cast that Swift cannot import). */
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_bytes(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

static inline void csqlite_result_text(sqlite3_context *context, const char *text, sqlite3_uint64 count) {
    sqlite3_result_text64(context, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
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
