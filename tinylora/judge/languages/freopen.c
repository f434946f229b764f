/* Linked into every program in freopen's place (ld --wrap): contest programs redirect their standard
 * streams to files such as input.txt, and here the standard streams already are the files. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

FILE *__real_freopen(const char *, const char *, FILE *);
FILE *__real_freopen64(const char *, const char *, FILE *);

typedef void (*handler)(void);
extern handler set_terminate(handler) __asm__("_ZSt13set_terminatePFvvE") __attribute__((weak));

static void stay(void) {}

/* Neither is 0: far behind a program's huge global arrays the linker could not reach them. */
static int judges = -1; /* the judge's file for stderr, once the program writes elsewhere */
static handler before = stay;

/* What std::terminate says is still for the judge, who reads a death by std::bad_alloc there. */
static void terminate(void) {
    setvbuf(stderr, NULL, _IONBF, 0);
    dup2(judges, 2);
    before();
}

/* Debug output that the program sends to a file of its own is nobody's, however long it is. */
static void silence(void) {
    int nowhere = judges < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (nowhere < 0) return;
    judges = fcntl(2, F_DUPFD_CLOEXEC, 3);
    dup2(nowhere, 2);
    close(nowhere);
    setvbuf(stderr, NULL, _IOFBF, BUFSIZ);
    if (set_terminate && judges >= 0) before = set_terminate(terminate);
}

static int standard(const char *name, FILE *stream) {
    if (stream == stderr && name) silence();
    return stream == stdin || stream == stdout || stream == stderr;
}

FILE *__wrap_freopen(const char *name, const char *mode, FILE *stream) {
    return standard(name, stream) ? stream : __real_freopen(name, mode, stream);
}

FILE *__wrap_freopen64(const char *name, const char *mode, FILE *stream) {
    return standard(name, stream) ? stream : __real_freopen64(name, mode, stream);
}
