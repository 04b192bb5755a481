/* A pseudo-terminal with libvterm behind it. Knows nothing of the program it holds. */
#include "config.h"
#include "support/pty.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct pty {
    int master; /* -1 once hung up */
    pid_t pid;  /* 0 once reaped */
    int status;
    int rows, cols;
    VTerm *vterm;
    VTermScreen *screen;
    bool cursor_shown;
    struct buf output;  /* all bytes so far */
    struct buf pending; /* to be typed */
    int64_t last_byte;
};

static const struct {
    const char *name;
    VTermKey key;
    VTermModifier modifier;
} names[] = {
    { "Tab", VTERM_KEY_TAB, VTERM_MOD_NONE },       { "S-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
    { "Enter", VTERM_KEY_ENTER, VTERM_MOD_NONE },   { "Esc", VTERM_KEY_ESCAPE, VTERM_MOD_NONE },
    { "BS", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE },  { "Del", VTERM_KEY_DEL, VTERM_MOD_NONE },
    { "Ins", VTERM_KEY_INS, VTERM_MOD_NONE },       { "Up", VTERM_KEY_UP, VTERM_MOD_NONE },
    { "Down", VTERM_KEY_DOWN, VTERM_MOD_NONE },     { "Left", VTERM_KEY_LEFT, VTERM_MOD_NONE },
    { "Right", VTERM_KEY_RIGHT, VTERM_MOD_NONE },   { "Home", VTERM_KEY_HOME, VTERM_MOD_NONE },
    { "End", VTERM_KEY_END, VTERM_MOD_NONE },       { "PgUp", VTERM_KEY_PAGEUP, VTERM_MOD_NONE },
    { "PgDn", VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE },
};

int64_t pty_now_micros(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void take_output(const char *bytes, size_t len, void *context)
{
    struct pty *pty = context;
    buf_add_bytes(&pty->pending, bytes, len);
}

static int take_property(VTermProp property, VTermValue *value, void *context)
{
    struct pty *pty = context;
    if (property == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_shown = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = take_property };

static _Noreturn void become(const char *const *arguments, const char *const *environment)
{
    /* however the tests were started: in the background of a shell, under nohup … */
    static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    clearenv();
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    for (; environment && *environment; environment++)
        putenv(mem_strdup(*environment));
    char *words[64] = { NULL };
    for (size_t i = 0; arguments[i] && i + 1 < sizeof words / sizeof *words; i++)
        words[i] = mem_strdup(arguments[i]);
    execv(words[0], words);
    fprintf(stderr, "cannot start %s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

struct pty *pty_open(int rows, int cols, const char *const *arguments,
                     const char *const *environment)
{
    struct pty *pty = mem_calloc(1, sizeof *pty);
    pty->rows = rows;
    pty->cols = cols;
    pty->cursor_shown = true;
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    pty->pid = forkpty(&pty->master, NULL, NULL, &size);
    if (pty->pid < 0) {
        perror("forkpty");
        abort();
    }
    if (pty->pid == 0)
        become(arguments, environment);
    fcntl(pty->master, F_SETFL, O_NONBLOCK);
    fcntl(pty->master, F_SETFD, FD_CLOEXEC);
    pty->vterm = vterm_new(rows, cols);
    vterm_set_utf8(pty->vterm, 1);
    vterm_output_set_callback(pty->vterm, take_output, pty);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    return pty;
}

void pty_close(struct pty *pty)
{
    if (!pty)
        return;
    if (pty->pid > 0) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, &pty->status, 0);
    }
    pty_hang_up(pty);
    vterm_free(pty->vterm);
    buf_free(&pty->output);
    buf_free(&pty->pending);
    free(pty);
}

void pty_hang_up(struct pty *pty)
{
    if (pty->master >= 0)
        close(pty->master);
    pty->master = -1;
}

/* Types what is pending and reads what there is, waiting up to `millis` for the first of it. False
 * when the program's side is closed. */
static bool pump(struct pty *pty, int millis)
{
    if (pty->master < 0)
        return false;
    struct pollfd fd = { .fd = pty->master, .events = POLLIN };
    if (pty->pending.len)
        fd.events |= POLLOUT;
    if (poll(&fd, 1, millis) <= 0)
        return true;
    if (fd.revents & POLLOUT) {
        ssize_t n = write(pty->master, pty->pending.data, pty->pending.len);
        if (n > 0)
            buf_remove(&pty->pending, 0, (size_t)n);
    }
    if (!(fd.revents & (POLLIN | POLLHUP)))
        return true;
    char bytes[65536];
    ssize_t n = read(pty->master, bytes, sizeof bytes);
    if (n > 0) {
        pty->last_byte = pty_now_micros();
        buf_add_bytes(&pty->output, bytes, (size_t)n);
        vterm_input_write(pty->vterm, bytes, (size_t)n);
        return true;
    }
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void type_named(struct pty *pty, const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].name) == 0) {
            vterm_keyboard_key(pty->vterm, names[i].key, names[i].modifier);
            return;
        }
    if (name[0] == 'F' && atoi(name + 1) >= 1 && atoi(name + 1) <= 12)
        vterm_keyboard_key(pty->vterm, (VTermKey)VTERM_KEY_FUNCTION(atoi(name + 1)),
                           VTERM_MOD_NONE);
    else if (name[0] == 'C' && name[1] == '-' && name[2] && !name[3])
        buf_add_char(&pty->pending, (char)(name[2] & 0x1f));
    else if (name[0] == 'A' && name[1] == '-' && name[2] && !name[3])
        buf_addf(&pty->pending, "\033%c", name[2]);
    else if (strcmp(name, "lt") == 0)
        buf_add_char(&pty->pending, '<');
    else if (strcmp(name, "Space") == 0)
        buf_add_char(&pty->pending, ' ');
    else {
        fprintf(stderr, "pty_keys: no key is named <%s>\n", name);
        abort();
    }
}

void pty_keys(struct pty *pty, const char *keys)
{
    while (*keys) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        if (!end) {
            buf_add_char(&pty->pending, *keys++);
            continue;
        }
        char name[16];
        snprintf(name, sizeof name, "%.*s", (int)(end - keys - 1), keys + 1);
        type_named(pty, name);
        keys = end + 1;
    }
    for (int64_t until = pty_now_micros() + PTY_PATIENCE * 1000;
         pty->pending.len && pty_now_micros() < until && pump(pty, 100);)
        ;
}

