#define _GNU_SOURCE 1
#include "CLinux.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

// glibc's wrappers are cancellation points (pthreads(7)), which cost four locked instructions a request.

long chaland_receive(int descriptor, void *buffer, size_t count) {
    return syscall(SYS_recvfrom, descriptor, buffer, count, 0, NULL, NULL);
}

long chaland_send(int descriptor, const void *bytes, size_t count) {
    return syscall(SYS_sendto, descriptor, bytes, count, MSG_NOSIGNAL, NULL, 0);
}

long chaland_send_parts(int descriptor, const struct msghdr *message) {
    return syscall(SYS_sendmsg, descriptor, message, MSG_NOSIGNAL);
}

void chaland_lower_priority(void) { setpriority(PRIO_PROCESS, 0, 10); }

static int argument_count;
static char **arguments;

// glibc hands its constructors what main gets (the System V ABI leaves it open).
__attribute__((constructor)) static void keep_arguments(int count, char **all) {
    argument_count = count;
    arguments = all;
}

const char *chaland_argument(int index) { return index < argument_count ? arguments[index] : 0; }
