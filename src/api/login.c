/* A token for a user name and a password; see api.h. Both travel in the address, as the service wants it,
 * and are kept nowhere. */
#include "config.h"
#include "api/request.h"
#include "base/log.h"
#include "base/mem.h"

static struct codec_reader *read_answer(struct request *request)
{
    (void)request;
    return codec_read_answer();
}

static bool end_login(struct request *request, const struct api_answer *answer)
{
    const struct codec_envelope *envelope = codec_reader_envelope(request->reader);
    const char *token = answer->outcome == API_DONE ? envelope->api_key : NULL;
    request->call.login.on_done(request->context, answer, token);
    return true;
}

unsigned login_log_in(void *self, const struct api_login_call *call)
{
    struct request *request = request_new(self, METHOD_LOGIN);
    struct buf parameters = BUF_SECRET;
    request->purpose = API_SAVING; /* without it nothing can be saved */
    request->call.login.on_done = call->on_done;
    request->context = call->context;
    request->on_answer = end_login;
    request->make_reader = read_answer;
    request->password = mem_strdup(call->password);
    log_add_secret(request->password);
    request_add_parameter(&parameters, "username", call->user);
    request_add_parameter(&parameters, "password", call->password);
    request_start(request, buf_text(&parameters), NULL);
    buf_wipe(&parameters);
    return request->id;
}
