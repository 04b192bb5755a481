/* The terminal: starts and ends curses, gives the terminal back whole whatever happens, and dumps what
 * is on screen for tests. Knows nothing of screens or orders. */
#include "config.h"
#include "ui/term.h"
#include "base/crash.h"
#include "base/form.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/input.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *written, *blind_in;
static bool is_blind;
/* Curses writes a repaint in many pieces. Its descriptor points at this file meanwhile, and the
 * terminal gets the whole in one write. */
static int frame = -1;
static struct buf copied; /* by a screen without a terminal */
static struct termios before;
static char farewell[256]; /* what a signal handler writes to give the terminal back */
static size_t farewell_bytes;

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";

static void write_all(const char *text, size_t len)
{
    while (len) {
        ssize_t wrote = write(STDOUT_FILENO, text, len);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return;
        text += wrote;
        len -= (size_t)wrote;
    }
}

/* Only what a signal handler may do. */
static void give_back(void)
{
    write_all(farewell, farewell_bytes);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static const char *capability(const char *name)
{
    const char *text = tigetstr(name);
    return text && text != (const char *)-1 ? text : NULL;
}

static void prepare_farewell(void)
{
    static const char *const names[] = { "sgr0", "cnorm", "rmcup" };
    farewell_bytes = 0;
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        const char *text = i ? capability(names[i - 1]) : paste_off;
        size_t len = text ? strlen(text) : 0;
        if (farewell_bytes + len <= sizeof farewell) {
            if (len)
                memcpy(farewell + farewell_bytes, text, len);
            farewell_bytes += len;
        }
    }
}

static void learn_keys(void)
{
    static const struct {
        const char *capability;
        enum key_name name;
    } known[] = {
        { "kcuu1", KEY_NAME_UP },     { "kcud1", KEY_NAME_DOWN },    { "kcub1", KEY_NAME_LEFT },
        { "kcuf1", KEY_NAME_RIGHT },  { "khome", KEY_NAME_HOME },    { "kend", KEY_NAME_END },
        { "kpp", KEY_NAME_PAGE_UP },  { "knp", KEY_NAME_PAGE_DOWN }, { "kich1", KEY_NAME_INSERT },
        { "kdch1", KEY_NAME_DELETE }, { "kcbt", KEY_NAME_BACKTAB },  { "kent", KEY_NAME_ENTER },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *sequence = capability(known[i].capability);
        if (sequence)
            input_learn(sequence, (struct key){ .kind = KEY_NAMED, .code = known[i].name });
    }
    for (uint32_t i = 0; i < 12; i++) {
        char name[8];
        snprintf(name, sizeof name, "kf%u", (unsigned)i + 1);
        const char *sequence = capability(name);
        if (sequence)
            input_learn(sequence, (struct key){ .kind = KEY_NAMED, .code = KEY_NAME_F1 + i });
    }
}

static void set_modes(void)
{
    raw(); /* Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q are keys */
    noecho();
    nonl();
    typeahead(-1); /* a repaint is whole */
}

bool term_open(struct error *error)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before) < 0)
        return error_set(error,
                         "The screens need a terminal for input and output; commands such as "
                         "\"perennial list\" work without one.");
    int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (copy < 0 || !(written = fdopen(copy, "w")))
        return error_set(error, "The terminal cannot be opened: %s.", strerror(errno));
    screen = newterm(NULL, written, stdin);
    if (!screen)
        screen = newterm("xterm-256color", written, stdin);
    if (!screen) {
        fclose(written);
        return error_set(error,
                         "The terminal \"%s\" is not known to this machine, nor is "
                         "xterm-256color; install ncurses-term or set TERM.",
                         getenv("TERM") ? getenv("TERM") : "");
    }
    if (!capability("cup")) {
        term_close();
        return error_set(error,
                         "The terminal \"%s\" cannot place the cursor, which the screens "
                         "need; commands such as \"perennial list\" work on it.",
                         getenv("TERM") ? getenv("TERM") : "");
    }
    set_modes();
    if (has_colors())
        start_color();
    frame = memfd_create("frame", MFD_CLOEXEC);
    prepare_farewell();
    input_open(STDIN_FILENO);
    learn_keys();
    mem_set_last_words(term_close);
    crash_set_first_aid(give_back);
    write_all(paste_on, sizeof paste_on - 1);
    return true;
}

void term_close(void)
{
    if (!screen)
        return;
    SCREEN *closing = screen;
    screen = NULL;
    mem_set_last_words(NULL);
    if (!is_blind) {
        crash_set_first_aid(NULL);
        write_all(paste_off, sizeof paste_off - 1);
        endwin();
    }
    delscreen(closing);
    input_open(-1);
    fclose(written);
    if (is_blind)
        fclose(blind_in);
    if (frame >= 0)
        close(frame);
    frame = -1;
    is_blind = false;
    buf_free(&copied);
}

/* Gives the terminal to somebody else, as it was found. */
static void leave(void)
{
    write_all(paste_off, sizeof paste_off - 1);
    endwin();
}

void term_hand_over(const char *sentence)
{
    if (!screen || is_blind)
        return;
    leave();
    write_all(sentence, strlen(sentence));
    write_all("\n", 1);
}

void term_take_back(void)
{
    if (!screen || is_blind)
        return;
    term_resume();
    tcflush(STDIN_FILENO, TCIFLUSH);
    input_discard();
}

