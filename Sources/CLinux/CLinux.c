#define _GNU_SOURCE 1
#include "CLinux.h"

#include <link.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

// glibc's wrappers are cancellation points (pthreads(7)): four locked instructions a request that nobody here needs.

long chaland_receive(int descriptor, void *buffer, size_t count) {
    return syscall(SYS_recvfrom, descriptor, buffer, count, 0, NULL, NULL);
}

long chaland_send(int descriptor, const void *bytes, size_t count) {
    return syscall(SYS_sendto, descriptor, bytes, count, MSG_NOSIGNAL, NULL, 0);
}

long chaland_send_parts(int descriptor, const struct msghdr *message) {
    return syscall(SYS_sendmsg, descriptor, message, MSG_NOSIGNAL);
}

static int release_code_of(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size, (void)context;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[index];
        // Code only: never written to, not even by the loader, so the file has every byte of it.
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || (part->p_flags & PF_W)) continue;
        const uintptr_t start = (object->dlpi_addr + part->p_vaddr + page - 1) & ~(page - 1);
        const uintptr_t end = (object->dlpi_addr + part->p_vaddr + part->p_memsz) & ~(page - 1);
        if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 1;  // the first object is the program itself
}

void chaland_release_memory(void) {
    dl_iterate_phdr(release_code_of, 0);
    malloc_trim(0);
}

static __thread timer_t turns;
static __thread volatile sig_atomic_t has_turns;
static __thread long turn;
// How often in a row nobody wanted the core, others ran on and on, and setting the timer took a good part of a turn.
static __thread int unwanted, computing, late;

static long nanoseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void begin_turn(long length) {
    const struct itimerspec once = {.it_value = {.tv_nsec = length}};
    timer_settime(turns, 0, &once, 0);
}

// Whoever ran meanwhile, and not for long, is about to come back: a loop and its client wake each other all the time, and each time
// one of them would find its core taken until the turn is over. So the thread keeps away for twenty turns. Where others run on
// and on they can wait for as long, and the thread gets twenty turns in place of one; four where nobody wants the core,
// since a signal costs some ten microseconds.
static void let_others_run(int signal) {
    (void)signal;
    const int error = errno;
    const long asked = nanoseconds_now();
    sched_yield();
    const long given = nanoseconds_now() - asked;
    unwanted = given > turn / 2 ? 0 : unwanted + 1;
    computing = given > 40 * turn ? computing + 1 : 0;
    if (unwanted == 0 && computing == 0) nanosleep(&(struct timespec){.tv_nsec = 20 * turn}, 0);
    if (has_turns) {
        const long began = nanoseconds_now();
        begin_turn(computing > 10 ? 20 * turn : unwanted > 10 ? 4 * turn : turn);
        // Where a signal takes longer than a turn, as under a debugger, the next one would always come before any work is done.
        late = nanoseconds_now() - began > turn / 4 ? late + 1 : 0;
        if (late > 10) begin_turn(40 * turn);
    }
    errno = error;
}

// SIGURG: nobody is hurt by one too many, since it is ignored by default; Go stops its threads by it too.
static bool make_turns(void) {
    struct sigaction action = {.sa_handler = let_others_run, .sa_flags = SA_RESTART};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG};
    event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
    // A thread begun by one of libdispatch's has it blocked.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGURG);
    return pthread_sigmask(SIG_UNBLOCK, &signals, 0) == 0 && sigaction(SIGURG, &action, 0) == 0
        && timer_create(CLOCK_MONOTONIC, &event, &turns) == 0;
}

void chaland_give_way(long nanoseconds) {
    if (nanoseconds == 0) {
        const bool had_turns = has_turns;
        // First, so that a signal that still comes sets no timer that is gone.
        has_turns = false;
        if (had_turns) timer_delete(turns);
        return;
    }
    turn = nanoseconds < 20000000 ? nanoseconds : 20000000;
    unwanted = computing = late = 0;
    if (!has_turns) has_turns = make_turns();
    if (has_turns) begin_turn(turn);
}

static int argument_count;
static char **arguments;

// glibc hands its constructors what main gets (the System V ABI leaves it open).
__attribute__((constructor)) static void keep_arguments(int count, char **all) {
    argument_count = count;
    arguments = all;
}

const char *chaland_argument(int index) { return index < argument_count ? arguments[index] : 0; }
