#include <sqlite3.h>

/* Swift cannot call C functions with a variable argument list; these two are all we need of them. */

/* One on/off switch of a connection (SQLITE_DBCONFIG_…). */
static inline int csqlite_db_config(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}

/* Without memory statistics SQLite takes no global lock at each allocation, so threads do not wait for each other. */
static inline int csqlite_config_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
