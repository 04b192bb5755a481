/* HTTPS on 127.0.0.1 around routes.h. The only file behind this header is the only one that includes
 * libmicrohttpd. Each connection has its own thread; requests are carried out one at a time. */
#ifndef SANDBOX_HTTP_H
#define SANDBOX_HTTP_H

#include "base/error.h"
#include "sandbox/certificate.h"
#include "sandbox/routes.h"

#include <stdbool.h>
#include <stdint.h>

struct http;

/* Port 0 takes a free one; `verbose` writes a line for each request to standard error, without
 * parameters. NULL and a sentence where it cannot listen. */
struct http *http_start(struct server *server, const struct certificate *certificate, uint16_t port,
                        bool verbose, struct error *error);
uint16_t http_port(const struct http *http);
void http_stop(struct http *http); /* replies under way are cut off */

#endif
