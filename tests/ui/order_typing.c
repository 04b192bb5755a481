/* Typing orders in tests; see order_typing.h. */
#include "config.h"
#include "order_typing.h"
#include "ui/screens/order.h"

const char typing_header[] = "FRESH<Tab><Tab>ARM<Tab><Tab>2026-02-09<Tab><Tab>mw<Tab><Tab>MIA<Tab>"
                             "<Tab><Tab><Tab><Tab><Tab>";
const char typing_box_line[] =
    "33<Tab>RF60<Tab>QB<Tab>21<Tab>13<Tab>7<Tab><Tab>1.21<Tab>1.01<Tab>BCK"
    "<Enter>";
const char typing_unit_line[] = "33<Tab>CSR<Tab>UN<Tab>350<Tab>b<Tab>4.10<Tab><Tab><Enter>";
const char typing_mixed_line[] = "33<Tab>Rose Freedom 60<Tab>HB<Tab>4<Tab>20<Ctrl-B>"
                                 "BK<Tab><Tab>8<Tab>10<Tab>11<Tab>8.50<Down>"
                                 "<Shift-Tab><Shift-Tab><Shift-Tab><Shift-Tab><Shift-Tab>"
                                 "CSR<Tab><Tab>12<Tab>10<Tab>12.25<Tab>9.40<Esc>";

struct ui_test *typing_new(int rows, int cols)
{
    struct ui_test *t = ui_test_new(rows, cols);
    struct fake_api *fake = ui_test_fake(t);
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "131313", "FRESH", "Mr. Fresh");
    fake_api_add_row(fake, LOOKUP_CUSTOMERS, "131314", "BLOOM", "Blooms of Doral");
    fake_api_add_row(fake, LOOKUP_CARRIERS, "1360", "ARM", "Armellini");
    fake_api_add_row(fake, LOOKUP_VENDORS, "33", "33", "33 Flowers");
    fake_api_add_row(fake, LOOKUP_PRODUCTS, "21", "RF60", "Rose Freedom 60");
    fake_api_add_row(fake, LOOKUP_PRODUCTS, "22", "CSR", "Carnation Select Red");
    fake_api_add_row(fake, LOOKUP_PRODUCTS, "3", "BK", "Black King 50");
    fake_api_add_row(fake, LOOKUP_BOX_TYPES, "7", "QB", "");
    fake_api_add_row(fake, LOOKUP_BOX_TYPES, "8", "HB", "");
    fake_api_add_row(fake, LOOKUP_LOCATIONS, "147", "MIA", "Miami");
    return t;
}

struct ui_test *typing_open(int rows, int cols)
{
    struct ui_test *t = typing_new(rows, cols);
    ui_test_push(t, &order_screen, NULL);
    return t;
}

void typing_whole_order(struct ui_test *t)
{
    ui_test_keys(t, typing_header);
    ui_test_keys(t, typing_box_line);
}
