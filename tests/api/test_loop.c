/* The one loop: input, signals, timers and transfers, one wait for all, and nothing while nothing
 * happens. */
#include "config.h"
#include "loop.h"
#include "base/clock.h"
#include "base/mem.h"
#include "support/tls_server.h"

#include <criterion/criterion.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct desk {
    struct client *client;
    struct loop *loop;
    int in, out; /* the loop reads `in` */
    size_t inputs, draws, fired, done;
    enum loop_signal signals[8];
    size_t signal_count;
    char order[16];
    struct client_reply reply;
    bool timed_out;
};

static void on_input(void *context)
{
    struct desk *desk = context;
    char bytes[64];
    desk->inputs++;
    cr_expect_gt(read(desk->in, bytes, sizeof bytes), 0);
}

static void on_signal(void *context, enum loop_signal which)
{
    struct desk *desk = context;
    if (desk->signal_count < 8)
        desk->signals[desk->signal_count] = which;
    desk->signal_count++;
}

static void draw(void *context)
{
    ((struct desk *)context)->draws++;
}

static void give_up(void *context)
{
    struct desk *desk = context;
    desk->timed_out = true;
    loop_stop(desk->loop);
}

static void open_desk(struct desk *desk)
{
    int ends[2];
    *desk = (struct desk){ .client = client_new() };
    cr_assert_eq(pipe(ends), 0);
    desk->in = ends[0];
    desk->out = ends[1];
    const struct loop_handlers handlers = { on_input, on_signal, draw, desk };
    desk->loop = loop_new(desk->client, desk->in, &handlers);
    loop_after(desk->loop, 10000, give_up, desk);
}

static void close_desk(struct desk *desk)
{
    cr_expect_not(desk->timed_out);
    loop_free(desk->loop);
    client_free(desk->client);
    close(desk->in);
    if (desk->out >= 0)
        close(desk->out);
}

static bool has_input(void *context)
{
    return ((struct desk *)context)->inputs > 0;
}

static bool has_signal(void *context)
{
    return ((struct desk *)context)->signal_count > 0;
}

static bool has_three(void *context)
{
    return ((struct desk *)context)->fired >= 3;
}

static bool is_done(void *context)
{
    return ((struct desk *)context)->done > 0;
}

Test(loop, input_wakes_it_and_each_wake_draws_once)
{
    struct desk desk;
    open_desk(&desk);
    cr_assert_eq(write(desk.out, "abc", 3), 3);
    loop_run(desk.loop, has_input, &desk);
    cr_expect_eq(desk.inputs, 1);
    cr_expect_eq(desk.draws, 2, "once before the first wait, once after the wake");
    close_desk(&desk);
}

Test(loop, signals_arrive_in_the_loop_and_none_is_lost)
{
    static const struct {
        int number;
        enum loop_signal which;
    } rows[] = {
        { SIGWINCH, LOOP_RESIZE },  { SIGHUP, LOOP_HANGUP },   { SIGTERM, LOOP_TERMINATE },
        { SIGINT, LOOP_INTERRUPT }, { SIGTSTP, LOOP_SUSPEND }, { SIGCONT, LOOP_CONTINUE }
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct desk desk;
        signal(rows[i].number, SIG_DFL); /* a shell may have started us with it ignored */
        open_desk(&desk);
        raise(rows[i].number);
        cr_expect_eq(desk.signal_count, 0);
        loop_run(desk.loop, has_signal, &desk);
        cr_expect_eq(desk.signal_count, 1);
        cr_expect_eq(desk.signals[0], rows[i].which);
        close_desk(&desk);
    }
}

Test(loop, a_broken_pipe_kills_nobody)
{
    struct desk desk;
    int ends[2];
    open_desk(&desk);
    cr_assert_eq(pipe(ends), 0);
    close(ends[0]);
    cr_expect_eq(write(ends[1], "x", 1), -1);
    close(ends[1]);
    close_desk(&desk);
}

struct named {
    struct desk *desk;
    char name;
};

static void fire(void *context)
{
    struct named *named = context;
    named->desk->order[named->desk->fired++] = named->name;
}

Test(loop, timers_fire_in_turn_and_once)
{
    struct desk desk;
    open_desk(&desk);
    struct named a = { &desk, 'a' }, b = { &desk, 'b' }, c = { &desk, 'c' }, d = { &desk, 'd' };
    loop_after(desk.loop, 30, fire, &c);
    loop_after(desk.loop, 0, fire, &a);
    unsigned forgotten = loop_after(desk.loop, 5, fire, &d);
    loop_after(desk.loop, 15, fire, &b);
    loop_forget(desk.loop, forgotten);
    loop_forget(desk.loop, 4711);
    loop_run(desk.loop, has_three, &desk);
    cr_expect_str_eq(desk.order, "abc");
    close_desk(&desk);
}

static void stop(void *context)
{
    loop_stop(((struct desk *)context)->loop);
}

Test(loop, nothing_wakes_while_nothing_happens)
{
    struct desk desk;
    open_desk(&desk);
    loop_after(desk.loop, 200, stop, &desk);
    int64_t before = clock_millis();
    loop_run(desk.loop, NULL, NULL);
    cr_expect_geq(clock_millis() - before, 199);
    cr_expect_eq(desk.draws, 1, "it woke %zu times", desk.draws);
    close_desk(&desk);
}

