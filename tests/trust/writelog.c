/* Writes down each change that a program makes to the files under one folder, in its order.

   Loaded by LD_PRELOAD. WRITELOG_FOLDER is the folder; an entry of the file WRITELOG is a header,
   the name of what was changed (both where one has a new name), and the bytes that were written.
   tests/trust/writelog.py reads it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATED = 'c', WRITTEN = 'w', CUT = 't', SYNCED = 's', SYNCED_NAMES = 'n',
            REMOVED = 'u', RENAMED = 'r', LINKED = 'l', FOLDER = 'm' };

struct header {
    uint64_t place; /* where it was written, or how long the file is now */
    uint64_t size;  /* how many bytes follow the name */
    uint32_t name;  /* how many bytes the name has */
    uint32_t kind;
};

/* The function of that name in the C library. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* What comes after the folder in a path; NULL if it lies elsewhere. */
static const char *within(const char *path)
{
    const char *folder = getenv("WRITELOG_FOLDER");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length) != 0)
        return NULL;
    return path[length] == '\0' ? "" : path[length] == '/' ? path + length + 1 : NULL;
}

static const char *within_of(int file, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0)
        return NULL;
    path[length] = '\0';
    return within(path);
}

static void note(enum kind kind, const char *name, size_t named, uint64_t place,
                 const void *bytes, size_t size)
{
    static int log = -1;
    if (log < 0) {
        const char *path = getenv("WRITELOG");
        log = path ? REAL(open64)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }
    struct header header = {place, size, (uint32_t)named, kind};
    struct iovec parts[] = {
        {&header, sizeof header}, {(void *)name, named}, {(void *)bytes, size}};
    ssize_t whole = (ssize_t)(sizeof header + named + size);
    /* A log with a hole would make crashes that cannot be. */
    if (log < 0 || writev(log, parts, 3) != whole)
        abort();
}

static void note_of(enum kind kind, int file, uint64_t place, const void *bytes, size_t size)
{
    char path[PATH_MAX];
    const char *name = within_of(file, path);
    if (name && *name)
        note(kind, name, strlen(name), place, bytes, size);
}

/* --- What a program calls ------------------------------------------------------------------ */

static int opened(int file, const char *path, int flags, int was_there)
{
    const char *name = within(path);
    if (file >= 0 && name && *name) {
        if ((flags & O_CREAT) && !was_there)
            note(CREATED, name, strlen(name), 0, NULL, 0);
        if (flags & O_TRUNC)
            note(CUT, name, strlen(name), 0, NULL, 0);
    }
    return file;
}

#define OPEN(function)                                                                          \
    int function(const char *path, int flags, ...)                                              \
    {                                                                                           \
        va_list rest;                                                                           \
        va_start(rest, flags);                                                                  \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                 \
        va_end(rest);                                                                           \
        int was_there = access(path, F_OK) == 0;                                                \
        return opened(REAL(function)(path, flags, mode), path, flags, was_there);               \
    }
OPEN(open)
OPEN(open64)

#define PWRITE(function, offset)                                                                \
    ssize_t function(int file, const void *bytes, size_t size, offset place)                    \
    {                                                                                           \
        ssize_t written = REAL(function)(file, bytes, size, place);                             \
        if (written > 0)                                                                        \
            note_of(WRITTEN, file, (uint64_t)place, bytes, (size_t)written);                    \
        return written;                                                                         \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t size)
{
    ssize_t written = REAL(write)(file, bytes, size);
    off64_t end = written > 0 ? lseek64(file, 0, SEEK_CUR) : -1;
    if (end >= written)
        note_of(WRITTEN, file, (uint64_t)(end - written), bytes, (size_t)written);
    return written;
}

#define FTRUNCATE(function, offset)                                                             \
    int function(int file, offset size)                                                         \
    {                                                                                           \
        int failed = REAL(function)(file, size);                                                \
        if (!failed)                                                                            \
            note_of(CUT, file, (uint64_t)size, NULL, 0);                                        \
        return failed;                                                                          \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

static int synced(int file, int failed)
{
    char path[PATH_MAX];
    const char *name = failed ? NULL : within_of(file, path);
    struct stat what;
    if (name && fstat(file, &what) == 0)
        note(S_ISDIR(what.st_mode) ? SYNCED_NAMES : SYNCED, name, strlen(name), 0, NULL, 0);
    return failed;
}

int fsync(int file) { return synced(file, REAL(fsync)(file)); }
int fdatasync(int file) { return synced(file, REAL(fdatasync)(file)); }

int unlink(const char *path)
{
    int failed = REAL(unlink)(path);
    const char *name = failed ? NULL : within(path);
    if (name)
        note(REMOVED, name, strlen(name), 0, NULL, 0);
    return failed;
}

static int named(enum kind kind, const char *path, const char *to, int failed)
{
    const char *name = failed ? NULL : within(path), *other = failed ? NULL : within(to);
    if (!failed && !name != !other)
        abort(); /* into the folder or out of it: nothing here does that */
    if (name) {
        char both[2 * PATH_MAX];
        int length = snprintf(both, sizeof both, "%s%c%s", name, '\0', other);
        note(kind, both, (size_t)length, 0, NULL, 0);
    }
    return failed;
}

int rename(const char *path, const char *to)
{
    return named(RENAMED, path, to, REAL(rename)(path, to));
}

int link(const char *path, const char *to)
{
    return named(LINKED, path, to, REAL(link)(path, to));
}

int mkdir(const char *path, mode_t mode)
{
    int failed = REAL(mkdir)(path, mode);
    const char *name = failed ? NULL : within(path);
    if (name)
        note(FOLDER, name, strlen(name), 0, NULL, 0);
    return failed;
}

/* Who copies by it goes on by reading and writing. */
#define SENDFILE(function, offset)                                                              \
    ssize_t function(int to, int from, offset *place, size_t size)                              \
    {                                                                                           \
        (void)to, (void)from, (void)place, (void)size;                                          \
        errno = EINVAL;                                                                         \
        return -1;                                                                              \
    }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)
