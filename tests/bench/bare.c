/* bench-bare COUNT: the yardstick of the screens: a list of COUNT rows with nothing but curses, in
 * memory from the start. Arrows move, q ends, other letters narrow it to rows that have them. */
#include "config.h"

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    char text[80];
};

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 300;
    struct row *rows = calloc(count, sizeof *rows);
    size_t *shown = calloc(count, sizeof *shown), shown_count = count, at = 0, top = 0;
    if (!rows || !shown)
        return 1;
    setlocale(LC_ALL, "");
    for (size_t i = 0; i < count; i++) {
        snprintf(rows[i].text, sizeof rows[i].text, "S%05zu Customer %-10zu Wed 02-04  %8zu.00",
                 i + 1, i % 400, i % 9973);
        shown[i] = i;
    }
    if (!initscr())
        return 1;
    cbreak();
    noecho();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    curs_set(0);
    char narrow[2] = "";
    for (int key = 0; key != 'q'; key = getch()) {
        if (key == KEY_DOWN && at + 1 < shown_count)
            at++;
        else if (key == KEY_UP && at > 0)
            at--;
        else if (key > ' ' && key < 127) {
            narrow[0] = (char)key;
            shown_count = at = top = 0;
            for (size_t i = 0; i < count; i++)
                if (strstr(rows[i].text, narrow))
                    shown[shown_count++] = i;
        }
        size_t height = (size_t)LINES - 1;
        if (at >= top + height)
            top = at - height + 1;
        if (at < top)
            top = at;
        for (size_t y = 0; y < height; y++) {
            move((int)y, 0);
            clrtoeol();
            if (top + y < shown_count)
                printw("%c %s", top + y == at ? '>' : ' ', rows[shown[top + y]].text);
        }
        mvprintw(LINES - 1, 0, "%zu of %zu", shown_count, count);
        refresh();
    }
    endwin();
    free(rows);
    free(shown);
    return 0;
}
