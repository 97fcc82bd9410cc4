/** Long work on the one thread in short turns, so that other requests get theirs. */

/** Milliseconds of a turn. */
const TURN = 20

/** Results in the order of the items. */
export async function mapInTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<readonly R[]> {
  const results: R[] = []
  let began = performance.now()
  for (const item of items) {
    results.push(work(item))
    if (performance.now() - began < TURN) continue
    await new Promise((resolve) => setImmediate(resolve))
    began = performance.now()
  }
  return results
}
