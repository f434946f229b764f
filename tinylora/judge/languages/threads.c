/* Linked into every program. A thread that asks for no stack size gets as many addresses as the first
 * thread's stack may grow to, and all of them count against the limit on addresses at once: here it gets
 * what Linux gives it by default. Every further arena of malloc would reserve 64 MiB more. */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>

enum { STACK_BYTES = 8 << 20 }; /* THREAD_STACK_MB in running.py */

#pragma weak pthread_setattr_default_np /* an older C library has it in another library */
#pragma weak pthread_attr_setstacksize

__attribute__((constructor(101))) static void before_all_else(void) {
    pthread_attr_t attributes;
    mallopt(M_ARENA_MAX, 1);
    if (!pthread_setattr_default_np || !pthread_attr_setstacksize) return;
    if (pthread_attr_init(&attributes) != 0) return;
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}
