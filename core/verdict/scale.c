/* The scale: a sum of weights -> a score from 0 to 100, and a score -> a level. One scale for all mail, and
 * the level is a function of the score: the two never contradict each other. */
#include "verdict/verdict.h"

/* Between two rows the score is linear. Ten points of the sum are about one step of the odds (a natural
 * logarithm of e), which is why the middle is steep and the ends are flat. The sums at which a level begins
 * were set by the share of honest mail that reaches them: "suspicious" one in two hundred or less, "unclear"
 * one in twenty or less (tests/weights). */
static const struct {
    int sum, score;
} knots[] = {
    {-60, 0},
    {0, WH_SCORE_CONSISTENT},
    {WH_SUM_UNCLEAR, WH_SCORE_UNCLEAR},
    {WH_SUM_SUSPICIOUS, WH_SCORE_SUSPICIOUS},
    {WH_SUM_FORGED, WH_SCORE_FORGED},
    {240, 100},
};

int wh_score_of(int sum)
{
    size_t last = sizeof knots / sizeof *knots - 1;
    if (sum <= knots[0].sum) return knots[0].score;
    if (sum >= knots[last].sum) return knots[last].score;
    size_t i = 1;
    while (knots[i].sum < sum) i++;
    int over = sum - knots[i - 1].sum, width = knots[i].sum - knots[i - 1].sum,
        rise = knots[i].score - knots[i - 1].score;
    /* at the upper knot exactly its score, below it less: the level must not begin early */
    return knots[i - 1].score + over * rise / width;
}

wh_level wh_level_of(int score)
{
    if (score >= WH_SCORE_FORGED) return WH_FORGED;
    if (score >= WH_SCORE_SUSPICIOUS) return WH_SUSPICIOUS;
    if (score >= WH_SCORE_UNCLEAR) return WH_UNCLEAR;
    return score >= WH_SCORE_CONSISTENT ? WH_CONSISTENT : WH_AUTHENTIC;
}

/* The smallest sum that reaches a score. */
static int sum_for(int score)
{
    size_t last = sizeof knots / sizeof *knots - 1;
    int sum = knots[0].sum;
    while (sum < knots[last].sum && wh_score_of(sum) < score) sum++;
    return sum;
}

int wh_points_to_worse(const wh_verdict *verdict)
{
    static const int begins[] = {WH_SCORE_UNCLEAR, WH_SCORE_SUSPICIOUS, WH_SCORE_FORGED};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (verdict->score < begins[i])
            return verdict->sum < sum_for(begins[i]) ? sum_for(begins[i]) - verdict->sum : 0;
    return 0;
}

int wh_points_to_milder(const wh_verdict *verdict)
{
    static const int begins[] = {WH_SCORE_FORGED, WH_SCORE_SUSPICIOUS, WH_SCORE_UNCLEAR};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (verdict->score >= begins[i])
            return verdict->sum >= sum_for(begins[i]) ? verdict->sum - sum_for(begins[i]) + 1 : 0;
    return 0;
}

wh_str wh_level_name(wh_level level)
{
    static const wh_str names[] = {WH_LIT_INIT("forged"), WH_LIT_INIT("suspicious"), WH_LIT_INIT("unclear"),
                                   WH_LIT_INIT("consistent"), WH_LIT_INIT("authentic")};
    return names[level];
}
