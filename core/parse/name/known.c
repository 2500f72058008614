/* Names that are known already: sets of two by a hash that is the same for any letter case. */
#include "parse/name/known.h"
#include "base/limits.h"

#include <string.h>

struct wh_known_names {
    wh_name (*sets)[2]; /* by hash; of each the one that was read last first */
    uint32_t n, room;   /* names read, sets */
};

#define KNOWN_LEAST 32u

/* Eight bytes at the beginning, in the middle and at the end tell most names apart; what they do not is
 * parsed anew. Setting one bit makes letters of either case the same. */
static uint32_t hash_of(wh_str name)
{
    uint64_t hash = name.n, eight;
    if (name.n < sizeof eight) {
        for (size_t i = 0; i < name.n; i++) hash = hash << 8 ^ (unsigned char)(name.p[i] | 0x20);
    } else {
        const size_t at[] = {0, (name.n - sizeof eight) / 2, name.n - sizeof eight};
        for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
            memcpy(&eight, name.p + at[i], sizeof eight);
            hash = (hash ^ (eight | 0x2020202020202020u)) * 0x9E3779B97F4A7C15u;
            hash ^= hash >> 32;
        }
    }
    return (uint32_t)(hash ^ hash >> 16);
}

static wh_name *set_of(const wh_env *env, wh_str name)
{
    const struct wh_known_names *known = env->known_names;
    return known && known->room ? known->sets[hash_of(name) % known->room] : NULL;
}

static bool recall(const wh_env *env, wh_str name, bool any_case, wh_name *out)
{
    const wh_name *set = name.n ? set_of(env, name) : NULL;
    for (size_t i = 0; set && i < 2; i++)
        if (any_case ? wh_eq_nocase(set[i].ascii, name) : wh_eq(set[i].ascii, name)) {
            *out = set[i];
            return true;
        }
    return false;
}

bool wh_recall_name(const wh_env *env, wh_str name, wh_name *out) { return recall(env, name, false, out); }
bool wh_recall_nocase(const wh_env *env, wh_str name, wh_name *out) { return recall(env, name, true, out); }

/* Begins anew, larger, when more names were read than have room. */
static void make_room(wh_env *env)
{
    if (!env->known_names) env->known_names = wh_alloc(env->arena, sizeof *env->known_names);
    struct wh_known_names *known = env->known_names;
    if (!known || known->n < 2 * known->room || known->room == WH_MAX_KNOWN_NAMES) return;
    uint32_t room = known->room ? known->room * 4 : KNOWN_LEAST;
    wh_name(*sets)[2] = wh_alloc(env->arena, room * sizeof *sets);
    if (sets) *known = (struct wh_known_names){.sets = sets, .room = room};
}

void wh_remember_name(wh_env *env, const wh_name *name)
{
    make_room(env);
    wh_name *set = set_of(env, name->ascii);
    if (!set) return;
    env->known_names->n++;
    set[1] = set[0];
    set[0] = *name;
}

void wh_keep_names(wh_env *env, const wh_env *from)
{
    const struct wh_known_names *known = from->known_names;
    if (!known || !known->room) return;
    struct wh_known_names *own = wh_alloc(env->arena, sizeof *own);
    wh_name(*sets)[2] = own ? wh_alloc(env->arena, known->room * sizeof *sets) : NULL;
    if (!sets) return;
    memcpy(sets, known->sets, known->room * sizeof *sets);
    *own = (struct wh_known_names){.sets = sets, .n = known->n, .room = known->room};
    env->known_names = own;
}
