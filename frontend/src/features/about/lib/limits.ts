/** What the product does not do, said plainly. */
export const limits: readonly { title: string; words: string; demo?: true }[] = [
  {
    title: 'Price forecasts have no proven edge',
    words:
      'In walk-forward tests no model beat the random walk significantly on daily stock returns. Forecasts are shown with their skill, base rate and measured coverage, and say “no edge” unless the numbers say otherwise.',
  },
  {
    title: 'Volatility and ranges are the useful part',
    words:
      'Skill is real in volatility and in calibrated intervals. In a crash, ranges are too narrow at first: a 95% range held about four times in five in the spring of 2020.',
  },
  {
    title: 'Risk measures fail at times',
    words:
      'Each value-at-risk method is backtested on the instrument’s own history, and its failures are shown. Over decades most of them miss that large losses come in clusters.',
  },
  {
    title: 'Survivorship bias of the demo stocks',
    demo: true,
    words:
      'The demo universe is large companies that still exist. Past returns of survivors look better than those an investor could have known in advance.',
  },
  {
    title: 'Demo history ends with its data sets',
    demo: true,
    words:
      'Ranges and forecasts count from the last real bar, not from today. Moving demo prices come from a simulator and are labelled so; they never enter daily history, training or risk.',
  },
  {
    title: 'No broker, no advice',
    words:
      'Orders are lists to copy, nothing is sent anywhere. The numbers are estimates with errors; you remain responsible for your decisions and their losses.',
  },
];
