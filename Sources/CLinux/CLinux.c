#define _GNU_SOURCE 1
#include "CLinux.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

void chaland_name_thread(const char *name) {
    char start[16] = {0};
    strncpy(start, name, sizeof start - 1);
    pthread_setname_np(pthread_self(), start);
}

void chaland_lower_priority(void) { setpriority(PRIO_PROCESS, 0, 10); }

static int connect_within(const struct sockaddr *address, socklen_t length, int seconds) {
    const int descriptor = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    const struct timeval timeout = {.tv_sec = seconds};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(descriptor, address, length) == 0) return descriptor;
    close(descriptor);
    return -1;
}

int chaland_connect_loopback(unsigned short port, int seconds) {
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return connect_within((const struct sockaddr *)&address, sizeof address, seconds);
}

int chaland_connect_unix(const char *path, int seconds) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -1;
    strcpy(address.sun_path, path);
    return connect_within((const struct sockaddr *)&address, sizeof address, seconds);
}

static int argument_count;
static char **arguments;

// glibc passes main's arguments to constructors; the System V ABI does not require it.
__attribute__((constructor)) static void save_arguments(int count, char **all) {
    argument_count = count;
    arguments = all;
}

const char *chaland_argument(int index) { return index < argument_count ? arguments[index] : 0; }

int chaland_process_descriptor(pid_t child) { return (int)syscall(SYS_pidfd_open, child, 0); }

// The first error of a list of calls that return 0 or an error code.
static int first_error(const int *codes, int count) {
    for (int index = 0; index < count; index++)
        if (codes[index] != 0) return codes[index];
    return 0;
}

int chaland_spawn(pid_t *child, const char *program, char *const arguments[], char *const environment[],
                  const char *folder, const char *input, const char *output, const char *error) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    int code = posix_spawnattr_init(&attributes);
    if (code != 0) return code;
    code = posix_spawn_file_actions_init(&actions);
    if (code != 0) {
        posix_spawnattr_destroy(&attributes);
        return code;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    const short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    const int made = O_WRONLY | O_CREAT | O_EXCL;
    // The actions run in this order; the descriptors of the server close before exec.
    const int codes[] = {
        posix_spawnattr_setflags(&attributes, flags),
        posix_spawnattr_setpgroup(&attributes, 0),
        posix_spawnattr_setsigmask(&attributes, &none),
        posix_spawnattr_setsigdefault(&attributes, &all),
        posix_spawn_file_actions_addchdir_np(&actions, folder),
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0),
        posix_spawn_file_actions_addopen(&actions, 1, output, made, 0600),
        posix_spawn_file_actions_addopen(&actions, 2, error, made, 0600),
        posix_spawn_file_actions_addclosefrom_np(&actions, 3),
    };
    code = first_error(codes, sizeof codes / sizeof *codes);
    if (code == 0) code = posix_spawn(child, program, &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return code;
}
