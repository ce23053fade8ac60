#define _GNU_SOURCE 1
#include "CLinux.h"

#include <link.h>
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

void chaland_release_code(void) { dl_iterate_phdr(release_code_of, 0); }

static __thread timer_t turns;
static __thread volatile sig_atomic_t has_turns; // the handler comes between any two instructions
static __thread long turn;

// Once, and again from the end of the handler on: where a signal takes longer than a turn, under a debugger or on a machine that has
// other things to do, the thread must still come to its work.
static void begin_turn(void) {
    const struct itimerspec once = {.it_value = {.tv_nsec = turn}};
    timer_settime(turns, 0, &once, 0);
}

static void let_others_run(int signal) {
    (void)signal;
    const int error = errno;
    sched_yield();
    // timer_settime is allowed in a handler (signal-safety(7)), sched_yield is one system call and nothing else. A signal may still come
    // after the timer is gone.
    if (has_turns) begin_turn();
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
    const bool had_turns = has_turns;
    has_turns = false;
    if (nanoseconds == 0) {
        if (had_turns) timer_delete(turns);
        return;
    }
    turn = nanoseconds;
    if (!had_turns && !make_turns()) return;
    has_turns = true;
    begin_turn();
}

static int argument_count;
static char **arguments;

// glibc hands its constructors what main gets (the System V ABI leaves it open).
__attribute__((constructor)) static void keep_arguments(int count, char **all) {
    argument_count = count;
    arguments = all;
}

const char *chaland_argument(int index) { return index < argument_count ? arguments[index] : 0; }
