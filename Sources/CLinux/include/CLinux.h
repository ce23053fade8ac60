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

/// recv(2), send(2) and sendmsg(2) with MSG_NOSIGNAL, but no cancellation points.
long chaland_receive(int descriptor, void *buffer, size_t count);
long chaland_send(int descriptor, const void *bytes, size_t count);
long chaland_send_parts(int descriptor, const struct msghdr *message);

/// Lets go of the program's own code in memory, which is mapped again from the file where it is used again, and of what was
/// freed and not used since.
void chaland_release_memory(void);

/// From now on a timer stops the calling thread after each turn of so many nanoseconds, 20 ms at most, and lets what waits for its
/// core run; 0: no more. While others come and go on its core it keeps away for twenty turns after each; where nobody wants
/// the core a turn is four times as long, where others run on and on twenty times, and forty where signals are slow.
/// Where the system has no such timer, nothing changes.
///
/// A scheduler takes a core away from a thread at its ticks only, 1 to 10 ms apart, unless the thread gives it up.
void chaland_give_way(long nanoseconds);

/// The argument at `index`, 0 being the name of the program; null behind the last. Swift reads them out of
/// /proc/self/cmdline: without a descriptor to spare some are missing, and nobody says so.
const char *chaland_argument(int index);

#endif