void term_suspend(void)
{
    if (!screen || is_blind)
        return;
    leave();

    /* The whole job stops, as if the terminal had sent it; where nobody could wake it up again the
     * system ignores this, and so the screen comes back at once. */
    struct sigaction stop = { .sa_handler = SIG_DFL }, old_stop;
    sigset_t only, old_mask;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    sigaction(SIGTSTP, &stop, &old_stop);
    kill(0, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &only, &old_mask);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    sigaction(SIGTSTP, &old_stop, NULL);

    term_resume();
}

void term_resume(void)
{
    if (!screen || is_blind)
        return;
    write_all(paste_on, sizeof paste_on - 1);
    reset_prog_mode();
    term_resize();
    term_redraw();
}

void term_resize(void)
{
    struct winsize size;
    if (!screen || is_blind || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
        return;
    if (size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
}

void term_redraw(void)
{
    if (screen)
        clearok(curscr, TRUE);
}

static void send_frame(void)
{
    char bytes[16 * 1024];
    off_t size = lseek(frame, 0, SEEK_CUR), at = 0;
    ssize_t got;
    while (at < size && (got = pread(frame, bytes, sizeof bytes, at)) > 0) {
        if (got > size - at)
            got = (ssize_t)(size - at);
        write_all(bytes, (size_t)got);
        at += got;
    }
    lseek(frame, 0, SEEK_SET);
}

void term_flush(void)
{
    if (!screen)
        return;
    bool is_framed = frame >= 0 && dup3(frame, fileno(written), O_CLOEXEC) >= 0;
    paint_place_cursor();
    wnoutrefresh(stdscr);
    doupdate();
    if (is_framed && dup3(STDOUT_FILENO, fileno(written), O_CLOEXEC) >= 0)
        send_frame();
}

struct area term_area(void)
{
    if (!screen)
        return (struct area){ 0 };
    return (struct area){ 0, 0, LINES, COLS };
}

void term_bell(void)
{
    if (screen && !is_blind)
        beep();
}

/* The terminal's own sequence, and for tmux the same in a wrapper that it hands on as it is: which of them
 * it lets through depends on its settings, and twice the same on a clipboard is once. */
static void add_copy_sequence(struct buf *out, const char *text)
{
    struct buf plain = { 0 };
    buf_add(&plain, "\033]52;c;");
    form_add_base64(&plain, text, strlen(text));
    buf_add(&plain, "\a");
    buf_add(out, buf_text(&plain));
    if (getenv("TMUX")) { /* each Esc in it is doubled, and there is one */
        buf_add(out, "\033Ptmux;\033");
        buf_add(out, buf_text(&plain));
        buf_add(out, "\033\\");
    }
    buf_free(&plain);
}

bool term_copy(const char *text)
{
    struct buf out = { 0 };
    if (strlen(text) > TERM_MAX_COPY_BYTES)
        return false;
    if (is_blind) {
        buf_set(&copied, text);
    } else if (screen) {
        add_copy_sequence(&out, text);
        write_all(out.data, out.len);
    }
    buf_free(&out);
    return true;
}

/* ------ without a terminal ------ */

const char *term_copied_blind(void)
{
    return buf_text(&copied);
}

bool term_open_blind(int rows, int cols)
{
    term_close();
    written = fopen("/dev/null", "w");
    blind_in = fopen("/dev/null", "r");
    if (!written || !blind_in)
        return false;
    screen = newterm("xterm-256color", written, blind_in);
    if (!screen)
        return false;
    is_blind = true;
    start_color();
    term_resize_blind(rows, cols);
    input_open(-1);
    return true;
}

void term_resize_blind(int rows, int cols)
{
    if (screen)
        resizeterm(rows, cols);
}

static int dump_cell(int y, int x, struct buf *text, char *attribute)
{
    cchar_t cell;
    wchar_t wide[CCHARW_MAX + 1] = { 0 };
    attr_t attributes;
    short pair;
    char bytes[4];
    mvin_wch(y, x, &cell);
    getcchar(&cell, wide, &attributes, &pair, NULL);
    if (!wide[0])
        wide[0] = L' ';
    for (size_t i = 0; wide[i]; i++)
        buf_add_bytes(text, bytes, utf8_encode((uint32_t)wide[i], bytes));
    *attribute = pair > 0                   ? (char)('a' + pair - 1)
                 : attributes & A_REVERSE   ? 'R'
                 : attributes & A_UNDERLINE ? 'U'
                 : attributes & A_BOLD      ? 'B'
                 : attributes & A_DIM       ? 'D'
                                            : '.';
    return utf8_code_point_cols((uint32_t)wide[0]) == 2 ? 2 : 1;
}

static void dump(struct buf *out, bool wants_text)
{
    for (int y = 0; screen && y < LINES; y++) {
        struct buf text = { 0 }, attributes = { 0 };
        for (int x = 0; x < COLS;) {
            char attribute;
            int cols = dump_cell(y, x, &text, &attribute);
            for (int i = 0; i < cols; i++)
                buf_add_char(&attributes, attribute);
            x += cols;
        }
        struct buf *row = wants_text ? &text : &attributes;
        while (row->len && row->data[row->len - 1] == (wants_text ? ' ' : '.'))
            row->data[--row->len] = '\0';
        buf_add(out, buf_text(row));
        buf_add_char(out, '\n');
        buf_free(&text);
        buf_free(&attributes);
    }
}

void term_dump_text(struct buf *out)
{
    dump(out, true);
}

void term_dump_attributes(struct buf *out)
{
    dump(out, false);
}