void pty_resize(struct pty *pty, int rows, int cols)
{
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    pty->rows = rows;
    pty->cols = cols;
    vterm_set_size(pty->vterm, rows, cols);
    ioctl(pty->master, TIOCSWINSZ, &size);
}

static bool wait_for(struct pty *pty, bool (*holds)(struct pty *pty, void *context), void *context,
                     int64_t millis)
{
    int64_t until = pty_now_micros() + millis * 1000;
    for (;;) {
        if (holds(pty, context))
            return true;
        int64_t left = (until - pty_now_micros() + 999) / 1000;
        if (left <= 0)
            return false;
        if (!pump(pty, (int)left))
            return holds(pty, context);
    }
}

struct wanted {
    const char *text;
};

static bool shows(struct pty *pty, void *context)
{
    const struct wanted *wanted = context;
    return pty_has_text(pty, wanted->text);
}

static bool shows_not(struct pty *pty, void *context)
{
    return !shows(pty, context);
}

static void complain(struct pty *pty, const char *what, const char *text)
{
    struct buf screen = { 0 };
    pty_screen_text(pty, &screen);
    fprintf(stderr, "%s \"%s\"; the screen is\n%s", what, text, buf_text(&screen));
    buf_free(&screen);
}

bool pty_wait_text(struct pty *pty, const char *text)
{
    if (wait_for(pty, shows, &(struct wanted){ text }, PTY_PATIENCE))
        return true;
    complain(pty, "waited in vain for", text);
    return false;
}

