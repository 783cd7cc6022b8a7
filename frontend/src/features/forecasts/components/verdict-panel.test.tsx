import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import type { Prediction } from '../api/types';
import { VerdictPanel } from './verdict-panel';

const prediction = {
  notices: [] as string[],
  symbol: 'KO',
  model: 'ensemble',
  interval: '1d',
  horizon: 5,
  as_of: '2022-12-28T00:00:00Z',
  direction: 'no_edge',
  probability_up: 0.546,
  base_rate_up: 0.545,
  probability_error: 0.02,
  predicted_volatility: 0.0225,
  value_at_risk_95: 0.0377,
  interval_scores: 500,
  skill: {
    r2_vs_random_walk: 0.0043,
    mae_ratio: 0.99,
    dm_statistic: 0.37,
    p_value: 0.713,
    verdict: 'no_edge',
    observations: 3013,
    days: 3013,
  },
  pooled_skill: null,
  direction_score: null,
} as Prediction;

describe('VerdictPanel', () => {
  it('says "no edge" instead of a direction, with base rate and t', () => {
    renderUi(<VerdictPanel prediction={prediction} />);
    const panel = screen.getByRole('region', { name: 'Verdict' });
    expect(panel).toHaveTextContent('No edge');
    expect(panel).toHaveTextContent('prices rose in 54.5% of past cases');
    expect(panel).toHaveTextContent('(t 0.05)');
    expect(panel).toHaveTextContent('3,013');
  });

  it('shows an arrow beside a called direction', () => {
    renderUi(<VerdictPanel prediction={{ ...prediction, direction: 'up' }} />);
    expect(screen.getByText('▲')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Verdict' })).toHaveTextContent('Up');
  });

  it('has a dash for a test that cannot be made', () => {
    const skill = { ...prediction.skill, dm_statistic: null, p_value: null };
    renderUi(<VerdictPanel prediction={{ ...prediction, skill }} />);
    expect(screen.getByText('–')).toBeInTheDocument();
  });

  it('says why a small p is no edge, and only then', () => {
    const { rerender } = renderUi(<VerdictPanel prediction={prediction} />);
    expect(screen.queryByText(/such result is expected by chance/)).toBeNull();
    const skill = { ...prediction.skill, dm_statistic: 2.5, p_value: 0.013 };
    rerender(<VerdictPanel prediction={{ ...prediction, skill }} />);
    expect(screen.getByText(/such result is expected by chance/)).toBeInTheDocument();
  });

  it('shows what to know about the data before the skill', () => {
    const notices = ['The next day is explained unusually well by the last day.'];
    renderUi(<VerdictPanel prediction={{ ...prediction, notices }} />);
    expect(screen.getByText(/explained unusually well/)).toBeInTheDocument();
  });
});
