// The Linux calls Glibc's Swift module lacks.
#ifndef CHALAND_CLINUX_H
#define CHALAND_CLINUX_H

// Without _GNU_SOURCE here: it changes types that Glibc's module has already described to Swift.
#include <errno.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// accept4(2), which glibc shows only to _GNU_SOURCE.
int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// Lowers the priority of the calling thread for the rest of its life (nice 10). On Linux each thread has a nice value of its own
/// (setpriority(2), «C library/kernel differences»).
void chaland_lower_priority(void);

/// Connects to `port` of 127.0.0.1; each receive and send waits at most `seconds`. The descriptor, or -1.
int chaland_connect_loopback(unsigned short port, int seconds);

/// Connects to the Unix socket at `path`; the same. -1 also when `path` is too long for a socket address.
int chaland_connect_unix(const char *path, int seconds);

/// The argument at `index`, 0 being the name of the program; null after the last. Swift reads /proc/self/cmdline instead, and
/// silently misses some when no descriptor is left.
const char *chaland_argument(int index);

#endif
