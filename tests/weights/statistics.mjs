// Ranks and a logistic regression, small enough to be read.

/** The chance that a bad mail scores higher than a good one; a tie counts half. */
export function areaUnder(bad, good) {
  const sorted = [...good].sort((a, b) => a - b);
  const below = (value, orEqual) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const sum = bad.reduce((total, value) => total + (below(value, false) + below(value, true)) / 2, 0);
  return sum / (bad.length * good.length);
}

/** The share of bad mail above the score that no more than `rate` of the good mail exceeds. */
export function found(bad, good, rate) {
  const sorted = [...good].sort((a, b) => a - b);
  const limit = sorted[Math.max(0, Math.ceil(sorted.length * (1 - rate)) - 1)];
  return bad.filter((value) => value > limit).length / bad.length;
}

export const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/**
 * Logistic regression on which findings each mail has ({isBad, on: [index]}), drawn towards the weights that
 * are set (in points, ten a logit), so that what few mails have stays where a person put it; both classes
 * count alike. No weight changes its sign.
 */
export function fit(rows, points, { pull = 0.02, steps = 600, rate = 0.5 } = {}) {
  const prior = points.map((value) => value / 10);
  const weights = [...prior];
  const count = [rows.filter((row) => !row.isBad).length, rows.filter((row) => row.isBad).length];
  let bias = -2.6;
  for (let step = 0; step < steps; step++) {
    const slope = prior.map((value, j) => (pull * (weights[j] - value)) / 10);
    let slopeOfBias = 0;
    for (const row of rows) {
      const error =
        (sigmoid(bias + row.on.reduce((sum, j) => sum + weights[j], 0)) - (row.isBad ? 1 : 0)) /
        (2 * count[row.isBad ? 1 : 0]);
      slopeOfBias += error;
      for (const j of row.on) slope[j] += error;
    }
    bias -= rate * slopeOfBias * 4;
    slope.forEach((value, j) => {
      weights[j] -= rate * value * 20;
      if (weights[j] * prior[j] < 0) weights[j] = 0;
    });
  }
  return { bias, weights };
}