Test(loop, the_end_of_the_terminal_is_told_once)
{
    struct desk desk;
    open_desk(&desk);
    close(desk.out);
    desk.out = -1;
    loop_after(desk.loop, 100, stop, &desk);
    loop_run(desk.loop, NULL, NULL);
    cr_expect_eq(desk.signal_count, 1);
    cr_expect_eq(desk.signals[0], LOOP_HANGUP);
    cr_expect_leq(desk.draws, 3, "it turns round %zu times", desk.draws);
    close_desk(&desk);
}

Test(loop, a_terminal_that_goes_away_is_a_hang_up_also_during_a_transfer)
{
    struct desk desk;
    int master, slave;
    struct tls_server *server = tls_server_start("127.0.0.1", false);
    cr_assert_eq(openpty(&master, &slave, NULL, NULL, NULL), 0);
    desk = (struct desk){ .client = client_new(), .in = slave, .out = -1 };
    const struct loop_handlers handlers = { on_input, on_signal, draw, &desk };
    desk.loop = loop_new(desk.client, slave, &handlers);
    loop_after(desk.loop, 10000, give_up, &desk);
    tls_server_say(server, &(struct tls_server_answer){ .act = TLS_SERVER_STALL });
    const struct client_request request = { .verb = "GET",
                                            .url = tls_server_url(server),
                                            .ca_file = tls_server_ca_file(server),
                                            .connect_timeout = 8,
                                            .timeout = 8,
                                            .max_bytes = 100 };
    unsigned id = client_start(desk.client, &request);
    close(master);
    loop_run(desk.loop, has_signal, &desk);
    cr_expect_eq(desk.signals[0], LOOP_HANGUP);
    client_drop(desk.client, id);
    close_desk(&desk);
    tls_server_free(server);
}

static void note_done(void *context, const struct client_reply *reply)
{
    struct desk *desk = context;
    desk->done++;
    desk->reply = *reply;
}

static void type_a_key(void *context)
{
    cr_assert_eq(write(((struct desk *)context)->out, "x", 1), 1);
}

Test(loop, keys_are_heard_while_a_server_says_nothing)
{
    struct desk desk;
    open_desk(&desk);
    struct tls_server *server = tls_server_start("127.0.0.1", false);
    tls_server_say(server, &(struct tls_server_answer){ .act = TLS_SERVER_STALL });
    const struct client_request request = { .verb = "GET",
                                            .url = tls_server_url(server),
                                            .ca_file = tls_server_ca_file(server),
                                            .connect_timeout = 8,
                                            .timeout = 8,
                                            .max_bytes = 100,
                                            .on_done = note_done,
                                            .context = &desk };
    client_start(desk.client, &request);
    loop_after(desk.loop, 50, type_a_key, &desk);
    loop_run(desk.loop, has_input, &desk);
    cr_expect_eq(desk.inputs, 1);
    cr_expect_eq(desk.done, 0);
    tls_server_free(server); /* closes the connection: the answer is that there is none */
    loop_run(desk.loop, is_done, &desk);
    cr_expect_eq(desk.reply.result, CLIENT_CUT);
    close_desk(&desk);
}

Test(loop, an_open_connection_that_rests_wakes_nobody)
{
    struct desk desk;
    open_desk(&desk);
    struct tls_server *server = tls_server_start("127.0.0.1", false);
    const struct client_request request = { .verb = "GET",
                                            .url = tls_server_url(server),
                                            .ca_file = tls_server_ca_file(server),
                                            .connect_timeout = 8,
                                            .timeout = 8,
                                            .max_bytes = 100,
                                            .on_done = note_done,
                                            .context = &desk };
    client_start(desk.client, &request);
    loop_run(desk.loop, is_done, &desk);
    cr_expect_eq(desk.reply.result, CLIENT_DONE);
    desk.draws = 0;
    loop_after(desk.loop, 200, stop, &desk);
    loop_run(desk.loop, NULL, NULL);
    cr_expect_eq(desk.draws, 1, "it woke %zu times", desk.draws);
    close_desk(&desk);
    tls_server_free(server);
}

Test(loop, the_end_gives_the_signals_back)
{
    struct desk desk;
    sigset_t mask;
    struct sigaction pipe_action;
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL); /* a shell starts what runs in the background with it ignored */
    open_desk(&desk);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    cr_expect(sigismember(&mask, SIGINT));
    close_desk(&desk);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    cr_expect_not(sigismember(&mask, SIGINT));
    cr_expect_not(sigismember(&mask, SIGWINCH));
    sigaction(SIGPIPE, NULL, &pipe_action);
    cr_expect_eq(pipe_action.sa_handler, SIG_DFL);
}

Test(loop, what_the_program_was_started_to_ignore_stays_ignored)
{
    struct desk desk;
    signal(SIGHUP, SIG_IGN); /* as nohup does */
    open_desk(&desk);
    raise(SIGHUP);
    raise(SIGTERM);
    loop_run(desk.loop, has_signal, &desk);
    cr_expect_eq(desk.signal_count, 1);
    cr_expect_eq(desk.signals[0], LOOP_TERMINATE);
    close_desk(&desk);
}
