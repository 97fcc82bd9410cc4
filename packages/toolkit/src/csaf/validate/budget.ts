/** A bound on the work of one test: a small document can ask for a huge product of its lists. */

/** Thrown by `spend`, caught by the runner, which then says that the test was not finished. */
export class BudgetSpent extends Error {
  readonly code = 'CSAF_TEST_TOO_LARGE'
}

export interface Budget {
  /** Counts steps; throws `BudgetSpent` above the bound. */
  readonly spend: (steps: number) => void
  readonly refill: () => void
}

/** Steps of one test, most of them a look into a set: half a second each, so that all tests together end within 5 s. */
export const maxSteps = 2_000_000

export function createBudget(): Budget {
  let left = maxSteps
  return {
    spend: (steps) => {
      left -= steps
      if (left < 0) throw new BudgetSpent('the lists of the document multiply beyond what one test may cost')
    },
    refill: () => {
      left = maxSteps
    },
  }
}
