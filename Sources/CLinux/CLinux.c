#define _GNU_SOURCE 1
#include "CLinux.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
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
