const symbols: Record<string, string> = {
  mu: 'μ (mean)',
  omega: 'ω (constant)',
  'alpha[1]': 'α (last shock)',
  'gamma[1]': 'γ (extra for falls)',
  'beta[1]': 'β (last variance)',
  nu: 'ν (degrees of freedom)',
};

/** Parameters by the letters of the literature, with what they stand for. */
export const parameterName = (name: string): string =>
  symbols[name] ?? symbols[`${name}[1]`] ?? name;
