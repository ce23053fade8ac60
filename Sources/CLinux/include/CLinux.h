// The Linux headers Glibc's Swift module lacks.
#ifndef CHALAND_CLINUX_H
#define CHALAND_CLINUX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#endif
