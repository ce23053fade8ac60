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

/* The write-ahead log of a connection. SQLite writes a commit in pieces, two for each page; here those that stand one behind the
   other are gathered and written at once: before the log is synced, read, measured or closed, and before the connection
   gives up its right to write. A connection with synchronous=FULL syncs before it tells anybody of a commit, so nobody looks
   for bytes that are not in the file yet; every connection of ours is one. */
typedef struct csqlite_log csqlite_log;

/* A database file: SQLite's own, but for one of its methods. The methods come first, so that the file leads here. */
typedef struct {
    sqlite3_io_methods methods;
    int (*lock)(sqlite3_file *, int, int, int);
    csqlite_log *log;
} csqlite_database;

struct csqlite_log {
    sqlite3_file base;
    sqlite3_file *file; /* SQLite's own, behind this struct */
    csqlite_database *database;
    unsigned char *gathered;
    int count;
    int failure; /* why they could not be written; SQLITE_OK while nobody tried */
    sqlite3_int64 offset;
};

/* Some thirty pages: what a group of writes makes. */
enum { csqlite_log_room = 128 * 1024 };

/* Writes what is gathered. Where that fails, so does all else that needs the log, its sync above all, until the connection gives up its
   right to write: told of a full disk, SQLite may undo one statement and go on with a transaction whose earlier pages are lost. */
static inline int csqlite_log_flush(csqlite_log *log) {
    if (log->count && log->failure == SQLITE_OK) {
        log->failure = log->file->pMethods->xWrite(log->file, log->gathered, log->count, log->offset);
        if (log->failure == SQLITE_OK) log->count = 0;
    }
    return log->failure;
}

static inline int csqlite_log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    csqlite_log *log = (csqlite_log *)file;
    if (log->failure != SQLITE_OK || offset != log->offset + log->count || count > csqlite_log_room - log->count) {
        int result = csqlite_log_flush(log);
        if (result != SQLITE_OK) return result;
    }
    if (!log->gathered) log->gathered = sqlite3_malloc(csqlite_log_room);
    if (!log->gathered || count > csqlite_log_room) return log->file->pMethods->xWrite(log->file, bytes, count, offset);
    if (!log->count) log->offset = offset;
    memcpy(log->gathered + log->count, bytes, count);
    log->count += count;
    return SQLITE_OK;
}

static inline int csqlite_log_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    csqlite_log *log = (csqlite_log *)file;
    /* What stands elsewhere can be read after a failure too: undoing a transaction needs it. */
    const int is_gathered = offset < log->offset + log->count && log->offset < offset + count;
    int result = is_gathered ? csqlite_log_flush(log) : SQLITE_OK;
    return result == SQLITE_OK ? log->file->pMethods->xRead(log->file, bytes, count, offset) : result;
}

static inline int csqlite_log_truncate(sqlite3_file *file, sqlite3_int64 size) {
    csqlite_log *log = (csqlite_log *)file;
    int result = csqlite_log_flush(log);
    return result == SQLITE_OK ? log->file->pMethods->xTruncate(log->file, size) : result;
}

static inline int csqlite_log_sync(sqlite3_file *file, int flags) {
    csqlite_log *log = (csqlite_log *)file;
    int result = csqlite_log_flush(log);
    return result == SQLITE_OK ? log->file->pMethods->xSync(log->file, flags) : result;
}

static inline int csqlite_log_size(sqlite3_file *file, sqlite3_int64 *size) {
    csqlite_log *log = (csqlite_log *)file;
    int result = csqlite_log_flush(log);
    return result == SQLITE_OK ? log->file->pMethods->xFileSize(log->file, size) : result;
}

static inline int csqlite_log_close(sqlite3_file *file) {
    csqlite_log *log = (csqlite_log *)file;
    int flushed = csqlite_log_flush(log);
    int closed = log->file->pMethods->xClose(log->file);
    sqlite3_free(log->gathered);
    log->database->log = 0;
    return flushed == SQLITE_OK ? closed : flushed;
}

static inline int csqlite_log_lock(sqlite3_file *file, int level) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xLock(log->file, level);
}

