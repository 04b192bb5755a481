/* The look-up of host names, in front of the C library's; see names.h. libcurl calls it from a thread
 * of its own. */
#include "config.h"
#include "support/names.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t going = PTHREAD_COND_INITIALIZER;
static bool is_let_go;

typedef int look_up(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static bool ends_in(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                struct addrinfo **found)
{
    look_up *real;
    void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");
    memcpy(&real, &symbol, sizeof real);
    if (!host || !ends_in(host, ".example"))
        return real(host, service, hints, found);
    if (strcmp(host, "silent.example") == 0) {
        pthread_mutex_lock(&lock);
        while (!is_let_go)
            pthread_cond_wait(&going, &lock);
        pthread_mutex_unlock(&lock);
        return EAI_NONAME;
    }
    return real("127.0.0.1", service, hints, found);
}

void names_let_go(void)
{
    pthread_mutex_lock(&lock);
    is_let_go = true;
    pthread_cond_broadcast(&going);
    pthread_mutex_unlock(&lock);
}