bool pty_wait_gone(struct pty *pty, const char *text)
{
    if (wait_for(pty, shows_not, &(struct wanted){ text }, PTY_PATIENCE))
        return true;
    complain(pty, "there is still", text);
    return false;
}

bool pty_wait(struct pty *pty, bool (*holds)(struct pty *pty, void *context), void *context)
{
    if (wait_for(pty, holds, context, PTY_PATIENCE))
        return true;
    complain(pty, "waited in vain for", "a condition of the test");
    return false;
}

bool pty_wait_within(struct pty *pty, const char *text, int64_t millis)
{
    return wait_for(pty, shows, &(struct wanted){ text }, millis);
}

void pty_settle(struct pty *pty, int millis)
{
    int64_t quiet_since = pty_now_micros();
    size_t seen = pty->output.len;
    while (pty_now_micros() - quiet_since < (int64_t)millis * 1000 && pump(pty, millis))
        if (pty->output.len != seen) {
            seen = pty->output.len;
            quiet_since = pty_now_micros();
        }
}

int pty_wait_exit(struct pty *pty, int64_t millis)
{
    int64_t until = pty_now_micros() + millis * 1000;
    while (pty->pid > 0) {
        if (waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid) {
            pty->pid = 0;
            break;
        }
        if (pty_now_micros() >= until)
            return -1;
        /* Its output must not stop it; without a terminal there is only the clock to wait by. */
        if (!pump(pty, 5))
            poll(NULL, 0, 5);
    }
    while (pump(pty, 0) && pty->master >= 0 && pty_now_micros() - pty->last_byte < 20000)
        ;
    return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : 128 + WTERMSIG(pty->status);
}

void pty_row_text(struct pty *pty, int row, struct buf *out)
{
    size_t start = out->len;
    for (int col = 0; col < pty->cols;) {
        VTermScreenCell cell;
        VTermPos pos = { .row = row, .col = col };
        if (!vterm_screen_get_cell(pty->screen, pos, &cell))
            break;
        if (!cell.chars[0])
            buf_add_char(out, ' ');
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
            char bytes[4];
            buf_add_bytes(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
        col += cell.width > 0 ? cell.width : 1;
    }
    while (out->len > start && out->data[out->len - 1] == ' ')
        buf_remove(out, out->len - 1, 1);
}

void pty_screen_text(struct pty *pty, struct buf *out)
{
    for (int row = 0; row < pty->rows; row++) {
        pty_row_text(pty, row, out);
        buf_add_char(out, '\n');
    }
}

int pty_find_row(struct pty *pty, const char *text)
{
    struct buf line = { 0 };
    int found = -1;
    for (int row = 0; row < pty->rows && found < 0; row++) {
        buf_clear(&line);
        pty_row_text(pty, row, &line);
        if (strstr(buf_text(&line), text))
            found = row;
    }
    buf_free(&line);
    return found;
}

bool pty_has_text(struct pty *pty, const char *text)
{
    return pty_find_row(pty, text) >= 0;
}

void pty_cursor(struct pty *pty, int *row, int *col)
{
    VTermPos pos;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &pos);
    *row = pos.row;
    *col = pos.col;
}

bool pty_cursor_is_shown(const struct pty *pty)
{
    return pty->cursor_shown;
}

int pty_rows(const struct pty *pty)
{
    return pty->rows;
}

int pty_cols(const struct pty *pty)
{
    return pty->cols;
}

VTermScreen *pty_vterm(struct pty *pty)
{
    return pty->screen;
}

const struct buf *pty_output(const struct pty *pty)
{
    return &pty->output;
}

int64_t pty_last_byte_micros(const struct pty *pty)
{
    return pty->last_byte;
}

pid_t pty_pid(const struct pty *pty)
{
    return pty->pid;
}
