// Linux calls that Swift's Glibc module lacks.
#ifndef CHALAND_CLINUX_H
#define CHALAND_CLINUX_H

// No _GNU_SOURCE here: it changes types that the Glibc module has already imported into Swift.
#include <errno.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// accept4(2), which glibc declares only with _GNU_SOURCE.
int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// Sets the nice value of the calling thread to 10. On Linux each thread has its own nice value (setpriority(2), «C
/// library/kernel differences»).
void chaland_lower_priority(void);

/// Connects to 127.0.0.1:`port`, with a timeout of `seconds` for each receive and send. Returns the descriptor, or -1.
int chaland_connect_loopback(unsigned short port, int seconds);

/// Connects to the Unix socket at `path`, with the same timeout. Returns the descriptor, or -1 (also when `path` is too
/// long for a socket address).
int chaland_connect_unix(const char *path, int seconds);

/// The command-line argument at `index`, 0 being the program's name; null after the last. Swift reads
/// /proc/self/cmdline instead, and silently loses arguments when no descriptor is free.
const char *chaland_argument(int index);

#endif
