/** Steps of an analysis, as the server names them. */
const steps = ['reading', 'matching', 'searching', 'collecting', 'saving'] as const

export function isStep(step: string): step is (typeof steps)[number] {
  return (steps as readonly string[]).includes(step)
}
