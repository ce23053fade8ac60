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
// When the thread went back to its work, and how often in a row it was stopped again before a turn was over.
static __thread long resumed;
static __thread int denied;

static long nanoseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void begin_turn(long first) {
    const struct itimerspec every = {.it_interval = {.tv_nsec = turn}, .it_value = {.tv_nsec = first}};
    timer_settime(turns, 0, &every, 0);
}

// A turn that ends while others run ends the next one before it has begun: beside a busy server that is right, and what makes it answer
// as if alone. But where a signal takes longer than a turn, as under a debugger, it would be so for ever: after three thousand
// turns that were cut short comes one of ten.
static void let_others_run(int signal) {
    const int error = errno;
    denied = nanoseconds_now() - resumed < turn / 4 * 3 ? denied + 1 : 0;
    if (denied < 3000) {
        sched_yield();
    } else if (has_turns) {
        denied = 0;
        // One may have come meanwhile.
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, signal);
        sigtimedwait(&signals, 0, &(struct timespec){0});
        begin_turn(10 * turn);
    }
    resumed = nanoseconds_now();
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
    turn = nanoseconds;
    denied = 0;
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
