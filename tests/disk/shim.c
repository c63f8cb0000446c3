/* A disk that fails: stands before the C library (LD_PRELOAD, ld.so(8)) and lets the n-th call below a folder fail.
 *
 * `shim_fail` says which calls count, which of them fails and how; `shim_calls` how many there were; `shim_clock`
 * moves the clock. Calls on other folders, and all calls before `shim_fail`, are those of the C library. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { RENAME = 1, WRITE = 2, SYNC = 4, MAKE = 8, REMOVE = 16, OPEN = 32, READ = 64 };

static char root[4096];
static size_t root_length;
static long wanted = -1, calls, moved;
static int kinds, error_number, lasting;

/* Count calls of these kinds below a folder; fail at number `at` with `error`, or be killed where that is 0.
 * With `stays` all later ones fail as well. */
void shim_fail(const char *folder, int of, long at, int error, int stays) {
  strncpy(root, folder, sizeof root - 1);
  root_length = strlen(root);
  kinds = of, wanted = at, error_number = error, lasting = stays;
  if (of) calls = 0;
}

long shim_calls(void) { return calls; }
void shim_clock(long seconds) { moved = seconds; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int fails(int kind) {
  long number;
  if (!root_length || !(kinds & kind)) return 0;
  number = calls++;
  if (wanted < 0 || number < wanted || (number > wanted && !lasting)) return 0;
  if (!error_number) kill(getpid(), SIGKILL);
  errno = error_number;
  return 1;
}

static int below(const char *path) {
  return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int of_file(int kind, int file) {
  char name[64], path[4096];
  ssize_t length;
  if (!root_length || !(kinds & kind)) return 0;
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  length = readlink(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path) && fails(kind);
}

/* A path that is not absolute starts at the project's folder, which is the current one, or at a folder below it. */
static int of_path(int kind, int folder, const char *path) {
  if (!root_length || !(kinds & kind)) return 0;
  if (path[0] == '/') return below(path) && fails(kind);
  return folder == AT_FDCWD ? fails(kind) : of_file(kind, folder);
}

#define WRITING (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)
static int opens(int folder, const char *path, int flags) {
  return of_path(OPEN, folder, path) || ((flags & WRITING) && of_path(MAKE, folder, path));
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }
int open(const char *path, int flags, ...) { MODE return opens(AT_FDCWD, path, flags) ? -1 : REAL(open)(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opens(AT_FDCWD, path, flags) ? -1 : REAL(open64)(path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opens(at, path, flags) ? -1 : REAL(openat)(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opens(at, path, flags) ? -1 : REAL(openat64)(at, path, flags, mode); }
DIR *opendir(const char *path) { return of_path(OPEN, AT_FDCWD, path) ? NULL : REAL(opendir)(path); }

ssize_t read(int file, void *data, size_t size) { return of_file(READ, file) ? -1 : REAL(read)(file, data, size); }
ssize_t write(int file, const void *data, size_t size) { return of_file(WRITE, file) ? -1 : REAL(write)(file, data, size); }
ssize_t sendfile(int to, int from, off_t *start, size_t size) { return of_file(WRITE, to) ? -1 : REAL(sendfile)(to, from, start, size); }
ssize_t sendfile64(int to, int from, off64_t *start, size_t size) { return of_file(WRITE, to) ? -1 : REAL(sendfile64)(to, from, start, size); }

int fsync(int file) { return of_file(SYNC, file) ? -1 : REAL(fsync)(file); }
int syncfs(int file) { return of_file(SYNC, file) ? -1 : REAL(syncfs)(file); }

int rename(const char *old, const char *new) { return of_path(RENAME, AT_FDCWD, new) ? -1 : REAL(rename)(old, new); }
int renameat(int from, const char *old, int to, const char *new) { return of_path(RENAME, to, new) ? -1 : REAL(renameat)(from, old, to, new); }
int link(const char *old, const char *new) { return of_path(MAKE, AT_FDCWD, new) ? -1 : REAL(link)(old, new); }
int linkat(int from, const char *old, int to, const char *new, int flags) { return of_path(MAKE, to, new) ? -1 : REAL(linkat)(from, old, to, new, flags); }
int mkdir(const char *path, mode_t mode) { return of_path(MAKE, AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode); }
int unlink(const char *path) { return of_path(REMOVE, AT_FDCWD, path) ? -1 : REAL(unlink)(path); }
int unlinkat(int at, const char *path, int flags) { return of_path(REMOVE, at, path) ? -1 : REAL(unlinkat)(at, path, flags); }
int rmdir(const char *path) { return of_path(REMOVE, AT_FDCWD, path) ? -1 : REAL(rmdir)(path); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int done = REAL(clock_gettime)(clock, now);
  if (!done && clock == CLOCK_REALTIME) now->tv_sec += moved;
  return done;
}
time_t time(time_t *now) {
  time_t found = REAL(time)(NULL) + moved;
  if (now) *now = found;
  return found;
}
