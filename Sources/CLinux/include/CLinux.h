// Linux calls that Swift's Glibc module lacks.
#ifndef CHALAND_CLINUX_H
#define CHALAND_CLINUX_H

// No _GNU_SOURCE here: it changes types that the Glibc module has already imported into Swift.
#include <errno.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>

/// accept4(2), which glibc declares only with _GNU_SOURCE.
int chaland_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// Sets the nice value of the calling thread to 10. On Linux each thread has its own nice value (setpriority(2), «C
/// library/kernel differences»).
void chaland_lower_priority(void);

/// Names the calling thread for tools such as `top -H`: at most 15 bytes are used (pthread_setname_np(3), which glibc
/// declares only with _GNU_SOURCE).
void chaland_name_thread(const char *name);

/// Connects to 127.0.0.1:`port`, with a timeout of `seconds` for each receive and send. Returns the descriptor, or -1.
int chaland_connect_loopback(unsigned short port, int seconds);

/// Connects to the Unix socket at `path`, with the same timeout. Returns the descriptor, or -1 (also when `path` is too
/// long for a socket address).
int chaland_connect_unix(const char *path, int seconds);

/// The command-line argument at `index`, 0 being the program's name; null after the last. Swift reads
/// /proc/self/cmdline instead, and silently loses arguments when no descriptor is free.
const char *chaland_argument(int index);

/// Starts `program` in the folder `folder`, in a new process group, with default signals and only the descriptors 0, 1
/// and 2: the files `input` (read), `output` and `error` (created; they must not exist), as paths relative to `folder`.
/// Returns 0, or the error code of posix_spawn(3), which includes those of the files and of exec.
int chaland_spawn(pid_t *child, const char *program, char *const arguments[], char *const environment[],
                  const char *folder, const char *input, const char *output, const char *error);

/// A descriptor that becomes readable when the child process ends (pidfd_open(2), Linux 5.3); -1 on failure.
int chaland_process_descriptor(pid_t child);

#endif
