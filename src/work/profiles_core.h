/* The profiles' own struct, shared by profiles.c and profile_facts.c alone. */
#ifndef WORK_PROFILES_CORE_H
#define WORK_PROFILES_CORE_H

#include "work/profiles.h"

#include <stdint.h>

/* When a profile was used before `day`: what is written of past days does not change. */
struct profile_use {
    char *name;
    int32_t day;
    time_t at;
};

struct profiles {
    struct config *config;
    struct profile_use *uses;
    size_t use_count, use_cap;
};

#endif