static inline int csqlite_log_unlock(sqlite3_file *file, int level) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xUnlock(log->file, level);
}

static inline int csqlite_log_check_lock(sqlite3_file *file, int *is_reserved) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xCheckReservedLock(log->file, is_reserved);
}

static inline int csqlite_log_control(sqlite3_file *file, int operation, void *argument) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xFileControl(log->file, operation, argument);
}

static inline int csqlite_log_sector(sqlite3_file *file) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xSectorSize(log->file);
}

static inline int csqlite_log_traits(sqlite3_file *file) {
    csqlite_log *log = (csqlite_log *)file;
    return log->file->pMethods->xDeviceCharacteristics(log->file);
}

/* Locks of the index of the log. Once the first of them, that of whoever writes, is given up, another program may write where
   gathered bytes of a transaction that was undone would go. */
static inline int csqlite_database_lock(sqlite3_file *file, int first, int count, int flags) {
    csqlite_database *database = (csqlite_database *)file->pMethods;
    const int released = SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE;
    if ((flags & released) == released && first == 0 && database->log) {
        /* What cannot be written belongs to no commit: those were synced. */
        csqlite_log_flush(database->log);
        database->log->count = 0;
        database->log->failure = SQLITE_OK;
    }
    return database->lock(file, first, count, flags);
}

/* Opens a database or a log as above, and every other file as SQLite does, whose own system stands in pAppData. */
static inline int csqlite_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *given) {
    static const sqlite3_io_methods methods = {
        1, csqlite_log_close, csqlite_log_read, csqlite_log_write, csqlite_log_truncate, csqlite_log_sync,
        csqlite_log_size, csqlite_log_lock, csqlite_log_unlock, csqlite_log_check_lock, csqlite_log_control,
        csqlite_log_sector, csqlite_log_traits, 0, 0, 0, 0, 0, 0,
    };
    sqlite3_vfs *own = (sqlite3_vfs *)vfs->pAppData;
    if (flags & SQLITE_OPEN_MAIN_DB) {
        int result = own->xOpen(own, name, file, flags, given);
        if (!file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmLock) return result;
        csqlite_database *database = (csqlite_database *)((char *)file + vfs->szOsFile - sizeof(csqlite_database));
        database->methods = *file->pMethods;
        /* What a later SQLite adds is not known here, so it is not to look for it. */
        if (database->methods.iVersion > 3) database->methods.iVersion = 3;
        database->lock = file->pMethods->xShmLock;
        database->log = 0;
        database->methods.xShmLock = csqlite_database_lock;
        file->pMethods = &database->methods;
        return result;
    }
    sqlite3_file *main = flags & SQLITE_OPEN_WAL ? sqlite3_database_file_object(name) : 0;
    if (!main || !main->pMethods || main->pMethods->xShmLock != csqlite_database_lock) {
        return own->xOpen(own, name, file, flags, given);
    }
    csqlite_log *log = (csqlite_log *)file;
    memset(log, 0, sizeof *log);
    log->file = (sqlite3_file *)(log + 1);
    log->file->pMethods = 0;
    int result = own->xOpen(own, name, log->file, flags, given);
    if (!log->file->pMethods) return result;
    log->base.pMethods = &methods;
    log->database = (csqlite_database *)main->pMethods;
    log->database->log = log;
    return result;
}

/* Makes every connection opened from now on sleep and write its log so; all else is the business of SQLite's own system. */
static inline int csqlite_register_system(void) {
    static sqlite3_vfs system;
    sqlite3_vfs *own = sqlite3_vfs_find(0);
    if (!own) return SQLITE_ERROR;
    system = *own;
    system.pNext = 0;
    system.zName = "chaland";
    system.pAppData = own;
    const size_t added = sizeof(csqlite_database) > sizeof(csqlite_log) ? sizeof(csqlite_database) : sizeof(csqlite_log);
    system.szOsFile = ((own->szOsFile + 15) & ~15) + (int)added;
    system.xOpen = csqlite_open;
    system.xSleep = csqlite_sleep;
    return sqlite3_vfs_register(&system, 1);
}
