/* screenshot SCRIPT DIRECTORY: plays a script of keys to the real program on a sandbox of its own and
 * writes pictures of its screens. The clock stands still (libfaketime), so that the same program gives
 * the same pictures. A script has one of these on each line; "#" begins a comment:
 *
 *     start ROWS COLS [OPTION…]   opens "perennial --sandbox OPTION…", ending the one before
 *     server [OPTION…]            from now on, instead of --sandbox, a server of its own with these options
 *     keys KEYS                   types, as pty_keys() reads them
 *     wait TEXT                   goes on when the text is on the screen
 *     paper dark|light            the terminal's own colours
 *     shot NAME TITLE             writes DIRECTORY/NAME.svg
 *     text                        prints the screen, to look at while writing a script */
#include "config.h"

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "support/desk.h"
#include "support/svg.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct desk *desk;
static struct pty *pty;
static const struct svg_palette *palette = &svg_dark;
static const char *directory;
static bool has_server;

static void stop_the_clock(void)
{
    glob_t found;
    if (glob("/usr/lib/*/faketime/libfaketime.so.1", 0, NULL, &found) != 0) {
        fprintf(stderr, "screenshot: please install the package faketime\n");
        exit(2);
    }
    char *preload = mem_printf("LD_PRELOAD=%s", found.gl_pathv[0]);
    desk_set(desk, preload);
    desk_set(desk, "FAKETIME=2026-02-03 14:41:00");
    desk_set(desk, "FAKETIME_DONT_FAKE_MONOTONIC=1");
    desk_set(desk, "COLORTERM=");
    free(preload);
    globfree(&found);
}

static bool start(char *words)
{
    const char *arguments[24] = { NULL };
    int rows = 24, cols = 80, used = 0;
    if (sscanf(words, "%d %d %n", &rows, &cols, &used) < 2)
        return false;
    size_t count = 0;
    if (!has_server)
        arguments[count++] = "--sandbox";
    for (char *word = strtok(words + used, " "); word && count < 22; word = strtok(NULL, " "))
        arguments[count++] = word;
    pty_close(pty);
    pty = desk_open(desk, rows, cols, arguments);
    return true;
}

static void serve(char *words)
{
    const char *options[24] = { NULL };
    size_t count = 0;
    for (char *word = strtok(words, " "); word && count < 22; word = strtok(NULL, " "))
        options[count++] = word;
    desk_start_sandbox(desk, options);
    has_server = true;
}

static bool shoot(char *words)
{
    char *title = strchr(words, ' ');
    if (!title)
        return false;
    *title++ = '\0';
    pty_settle(pty, 300);
    struct buf picture = { 0 };
    struct error error = { 0 };
    svg_write(&picture, pty, palette, title);
    char *path = mem_printf("%s/%s.svg", directory, words);
    bool done = file_write(path, picture.data, picture.len, 0644, &error);
    fprintf(stderr, "%s\n", path);
    free(path);
    buf_free(&picture);
    return done;
}

static bool play(char *line)
{
    char *rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    if (strcmp(line, "start") == 0)
        return start(rest);
    if (strcmp(line, "server") == 0)
        serve(rest);
    else if (strcmp(line, "paper") == 0)
        palette = strcmp(rest, "light") == 0 ? &svg_light : &svg_dark;
    else if (!pty)
        return false;
    else if (strcmp(line, "keys") == 0)
        pty_keys(pty, rest);
    else if (strcmp(line, "wait") == 0)
        return pty_wait_text(pty, rest);
    else if (strcmp(line, "shot") == 0)
        return shoot(rest);
    else if (strcmp(line, "text") == 0) {
        struct buf screen = { 0 };
        pty_settle(pty, 300);
        pty_screen_text(pty, &screen);
        fputs(buf_text(&screen), stdout);
        buf_free(&screen);
    } else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct buf script = { 0 };
    struct error error = { 0 };
    if (argc != 3 || !file_read(argv[1], 1 << 20, &script, &error)) {
        fprintf(stderr, "usage: screenshot SCRIPT DIRECTORY\n");
        return 2;
    }
    directory = argv[2];
    desk = desk_new();
    stop_the_clock();
    int status = 0, number = 0;
    char *text = buf_take(&script), *next = text;
    while (!status && next) {
        char *line = strsep(&next, "\n");
        number++;
        if (*line && *line != '#' && !play(line)) {
            fprintf(stderr, "%s:%d: this did not work\n", argv[1], number);
            status = 1;
        }
    }
    free(text);
    pty_close(pty);
    desk_free(desk);
    return status;
}
