/* Sessions and their gates; see services.h. Knows who belongs to whom and does nothing of their work. */
#include "config.h"
#include "services.h"
#include "api/session.h"
#include "base/mem.h"
#include "work/gate.h"

#include <stdlib.h>

struct service {
    struct session *session;
    struct gate *gate;
    struct service *next;
};

struct services {
    struct client *client;
    struct service *list;
};

struct services *services_new(struct client *client)
{
    struct services *services = mem_calloc(1, sizeof *services);
    services->client = client;
    return services;
}

static struct api open_service(void *self, const struct profile *profile, const char *token)
{
    struct services *services = self;
    struct service *service = mem_calloc(1, sizeof *service);
    service->session = session_open(services->client, profile, token);
    service->gate = gate_open(profile, token);
    const struct api_gate gate = gate_api(service->gate);
    session_set_gate(service->session, &gate);
    service->next = services->list;
    services->list = service;
    return session_api(service->session);
}

/* The service behind this api, and the link that leads to it. */
static struct service **find(struct services *services, struct api api)
{
    struct service **at = &services->list;
    while (*at && session_api((*at)->session).self != api.self)
        at = &(*at)->next;
    return at;
}

static void close_service(void *self, struct api api)
{
    struct service **at = find(self, api), *service = *at;
    if (!service)
        return;
    *at = service->next;
    session_close(service->session);
    gate_close(service->gate);
    free(service);
}

static void set_token(void *self, struct api api, const char *token)
{
    struct service *service = *find(self, api);
    if (!service)
        return;
    session_set_token(service->session, token);
    gate_set_token(service->gate, token);
}

void services_give_up(struct services *services)
{
    for (struct service *service = services->list; service; service = service->next)
        session_give_up(service->session);
}

void services_free(struct services *services)
{
    if (!services)
        return;
    while (services->list)
        close_service(services, session_api(services->list->session));
    free(services);
}

struct api_opener services_opener(struct services *services)
{
    return (struct api_opener){ open_service, close_service, set_token, services };
}
