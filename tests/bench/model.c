/* bench-model COUNT: reads a list reply of COUNT orders as the program does, in pieces as they come
 * from the network, and narrows what was read. The yardstick for reading is one scalar look at each
 * byte of the same text; for narrowing, strstr() over the same search texts. */
#include "config.h"

#include "api/codec.h"
#include "model/order_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 16384, TURNS = 5 };

static double now_millis(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Memory that is really there, in bytes. */
static double resident_bytes(void)
{
    long pages = 0, skipped;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &skipped, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static const char *const flowers[] = { "Rose Freedom 60cm",       "Rose Mondial 50cm",
                                       "Carnation Select Red",    "Hydrangea Premium White",
                                       "Alstroemeria Assorted",   "Spray Rose Majolica",
                                       "Lily Oriental Stargazer", "Gypsophila Xlence",
                                       "Ruscus Israeli 70cm",     "Chrysanthemum Anastasia" };
static const char *const names[] = { "Mr. Fresh",          "Petals & Co. of Naples",
                                     "Flores del Ñandú",   "Bloom Street Wholesale",
                                     "Garden State Stems", "Palm Beach Bouquets",
                                     "Café des Fleurs",    "Tulsa Floral Supply" };

static void add_line(struct buf *out, size_t order, size_t line)
{
    buf_addf(out,
             "%s{\"soItemId\":%zu,\"productId\":%zu,\"productDescription\":\"%s\",\"units\":%zu,"
             "\"unitType\":\"Stem\",\"bunches\":13,\"totalBoxes\":%zu,\"totalUnits\":%zu,"
             "\"unitPrice\":1.21,\"totalPrice\":2312.31,\"unitCost\":1.01,\"totalCost\":1930.11,"
             "\"stemsBunch\":7,\"markCode\":\"BCK%zu\",\"boxType\":\"QB\",\"vendorName\":"
             "\"Hacienda La Aurora %zu\",\"isAssorted\":false,\"breakdowns\":[],\"customField\":"
             "[{\"name\":\"Sleeve\",\"description\":\"clear, no print\"}]}",
             line ? "," : "", order * 8 + line, 1 + (order * 7 + line * 3) % 5000,
             flowers[(order + line) % 10], (order % 20 + 1) * 91, order % 20 + 1,
             (order % 20 + 1) * 91, order % 90, (order + line) % 60);
}

static void write_reply(struct buf *out, size_t count)
{
    buf_add(out, "{\"standingOrders\":[");
    for (size_t i = 0; i < count; i++) {
        buf_addf(out,
                 "%s{\"id\":%zu,\"number\":\"S%05zu\",\"customerName\":\"%s %zu\",\"priceList\":"
                 "\"List A\",\"carrierName\":\"Armellini\",\"startDate\":\"2026-01-12\","
                 "\"endDate\":\"%s\",\"recurrence\":%zu,\"days\":\"Monday, Wednesday\","
                 "\"salesperson\":\"House\",\"locationCode\":\"MIA\",\"locationName\":\"Miami\","
                 "\"shipToName\":\"Dock %zu\",\"shipToStreet\":\"%zu NW 25th Street\","
                 "\"shipToCity\":\"Doral\",\"shipToState\":\"FL\",\"shipToZipcode\":\"33122\","
                 "\"shipToCountry\":\"US\",\"customerCode\":\"C%zu\",\"details\":[",
                 i ? "," : "", i + 1, i + 1, names[i % 8], i % 400, i % 3 ? "2026-12-13" : "",
                 i % 4 + 1, i % 9, 1000 + i % 8000, i % 400);
        for (size_t line = 0; line < 3 + i % 2; line++)
            add_line(out, i, line);
        buf_add(out, "]}");
    }
    buf_add(out, "],\"status\":1,\"message\":\"OK\"}");
}

/* One look at each byte, which no compiler may leave out. */
static double scan_millis(const struct buf *text)
{
    double best = 0;
    for (int turn = 0; turn < TURNS; turn++) {
        double start = now_millis();
        unsigned state = 0;
        volatile unsigned sink;
        for (size_t i = 0; i < text->len; i++)
            state = text->data[i] == '"' ? state + 1 : state ^ (unsigned char)text->data[i];
        sink = state;
        (void)sink;
        double took = now_millis() - start;
        if (!turn || took < best)
            best = took;
    }
    return best;
}

static void keep(void *list, const struct order *order)
{
    order_list_add(list, order);
}

static struct order_list *read_list(const struct buf *text)
{
    struct error error = { 0 };
    struct order_list *list = order_list_new(date_from_civil(2026, 2, 3));
    struct codec_reader *reader = codec_read_orders(ORDER_ACTIVE, keep, list);
    bool done = true;
    for (size_t at = 0; done && at < text->len; at += PIECE)
        done = codec_reader_feed(reader, text->data + at,
                                 text->len - at < PIECE ? text->len - at : PIECE, &error);
    if (!done || !codec_reader_finish(reader, &error)) {
        fprintf(stderr, "bench-model: %s\n", error_text(&error));
        exit(1);
    }
    codec_reader_free(reader);
    return list;
}

static void measure_narrowing(const struct order_list *list)
{
    static const char *const typed[] = { "r", "ro", "ros", "rose m" };
    struct order_view view = { 0 };
    order_view_update(&view, list, true);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        double start = now_millis();
        order_view_narrow(&view, list, typed[i]);
        double took = now_millis() - start;
        size_t hits = 0;
        start = now_millis();
        for (size_t row = 0; row < order_list_count(list); row++)
            hits += strstr(order_list_search(list, row), typed[i]) != NULL;
        double yardstick = now_millis() - start;
        printf("  narrowing to \"%s\": %.2f ms, %zu rows; strstr %.2f ms (%zu): ratio %.1f\n",
               typed[i], took, view.count, yardstick, hits, took / yardstick);
    }
    order_view_free(&view);
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 300;
    struct buf text = { 0 };
    write_reply(&text, count);
    double scan = scan_millis(&text), before = resident_bytes(), best = 0;
    double megabytes = (double)text.len / 1e6;
    struct order_list *list = NULL;
    double memory = 0;
    for (int turn = 0; turn < TURNS; turn++) {
        order_list_free(list);
        double start = now_millis();
        list = read_list(&text);
        double took = now_millis() - start;
        if (!turn)
            memory = resident_bytes() - before;
        if (!turn || took < best)
            best = took;
    }
    if (order_list_count(list) != count) {
        fprintf(stderr, "bench-model: %zu orders of %zu were read\n", order_list_count(list),
                count);
        return 1;
    }
    printf("list of %zu orders, %.1f MB (%.0f bytes each)\n", count, megabytes,
           (double)text.len / (double)count);
    printf("  reading: %.1f ms, %.0f MB/s; a scan %.1f ms: ratio %.1f\n", best,
           megabytes / best * 1e3, scan, best / scan);
    printf("  memory: %.1f MB resident, %.1f MB held, %.0f bytes an order: %.2f of the reply\n",
           memory / 1e6, (double)order_list_bytes(list) / 1e6,
           (double)order_list_bytes(list) / (double)count, memory / (double)text.len);
    measure_narrowing(list);
    order_list_free(list);
    buf_free(&text);
    return 0;
}
